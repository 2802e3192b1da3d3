"""What a command finds in the database: reached or not, in order or not, a real province or the demo."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from nscl.cli.command import Command, CommandError, Options
from nscl.organisations.models import Programme, User

MIGRATING = 49_2027  # the lock of who brings the tables up to date


def run(command: Command, options: Options) -> int:
    """Bring the tables up to date and run; a Vietnamese line and exit code 2 when it cannot be done."""
    try:
        if command.migrates_first:
            _migrate()
            _refuse_a_mixture()
        return command.run(options)
    except CommandError as error:
        print(error, file=sys.stderr)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
    except DatabaseError as error:
        print(_refusal(error), file=sys.stderr)
    return 2


def _migrate() -> None:
    """One process at a time; when nothing is to be done, only a glance at what has been."""
    with connection.cursor() as cursor:
        _require_utf8(cursor)
        cursor.execute("select pg_advisory_lock(%s)", [MIGRATING])
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [MIGRATING])


def _require_utf8(cursor: CursorWrapper) -> None:
    cursor.execute("show server_encoding")
    (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        raise CommandError(
            f"Cơ sở dữ liệu dùng bảng mã {encoding}, không giữ được chữ Việt. "
            "Tạo lại bằng: createdb --template=template0 --encoding=UTF8 TÊN"
        )


def _refuse_a_mixture() -> None:
    """Invented figures never pass for real ones, nor a real province for the demo, wherever the database came from."""
    invented = User.objects.filter(demo=True).exists()
    if invented and not settings.DEMO:
        raise CommandError(
            f"Cơ sở dữ liệu này giữ dữ liệu minh họa, còn thư mục {settings.HOME} không phải bản minh họa. "
            'Chạy "nscl demo", hoặc đặt NSCL_HOME, DATABASE_URL về chỗ khác.'
        )
    if settings.DEMO and not invented and Programme.objects.exists():
        raise CommandError(
            "Cơ sở dữ liệu này giữ dữ liệu của một tỉnh thật nên không chạy minh họa ở đây được. "
            "Đặt NSCL_HOME, DATABASE_URL về chỗ khác rồi chạy lại."
        )


def _refusal(error: DatabaseError) -> str:
    said = str(error).strip() or type(error).__name__
    return (
        "Không làm việc được với cơ sở dữ liệu. Kiểm tra máy chủ PostgreSQL và biến DATABASE_URL.\n"
        f"PostgreSQL trả lời: {said}"
    )
