"""Files on the disk, named by their SHA-256.

A file is laid down before the act that brings it is committed: an acknowledged file is always there, and what an
interrupted act leaves behind belongs to nobody and is swept away.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from nscl.evidence.models import Document

LOCK: Final = 49_2028  # held together by all who bring files, alone by who sweeps
YOUNGEST: Final = 3600  # seconds: what was laid down just now is likely being brought
_OURS: Final = re.compile(r"[0-9a-f]{64}|part-.+")


def hold() -> None:
    """Until the transaction ends nothing is swept away."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [LOCK])


def store(path: Path, content: bytes) -> None:
    """Written aside and moved, and on the disk before it is told: a file of this name is always whole."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="part-", delete=False) as part:  # readable by us only
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """A name outlives a loss of power only once its folder is on the disk too."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def sweep() -> int:
    """Remove what interrupted acts left behind: files that no document holds. Returns how many."""
    before = time.time() - YOUNGEST
    candidates = [path for path in _files() if path.stat().st_mtime < before]
    if not _unheld(candidates):
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        left = _unheld(candidates)  # now that nobody is bringing one
        for path in left:
            path.unlink(missing_ok=True)
    return len(left)


def _files() -> Iterator[Path]:
    """Only what this module names so: whatever else lies there is not ours to remove."""
    folder = Path(settings.EVIDENCE_FOLDER)
    return (path for path in folder.glob("[0-9a-f][0-9a-f]/*") if _OURS.fullmatch(path.name))


def _unheld(paths: list[Path]) -> list[Path]:
    if not paths:
        return []
    held = set(Document.objects.exclude(sha256="").values_list("sha256", flat=True))
    return [path for path in paths if path.name not in held]
