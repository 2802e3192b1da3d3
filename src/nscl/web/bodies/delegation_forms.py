"""Forms that enter a right to sign and end one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from nscl.organisations import delegating
from nscl.organisations.models import Authority, Body, Delegation, Membership, User
from nscl.registers.fields import ChoiceField, DateField, TextField
from nscl.vn.calendar import today
from nscl.vn.numbers import whole_number
from nscl.web.bodies.forms import document_field
from nscl.web.forms import Form


class DelegateForm(Form):
    user = ChoiceField(label=gettext_lazy("Người được ký"), choices=[])
    authority = ChoiceField(label=gettext_lazy("Hình thức ký"), choices=Authority.choices)
    position = TextField(
        label=gettext_lazy("Chức vụ ghi khi ký"),
        longest=120,
        help_text=gettext_lazy("Như in trên văn bản, ví dụ Phó Chủ tịch, Trưởng phòng Kinh tế"),
    )
    document = document_field()
    since = DateField(label=gettext_lazy("Từ ngày"))
    until = DateField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Thừa ủy quyền phải có ngày cuối; hình thức khác để trống nếu chưa định"),
    )

    def __init__(self, by: User, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": today()}, **kwargs)
        self.by, self.body = by, body
        held = Membership.objects.in_force(today()).filter(body=body).exclude(user=by).select_related("user")
        self.people = {member.user_id: member.user for member in held}
        self.fields["user"].choices = [  # type: ignore[attr-defined]
            (str(pk), person.full_name) for pk, person in self.people.items()
        ]

    def save(self) -> Delegation:
        what = dict(self.cleaned_data)
        person = self.people[whole_number(what.pop("user")) or 0]
        return delegating.delegate(by=self.by, body=self.body, user=person, **what)


class EndDelegationForm(Form):
    on = DateField(
        label=gettext_lazy("Còn được ký đến hết ngày"),
        help_text=gettext_lazy("Muốn thôi ngay thì ghi ngày hôm qua"),
    )
    why = TextField(label=gettext_lazy("Lý do"), example=gettext_lazy("lý do, ví dụ hết thời gian đi công tác"))
