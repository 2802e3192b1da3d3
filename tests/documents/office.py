"""LibreOffice, for looking at papers as pages."""

import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

FONTS = ("tinos", "liberation serif", "times new roman")  # letters of one width: lines and pages break alike


def pages(data: bytes, folder: Path) -> PdfReader:
    """The pages LibreOffice makes of a Word file; skips the test on a machine without LibreOffice or the letters."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("Thiếu LibreOffice: apt-get install -y libreoffice-writer-nogui")
    if not has_fonts():
        pytest.skip("Thiếu phông chữ để ngắt dòng, ngắt trang: apt-get install -y fonts-liberation2 fontconfig")
    source = folder / "paper.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, "--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", folder, source]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=180, check=True)  # noqa: S603
    return PdfReader(BytesIO((folder / "paper.pdf").read_bytes()))


@cache
def has_fonts() -> bool:
    """Does this machine have a font as wide as the one official papers are set in?"""
    listing = shutil.which("fc-list")
    if listing is None:
        return False
    families = subprocess.run([listing, ":", "family"], capture_output=True, text=True, check=True).stdout.lower()  # noqa: S603
    return any(font in families for font in FONTS)
