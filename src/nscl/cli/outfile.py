"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from nscl.cli import CommandError


def require_place(out: Path, suffix: str = ".docx") -> None:
    """Before the work, not after it."""
    if out.is_dir():
        raise CommandError(f"{out} là thư mục. Ghi cả tên tệp, ví dụ {out / f'bao-cao{suffix}'}.")
    if not out.parent.is_dir():
        raise CommandError(f"Không có thư mục {out.parent}. Tạo thư mục đó, hoặc chọn nơi khác.")


def write(out: Path, data: bytes) -> None:
    """The whole file or none: what stood there stays until the new one is complete."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            file.write(data)
        written = Path(file.name)
        written.chmod(0o666 & ~_umask())
        written.replace(out)
    except OSError as error:
        raise CommandError(f"Không ghi được tệp {out}: {error.strerror}. Chọn nơi khác, hoặc xem lại quyền.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
