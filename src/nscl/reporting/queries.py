"""Questions over a whole round: the board, the counts a paper prints, what waits for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Case, Count, F, Max, Q, QuerySet, TextChoices, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import Body, Delegation, Succession, User
from nscl.organisations.permissions import bodies_for, within_reach
from nscl.organisations.roles import Verb
from nscl.reporting.models import Obligation, Part, Report, Return, Role, Round, State
from nscl.vn.calendar import now, today

DUE: Final = Coalesce("extended_before", "round__due_before")  # of a report: its own day, else that of its round
CAME_LATE: Final = Q(obligation=Obligation.OBLIGED, first_submitted_at__date__gte=F("due"))  # where `due` is DUE


class Situation(TextChoices):
    """Where a report stands on the board, most urgent first. Each report is in exactly one."""

    RETURN_OVERDUE = "return_overdue", _("Quá hạn bổ sung")
    RETURNED = "returned", _("Được đề nghị bổ sung")
    NOT_OPENED = "not_opened", _("Chưa mở")
    DRAFT = "draft", _("Đang soạn")
    PRESENTED = "presented", _("Đã trình, chờ duyệt")
    CLEARED = "cleared", _("Đã trình, chờ ký")
    SUBMITTED = "submitted", _("Đã gửi, chờ xem")
    ACCEPTED = "accepted", _("Đã tiếp nhận")


@dataclass(frozen=True)
class BoardRow:
    """One body on the board. `items`, `answered` leave the general part out; `returns` are those still open."""

    report: Report
    situation: Situation
    items: int
    answered: int
    edited_at: datetime | None
    returns: tuple[Return, ...]
    minutes_late: int
    days_late: int
    return_days_late: int

    @property
    def body(self) -> Body:
        return self.report.body

    @property
    def is_missing(self) -> bool:
        return self.report.first_submitted_at is None

    @property
    def is_late(self) -> bool:
        """Came late, or has not come although it is due."""
        return self.minutes_late > 0

    @property
    def return_due_before(self) -> date | None:
        return min((item.due_before for item in self.returns), default=None)


@dataclass(frozen=True)
class Tally:
    """The counts papers print, as of a moment; the standing body's own report is not among them."""

    at: datetime
    bodies: int
    obliged: int
    invited: int
    received: int
    late: int
    nil: int
    accepted: int

    @property
    def on_time(self) -> int:
        return self.received - self.late

    @property
    def missing(self) -> int:
        return self.bodies - self.received

    @property
    def received_percent(self) -> float | None:
        return 100 * self.received / self.bodies if self.bodies else None


@dataclass(frozen=True)
class Board:
    """A round at a glance; `own` is the standing body's report, when the reader may see it."""

    round: Round
    rows: tuple[BoardRow, ...]
    own: BoardRow | None

    @property
    def counts(self) -> Mapping[Situation, int]:
        found = Counter(row.situation for row in self.rows)
        return {situation: found[situation] for situation in Situation}

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)

    @property
    def missing(self) -> int:
        return sum(row.is_missing for row in self.rows)

    @property
    def nil(self) -> int:
        return sum(row.report.nil and not row.is_missing for row in self.rows)


def board(round: Round, *, user: User, at: datetime | None = None) -> Board:
    """The reports of a round this person may read, in two queries whatever their number."""
    rows = rows_of(round.reports.filter(within_reach(user, Verb.READ_REPORT, "body")), at=at)
    own = next((row for row in rows if row.report.is_own), None)
    return Board(round, tuple(row for row in rows if row is not own), own)


def rows_of(reports: QuerySet[Report], *, at: datetime | None = None) -> list[BoardRow]:
    """Where each of some reports stands, in two queries whatever their number."""
    moment = at or now()
    found = list(_counted(reports))
    returns: defaultdict[int, list[Return]] = defaultdict(list)
    for item in Return.objects.open().filter(report__in=[r.pk for r in found]).select_related("part", "by"):
        returns[item.report_id].append(item)
    return [_row(report, tuple(returns[report.pk]), moment) for report in found]


def _counted(reports: QuerySet[Report]) -> QuerySet[Report]:
    specific = ~Q(parts__role=Role.GENERAL)
    answered = specific & (Q(parts__nil=True) | ~Q(parts__result=""))
    return reports.select_related("round", "body", "submitted_by").annotate(
        item_count=Count("parts", filter=specific),
        answered_count=Count("parts", filter=answered),
        last_edit=Max("parts__edited_at"),
    )


def _row(report: Report, returns: tuple[Return, ...], at: datetime) -> BoardRow:
    return BoardRow(
        report=report,
        situation=_situation(report, returns, at),
        items=report.item_count,  # type: ignore[attr-defined]
        answered=report.answered_count,  # type: ignore[attr-defined]
        edited_at=report.last_edit,  # type: ignore[attr-defined]
        returns=returns,
        minutes_late=report.minutes_late(at),
        days_late=report.days_late(at),
        return_days_late=max((item.days_late(at) for item in returns), default=0),
    )


def _situation(report: Report, returns: tuple[Return, ...], at: datetime) -> Situation:
    if report.is_untouched:
        return Situation.NOT_OPENED
    if report.state == State.RETURNED and any(item.days_late(at) for item in returns):
        return Situation.RETURN_OVERDUE
    return Situation(report.state)


def tally(round: Round, *, at: datetime | None = None) -> Tally:
    """Who has reported by a moment: for the province's paper, that of the freeze."""
    moment = at or now()
    received = Q(first_submitted_at__lte=moment)
    counts = (
        round.reports.exclude(obligation=Obligation.STANDING)
        .annotate(due=DUE)
        .aggregate(
            bodies=Count("pk"),
            obliged=Count("pk", filter=Q(obligation=Obligation.OBLIGED)),
            invited=Count("pk", filter=Q(obligation=Obligation.INVITED)),
            received=Count("pk", filter=received),
            late=Count("pk", filter=received & CAME_LATE),
            nil=Count("pk", filter=received & Q(nil=True)),
            accepted=Count("pk", filter=Q(accepted_at__lte=moment)),
        )
    )
    return Tally(at=moment, **counts)


def accepted_parts(round: Round, *, at: datetime | None = None) -> QuerySet[Part]:
    """What reports accepted by a moment say, nil items included, for the province's paper: by item of the form, the
    standing body first, then by name."""
    accepted = Q(report__state=State.ACCEPTED, report__accepted_at__lte=at or now())
    standing_first = Case(When(report__obligation=Obligation.STANDING, then=0), default=1)
    return (
        Part.objects.filter(accepted, report__round=round, version__gt=0)
        .select_related("report__body")
        .order_by("code", standing_first, "report__body__sort_key")
    )


def to_write(user: User) -> QuerySet[Report]:
    """Reports this person's own bodies still owe."""
    mine = _in_own_name(user, Verb.WRITE_REPORT)
    return _approved().filter(mine, state__in=(State.DRAFT, State.RETURNED))


def to_endorse(user: User) -> QuerySet[Report]:
    """Reports that wait for this person as a head of section, none of them written by himself."""
    his = Q(pk__in=Report.objects.filter(writers=user).values("pk"))
    signs = _in_own_name(user, Verb.SUBMIT_REPORT)  # a leader may clear in a head's place, but it does not wait for him
    return _approved().filter(_in_own_name(user, Verb.ENDORSE_REPORT), ~his, ~signs, state=State.PRESENTED)


def to_sign(user: User) -> QuerySet[Report]:
    """Reports that wait for this person to send or approve them."""
    sent = (_in_own_name(user, Verb.SUBMIT_REPORT) | _by_delegation(user)) & ~Q(obligation=Obligation.STANDING)
    own = _in_own_name(user, Verb.SUBMIT_REPORT) | _in_own_name(user, Verb.WRITE_REPORT)
    not_mine = Q(obligation=Obligation.STANDING) & ~Q(pk__in=Report.objects.filter(writers=user).values("pk"))
    return _approved().filter(sent | (own & not_mine), state=State.CLEARED)


def to_review(user: User) -> QuerySet[Report]:
    """Reports sent that wait to be accepted or returned."""
    return _approved().filter(within_reach(user, Verb.ACCEPT_REPORT, "body"), state=State.SUBMITTED)


def own_reports(user: User) -> QuerySet[Report]:
    """Reports of the bodies this person writes or signs for, the newest year first."""
    mine = _in_own_name(user, Verb.WRITE_REPORT) | _in_own_name(user, Verb.SUBMIT_REPORT)
    return _approved().filter(mine).order_by("-round__year", "round__number", "body__sort_key")


def _approved() -> QuerySet[Report]:
    reports = Report.objects.exclude(round__roster_approved_at=None).select_related("round", "body")
    return reports.annotate(due=DUE).order_by("due", "body__sort_key")


def _by_delegation(user: User) -> Q:
    """Reports of the bodies this person signs for today by a right entered for him."""
    held = Delegation.objects.in_force(today()).filter(user=user).order_by().values("body")
    return Q(body__in=held)


def _in_own_name(user: User, verb: Verb) -> Q:
    """Reports of the bodies this person speaks for, or whose successor he speaks for."""
    bodies = [body.pk for body in bodies_for(user, verb)]
    taken_over = Succession.objects.filter(successor__in=bodies, on__lte=today()).values("body")
    return Q(body__in=bodies) | Q(body__in=taken_over)
