"""What the lab is asked in its address: the territory, the years, the conventions, the targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.economy.coverage import workable
from nscl.economy.growth import Conventions
from nscl.economy.models import Territory
from nscl.plan import Plan
from nscl.registers.fields import NumberField
from nscl.vn.calendar import now
from nscl.web.forms import Form

TFP, LABOUR = "productivity.tfp_share", "productivity.labour_growth"
AS_MARKED, APART = "noi", "tach"
TIMING_NAMES: Final = {
    "mid": gettext_lazy("Bình quân đầu, cuối năm"),
    "opening": gettext_lazy("Vốn đầu năm"),
    "closing": gettext_lazy("Vốn cuối năm"),
    "half_year": gettext_lazy("Cuối năm, đầu tư mới hao mòn nửa năm"),
}
LABOUR_NAMES: Final = {
    "persons": gettext_lazy("Số người đang làm việc"),
    "hours": gettext_lazy("Số người × giờ làm việc"),
    "quality": gettext_lazy("Số người × chất lượng"),
    "hours_quality": gettext_lazy("Số người × giờ làm việc × chất lượng"),
}
DEFAULTS: Final = {
    "lao_dong": "0,575",
    "khau_hao": "5,5",
    "von": "2,1",
    "thoi_diem": "mid",
    "do_lao_dong": "persons",
    "cach": "tornqvist",
    "gay": APART,
    "tang_truong": "12",
    "nang_suat": "11",
    "tfp": "55",
    "dau_tu": "42",
}


def _number(label: Any, least: str, most: str, decimals: int, help_text: Any) -> NumberField:
    return NumberField(
        label=label, least=Decimal(least), most=Decimal(most), decimals=decimals, help_text=help_text
    )  # fmt: skip


class ConventionsForm(Form):
    """A territory, years and the conventions as boxes; one left empty is the default, never a fault."""

    dia_ban = forms.ChoiceField(label=gettext_lazy("Địa bàn"))
    tu = NumberField(label=gettext_lazy("Từ năm"), least=1900, most=2200, is_year=True)
    den = NumberField(label=gettext_lazy("Đến năm"), least=1900, most=2200, is_year=True)
    lao_dong = _number(
        gettext_lazy("Tỷ trọng lao động"), "0.3", "0.9", 3, gettext_lazy("0,45–0,70 là khoảng thường dùng")
    )
    khau_hao = _number(gettext_lazy("Khấu hao (%/năm)"), "1", "20", 2, gettext_lazy("4–10 là khoảng thường dùng"))
    von = _number(
        gettext_lazy("Vốn ban đầu so với sản lượng (lần)"), "0.5", "6", 3, gettext_lazy("1,5–3 là khoảng thường dùng")
    )
    thoi_diem = forms.ChoiceField(label=gettext_lazy("Vốn dùng trong năm"), choices=list(TIMING_NAMES.items()))
    do_lao_dong = forms.ChoiceField(
        label=gettext_lazy("Lao động đo bằng"),
        choices=list(LABOUR_NAMES.items()),
        help_text=gettext_lazy("Giờ làm việc, chất lượng phải có chuỗi số cho mọi năm"),
    )
    cach = forms.ChoiceField(
        label=gettext_lazy("Cách tính"),
        choices=[
            ("official", gettext_lazy("Công thức của cơ quan thống kê")),
            ("tornqvist", gettext_lazy("Törnqvist")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, territories: list[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box in self.fields.values():
            box.required = False
        choices = self.fields["dia_ban"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 - declared above
        choices.choices = [(each.code, each.name) for each in territories]
        for box in self.fields.values():
            if isinstance(box, forms.ChoiceField):
                box.error_messages["invalid_choice"] = _("Không có lựa chọn này. Chọn một trong danh sách.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("dia_ban") and "dia_ban" not in self.errors:
            self.add_error("dia_ban", _("Chưa có số liệu thống kê của địa bàn nào."))
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first is not None and last is not None and not 3 <= last - first + 1 <= 100:
            self.add_error("den", _("Cần ít nhất ba năm và nhiều nhất một trăm năm. Sửa năm đầu hoặc năm cuối."))
        if cleaned.get("cach") == "official" and cleaned.get("do_lao_dong", "persons") != "persons":
            words = _("Công thức của cơ quan thống kê tính theo số người. Chọn số người, hoặc cách tính Törnqvist.")
            self.add_error("do_lao_dong", words)
        return cleaned

    @property
    def conventions(self) -> Conventions:
        given = self.cleaned_data
        return Conventions(
            mode=given["cach"],
            labour_share=float(given["lao_dong"]),
            depreciation=float(given["khau_hao"]) / 100,
            initial_ky=float(given["von"]),
            timing=given["thoi_diem"],
            labour=given["do_lao_dong"],
        )


class Asked(ConventionsForm):
    """The whole question; the address holds it, so that a page asked once can be asked again."""

    gay = forms.ChoiceField(
        label=gettext_lazy("Năm số liệu bị gãy"),
        choices=[
            (APART, gettext_lazy("Bỏ năm gãy, tính riêng trước và sau")),
            (AS_MARKED, gettext_lazy("Nối như cán bộ đã xử lý")),
        ],
        widget=forms.RadioSelect,
    )
    tang_truong = _number(gettext_lazy("GRDP tăng (%/năm)"), "0.5", "30", 2, gettext_lazy("giả định"))
    nang_suat = _number(gettext_lazy("Năng suất lao động tăng (%/năm)"), "0", "30", 2, gettext_lazy("giả định"))
    tfp = _number(gettext_lazy("TFP đóng góp (%)"), "0", "99", 2, gettext_lazy("giả định"))
    dau_tu = _number(gettext_lazy("Đầu tư so với GRDP (%)"), "1", "99", 2, gettext_lazy("giả định"))


@dataclass(frozen=True)
class Question:
    """A question that can be answered."""

    territory: Territory
    years: range
    conventions: Conventions
    apart: bool
    growth: float
    productivity: float
    tfp: float
    investment: float


def form_of(request: HttpRequest, plan: Plan) -> Asked:
    """The boxes filled from the address; what it leaves out is the default."""
    return Asked(**filled(request.GET, {**DEFAULTS, **_targets(plan)}), auto_id="id_%s")


def filled(sent: Mapping[str, str], defaults: Mapping[str, str]) -> dict[str, Any]:
    """Data and territories of a form of conventions: what was sent, else the default, else what the figures carry."""
    territories = list(Territory.objects.all())
    runs = workable(now())
    named = {each.code: each for each in territories}.get(sent.get("dia_ban", ""))
    chosen = named or next((each for each in territories if each.pk in runs), territories[0] if territories else None)
    years = runs.get(chosen.pk) if chosen else None
    data = {**defaults, "dia_ban": chosen.code if chosen else ""}
    data["tu"], data["den"] = (str(years[0]), str(years[-1])) if years else ("2010", "2024")
    given = {name: value for name, value in sent.items() if name in data and str(value).strip()}
    return {"data": {**data, **given}, "territories": territories}


def _targets(plan: Plan) -> dict[str, str]:
    """What the plan itself aims at, where it does."""
    found = {}
    for indicator in plan.indicators:
        name = {TFP: "tfp", LABOUR: "nang_suat"}.get(indicator.measure)
        if name and indicator.target.value is not None:
            found[name] = str(indicator.target.value).replace(".", ",")
    return found


def question_of(form: Asked) -> Question | None:
    """None where a box is wrong; its message stands at it."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    return Question(
        territory=Territory.objects.prefetch_related("parts").get(code=given["dia_ban"]),
        years=range(given["tu"], given["den"] + 1),
        conventions=form.conventions,
        apart=given["gay"] == APART,
        growth=float(given["tang_truong"]) / 100,
        productivity=float(given["nang_suat"]) / 100,
        tfp=float(given["tfp"]) / 100,
        investment=float(given["dau_tu"]) / 100,
    )


def address(form: Asked) -> str:
    """The same question as an address asks it, every convention named."""
    return urlencode({name: form.data[name] for name in form.fields})
