"""Opening an ad hoc round: what is asked, of whom, about which items, and its days."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import Body, Kind, User
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.plan.codes import task_number
from nscl.registers.fields import DateField, TextField
from nscl.reporting import actions
from nscl.reporting.actions.opening import proposed
from nscl.reporting.items import duties_to_answer
from nscl.reporting.models import Obligation, Round
from nscl.reporting.regimes import regimes
from nscl.scorecard import programme
from nscl.vn.calendar import now, today
from nscl.vn.numbers import format_number
from nscl.vn.text import excerpt
from nscl.web.access import require
from nscl.web.asked import answered
from nscl.web.forms import BodiesField
from nscl.web.reports.letter import LetterForm
from nscl.web.reports.opening import kinds, opened, opening_steps

LONGEST_CONTENT = 4000


class TickedField(forms.MultipleChoiceField):
    """Any of a list; what is not in it is refused by name."""

    def __init__(self, *, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple)

    def validate(self, value: Any) -> None:
        if strange := [one for one in value if not self.valid_value(one)]:
            message = _('Ô "%(field)s": không có "%(value)s" trong danh sách. Chọn lại.')
            raise ValidationError(message % {"field": self.label, "value": excerpt(str(strange[0]))})


class AdHocForm(LetterForm):
    title = TextField(label=gettext_lazy("Tên báo cáo"))
    content = TextField(
        label=gettext_lazy("Nội dung yêu cầu báo cáo"),
        longest=LONGEST_CONTENT,
        example=gettext_lazy("việc cần báo cáo, ví dụ số doanh nghiệp đã hướng dẫn đến ngày chốt"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kinds = TickedField(label=gettext_lazy("Đơn vị báo cáo, theo loại"))
    bodies = BodiesField(
        label=gettext_lazy("Đơn vị báo cáo, từng đơn vị"),
        required=False,
        help_text=gettext_lazy("Mỗi dòng một đơn vị, mã hoặc tên; để trống nếu đã chọn theo loại"),
    )
    codes = TickedField(
        label=gettext_lazy("Mục phải trả lời"),
        help_text=gettext_lazy(
            "Mỗi đơn vị trả lời những mục Kế hoạch giao cho đơn vị; phần chung thì đơn vị nào cũng trả lời"
        ),
    )
    closing_on = DateField(label=gettext_lazy("Ngày chốt số liệu"))
    due_before = DateField(label=gettext_lazy("Gửi trước ngày"))
    freeze_on = DateField(
        label=gettext_lazy("Ngày khóa số liệu"), required=False, help_text=gettext_lazy("Để trống nếu không khóa số")
    )
    province_due_before = DateField(
        label=gettext_lazy("Tổng hợp, báo cáo trước ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu không phải báo cáo tiếp"),
    )

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["kinds"].choices = self._kinds()  # type: ignore[attr-defined]
        self.fields["codes"].choices = _items(plan)  # type: ignore[attr-defined]

    @cached_property
    def _by_kind(self) -> dict[str, list[Body]]:
        """Bodies the plan names, by kind; the standing body asks itself nothing."""
        found: defaultdict[str, list[Body]] = defaultdict(list)
        for body, obligation in proposed(self.plan):
            if obligation != Obligation.STANDING:
                found[body.kind].append(body)
        return found

    def _kinds(self) -> list[tuple[str, str]]:
        counted = [(kind, label, len(self._by_kind.get(kind, ()))) for kind, label in Kind.choices]
        return [(kind, f"{label} ({format_number(count)})") for kind, label, count in counted if count]

    def save(self, by: User) -> Round:
        data = dict(self.cleaned_data)
        chosen = [body for kind in data.pop("kinds") for body in self._by_kind[kind]]
        data["bodies"] = [*chosen, *(data["bodies"] or ())]
        return actions.open_ad_hoc(by=by, plan=self.plan, **data)


def _items(plan: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """Tasks by their group, then duties of part V."""
    groups = [
        (
            f"{task_number(group.code)}. {group.title}",
            [(t.code, f"{task_number(t.code)}. {t.short}") for t in plan.tasks if t.group == group.code],
        )
        for group in plan.groups
    ]
    duties = [(duty.code, f"{duty.code}. {excerpt(duty.text, 90)}") for duty in duties_to_answer(plan)]
    return [*((title, items) for title, items in groups if items), (_("Trách nhiệm tại Phần V"), duties)]


@answered
def open_ad_hoc(request: HttpRequest) -> HttpResponse:
    by = require(request, Verb.OPEN_ROUND)
    _in_use, whole = programme.current()
    plan = whole.in_force(today())
    regime = next((each for each in regimes(plan, today(), now()) if each.is_ad_hoc), None)
    if regime is None:
        raise Http404
    form = AdHocForm(plan, request.POST or None, initial={"title": regime.name, "content": regime.said["content"]})
    if request.method == "POST" and form.is_valid():
        try:
            round = form.save(by)
        except (ValidationError, IntegrityError) as error:
            form.absorb(error)
        else:
            return opened(request, round)
    context = {
        "form": form,
        "regime": regime,
        "kinds": kinds(whole, regime.code),
        "steps": opening_steps(0),
        "crumbs": [(_("Báo cáo"), reverse("reports")), (_("Mở kỳ báo cáo đột xuất"), "")],
    }
    return render(request, "reports/rounds_ad_hoc.html", context)


urlpatterns: list[URLPattern] = [path("bao-cao/mo-ky/dot-xuat/", open_ad_hoc, name="round-new-ad-hoc")]
