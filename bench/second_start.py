"""The demo started a second time: seconds from the command to its first page, beside the five it may take."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from bench import served

LIMIT = 5.0
STARTS = 3
PROGRAM = (*served.PROGRAM, "demo")


def run() -> None:
    with served.home() as home:
        subprocess.run([*PROGRAM, "--load-only"], env=served.environment(home), stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        seconds = [_seconds_to_first_page(home) for _ in range(STARTS)]
    shared = os.getloadavg()[0] / (os.cpu_count() or 1)
    taken = median(seconds)
    verdict = "" if taken <= LIMIT else "   OVER THE LIMIT" if shared <= 1 else "   over the limit, on a busy machine"
    print(
        f"  first page after {taken:.1f} s (median of {STARTS}; limit {LIMIT:.0f} s)   "
        f"work waiting per core {shared:.1f}{verdict}"
    )


def _seconds_to_first_page(home: Path) -> float:
    port = served.free_port()
    begun = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603
        [*PROGRAM, "--port", str(port)], env=served.environment(home), stdout=subprocess.DEVNULL, start_new_session=True
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
