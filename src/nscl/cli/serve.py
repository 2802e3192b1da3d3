"""`nscl serve`: the web server."""

import argparse

from nscl.cli import Command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    parser.add_argument("--workers", type=int, default=2, help="số tiến trình (mặc định 2)")


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped. Without `blocking_threads` every request would hold its own database connection."""
    from django.core.management import call_command
    from granian.constants import Interfaces
    from granian.server import Server

    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    Server(
        "nscl.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
    ).serve()


def run(options: argparse.Namespace) -> int:
    serve(host=options.host, port=options.port, workers=options.workers)
    return 0


COMMAND = Command("serve", "chạy máy chủ web", arguments, run)
