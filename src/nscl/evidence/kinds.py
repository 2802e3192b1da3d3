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
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office files behind a password, and those before 2007
_MACROS: Final = ("vbaproject.bin", "xl/macrosheets/")


def recognise(content: bytes) -> FileKind | None:
    """The kind of a file by its content; None when it is none of ours, or carries a macro."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return None if has_macro(content) else _office(_parts(content))


def has_macro(content: bytes) -> bool:
    return any(macro in name.lower() for name in _parts(content) for macro in _MACROS)


def is_old_or_protected(content: bytes) -> bool:
    """An Office file we cannot look into."""
    return content.startswith(_OLE)


def _office(parts: frozenset[str]) -> FileKind | None:
    if "word/document.xml" in parts:
        return DOCX
    return XLSX if "xl/workbook.xml" in parts else None


def _parts(content: bytes) -> frozenset[str]:
    """Names in an Office file. Only the directory of the archive is read; nothing is unpacked: a bomb stays asleep."""
    if not content.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        return frozenset(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()
