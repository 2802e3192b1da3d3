"""What the bodies of a round still owe, and who answers for each body: few queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from nscl.organisations.models import Delegation, Membership, Succession, User
from nscl.organisations.roles import ROLES, Verb
from nscl.reporting import lateness
from nscl.reporting.clearing import HEADS
from nscl.reporting.models import Extension, Obligation, Report, Return, Round, State
from nscl.reporting.reminders import Debt, Owes
from nscl.vn.calendar import today

OWING = (State.DRAFT, State.RETURNED, State.PRESENTED, State.CLEARED)
DESKS = {State.PRESENTED: Owes.CLEARING, State.CLEARED: Owes.SIGNATURE}


@dataclass
class People:
    """Of one body: who writes, who clears what others wrote, and who signs; each stands in one of the lists."""

    writers: list[User] = field(default_factory=list)
    heads: list[User] = field(default_factory=list)
    signers: list[User] = field(default_factory=list)

    def answering(self, *, writers: bool, signers: bool, heads: bool = False) -> list[User]:
        """Whoever is asked for; the others where a body has nobody of the kind."""
        kinds = ((self.writers, writers), (self.heads, heads), (self.signers, signers))
        wanted = [user for people, is_asked in kinds if is_asked for user in people]
        return list(dict.fromkeys(wanted or [*self.writers, *self.heads, *self.signers]))


def owing(round: Round) -> list[Report]:
    """Reports of the bodies bound to report that are not in the receiver's hands."""
    reports = round.reports.filter(obligation=Obligation.OBLIGED, state__in=OWING)
    return list(reports.select_related("round", "body"))


def debts(round: Round, reports: Iterable[Report]) -> dict[int, Debt]:
    """What each of some reports of a round owes, by report."""
    listed = list(reports)
    returns: defaultdict[int, list[Return]] = defaultdict(list)
    for item in Return.objects.open().filter(report__in=[report.pk for report in listed]):
        returns[item.report_id].append(item)
    extended = Extension.objects.filter(report__in=[report.pk for report in listed if report.extended_before])
    given = dict(extended.values_list("report", "at"))
    return {report.pk: _debt(round, report, returns[report.pk], given.get(report.pk)) for report in listed}


def _debt(round: Round, report: Report, returns: list[Return], given: datetime | None) -> Debt:
    """`given`: when more time was given last; steps of the new day that lay before it are not caught up."""
    assert round.roster_approved_at is not None  # noqa: S101 - nobody owes in a round whose list is not approved
    owes = DESKS.get(State(report.state)) or (Owes.MENDING if returns else Owes.WRITING)
    last_day = lateness.last_day(min((item.due_before for item in returns), default=report.due_before))
    asked = [item.at for item in returns] or [given or round.roster_approved_at]
    since = lateness.day_of(max(asked))
    return Debt(report.pk, report.body_id, owes, last_day, since, report.times_returned, len(returns))


def people_of(bodies: Iterable[int]) -> dict[int, People]:
    """Who writes, clears and signs for each body; for one that has ended, the people of its successor too."""
    wanted = set(bodies)
    taken = Succession.objects.filter(body__in=wanted, on__lte=today()).values_list("successor_id", "body_id")
    speaks_for: defaultdict[int, set[int]] = defaultdict(set)
    for successor, body in taken:
        speaks_for[successor].add(body)
    for body in wanted:
        speaks_for[body].add(body)
    found: defaultdict[int, People] = defaultdict(People)
    for membership in _members(speaks_for):
        for body in speaks_for[membership.body_id]:
            _list_of(found[body], membership.role).append(membership.user)
    members = Membership.objects.in_force(today()).filter(body__in=list(speaks_for)).values("user")
    rights = Delegation.objects.in_force(today()).filter(body__in=list(speaks_for))
    for held in rights.filter(user__is_active=True, user__in=members).select_related("user"):
        for body in speaks_for[held.body_id]:
            found[body].signers.append(held.user)
    return found


def _list_of(people: People, role: str) -> list[User]:
    if Verb.SUBMIT_REPORT in ROLES[role].verbs:
        return people.signers
    return people.heads if role in HEADS else people.writers


def _members(bodies: Iterable[int]) -> Iterable[Membership]:
    roles = [role.slug for role in ROLES.values() if role.verbs & {Verb.WRITE_REPORT, Verb.SUBMIT_REPORT}]
    held = Membership.objects.filter(body__in=list(bodies), role__in=roles, user__is_active=True)
    return held.in_force(today()).select_related("user")
