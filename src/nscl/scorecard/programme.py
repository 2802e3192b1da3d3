"""The plan this deployment runs, and plans by name or path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from nscl.organisations.models import Programme
from nscl.plan import Plan, load
from nscl.vn.calendar import today


class NoPlan(Exception):
    """There is no such plan; the message says what to do."""


def folder_of(name_or_path: str) -> Path:
    """A folder's name under plans/, or a path."""
    for folder in (Path(settings.PLANS) / name_or_path, Path(name_or_path)):
        if (folder / "plan.yaml").is_file():
            return folder.resolve()
    raise NoPlan(
        _("Không có kế hoạch “%(name)s” trong thư mục plans/ và đó cũng không phải đường dẫn.") % {"name": name_or_path}
    )


def plan_of(name_or_path: str) -> Plan:
    return read(folder_of(name_or_path))


def current() -> tuple[Programme, Plan]:
    """The programme in use and its plan. Raises NoPlan on an empty deployment."""
    programme = Programme.objects.filter(is_current=True).select_related("standing_body").first()
    if programme is None:
        raise NoPlan(_("Chưa có kế hoạch nào được đưa vào dùng. Chạy: nscl init --plan … --admin …"))
    return programme, read(Path(programme.folder))


def printed_today() -> Plan:
    """The plan's text in force today. Raises NoPlan on an empty deployment."""
    return current()[1].in_force(today())


def years_of_current() -> range | None:
    """The years of the plan in use; None on an empty deployment."""
    try:
        return current()[1].period.years
    except NoPlan:
        return None


def read(folder: Path) -> Plan:
    """The plan in a folder, read again only when one of its files has changed."""
    stamp = tuple(sorted((str(p), p.stat().st_mtime_ns) for p in folder.rglob("*.yaml")))
    return _read(folder, stamp)


@lru_cache(maxsize=8)
def _read(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Plan:
    return load(folder)
