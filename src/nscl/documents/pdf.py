"""Word files as PDF/A-2, by LibreOffice without a screen: one at a time, each with a time limit.

The PDF is made of the Word file, so that both have one layout. LibreOffice is no part of the system; a machine may lack
it, and then everything but the PDF works.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from gettext import gettext as _
from pathlib import Path
from typing import Final

LONGEST: Final = 60  # seconds one paper may take; a long one takes about five
PATIENCE: Final = 30  # seconds to wait for the papers before it
ENDING: Final = ".pdf"
PROGRAMS: Final = ("soffice", "libreoffice")
_PAUSE: Final = 0.1
_WAITING: Final = threading.BoundedSemaphore(2)  # of one process: its other threads go on serving pages
_ARCHIVAL: Final = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


class NoPdf(Exception):
    """The PDF cannot be made now; the message says why and what to do, in Vietnamese."""


def from_word(data: bytes) -> bytes:
    """The Word file as PDF/A-2b, tagged, its fonts inside. Raises NoPdf."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        message = _(
            "Máy chủ chưa có LibreOffice nên chưa tạo được PDF. Tải bản Word, hoặc cài: "
            "apt-get install -y libreoffice-writer-nogui fonts-liberation2."
        )
        raise NoPdf(message)
    with _turn(), tempfile.TemporaryDirectory(prefix="nscl-pdf-", ignore_cleanup_errors=True) as folder:
        return _converted(program, data, Path(folder))


def _converted(program: str, data: bytes, folder: Path) -> bytes:
    """In a profile of its own: what a killed LibreOffice leaves behind spoils no later paper."""
    source = folder / "paper.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ("--headless", "--norestore", "--nolockcheck", profile)
    _run([program, *options, "--convert-to", _ARCHIVAL, "--outdir", str(folder), str(source)])
    try:
        return source.with_suffix(ENDING).read_bytes()
    except FileNotFoundError as error:  # it leaves with 0 also when it has written nothing
        raise NoPdf(_("LibreOffice không đọc được văn bản nên chưa tạo được PDF. Tải bản Word.")) from error


def _run(command: list[str]) -> None:
    """The program starts others; when time is up all of them end, not only the first."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired as error:
            message = _("LibreOffice không xong sau {n} giây nên chưa tạo được PDF. Tải bản Word, hoặc thử lại sau.")
            raise NoPdf(message.format(n=LONGEST)) from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _turn() -> Iterator[None]:
    """One paper at a time on this machine, whichever process asks: LibreOffice takes a core and much memory."""
    busy = _("Máy chủ đang tạo PDF khác. Thử lại sau một phút, hoặc tải bản Word.")
    if not _WAITING.acquire(blocking=False):
        raise NoPdf(busy)
    try:
        place = Path(tempfile.gettempdir()) / f"nscl-pdf-{os.getuid()}.lock"
        with place.open("a") as file:
            until = time.monotonic() + PATIENCE
            while not _taken(file.fileno()):
                if time.monotonic() > until:
                    raise NoPdf(busy)
                time.sleep(_PAUSE)
            yield
    finally:
        _WAITING.release()


def _taken(file: int) -> bool:
    """Is it ours now? The system gives it back when the process ends, however it ends."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
