"""The steps of a report inside its body: who wrote it, laid it before whom, cleared and signed it, each when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import Membership, User
from nscl.reporting.clearing import Clearing, clearing_of
from nscl.reporting.models import Report
from nscl.vn.calendar import today

WRITTEN, PRESENTED, CLEARED, SIGNED = "written", "presented", "cleared", "signed"
TITLES: Final[Mapping[str, StrOrPromise]] = {
    WRITTEN: gettext_lazy("Soạn"),
    PRESENTED: gettext_lazy("Trình"),
    CLEARED: gettext_lazy("Trưởng phòng duyệt"),
    SIGNED: gettext_lazy("Ký gửi"),
}


@dataclass(frozen=True)
class Step:
    """`note` says why a step was left out, or for whom it waits; `at` is then None."""

    step: str
    by: str = ""
    position: str = ""
    at: datetime | None = None
    note: str = ""

    @property
    def title(self) -> StrOrPromise:
        return TITLES[self.step]


def steps_of(report: Report, *, clearing: Clearing | None = None) -> list[Step]:
    """The steps before the signature as they stand now."""
    clearing = clearing or clearing_of(report)
    positions = _positions(report, [report.presented_by_id, report.cleared_by_id])
    return list(_steps(report, clearing, positions))


def sealed(report: Report, by: User, position: str, at: datetime) -> list[dict[str, Any]]:
    """The whole way with the signature, as a snapshot keeps it."""
    return [asdict(step) for step in (*steps_of(report), Step(SIGNED, by.full_name, position, at))]


def read(content: Iterable[Mapping[str, Any]]) -> list[Step]:
    """The steps of a snapshot."""
    return [Step(**{**kept, "at": datetime.fromisoformat(kept["at"]) if kept["at"] else None}) for kept in content]


def _steps(report: Report, clearing: Clearing, positions: Mapping[int, str]) -> Iterator[Step]:
    names = ", ".join(report.writers.order_by("full_name").values_list("full_name", flat=True))
    if names:
        yield Step(WRITTEN, names, at=report.parts.aggregate(last=Max("edited_at"))["last"])
    if report.presented_by:
        yield _done(PRESENTED, report.presented_by, report.presented_at, positions)
        if report.cleared_by:
            yield _done(CLEARED, report.cleared_by, report.cleared_at, positions)
        else:
            yield Step(CLEARED, note=_("chờ %(names)s") % {"names": clearing.names})
        return
    if report.cleared_by:
        yield _done(PRESENTED, report.cleared_by, report.cleared_at, positions)
    note = clearing.skipped or _("chờ %(names)s") % {"names": clearing.names}
    yield Step(CLEARED, note=note)


def _done(step: str, by: User, at: datetime | None, positions: Mapping[int, str]) -> Step:
    return Step(step, by.full_name, positions.get(by.pk, ""), at)


def _positions(report: Report, people: Iterable[int | None]) -> dict[int, str]:
    wanted = {person for person in people if person}
    if not wanted:
        return {}
    held = Membership.objects.in_force(today()).filter(body=report.body_id, user__in=wanted).exclude(position="")
    return dict(held.values_list("user_id", "position"))
