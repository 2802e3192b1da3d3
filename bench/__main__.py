"""`make bench`: every benchmark, on a database of its own that is dropped afterwards."""

from __future__ import annotations

import os
import platform
import sys

from nscl.config import launcher

DATABASE = "nscl_bench"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    os.environ["NSCL_TODAY"] = "2028-11-15"
    with launcher.database():
        import django

        django.setup()
        from django.db import connection

        connection.settings_dict["NAME"] = "postgres"
        with connection.cursor() as cursor:
            cursor.execute(f"drop database if exists {DATABASE} with (force)")
            cursor.execute(f"create database {DATABASE}")
        connection.close()
        connection.settings_dict["NAME"] = DATABASE
        try:
            return _run(sys.argv[1:])
        finally:
            connection.close()
            connection.settings_dict["NAME"] = "postgres"
            with connection.cursor() as cursor:
                cursor.execute(f"drop database if exists {DATABASE} with (force)")


def _run(chosen: list[str]) -> int:
    from django.core.management import call_command
    from django.db import connection

    from bench import lab, paper, productivity, scorecard, second_start

    call_command("migrate", verbosity=0, interactive=False)
    server = connection.cursor().connection.info.server_version
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL {server // 10000}"
    )
    for benchmark in (scorecard, paper, productivity, lab, second_start):
        name = benchmark.__name__.rsplit(".", 1)[-1]
        if not chosen or name in chosen:
            print(f"\n{name}: {(benchmark.__doc__ or '').splitlines()[0]}")
            benchmark.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
