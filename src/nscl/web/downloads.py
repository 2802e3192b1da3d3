"""Files a page gives to take away."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from django.http import HttpResponse

TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ENDINGS: Final = ("docx", "pdf")  # what a paper is given as


def download(content: bytes, name: str) -> HttpResponse:
    """The content as a file of this name (plain letters and digits), of the kind its ending says."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[PurePath(name).suffix], headers=headers)
