"""`make bench`: every benchmark, on databases of its own that are dropped afterwards."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from nscl.config import launcher

DATABASE = "nscl_bench"
DAY = "2028-11-15"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    os.environ["NSCL_TODAY"] = DAY
    with launcher.database():
        import django

        django.setup()
        return _run(sys.argv[1:])


@contextmanager
def database(name: str = DATABASE) -> Iterator[None]:
    """An empty database with every table; dropped afterwards."""
    from django.core.management import call_command
    from django.db import connection

    _again(name)
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        _again(name, create=False)


def _again(name: str, *, create: bool = True) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = "postgres"
    with connection.cursor() as cursor:
        cursor.execute(f"drop database if exists {name} with (force)")
        if create:
            cursor.execute(f"create database {name}")
    connection.close()


def _run(chosen: list[str]) -> int:
    from bench import lab, paper, productivity, scorecard, season, second_start

    _tell_machine()
    wanted = [each for each in (scorecard, paper, productivity, lab) if not chosen or _name(each) in chosen]
    if wanted:
        with database():
            for benchmark in wanted:
                _measure(benchmark)
    for benchmark in (season, second_start):
        if not chosen or _name(benchmark) in chosen:
            with database():
                _measure(benchmark)
    return 0


def _tell_machine() -> None:
    from django.db import connection

    connection.settings_dict["NAME"] = "postgres"
    server = connection.cursor().connection.info.server_version
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL {server // 10000}"
    )


def _name(benchmark) -> str:
    return benchmark.__name__.rsplit(".", 1)[-1]


def _measure(benchmark) -> None:
    print(f"\n{_name(benchmark)}: {(benchmark.__doc__ or '').splitlines()[0]}", flush=True)
    benchmark.run()


if __name__ == "__main__":
    sys.exit(main())
