"""LibreOffice, for looking at papers as pages and for saving workbooks as others save them."""

import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

FONTS = ("tinos", "liberation serif", "times new roman")  # letters of one width: lines and pages break alike


def require_office() -> None:
    """Skips the test on a machine without LibreOffice or the letters."""
    _office()
    if not has_fonts():
        pytest.skip("Thiếu phông chữ để ngắt dòng, ngắt trang: apt-get install -y fonts-liberation2 fontconfig")


def _office() -> str:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("Thiếu LibreOffice: apt-get install -y libreoffice-writer-nogui libreoffice-calc-nogui")
    return soffice


def pages(data: bytes, folder: Path) -> PdfReader:
    """The pages LibreOffice makes of a Word file."""
    require_office()
    source = folder / "paper.docx"
    source.write_bytes(data)
    return PdfReader(BytesIO(_converted(source, "pdf", folder)))


def resaved(data: bytes, folder: Path) -> bytes:
    """A workbook as LibreOffice saves it."""
    source = folder / "book.xlsx"
    source.write_bytes(data)
    return _converted(source, "xlsx", folder / "resaved")


def _converted(source: Path, kind: str, folder: Path) -> bytes:
    soffice = _office()
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [soffice, "--headless", "--norestore", profile, "--convert-to", kind, "--outdir", folder, source]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=180, check=True)  # noqa: S603
    return (folder / f"{source.stem}.{kind}").read_bytes()


@cache
def has_fonts() -> bool:
    """Does this machine have a font as wide as the one official papers are set in?"""
    listing = shutil.which("fc-list")
    if listing is None:
        return False
    families = subprocess.run([listing, ":", "family"], capture_output=True, text=True, check=True).stdout.lower()  # noqa: S603
    return any(font in families for font in FONTS)
