"""Forms that add a body or change one. Each says what it means before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations import actions
from nscl.organisations.models import Body, Kind, Supervision, User
from nscl.registers import body_names
from nscl.registers.fields import BodyField, ChoiceField, DateField, TextField
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.tax_code import is_tax_code
from nscl.vn.text import fold, words
from nscl.web.bodies import meaning
from nscl.web.forms import BodiesField, Form

CODE = re.compile(r"[a-z0-9][a-z0-9.-]*")
RESERVED = ("them",)  # an address of its own under /don-vi/
LONGEST_CODE = 40
SUPERVISING_KINDS = (Kind.DEPARTMENT, Kind.OFFICE, Kind.COMMUNE, Kind.UNION)


def document_field(*, required: bool = True) -> TextField:
    """The document an act rests on."""
    example = gettext_lazy("số, ký hiệu và ngày, ví dụ 12/QĐ-UBND ngày 15/01/2027")
    hint = gettext_lazy("Số, ký hiệu và ngày, ví dụ 12/QĐ-UBND ngày 15/01/2027")
    return TextField(label=gettext_lazy("Văn bản"), example=example, help_text=hint, required=required)


def short_name_field() -> TextField:
    return TextField(
        label=gettext_lazy("Tên gọn"),
        longest=200,
        required=False,
        help_text=gettext_lazy("Dùng ở chỗ hẹp; để trống thì dùng tên đầy đủ"),
    )


class BodyForm(Form):
    """A form about one body; `body` is None while it does not exist yet.

    Each kind adds `meaning()`, what follows from the valid form, in sentences, and `save(by)`.
    """

    def __init__(self, body: Body | None, *args: Any, **kwargs: Any) -> None:
        self.body = body
        super().__init__(*args, **kwargs)

    def suggestions(self) -> list[str]:
        """Bodies offered while typing."""
        return []

    def told(self) -> list[tuple[str, str]]:
        """What was typed, as the house understood it."""
        said = [(str(bound.label), _told(bound, self.cleaned_data[bound.name])) for bound in self]
        return [(label, value) for label, value in said if value]


def _told(bound: forms.BoundField, value: Any) -> str:
    if isinstance(bound.field, ChoiceField):
        return str(dict(bound.field.choices)[value])  # type: ignore[arg-type]
    if isinstance(value, list):
        return "; ".join(body.name for body in value)
    return format_date(value) if isinstance(value, date) else str(value or "")


class AddForm(BodyForm):
    kind = ChoiceField(label=gettext_lazy("Loại"), choices=Kind.choices)
    name = TextField(label=gettext_lazy("Tên đầy đủ"), example=gettext_lazy("tên như trong văn bản"))
    short_name = short_name_field()
    tax_code = TextField(
        label=gettext_lazy("Mã số doanh nghiệp"),
        longest=20,
        required=False,
        help_text=gettext_lazy("10 chữ số; đơn vị phụ thuộc thêm gạch nối và 3 chữ số"),
    )
    commune = BodyField(
        label=gettext_lazy("Xã, phường"),
        required=False,
        help_text=gettext_lazy("Tên hoặc mã của UBND xã, phường nơi đơn vị đóng"),
    )
    code = TextField(
        label=gettext_lazy("Mã"),
        longest=LONGEST_CODE,
        required=False,
        help_text=gettext_lazy("Để trống thì lấy mã số doanh nghiệp, hoặc tên viết không dấu"),
    )
    since = DateField(label=gettext_lazy("Hoạt động từ ngày"))
    document = document_field(required=False)

    def suggestions(self) -> list[str]:
        return _typed(Body.objects.active_on(today()).filter(kind=Kind.COMMUNE))

    def clean_tax_code(self) -> str:
        text: str = self.cleaned_data["tax_code"].replace(" ", "")
        if text and not is_tax_code(text):
            message = _(
                'Ô "Mã số doanh nghiệp": %(value)s sai số kiểm tra. Đối chiếu lại với giấy đăng ký, gồm đủ 10 chữ số.'
            )
            raise ValidationError(message % {"value": text})
        if twin := Body.objects.filter(tax_code=text).first() if text else None:
            raise ValidationError(_("Mã số này của %(name)s, mã %(code)s.") % {"name": twin.name, "code": twin.code})
        return text

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        if code and not CODE.fullmatch(code):
            raise ValidationError(_('Ô "Mã" chỉ gồm chữ không dấu, chữ số, dấu chấm và gạch nối, ví dụ cong-ty-a.'))
        if code in RESERVED or Body.objects.filter(code=code).exists():
            raise ValidationError(_("Mã %(code)s đã dùng. Chọn mã khác, hoặc để trống.") % {"code": code})
        return code

    def clean_commune(self) -> Body | None:
        place: Body | None = self.cleaned_data["commune"]
        if place and place.kind != Kind.COMMUNE:
            raise ValidationError(_("%(name)s không phải UBND cấp xã. Chọn xã, phường.") % {"name": place.name})
        if place and place.ended_on and place.ended_on < today():
            raise ValidationError(_("%(name)s. Chọn xã, phường đang hoạt động.") % {"name": place.label()})
        return place

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if name := data.get("name"):
            same = Body.objects.filter(kind=data.get("kind"), commune=data.get("commune"), ended_on=None)
            twin = next((body for body in same.search(name) if fold(body.name) == fold(name)), None)
            if twin:
                message = _("Đã có %(name)s, mã %(code)s. Nếu là đơn vị khác, ghi thêm nơi đóng vào tên.")
                self.add_error("name", message % {"name": twin.name, "code": twin.code})
        return data

    @property
    def final_code(self) -> str:
        return self.cleaned_data["code"] or self.cleaned_data["tax_code"] or _free_code(self.cleaned_data["name"])

    def meaning(self) -> list[str]:
        return meaning.of_adding(self.final_code, Kind(self.cleaned_data["kind"]), self.cleaned_data["since"])

    def save(self, by: User) -> Body:
        return actions.add_body(by=by, **{**self.cleaned_data, "code": self.final_code})


def _free_code(name: str) -> str:
    """The name without tones as a code nobody has yet."""
    base = "-".join(words(name))[: LONGEST_CODE - 5].strip("-") or "don-vi"
    taken = {*RESERVED, *Body.objects.filter(code__startswith=base).values_list("code", flat=True)}
    return next(code for n in range(1, len(taken) + 2) if (code := base if n == 1 else f"{base}-{n}") not in taken)


def _typed(bodies: Iterable[Body]) -> list[str]:
    return [body_names.typed(body) for body in bodies]


class ChangeForm(BodyForm):
    """A form about a body that exists."""

    body: Body

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(body, *args, **kwargs)


class RenameForm(ChangeForm):
    name = TextField(label=gettext_lazy("Tên mới"))
    short_name = short_name_field()
    kind = ChoiceField(label=gettext_lazy("Loại"), choices=Kind.choices)
    since = DateField(label=gettext_lazy("Áp dụng từ ngày"))
    document = document_field()

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        initial = {"name": body.name, "short_name": body.short_name, "kind": body.kind}
        super().__init__(body, *args, initial=initial, **kwargs)

    def clean_since(self) -> date:
        """A name of the future would not come into force by itself."""
        since: date = self.cleaned_data["since"]
        if since > today():
            raise ValidationError(
                _("Ngày %(day)s chưa đến. Ghi tên mới từ ngày tên có hiệu lực.") % {"day": format_date(since)}
            )
        present = self.body.designations.latest("since").since
        if since <= present:
            message = _("Tên đang dùng có hiệu lực từ ngày %(day)s. Chọn ngày sau ngày đó.")
            raise ValidationError(message % {"day": format_date(present)})
        return since

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"name", "kind"} <= data.keys() and (data["name"], data["kind"]) == (self.body.name, self.body.kind):
            self.add_error("name", _("Tên và loại giống hiện nay. Nhập tên mới, hoặc chọn loại mới."))
        return data

    def meaning(self) -> list[str]:
        data = self.cleaned_data
        return meaning.of_renaming(self.body, data["name"], Kind(data["kind"]), data["since"])

    def save(self, by: User) -> Body:
        actions.rename_body(by=by, body=self.body, **self.cleaned_data)
        return self.body


class EndForm(ChangeForm):
    on = DateField(
        label=gettext_lazy("Đơn vị kế thừa nhận từ ngày"),
        help_text=gettext_lazy("Ngày trước đó là ngày hoạt động cuối cùng của đơn vị này"),
    )
    successors = BodiesField(
        label=gettext_lazy("Đơn vị kế thừa"),
        required=False,
        help_text=gettext_lazy("Mỗi dòng một tên hoặc mã; giải thể thì để trống"),
    )
    document = document_field()

    def clean_successors(self) -> list[Body]:
        found: list[Body] = self.cleaned_data["successors"] or []
        if self.body in found:
            raise ValidationError(_("Đơn vị không tự kế thừa mình. Bỏ dòng này."))
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.body.ended_on:
            self.add_error(
                None, _("Đơn vị đã kết thúc hoạt động ngày %(day)s.") % {"day": format_date(self.body.ended_on)}
            )
        gone = [b.name for b in data.get("successors", []) if "on" in data and b.ended_on and b.ended_on < data["on"]]
        if gone:
            self.add_error(
                "successors", _("%(names)s đã kết thúc hoạt động. Chọn đơn vị khác.") % {"names": "; ".join(gone)}
            )
        if "on" in data and self.body.started_on and data["on"] <= self.body.started_on:
            message = _("Đơn vị hoạt động từ ngày %(day)s. Chọn ngày sau ngày đó.")
            self.add_error("on", message % {"day": format_date(self.body.started_on)})
        return data

    def meaning(self) -> list[str]:
        return meaning.of_ending(self.body, self.cleaned_data["on"], self.cleaned_data["successors"])

    def save(self, by: User) -> Body:
        actions.end_body(by=by, body=self.body, **self.cleaned_data)
        return self.body


class SuperviseForm(ChangeForm):
    supervisor = BodyField(
        label=gettext_lazy("Cơ quan quản lý"), help_text=gettext_lazy("Mã hoặc tên cơ quan, không cần gõ dấu")
    )
    since = DateField(label=gettext_lazy("Từ ngày"))

    def suggestions(self) -> list[str]:
        return _typed(Body.objects.active_on(today()).filter(kind__in=SUPERVISING_KINDS))

    def clean_supervisor(self) -> Body:
        supervisor: Body = self.cleaned_data["supervisor"]
        if supervisor == self.body:
            raise ValidationError(_("Đơn vị không tự quản lý mình. Chọn cơ quan khác."))
        if supervisor.ended_on and supervisor.ended_on < today():
            raise ValidationError(_("%(name)s. Chọn cơ quan đang hoạt động.") % {"name": supervisor.label()})
        return supervisor

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"supervisor", "since"} <= data.keys():
            lines = Supervision.objects.filter(body=self.body, supervisor=data["supervisor"])
            if lines.filter(Q(until=None) | Q(until__gte=data["since"])).exists():
                self.add_error("supervisor", _("Cơ quan này đang quản lý đơn vị rồi."))
        return data

    def meaning(self) -> list[str]:
        return meaning.of_supervising(self.body, self.cleaned_data["supervisor"], self.cleaned_data["since"])

    def save(self, by: User) -> Body:
        actions.supervise(by=by, body=self.body, **self.cleaned_data)
        return self.body


class EndSupervisionForm(ChangeForm):
    on = DateField(label=gettext_lazy("Quản lý đến hết ngày"))

    def __init__(self, line: Supervision, *args: Any, **kwargs: Any) -> None:
        self.line = line
        super().__init__(line.body, *args, **kwargs)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.line.since:
            message = _("Việc quản lý bắt đầu ngày %(day)s. Chọn ngày đó hoặc ngày sau.")
            raise ValidationError(message % {"day": format_date(self.line.since)})
        return on

    def meaning(self) -> list[str]:
        return meaning.of_ending_supervision(self.line, self.cleaned_data["on"])

    def save(self, by: User) -> Body:
        actions.end_supervision(by=by, line=self.line, **self.cleaned_data)
        return self.body


OneBodyForm = AddForm | RenameForm | EndForm | SuperviseForm | EndSupervisionForm
