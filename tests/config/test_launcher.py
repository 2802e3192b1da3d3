"""Finding, starting, sharing and stopping the embedded server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from nscl.config import launcher
from tests.cli.conftest import PROGRAM, environment, new_home, run, started_by

COUNTING = "from nscl.organisations.models import Body; print(Body.objects.count())"
HOLDING = "import sys, time; print('ready', flush=True); sys.stdin.read()"


@pytest.fixture
def home(monkeypatch) -> Iterator[Path]:
    """An empty home, which is also that of this process."""
    for place in new_home():
        monkeypatch.setenv("NSCL_HOME", str(place))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield place


@contextmanager
def held(home: Path, *before: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until it is told to end."""
    process = subprocess.Popen(  # noqa: S603
        [*before, *PROGRAM, "manage", "shell", "-v0", "-c", HOLDING],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield process
    finally:
        process.communicate(timeout=60)


def answers(address: str) -> bool:
    try:
        with psycopg.connect(address) as connection:
            return connection.execute("select 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_the_server_runs_as_long_as_it_is_used(home):
    with launcher.database() as address:
        assert answers(address)
        assert started_by(home)
    assert not answers(address)
    assert started_by(home) == []


def test_what_was_written_is_there_the_next_time(home):
    with launcher.database() as address, psycopg.connect(address) as connection:
        connection.execute("create table kept as select 'giữ lại' as words")
    with launcher.database() as address, psycopg.connect(address) as connection:
        assert connection.execute("select words from kept").fetchone() == ("giữ lại",)


def test_two_processes_share_one_server_and_the_last_one_stops_it(home):
    with held(home) as other:
        with launcher.database() as address:
            assert answers(address)
        assert answers(address)
        assert other.poll() is None
    assert started_by(home) == []


def test_two_processes_that_start_at_once_on_an_empty_home_both_work(home):
    pair = [
        subprocess.Popen(  # noqa: S603
            [*PROGRAM, "scorecard", "--plan", "mau", "--year", "2026", "--json"],
            env=environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _each in range(2)
    ]
    errors = [process.communicate(timeout=120)[1] for process in pair]
    assert [process.returncode for process in pair] == [0, 0], errors


def test_a_server_killed_on_the_spot_is_started_anew(home):
    with launcher.database():
        pid = int((launcher.cluster().data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        _wait_until_gone(pid)
        with launcher.database() as again:
            assert answers(again)


def _wait_until_gone(pid: int) -> None:
    for _attempt in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError("the server does not die")


def test_a_server_left_behind_by_a_killed_command_is_used_and_then_stopped(home):
    with held(home) as left:
        left.kill()
        left.wait()
        assert started_by(home)
    with launcher.database() as address:
        assert answers(address)
    assert started_by(home) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_that_is_told_to_end_stops_its_server(home, number):
    with held(home) as process:
        process.send_signal(number)
        process.wait(timeout=30)
    assert process.returncode in (128 + number, 130)
    assert started_by(home) == []


def test_a_command_started_with_nohup_outlives_its_terminal(home):
    with held(home, "nohup") as process:
        process.send_signal(signal.SIGHUP)
    assert process.returncode == 0
    assert started_by(home) == []


def test_the_server_listens_on_a_private_socket_only(home):
    with launcher.database() as address, psycopg.connect(address) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
    assert launcher.cluster().socket.stat().st_mode & 0o077 == 0


def test_a_path_too_long_for_a_socket_gets_a_short_one(home, monkeypatch):
    deep = home / ("sâu" * 20) / ("nữa" * 20)
    monkeypatch.setenv("NSCL_HOME", str(deep))
    socket = launcher.cluster().socket
    try:
        assert len(str(socket).encode()) <= launcher.SOCKET_LIMIT
        with launcher.database() as address:
            assert answers(address)
    finally:
        shutil.rmtree(socket)


def test_a_home_that_the_server_s_user_cannot_enter_keeps_its_files_elsewhere(monkeypatch):
    """Root's own folders are closed to the account that runs the server; an ordinary user runs it himself."""
    closed = Path(tempfile.mkdtemp(prefix="nscl-"))
    monkeypatch.setenv("NSCL_HOME", str(closed / "home"))
    try:
        with launcher.database() as address:
            assert answers(address)
        base = launcher.cluster().base
        assert base.parent == (Path("/var/lib/nscl") if os.geteuid() == 0 else closed / "home")
        assert launcher.cluster().base == base
        shutil.rmtree(base)
    finally:
        shutil.rmtree(closed)


def test_a_home_that_cannot_be_written_is_named(home, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != home)
    with pytest.raises(launcher.LauncherError, match=f"Không ghi được vào thư mục {home}"):
        launcher.cluster()


@pytest.fixture
def tcp(home) -> Iterator[str]:
    """A server somebody else runs: by TCP, with a password, and an empty database."""
    cluster = launcher.cluster()
    data, port = cluster.base / "tcp", _free_port()
    secret = cluster.base / "secret"
    secret.write_text("mật khẩu&khó\n")
    shutil.chown(secret, user=cluster.runs_as or os.geteuid())
    cluster.run(
        "initdb", "-D", str(data), "-U", "chủ", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", f"--pwfile={secret}"
    )
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories=''"
    cluster.run("pg_ctl", "-D", str(data), "-w", "-l", str(cluster.base / "tcp.log"), "-o", options, "start")
    try:
        yield f"postgresql://ch%E1%BB%A7:m%E1%BA%ADt%20kh%E1%BA%A9u%26kh%C3%B3@127.0.0.1:{port}/postgres"
    finally:
        cluster.run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_database_url_points_to_a_server_instead(home, tcp):
    settings = {"DATABASE_URL": tcp}
    done = run(home, "init", "--plan", "mau", "--admin", "quan-tri@tinh-mau.vn", **settings)
    assert done.returncode == 0, done.stderr
    assert run(home, "manage", "shell", "-v0", "-c", COUNTING, **settings).stdout == "3\n"
    assert not (home / "postgres" / "data").exists()
    wrong = run(home, "scorecard", "--plan", "mau", "--year", "2026", DATABASE_URL=tcp.replace("%20", "-"))
    assert wrong.returncode == 2
    assert "Không làm việc được với cơ sở dữ liệu" in wrong.stderr


def test_a_database_that_cannot_hold_vietnamese_is_refused(home, tcp):
    with psycopg.connect(tcp, autocommit=True) as connection:
        connection.execute("create database old template template0 encoding 'SQL_ASCII' locale 'C'")
    old = tcp.removesuffix("postgres") + "old"
    refused = run(home, "init", "--plan", "mau", "--admin", "a@b.vn", DATABASE_URL=old)
    assert refused.returncode == 2
    assert "dùng bảng mã SQL_ASCII" in refused.stderr
