"""Double claims: rows of two reporting bodies that look like the same class, the same model, the same club.

A class: the same day, and the same name where the places do not contradict each other and the lists meet (or one is
empty); or the same place and somebody in both lists. A model: the same firm with a tool in common or chosen on one day.
A club: the same host with one name or one day. A firm is its row, or another row with the same name in the same
commune (a tax code belongs to one row only). Names are compared without tones, capitals and spaces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any, TypeVar

from django.db.models import Count
from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.registers.clubs import CLUBS
from nscl.registers.entry import Entry
from nscl.registers.models import Attendance, Club, Course, Pilot, PilotSystem
from nscl.registers.pilots import PILOTS, Tool
from nscl.registers.register import Register
from nscl.registers.training import TRAINING
from nscl.reporting.agreements import AgreedRow
from nscl.reporting.models import Round
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number
from nscl.vn.sorting import collation_key
from nscl.vn.text import fold

Row = TypeVar("Row", bound=Entry)
Alike = Callable[[Any, Any], str]  # in which way two rows are alike; empty when they are not
Person = tuple[str, int]


@dataclass(frozen=True)
class Claim:
    """Rows of several bodies that look like one thing, and in which way."""

    register: Register
    rows: tuple[Any, ...]
    likeness: tuple[str, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(row.pk for row in self.rows)

    @property
    def address(self) -> str:
        return "-".join(map(str, self.keys))

    @property
    def bodies(self) -> list[Body]:
        found = {row.reported_by.pk: row.reported_by for row in self.rows}
        return sorted(found.values(), key=lambda body: body.sort_key)


def claims(round: Round) -> list[Claim]:
    """Those nobody has settled yet, in few queries whatever the number of bodies and rows."""
    found = [*_classes(round), *_models(round), *_clubs(round)]
    settled = _told_apart()
    return [claim for claim in found if not _is_settled(claim, settled)]


def claim_of(round: Round, slug: str, keys: Collection[int]) -> Claim | None:
    """The claim these very rows make now; None where it is settled, or a row has changed or gone."""
    wanted = set(keys)
    return next((c for c in claims(round) if c.register.slug == slug and set(c.keys) == wanted), None)


def _told_apart() -> list[tuple[str, frozenset[int]]]:
    """Sets of rows that were agreed to be different things."""
    rows = AgreedRow.objects.filter(agreement__owner=None).values_list("agreement", "agreement__register", "row")
    sets: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for agreement, register, row in rows:
        sets[agreement, register].add(row)
    return [(register, frozenset(keys)) for (_agreement, register), keys in sets.items()]


def _is_settled(claim: Claim, settled: Iterable[tuple[str, frozenset[int]]]) -> bool:
    return any(slug == claim.register.slug and keys.issuperset(claim.keys) for slug, keys in settled)


def _classes(round: Round) -> Iterator[Claim]:
    standing = Course.objects.current().filter(on__year=round.year)
    shared_days = standing.order_by().values("on").annotate(n=Count("reported_by", distinct=True)).filter(n__gt=1)
    rows = standing.filter(on__in=shared_days.values("on")).select_related("reported_by")
    by_day = _buckets(rows.order_by("on", "pk"), lambda course: course.on)
    near = {row.pk for group in by_day for pair in combinations(group, 2) if _may_be_one_class(*pair) for row in pair}
    yield from _found(TRAINING, by_day, partial(_same_class, _lists(near)))


def _may_be_one_class(a: Course, b: Course) -> bool:
    return a.reported_by_id != b.reported_by_id and (fold(a.title) == fold(b.title) or _one_place(a, b))


def _one_place(a: Course, b: Course) -> bool:
    return bool(a.venue) and fold(a.venue) == fold(b.venue)


def _lists(courses: Collection[int]) -> dict[int, set[Person]]:
    """Who stands in each list: compared, never shown."""
    lists: defaultdict[int, set[Person]] = defaultdict(set)
    rows = Attendance.objects.filter(course__in=courses).order_by()
    for course, name, body in rows.values_list("course", "learner__name_key", "body"):
        lists[course].add((name, body))
    return lists


def _same_class(lists: dict[int, set[Person]], a: Course, b: Course) -> str:
    if not _may_be_one_class(a, b):
        return ""
    first, second = lists.get(a.pk, set()), lists.get(b.pk, set())
    both, in_one_place = len(first & second), _one_place(a, b)
    named_alike = fold(a.title) == fold(b.title)
    apart = bool(a.venue and b.venue) and not in_one_place
    meet = bool(both) or not (first and second)
    if not ((named_alike and not apart and (in_one_place or meet)) or (in_one_place and both)):
        return ""
    day = format_date(a.on)
    said = [_("cùng kết thúc ngày %(day)s") % {"day": day}]
    said += [_("cùng tên")] if named_alike else []
    said += [_("cùng nơi tổ chức")] if in_one_place else []
    said += [_("%(n)s học viên có ở cả hai danh sách") % {"n": format_number(both)}] if both else []
    return ", ".join(said)


def _models(round: Round) -> Iterator[Claim]:
    rows = list(
        Pilot.objects.current().filter(on__lte=round.closing_on).select_related("reported_by", "body").order_by("pk")
    )
    by_firm = _buckets(rows, lambda pilot: _firm(pilot.body))
    tools: defaultdict[int, set[str]] = defaultdict(set)
    wanted = [row.pk for group in by_firm for row in group]
    for pilot, tool in PilotSystem.objects.filter(pilot__in=wanted).values_list("pilot", "tool"):
        tools[pilot].add(tool)
    yield from _found(PILOTS, by_firm, partial(_same_model, tools))


def _same_model(tools: dict[int, set[str]], a: Pilot, b: Pilot) -> str:
    shared = sorted(tools.get(a.pk, set()) & tools.get(b.pk, set()))
    if not shared and a.on != b.on:
        return ""
    said = [_("cùng áp dụng tại %(firm)s") % {"firm": a.body.name}]
    said += [_("cùng có %(tools)s") % {"tools": ", ".join(Tool(tool).label for tool in shared)}] if shared else []
    said += [_("cùng chọn ngày %(day)s") % {"day": format_date(a.on)}] if a.on == b.on else []
    return ", ".join(said)


def _clubs(round: Round) -> Iterator[Claim]:
    rows = Club.objects.current().filter(on__lte=round.closing_on).select_related("reported_by", "body").order_by("pk")
    yield from _found(CLUBS, _buckets(rows, lambda club: _firm(club.body)), _same_club)


def _same_club(a: Club, b: Club) -> str:
    named_alike, one_day = fold(a.name) == fold(b.name), a.on == b.on
    if not (named_alike or one_day):
        return ""
    said = [_("cùng ở %(host)s") % {"host": a.body.name}]
    said += [_("cùng tên")] if named_alike else []
    said += [_("cùng thành lập ngày %(day)s") % {"day": format_date(a.on)}] if one_day else []
    return ", ".join(said)


def _firm(body: Body) -> tuple[str, int | None]:
    return fold(body.name), body.commune_id


def _buckets(rows: Iterable[Row], key: Callable[[Row], Any]) -> list[list[Row]]:
    """Rows that may be compared, where more than one body reported them."""
    buckets: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        buckets[key(row)].append(row)
    return [group for group in buckets.values() if len({row.reported_by_id for row in group}) > 1]


def _found(register: Register, buckets: Iterable[list[Row]], alike: Alike) -> Iterator[Claim]:
    """Rows alike with one another, directly or over a third, are one claim."""
    for group in buckets:
        pairs = [
            (a, b, likeness)
            for a, b in combinations(group, 2)
            if a.reported_by_id != b.reported_by_id and (likeness := alike(a, b))
        ]
        sets = _linked([(a.pk, b.pk) for a, b, _likeness in pairs])
        for keys in sets:
            rows = sorted((row for row in group if row.pk in keys), key=lambda row: collation_key(row.reported_by.name))
            yield Claim(register, tuple(rows), tuple(dict.fromkeys(said for a, _b, said in pairs if a.pk in keys)))


def _linked(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    sets: list[set[int]] = []
    for pair in pairs:
        touching = [each for each in sets if each & set(pair)]
        sets = [each for each in sets if each not in touching]
        sets.append(set(pair).union(*touching))
    return sets
