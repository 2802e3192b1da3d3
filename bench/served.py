"""The production server as its own program, on the database of who calls and in a home of its own."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PROGRAM = (sys.executable, "-c", "from nscl.config.launcher import main; raise SystemExit(main())")
CORES = 2
NAME = "nscl-tried"  # how the database knows the server from who tries it


@contextmanager
def home() -> Iterator[Path]:
    """A short path, which the database's own user can enter."""
    place = Path(tempfile.mkdtemp(prefix="nscl-", dir="/tmp"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        shutil.rmtree(place)


def environment(place: Path, **settings: str) -> dict[str, str]:
    """What the person's shell holds, without what this process lives on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NSCL_", "PG", "DATABASE_"))}
    return {**kept, "NSCL_HOME": str(place), **settings}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`nscl serve` on Django's present database, its uploads in `place`; the sessions of this process open there."""

    def __init__(self, place: Path, *, workers: int = 2) -> None:
        self.place, self.port, self.workers = place, free_port(), workers
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        def prepare() -> None:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])

        with (self.place / "server.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [*PROGRAM, "serve", "--port", str(self.port), "--workers", str(self.workers)],
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=prepare,  # noqa: PLW1509 - one thread
            )
        self._wait()

    def _environment(self) -> dict[str, str]:
        from django.conf import settings
        from django.db import connection

        at = connection.settings_dict
        return environment(
            self.place,
            DATABASE_URL=f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}",
            NSCL_SECRET_KEY=settings.SECRET_KEY,
            NSCL_TODAY=os.environ["NSCL_TODAY"],
            NSCL_PLAIN_HTTP="1",
            PGAPPNAME=NAME,
        )

    def _wait(self) -> None:
        assert self.process is not None
        while self.process.poll() is None:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/dang-nhap/", timeout=20).close()
                return
            except HTTPError:
                return
            except (URLError, ConnectionError):
                time.sleep(0.02)
        raise RuntimeError(f"the server ended: {(self.place / 'server.log').read_text()[-2000:]}")

    def let_write(self, largest_file: int = resource.RLIM_INFINITY) -> None:
        """As on a disk that is full: writing more bytes into a file fails."""
        for pid in self.processes():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY))

    def kill(self) -> None:
        """The server and its workers at once, as the kernel does it."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        self.process.wait(timeout=60)
        while self.processes():
            time.sleep(0.01)
        self.process = None

    def processes(self) -> list[int]:
        """The server and its workers."""
        assert self.process is not None
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, _parent, group = stat.read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(group) == self.process.pid and state != "Z":
                found.append(int(stat.parent.name))
        return found

    def peak_memory(self) -> list[float]:
        """The most memory each process has held, in MB; what they share is counted in each."""
        return [peak_of(pid) for pid in self.processes()]


def spent(pids: Iterable[int]) -> float:
    """Processor time of processes so far, in seconds; what has ended is not counted."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            total += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def database_processes() -> list[int]:
    """Those that serve the database we are on, on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


def peak_of(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
