"""Plan folders for the tests of the plan: the real one, the smallest one, and copies to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nscl.plan import Plan, load

PLANS = Path(__file__).resolve().parents[2] / "plans"
REAL = PLANS / "bac-ninh-2026-2030"
SMALLEST = PLANS / "mau"

Spoil = Callable[..., Path]


@pytest.fixture(autouse=True)
def _a_fixed_day() -> None:
    """Takes the place of the house's fixture of this name: a plan needs neither settings nor a day."""


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The real plan; frozen, so one for all tests."""
    return load(REAL)


@pytest.fixture
def spoilt(tmp_path: Path) -> Spoil:
    """A copy of the smallest plan with one passage of one file replaced."""

    def spoil(file: str, old: str, new: str, *, of: Path = SMALLEST) -> Path:
        folder = tmp_path / "ke-hoach"
        if not folder.exists():
            shutil.copytree(of, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return spoil
