"""The letter that opens a round: its number and day, known once it is signed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from nscl.registers.fields import DateField, TextField
from nscl.web.forms import Form


class LetterForm(Form):
    opening_number = TextField(
        label=gettext_lazy("Số, ký hiệu công văn mở kỳ"),
        longest=80,
        required=False,
        help_text=gettext_lazy("Ví dụ 1234/UBND-VX. Chưa ký thì để trống, ghi sau"),
    )
    opening_date = DateField(label=gettext_lazy("Ngày công văn mở kỳ"), required=False)
