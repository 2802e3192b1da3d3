"""Commands run as a person runs them: in a process and a home of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nscl.config import launcher
from tests.reporting.conftest import filled, prepared, programme, report, round, sent  # noqa: F401 - fixtures

PROGRAM = [sys.executable, "-c", "from nscl.config.launcher import main; raise SystemExit(main())"]
Nscl = Callable[..., subprocess.CompletedProcess[str]]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """What the person's shell holds; nothing of this test run leaks in."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NSCL_", "PG", "DJANGO_")) and k != "DATABASE_URL"}
    return {**kept, "PYTHONPATH": str(launcher.ROOT / "src"), "NSCL_HOME": str(home), **settings}


def run(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [*PROGRAM, *words],
        env=environment(home, **settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
        cwd="/",
    )


def started_by(home: Path) -> list[str]:
    """Command lines of running processes that name this home."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(home) in line:
            found.append(line)
    return found


def new_home() -> Iterator[Path]:
    """A short path, which the server's own user can enter; nothing of it is left running or lying about."""
    home = Path(tempfile.mkdtemp(prefix="nscl-", dir="/tmp"))
    home.chmod(0o755)
    yield home
    left = started_by(home)
    shutil.rmtree(home)
    assert left == []


@pytest.fixture
def home() -> Iterator[Path]:
    yield from new_home()


@pytest.fixture
def nscl(home: Path) -> Nscl:
    """`nscl …` in an empty home."""
    return lambda *words, **settings: run(home, *words, **settings)


@pytest.fixture(scope="session")
def demo_home() -> Iterator[Path]:
    """A home with the demo province, loaded once for every test that looks at it."""
    for home in new_home():
        done = run(home, "demo", "--load-only", "--json")
        assert done.returncode == 0, done.stderr
        yield home


@pytest.fixture
def demo(demo_home: Path) -> Nscl:
    """`nscl …` in the demo's home."""
    return lambda *words, **settings: run(demo_home, *words, **settings)
