"""«Vì sao con số này?»: one figure from the rule in words down to communes, reporters and grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.organisations.permissions import AnyUser
from nscl.plan import targets
from nscl.plan.measurement import CATALOGUE
from nscl.registers.pilots import Grade
from nscl.scorecard import groups
from nscl.scorecard.groups import Group
from nscl.scorecard.line import Line
from nscl.scorecard.missing import missing
from nscl.vn.numbers import format_number
from nscl.web import lines, publicity, records
from nscl.web.asked import may_know
from nscl.web.open_points import OpenPoint, open_points
from nscl.web.small_cells import unsaid

SHOWN: Final = 12  # rows of a table before its fold


@dataclass(frozen=True)
class Share:
    """One body in a table; `code` leads to its own figure. `rows` is None where a small group is left unsaid."""

    name: str
    code: str
    entries: int
    rows: int | None
    words: str


@dataclass(frozen=True)
class Shares:
    """A figure by body: the first rows, those behind the fold, and the ruled total."""

    first: tuple[Share, ...]
    rest: tuple[Share, ...]
    rest_sum: int
    maximum: int
    total: int
    unsaid: int
    unsaid_sum: int

    @property
    def bodies(self) -> int:
        return len(self.first) + len(self.rest)


def facts(line: Line, *, earlier: bool = True) -> list[tuple[str, Any]]:
    """The answer in its context: target, earlier years, what is missing, who acts, where else it counts."""
    step = missing(line)
    target = lines.target(line) or (_("Kế hoạch không đặt mức") if line.has_target else _("không đặt dưới cấp tỉnh"))
    found: list[tuple[str, Any]] = [(_("Mục tiêu"), f"{target} {lines.target_note(line)}".strip())]
    if earlier and (years := earlier_years(line)):
        found.append((_("Các năm đã qua"), years))
    if line.has_target:
        found.append((_("Còn thiếu"), step.what))
        found.append((_("Ai làm, trước ngày"), f"{step.who} · {lines.before(line, step.before)}"))
    if also := counted_also(line):
        found.append((_("Cũng tính ở"), also))
    return found


def earlier_years(line: Line) -> str:
    """ "2026: 872 (chưa đạt) · 2027: 1.016 (đạt)"; only a yearly target is met or missed year by year."""
    target = line.indicator.target
    yearly = line.has_target and target.shape == "each_year"
    said = []
    for one in line.by_year:
        if one.year < line.year and one.value is not None:
            met = _(" (đạt)") if targets.reached(target, one.value) else _(" (chưa đạt)")
            said.append(f"{one.year}: {lines.printed(line, one.value)}{met if yearly else ''}")
    return " · ".join(said)


def counted_also(line: Line) -> SafeString | str:
    """The tasks the figure measures: its rows are told there too, and counted once in any total."""
    codes = [(reverse("task", args=[code]), code) for code in line.indicator.tasks]
    if not codes:
        return ""
    links = format_html_join(", ", '<a href="{}">{}</a>', codes)
    return format_html("{} {}", _("kết quả của nhiệm vụ"), links)


def rules(line: Line) -> list[OpenPoint]:
    """The dated decisions that the figure's rule depends on, as in force at the end of the year."""
    keys = CATALOGUE[line.indicator.measure].decisions
    points = open_points(line.plan, date(line.year, 12, 31), line.knowledge.at) if keys else []
    return [point for point in points if point.key in keys]


def subtraction(line: Line) -> Mapping[str, Any]:
    """From the rows recorded to those counted (parts/subtraction.html)."""
    found = groups.subtraction(line)
    steps = [
        (_("trừ %(reason)s") % {"reason": s.reason}, s.rows, records.counted_at(s.also_at) if s.also_at else "")
        for s in found.steps
    ]
    total = (_("Được tính vào %(code)s") % {"code": line.code}, found.counted)
    return {"start": (_start(line), found.recorded), "steps": steps, "total": total, "excluded": found.excluded}


def _start(line: Line) -> str:
    noun = records.noun(line)
    values = {"noun": noun[:1].upper() + noun[1:], "register": _register(line)}
    if records.counts_lines(line):
        return _("%(noun)s ghi trong %(register)s, năm %(year)s") % {**values, "year": line.year}
    return _("%(noun)s ghi trong %(register)s đến nay") % values


def _register(line: Line) -> str:
    title = str(records.register_of(line).title)
    return title[:1].lower() + title[1:]


def by_place(line: Line, user: AnyUser) -> Shares:
    places = {body.code: body.place for body in line.plan.bodies if body.place}

    def name(body: Body | None) -> str:
        if body is None:
            return _("Đơn vị không gắn với xã, phường")
        words = places.get(body.code, body.short)
        return words[:1].upper() + words[1:]

    return _shares(groups.by_place(line), user, guarded=publicity.guards_persons(line, user), name=name)


def by_reporter(line: Line, user: AnyUser) -> Shares:
    return _shares(groups.by_reporter(line), user, guarded=False, name=lambda body: body.short if body else "")


def _shares(found: Sequence[Group], user: AnyUser, *, guarded: bool, name: Callable[[Body | None], str]) -> Shares:
    """`guarded`: persons, for the public: small groups are left unsaid, and stand by name after the others."""
    hidden = unsaid([group.rows for group in found]) if guarded else frozenset()
    closed = sorted((found[i] for i in hidden), key=lambda group: group.body.sort_key if group.body else "~")
    ordered = [group for i, group in enumerate(found) if i not in hidden] + closed
    shares = [_share(group, name(group.body), user, hidden=group in closed) for group in ordered]
    # What stands behind the fold is summed: a fold among the small groups would say one of them.
    fold = SHOWN if not closed or len(ordered) - len(closed) >= SHOWN else len(ordered)
    return Shares(
        first=tuple(shares[:fold]),
        rest=tuple(shares[fold:]),
        rest_sum=sum(group.rows for group in ordered[fold:]),
        maximum=max((share.rows or 0 for share in shares), default=0),
        total=sum(group.rows for group in found),
        unsaid=len(closed),
        unsaid_sum=sum(group.rows for group in closed),
    )


def _share(group: Group, name: str, user: AnyUser, *, hidden: bool) -> Share:
    code = group.body.code if group.body and may_know(user, group.body) else ""
    if not hidden:
        return Share(name, code, group.entries, group.rows, format_number(group.rows))
    return Share(name, code, group.entries, None, publicity.unsaid_words(group.rows))


def grades(line: Line) -> list[tuple[str, int]]:
    """Counted rows by the grade of their evidence, best first; empty where the register grades nothing."""
    if line.measurement is None or not line.measurement.grade:
        return []
    found = groups.by_grade(line)
    return [(str(grade.label), found.get(grade.value, 0)) for grade in Grade]
