"""What kinds of file are taken as evidence, told from their first bytes: never from the name alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class FileKind:
    extension: str
    media_type: str
    title: str


PDF: Final = FileKind("pdf", "application/pdf", "PDF")
PNG: Final = FileKind("png", "image/png", "PNG")
JPEG: Final = FileKind("jpg", "image/jpeg", "JPEG")
DOCX: Final = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX")
XLSX: Final = FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX")

KINDS: Final = (PDF, DOCX, XLSX, PNG, JPEG)
TITLES: Final = ", ".join(kind.title for kind in KINDS)


def recognise(content: bytes) -> FileKind | None:
    """The kind of a file by its content; None when it is none of ours, or carries a macro."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return None


def _office(content: bytes) -> FileKind | None:
    """Only the directory of the archive is read; nothing is unpacked, so a bomb stays asleep."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
