"""A report before its own body: everything its pages show, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations.models import Delegation, Membership, Programme, User
from nscl.organisations.permissions import bodies_for
from nscl.organisations.roles import ROLES, Verb
from nscl.reporting.answers import answered_by_figures, left_open
from nscl.reporting.checks.catalogue import CheckUp, check_up
from nscl.reporting.checks.check import Finding
from nscl.reporting.clearing import Clearing, clearing_of
from nscl.reporting.forwarding import Forwarded, forwarded
from nscl.reporting.items import items_of
from nscl.reporting.models import Report, Role, State
from nscl.reporting.plans import plan_of
from nscl.reporting.reports import ON_A_DESK
from nscl.reporting.steps import Step, steps_of
from nscl.reporting.submission import submission_of
from nscl.reporting.transitions import Action, may_write, open_to
from nscl.reporting.warned import Warned
from nscl.scorecard.line import Line
from nscl.scorecard.sentences import lacking
from nscl.vn.calendar import now, today
from nscl.vn.numbers import format_number
from nscl.web.badges import REPORTS, Badge
from nscl.web.reports.checked import Checked, checked
from nscl.web.reports.counted import Figure, figures
from nscl.web.reports.part_form import ReasonForm
from nscl.web.reports.part_view import PartView, views
from nscl.web.reports.report_form import ReportForm

FEW = 4  # so many items of its own stand open; more are folded


@dataclass(frozen=True)
class Fault:
    """One line of an error summary, in the form its part takes."""

    href: str
    text: str


class WrittenPage:
    """`form`: the one that was posted; by default a fresh one for who may write."""

    def __init__(self, report: Report, user: User, form: ReportForm | None = None) -> None:
        self.report, self.user = report, user
        self.round = report.round
        self.submission = submission_of(report)
        self.may_write = may_write(user, report)
        self.form = form or (self.fresh_form() if self.may_write else None)

    def fresh_form(self, data: Any = None, files: Any = None) -> ReportForm:
        said = self.submission
        return ReportForm(self.report, said.parts, said.returns, self.warned, data, files)

    # ---- head

    @property
    def title(self) -> str:
        words = {"round": self.round.called, "body": self.report.body.name}
        return _("Báo cáo %(round)s của %(body)s") % words

    @property
    def may_enter(self) -> bool:
        """Rows are an officer's to enter; a leader who writes the report sends him there."""
        return bool(bodies_for(self.user, Verb.ENTER_ROWS))

    @cached_property
    def standing_body(self) -> str:
        return Programme.objects.select_related("standing_body").get(plan=self.round.plan).standing_body.name

    @property
    def days_left(self) -> str:
        """How far the last day in time lies; for who is never late, nothing once it is over."""
        days = (self.report.due_before - today()).days
        if days > 1:
            return _("còn %(n)s ngày") % {"n": days}
        if days == 1:
            return _("hôm nay là ngày cuối")
        return _("đã quá %(n)s ngày") % {"n": 1 - days} if self.report.may_be_late else ""

    @property
    def is_late(self) -> bool:
        """Due, bound to come, and not come yet."""
        return self.report.first_submitted_at is None and self.report.days_late(now()) > 0

    @property
    def badges(self) -> list[Badge]:
        found = [self._state()]
        if self.is_late:
            late = REPORTS["late"]
            word = _("Quá hạn %(n)s ngày") % {"n": self.report.days_late(now())}
            found.append(Badge(word, late.shape, late.tone))
        if self.report.nil and self.report.is_sent:
            found.append(REPORTS["nil"])
        return found

    def _state(self) -> Badge:
        usual = REPORTS["not_opened" if self.report.is_untouched else self.report.state]
        if self.report.state != State.RETURNED:
            return usual
        asked = self.submission.returns
        if any(item.days_late(now()) for item in asked):
            usual = REPORTS["returned_late"]
        return Badge(_("%(word)s %(n)s mục") % {"word": usual.word, "n": len(asked)}, usual.shape, usual.tone)

    # ---- who and when

    @cached_property
    def forwarded(self) -> list[Forwarded]:
        """Workbooks the standing body brought in for the body, the last one first."""
        return forwarded(self.report)

    @cached_property
    def saved_at(self) -> datetime | None:
        return self.report.parts.aggregate(last=Max("edited_at"))["last"]

    @cached_property
    def writers(self) -> list[User]:
        return list(self.report.writers.order_by("full_name"))

    @cached_property
    def delegates(self) -> list[Delegation]:
        """Who signs today by a right of his own beside them."""
        rows = Delegation.objects.in_force(today()).filter(body=self.report.body).select_related("user")
        return [] if self.report.is_own else list(rows)

    @cached_property
    def signers(self) -> list[Membership]:
        """Who sends the report outward; of the standing body's own, who may approve it."""
        signing = [role.slug for role in ROLES.values() if Verb.SUBMIT_REPORT in role.verbs]
        found = Membership.objects.in_force(today()).filter(body=self.report.body, role__in=signing)
        return list(found.select_related("user"))

    @cached_property
    def clearing(self) -> Clearing:
        return clearing_of(self.report)

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.report, clearing=self.clearing)

    @cached_property
    def handed_back(self) -> Event | None:
        """The last hand over a desk, if it gave the report back with a remark."""
        if self.report.is_sent or self.report.state in ON_A_DESK:
            return None
        moves = Event.objects.of(subject_of(self.report)).filter(verb__in=[f"report.{each}" for each in Action])
        last = moves.order_by("-id").first()
        return last if last and last.why and last.verb.startswith("report.take_back") else None

    # ---- items

    @cached_property
    def answered(self) -> dict[str, Any]:
        return dict(answered_by_figures(self.submission.parts, self.submission.figures))

    @cached_property
    def items(self) -> list[PartView]:
        return views(
            self.report,
            self.submission.parts,
            {item.code: item for item in items_of(self.report, plan_of(self.round))},
            figures=self.answered,
            returns=self.submission.returns,
            forms=self.form.parts if self.form else None,
            replies=self.form.replies if self.form else None,
        )

    @property
    def returned(self) -> list[PartView]:
        return [item for item in self.items if item.is_returned]

    @property
    def led(self) -> list[PartView]:
        return [item for item in self.items if item.is_duty]

    @property
    def coordinated(self) -> list[PartView]:
        return [item for item in self.items if item.part.role == Role.COORDINATING]

    @property
    def general(self) -> PartView | None:
        return next((item for item in self.items if item.part.role == Role.GENERAL), None)

    @property
    def numbers(self) -> dict[str, int]:
        """The sections of the form, numbered as they stand on the page."""
        sections = {
            "figures": True,
            "returned": self.returned,
            "led": self.led,
            "coordinated": self.coordinated,
            "general": self.general,
            "warned": self.warned,
        }
        return {name: number for number, name in enumerate((name for name, has in sections.items() if has), 1)}

    @property
    def led_done(self) -> int:
        return sum(item.is_done for item in self.led)

    @property
    def coordinated_done(self) -> int:
        return sum(item.is_done for item in self.coordinated)

    @property
    def led_stand_open(self) -> bool:
        return len(self.led) <= FEW

    @property
    def said_on(self) -> list[PartView]:
        """Coordinating tasks with something to read."""
        return [item for item in self.coordinated if not item.part.nil and not item.is_unsaid]

    @property
    def unsaid(self) -> list[PartView]:
        return [item for item in self.coordinated if item.is_unsaid]

    @property
    def closed(self) -> list[PartView]:
        return [item for item in self.coordinated if item.part.nil]

    @property
    def rest(self) -> int:
        """How many coordinating tasks one press would close."""
        return sum(part.is_empty for part in left_open(self.submission.parts, self.submission.figures))

    @property
    def undoable(self) -> int:
        """How many the last press closed and nobody has written in since."""
        closed = [part.closed_with_rest_at for part in self.submission.parts if part.closed_with_rest_at]
        return closed.count(max(closed)) if closed else 0

    # ---- figures

    @property
    def year(self) -> str:
        """As text: a year has no dot every three digits."""
        return str(self.round.year)

    @property
    def last_year(self) -> str:
        return str(self.round.year - 1)

    @property
    def next_year(self) -> str:
        return str(self.round.year + 1)

    @cached_property
    def figures(self) -> list[Figure]:
        return figures(self.report, self.submission.figures, [part.code for part in self.submission.parts])

    @property
    def waiting(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.unconfirmed]

    # ---- verbs

    @cached_property
    def open_to(self) -> set[Action]:
        return open_to(self.user, self.report)

    @property
    def may_send(self) -> bool:
        """Of the standing body's own report only who has not written in it."""
        if Action.APPROVE_OWN in self.open_to:
            return self.user not in self.writers
        return Action.SUBMIT in self.open_to

    @property
    def sends_what_he_writes(self) -> bool:
        """Nobody does of the standing body's own report: who writes in it lays it before another."""
        return Action.SUBMIT in self.open_to

    @property
    def waits_for_head(self) -> bool:
        return self.clearing.is_needed and self.report.state != State.CLEARED

    @property
    def may_present(self) -> bool:
        return Action.PRESENT in self.open_to

    @property
    def may_endorse(self) -> bool:
        return Action.ENDORSE in self.open_to

    @property
    def may_clear(self) -> bool:
        return Action.CLEAR in self.open_to and not self.sends_what_he_writes

    @property
    def may_take_back(self) -> bool:
        return bool(self.open_to & {Action.TAKE_BACK, Action.TAKE_BACK_RETURNED})

    @cached_property
    def check_up(self) -> CheckUp:
        return check_up(self.submission)

    @cached_property
    def errors(self) -> list[Fault]:
        """What still stops the sending, each with its place: errors, and warnings without a reason."""
        found = [self._fault(finding) for finding in self.check_up.errors]
        open_ones = (warned for warned in self.warned if not warned.is_explained)
        return found + [Fault(f"{self._address}#id_why-{w.rule}-{w.code}-text", w.message) for w in open_ones]

    @cached_property
    def warned(self) -> list[Warned]:
        """What a check warns of, with the reason given for it."""
        return self.check_up.warnings

    @cached_property
    def reasons(self) -> list[tuple[Warned, str, ReasonForm | None]]:
        """Each warning with its place in the report and, for who writes, the box for its reason."""
        boxes = {form.warned.key: form for form in self.form.reasons} if self.form else {}
        return [(each, f"{self._address}{self.place(each.finding)}", boxes.get(each.key)) for each in self.warned]

    @property
    def checked(self) -> list[Checked]:
        return checked(self.submission, self.check_up)

    @property
    def without_register(self) -> list[tuple[Line, str]]:
        """Figures of its items that nothing counts yet, each with the register it waits for."""
        return [(line, lacking(line)) for line in self.submission.without_register]

    def _fault(self, finding: Finding) -> Fault:
        return Fault(f"{self._address}{self.place(finding)}", finding.message)

    @property
    def _address(self) -> str:
        return reverse("report", args=[self.round.address, self.report.body.code])

    def place(self, finding: Finding) -> str:
        """The box to mend, the list to close, or the figure that warns."""
        part = next((part for part in self.submission.parts if part.code == finding.code), None)
        if part is None:
            return f"#so-{finding.code}"
        if part.role == Role.COORDINATING:
            return f"#{finding.code}" if part.nil else "#phoi-hop"
        return f"#id_{finding.code}-result"

    @property
    def documents(self) -> str:
        return format_number(sum(len(item.documents) for item in self.items))
