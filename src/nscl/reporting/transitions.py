"""The life of a report as one frozen table, read by actions and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from nscl.organisations.delegating import signs_for
from nscl.organisations.models import User
from nscl.organisations.permissions import acts_for, allowed
from nscl.organisations.roles import Verb
from nscl.reporting.clearing import Clearing, clearing_of, wrote
from nscl.reporting.reports import ON_A_DESK, UNSENT, Report, State


class Action(StrEnum):
    PRESENT = "present"
    ENDORSE = "endorse"
    CLEAR = "clear"
    TAKE_BACK = "take_back"
    TAKE_BACK_RETURNED = "take_back_returned"
    SUBMIT = "submit"
    APPROVE_OWN = "approve_own"
    RETURN = "return"
    ACCEPT = "accept"


@dataclass(frozen=True)
class Transition:
    """From which states to which, by whom: holders of one of `verbs`, in the body's own name or as its receiver."""

    sources: frozenset[State]
    target: State
    verbs: frozenset[Verb]
    in_own_name: bool
    title: StrOrPromise


def _row(sources: tuple[State, ...], target: State, title: StrOrPromise, *verbs: Verb, own: bool = True) -> Transition:
    return Transition(frozenset(sources), target, frozenset(verbs), own, title)


TRANSITIONS: Final[Mapping[Action, Transition]] = MappingProxyType(
    {
        Action.PRESENT: _row((State.DRAFT, State.RETURNED), State.PRESENTED, _("trình"), Verb.WRITE_REPORT),
        Action.ENDORSE: _row((State.PRESENTED,), State.CLEARED, _("duyệt"), Verb.ENDORSE_REPORT),
        Action.CLEAR: _row((State.DRAFT, State.RETURNED), State.CLEARED, _("trình"), Verb.WRITE_REPORT),
        Action.TAKE_BACK: _row(ON_A_DESK, State.DRAFT, _("lấy lại để sửa"), Verb.WRITE_REPORT),
        Action.TAKE_BACK_RETURNED: _row(ON_A_DESK, State.RETURNED, _("lấy lại để sửa"), Verb.WRITE_REPORT),
        Action.SUBMIT: _row((*UNSENT, State.RETURNED), State.SUBMITTED, _("gửi"), Verb.SUBMIT_REPORT),
        Action.APPROVE_OWN: _row(UNSENT, State.ACCEPTED, _("duyệt"), Verb.SUBMIT_REPORT, Verb.WRITE_REPORT),
        Action.RETURN: _row((State.SUBMITTED,), State.RETURNED, _("trả lại"), Verb.RETURN_REPORT, own=False),
        Action.ACCEPT: _row((State.SUBMITTED,), State.ACCEPTED, _("tiếp nhận"), Verb.ACCEPT_REPORT, own=False),
    }
)  # fmt: skip


def may(user: User, action: Action, report: Report) -> bool:
    """Has this person the right to this act on this report, whatever its state?"""
    if (action is Action.APPROVE_OWN and not report.is_own) or (action is Action.SUBMIT and report.is_own):
        return False
    if action is Action.SUBMIT:
        return signs_for(user, report.body)
    transition = TRANSITIONS[action]
    has = acts_for if transition.in_own_name else allowed
    return any(has(user, verb, report.body) for verb in transition.verbs)


def may_write(user: User, report: Report) -> bool:
    """The body's own people write; once it lies before the leader, only who may send it. Nobody mends what lies before
    the head of section: he clears it or hands it back."""
    if report.state == State.PRESENTED:
        return False
    if not report.round.is_approved or report.is_sent or not acts_for(user, Verb.WRITE_REPORT, report.body):
        return False
    return report.state != State.CLEARED or signs_for(user, report.body)


def forwards_for(user: User, report: Report) -> bool:
    """Does this person bring in what the body has written elsewhere, without being one of its own people?"""
    return allowed(user, Verb.WRITE_REPORT, report.body) and not acts_for(user, Verb.WRITE_REPORT, report.body)


def may_forward(user: User, report: Report) -> bool:
    """Only while the body itself writes: what lies before its leader is left to him."""
    is_open = report.round.is_approved and report.state in (State.DRAFT, State.RETURNED)
    return is_open and forwards_for(user, report)


def open_to(user: User, report: Report) -> set[Action]:
    """What this person can do with the report now: the buttons of its page."""
    if not report.round.is_approved:
        return set()
    found = {action for action, row in TRANSITIONS.items() if report.state in row.sources and may(user, action, report)}
    if found & _WAY_OUT:
        found -= _stopped(report, clearing_of(report))
    if Action.ENDORSE in found and wrote(report, user):
        found.remove(Action.ENDORSE)
    return found


_WAY_OUT: Final = {Action.PRESENT, Action.CLEAR, Action.SUBMIT, Action.APPROVE_OWN}


def _stopped(report: Report, clearing: Clearing) -> set[Action]:
    """Where there is a head of section the way to the leader leads over his desk, elsewhere past it."""
    if not clearing.is_needed:
        return {Action.PRESENT}
    return {Action.CLEAR} if report.state == State.CLEARED else _WAY_OUT - {Action.PRESENT}
