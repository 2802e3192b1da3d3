"""Outside data for the witnesses: a folder named by NSCL_WITNESS_DATA, never a part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def witness():  # type: ignore[no-untyped-def]
    """The path of an outside file; without it the test says which one it misses."""

    def path(name: str) -> Path:
        folder = os.environ.get("NSCL_WITNESS_DATA")
        found = Path(folder) / name if folder else None
        if found is None or not found.is_file():
            pytest.skip(f"cần tệp {name} trong thư mục NSCL_WITNESS_DATA")
        return found

    return path
