"""What forms of the office pages share. The boxes themselves are those of the registers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.evidence.kinds import TITLES
from nscl.organisations.models import Body
from nscl.registers import body_names
from nscl.registers.fields import BodyField, ReadField
from nscl.vn.text import excerpt

MEGABYTE = 1024**2


class Form(forms.Form):
    """A form that also shows what an action refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)

    def absorb(self, error: ValidationError | IntegrityError) -> None:
        """Each refusal at its box where the form has one, on top otherwise.

        What passed every check and still collides in the database was written at the same moment by somebody else,
        or by a second press of the button.
        """
        if isinstance(error, IntegrityError):
            error = ValidationError(
                _("Nội dung này vừa được ghi ở một lần gửi khác. Mở lại trang để xem trước khi gửi.")
            )
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, faults in error.error_dict.items():
            self.add_error(name if name in self.fields else None, faults)


def files_taken() -> str:
    """What may be brought as evidence, beside every box for files."""
    values = {"kinds": TITLES, "max": settings.EVIDENCE_LIMIT // MEGABYTE}
    return _("%(kinds)s; không quá %(max)s MB mỗi tệp") % values


class EmailField(ReadField):
    """An address of mail, in lower case: one person, one account, however it is typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "off"}))
        super().__init__(
            label=gettext_lazy("Thư điện tử"),
            longest=254,
            example=gettext_lazy("địa chỉ, ví dụ ten@coquan.vn"),
            **kwargs,
        )

    def read(self, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as error:
            message = _('"%(value)s" không phải địa chỉ thư điện tử. Nhập dạng ten@coquan.vn.')
            raise ValueError(message % {"value": excerpt(text)}) from error
        return text.lower()


class BodiesField(BodyField):
    """Several bodies, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), longest=2000, **kwargs)

    def read(self, text: str) -> list[Body]:  # type: ignore[override]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        found = body_names.read(lines)
        for line in lines:
            if not isinstance(found[line], Body):
                raise ValueError(body_names.refusal(line, found[line]))  # type: ignore[arg-type]
        return [body for body in found.values() if isinstance(body, Body)]
