"""The demo started a second time: seconds from the command to its first page, beside the five it may take."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

LIMIT = 5.0
STARTS = 3
PROGRAM = (sys.executable, "-c", "from nscl.config.launcher import main; raise SystemExit(main())", "demo")


def run() -> None:
    with _home() as home:
        subprocess.run([*PROGRAM, "--load-only"], env=_environment(home), stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        seconds = [_seconds_to_first_page(home) for _ in range(STARTS)]
    shared = os.getloadavg()[0] / (os.cpu_count() or 1)
    taken = median(seconds)
    verdict = "" if taken <= LIMIT else "   OVER THE LIMIT" if shared <= 1 else "   over the limit, on a busy machine"
    print(
        f"  first page after {taken:.1f} s (median of {STARTS}; limit {LIMIT:.0f} s)   "
        f"work waiting per core {shared:.1f}{verdict}"
    )


@contextmanager
def _home() -> Iterator[Path]:
    """A short path, which the server's own user can enter."""
    home = Path(tempfile.mkdtemp(prefix="nscl-", dir="/tmp"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home)


def _environment(home: Path) -> dict[str, str]:
    """What the person's shell holds, without what this benchmark lives on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NSCL_", "PG", "DATABASE_"))}
    return {**kept, "NSCL_HOME": str(home)}


def _seconds_to_first_page(home: Path) -> float:
    port = _free_port()
    begun = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603
        [*PROGRAM, "--port", str(port)], env=_environment(home), stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for_page(server, port)
        return time.perf_counter() - begun
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for_page(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=20).close()
            return
        except URLError:
            time.sleep(0.02)
    raise RuntimeError(f"the demo ended with {server.returncode} before its first page")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
