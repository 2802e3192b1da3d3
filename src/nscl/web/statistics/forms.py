"""Boxes in which officers write statistics down."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.economy import actions, pasted
from nscl.economy.arriving import Cell, Release, day_of
from nscl.economy.models import Concept, PriceBasis, Series, Territory, Vintage
from nscl.organisations.models import User
from nscl.registers.fields import ChoiceField, DateField, ReadField, TextField
from nscl.web.forms import Form

SECTIONS: Final = "ABCDEFGHIJKLMNOPQRSTUV"  # of the Vietnamese standard industrial classification
MONEY: Final = {
    Concept.OUTPUT: "tỷ đồng",
    Concept.INVESTMENT: "tỷ đồng",
    Concept.SOCIAL_INVESTMENT: "tỷ đồng",
    Concept.COMPENSATION: "tỷ đồng",
    Concept.PRODUCTIVITY: "triệu đồng/lao động",
}
UNITS: Final = {
    **MONEY,
    Concept.EMPLOYMENT: "nghìn người",
    Concept.HOURS: "giờ/năm",
    Concept.QUALITY: "lần",
    Concept.LABOUR_FORCE: "nghìn người",
    Concept.OUTPUT_GROWTH: "%",
    Concept.PRODUCTIVITY_GROWTH: "%",
    Concept.TFP_SHARE: "%",
}  # one unit a concept: what is computed from several series rests on it


class UrlField(ReadField):
    def __init__(self, **kwargs: Any) -> None:
        example = gettext_lazy("địa chỉ trang")
        super().__init__(label=gettext_lazy("Đường dẫn"), longest=600, example=example, required=False, **kwargs)

    def read(self, text: str) -> str:
        try:
            URLValidator(schemes=["http", "https"])(text)
        except ValidationError as error:
            raise ValueError(_("không phải địa chỉ trang, ví dụ https://www.nso.gov.vn/.")) from error
        return text

    def to_python(self, value: Any) -> str:
        return super().to_python(value) or ""


class ReleasedField(DateField):
    """A day on which something was published already."""

    def read(self, text: str) -> Any:
        return day_of(super().read(text))


class ReleaseForm(Form):
    """One release of one series: what its values share, then one value or a pasted list."""

    vintage = ChoiceField(label=gettext_lazy("Lần công bố"), choices=Vintage.choices, blank=gettext_lazy("Chọn…"))
    released_on = ReleasedField(
        label=gettext_lazy("Ngày công bố"),
        required=False,
        help_text=gettext_lazy("Ví dụ 05/3/2028; cần có khi một nguồn công bố lại số của cùng một năm"),
    )
    source = TextField(
        label=gettext_lazy("Nguồn"),
        help_text=gettext_lazy("Cơ quan công bố và tên ấn phẩm, ví dụ Niên giám thống kê năm 2027"),
        example=gettext_lazy("cơ quan công bố và tên ấn phẩm"),
    )
    url = UrlField(help_text=gettext_lazy("Trang có số này, nếu có"))
    derived = TextField(
        label=gettext_lazy("Cách suy ra"),
        required=False,
        help_text=gettext_lazy("Chỉ ghi khi số không được công bố thẳng, ví dụ suy từ số năm trước và tốc độ tăng"),
    )
    year = TextField(label=gettext_lazy("Năm"), longest=20, required=False, widget=forms.TextInput({"class": "short"}))
    value = TextField(
        label=gettext_lazy("Giá trị"), longest=40, required=False, widget=forms.TextInput({"class": "short"})
    )
    pasted = TextField(
        label=gettext_lazy("Nhiều năm, dán từ Excel"),
        longest=pasted.LONGEST,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Hai cột năm và giá trị, mỗi năm một dòng; hoặc hai hàng, hàng năm ở trên"),
    )

    def __init__(self, series: Series, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        self.cells: list[Cell] = []
        self.fields["value"].help_text = _("Đơn vị tính: %(unit)s; ví dụ 126.483,5") % {"unit": series.unit}

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("vintage", "released_on", "source", "url", "derived")]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        release = Release(said["vintage"], said["source"], said["released_on"], said["url"], said["derived"])
        if said["year"] or said["value"]:
            self.cells.append(pasted.one(_('ô "Năm"'), said["year"], said["value"], self.series, release))
        try:
            self.cells += pasted.cells_of(said["pasted"], self.series, release)
        except ValueError as error:
            self.add_error("pasted", str(error))
        if not self.cells and not self.errors:
            self.add_error("year", _("Chưa có số nào. Ghi năm và giá trị, hoặc dán từ Excel."))
        return said


class SeriesForm(Form):
    """A new series. Its unit follows from what it measures."""

    concept = ChoiceField(label=gettext_lazy("Khái niệm"), choices=Concept.choices, blank=gettext_lazy("Chọn…"))
    territory = ChoiceField(label=gettext_lazy("Địa bàn"), choices=(), blank=gettext_lazy("Chọn…"))
    industry = ChoiceField(
        label=gettext_lazy("Ngành (VSIC cấp 1)"),
        choices=[(letter, letter) for letter in SECTIONS],
        blank=gettext_lazy("Toàn nền kinh tế"),
        required=False,
    )
    basis = ChoiceField(
        label=gettext_lazy("Loại giá"),
        choices=PriceBasis.choices,
        blank=gettext_lazy("Chọn…"),
        help_text=gettext_lazy("Số tính bằng tiền thì chọn giá; lao động và tốc độ tăng thì không"),
    )
    title = TextField(
        label=gettext_lazy("Tên chuỗi"),
        longest=200,
        required=False,
        help_text=gettext_lazy("Để trống thì tên gồm khái niệm, loại giá và địa bàn"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.territories = {each.code: each for each in Territory.objects.all()}
        choices = [("", _("Chọn…")), *((each.code, each.name) for each in self.territories.values())]
        self.fields["territory"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        concept, basis = said.get("concept"), said.get("basis")
        if concept and basis and (Concept(concept) in MONEY) != (basis != PriceBasis.NONE):
            words = _('"%(concept)s": chọn giá so sánh hoặc giá hiện hành.')
            if Concept(concept) not in MONEY:
                words = _('"%(concept)s" không tính bằng tiền: chọn "không tính bằng tiền".')
            self.add_error("basis", words % {"concept": Concept(concept).label})
        return said

    def save(self, by: User) -> Series:
        said = self.cleaned_data
        concept, territory = Concept(said["concept"]), self.territories[said["territory"]]
        return actions.add_series(
            concept=concept,
            territory=territory,
            industry=said["industry"],
            basis=said["basis"],
            unit=UNITS[concept],
            title=said["title"] or _title(concept.label, said["basis"], said["industry"], territory),
            by=by,
        )


def _title(concept: StrOrPromise, basis: str, industry: str, territory: Territory) -> str:
    parts = [str(concept)]
    if basis != PriceBasis.NONE:
        parts.append(str(PriceBasis(basis).label))
    if industry:
        parts.append(_("ngành %(letter)s") % {"letter": industry})
    return ", ".join([*parts, territory.name])


class WithdrawForm(Form):
    why = TextField(
        label=gettext_lazy("Lý do"),
        longest=2000,
        widget=forms.Textarea,
        example=gettext_lazy('lý do, ví dụ "chép nhầm cột của Niên giám"'),
    )
