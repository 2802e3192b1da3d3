"""LibreOffice, for looking at papers as pages."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader


def pages(data: bytes, folder: Path) -> PdfReader:
    """The pages LibreOffice makes of a Word file; skips the test on a machine without LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("Thiếu LibreOffice: apt-get install -y libreoffice-writer-nogui")
    source = folder / "paper.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, "--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", folder, source]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=180, check=True)  # noqa: S603
    return PdfReader(BytesIO((folder / "paper.pdf").read_bytes()))
