"""`nscl serve`: the web server."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import time

from nscl.cli import Command, CommandError

PATIENCE = 9.0  # seconds for what the workers are doing when the server is stopped
MOST_WORKERS = 16  # each holds five connections; the embedded server has 80


def port(text: str) -> int:
    """A number a server can listen on."""
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError
    return number


def _workers(text: str) -> int:
    number = int(text)
    if not 0 < number <= MOST_WORKERS:
        raise ValueError
    return number


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=port, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")
    parser.add_argument("--workers", type=_workers, default=2, metavar="SỐ", help="số tiến trình (mặc định 2)")


def prepare(options: argparse.Namespace) -> None:
    require_free_port(options.host, options.port)


def require_free_port(host: str, number: int) -> None:
    """Told before the database is started: the server itself would share the port, or die with a traceback."""
    try:
        family, _type, _proto, _name, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(_refusal(host, number, error)) from error


def _refusal(host: str, number: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Cổng {number} đang có chương trình khác dùng. Chọn cổng khác, ví dụ --port {number + 1}."
    if error.errno == errno.EACCES:
        return f"Cổng {number} dành cho quản trị máy. Chọn cổng từ 1024 trở lên."
    return f"Không nghe được ở địa chỉ {host}. Đối chiếu lại --host."


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped. Without `blocking_threads` every request would hold its own database connection."""
    from django.core.management import call_command
    from django.db import connections
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import MPServer

    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    connections.close_all()  # workers are forked: none may inherit a connection

    class PatientServer(MPServer):
        """Granian looks once whether a worker has ended; a moment too early, it says it kills a dead one."""

        def _stop_workers(self) -> None:
            for worker in self.wrks:
                worker.terminate()
            end = time.monotonic() + PATIENCE
            while any(worker.is_alive() for worker in self.wrks) and time.monotonic() < end:
                time.sleep(0.02)
            super()._stop_workers()

    server = PatientServer(
        "nscl.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        workers_kill_timeout=1,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
    )
    # Ctrl-C and a closed terminal reach every process at once; the workers leave them to their parent, who ends them in
    # order: told twice, a worker may never end
    os.register_at_fork(after_in_child=_obey_the_parent_only)
    # a closed terminal ends the server as Ctrl-C does, or nothing where it was started with nohup; by itself it would
    # only start its workers anew
    outlives = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    when_closed = signal.SIG_IGN if outlives else server.signal_handler_interrupt
    server.on_startup(lambda: signal.signal(signal.SIGHUP, when_closed))
    server.serve()


def _obey_the_parent_only() -> None:
    """A worker that is still starting has no handler of its own and would miss that it is to end."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    signal.signal(signal.SIGTERM, lambda _number, _frame: _end_after_the_parent_knows())


def _end_after_the_parent_knows() -> None:
    """Both may have been told at once; whoever ends before his parent has heard of it looks as if he had crashed."""
    time.sleep(0.3)
    os._exit(0)


def run(options: argparse.Namespace) -> int:
    from nscl.scorecard.programme import NoPlan, current

    try:
        current()
    except NoPlan as error:
        raise CommandError(str(error)) from error
    print(f"Máy chủ: http://{options.host}:{options.port} (dừng bằng Ctrl-C)", flush=True)
    serve(host=options.host, port=options.port, workers=options.workers)
    return 0


COMMAND = Command("serve", "chạy máy chủ web", arguments, run, prepare=prepare)
