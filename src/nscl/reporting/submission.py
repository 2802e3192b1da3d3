"""A report about to be sent, with everything that goes out with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nscl.organisations.scope import Scope
from nscl.reporting import sealing
from nscl.reporting.models import Explanation, Part, Report, Return, Snapshot
from nscl.reporting.plans import plan_of
from nscl.scorecard.evaluate import evaluate
from nscl.scorecard.line import Line
from nscl.scorecard.measures import MEASURES


@dataclass(frozen=True)
class Submission:
    """What checks look at and a snapshot keeps, read once."""

    report: Report
    parts: tuple[Part, ...]
    figures: tuple[Line, ...]
    returns: tuple[Return, ...]  # those still open
    explanations: tuple[Explanation, ...] = ()
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what last year's report said, by item

    @property
    def without_register(self) -> tuple[Line, ...]:
        """Figures of the body's items that cannot be counted: their register is not there yet."""
        codes = {part.code for part in self.parts}
        lacking = (line for line in self.figures if line.indicator.measure not in MEASURES)
        return tuple(line for line in lacking if codes.intersection(line.indicator.tasks))

    @property
    def stamp(self) -> str:
        """Tells who signs whether words, documents or figures have moved since he read them."""
        parts = [[part.code, part.version, sorted(each.pk for each in part.attachments.all())] for part in self.parts]
        figures = [[line.code, line.value] for line in self.figures]
        reasons = [[said.rule, said.code, said.seen, said.reason] for said in self.explanations]
        return sealing.digest(sealing.plain([parts, figures, reasons]))


def figures_of(report: Report) -> list[Line]:
    """What the body itself has reported up to the closing date, as known now."""
    scope = Scope(reporter=report.body)
    return evaluate(plan_of(report.round), year=report.round.year, scope=scope, until=report.round.closing_on)


def submission_of(report: Report) -> Submission:
    return Submission(
        report=report,
        parts=tuple(report.parts.prefetch_related("attachments")),
        figures=tuple(figures_of(report)),
        returns=tuple(report.returns.open().select_related("part", "by", "replied_by")),
        explanations=tuple(report.explanations.select_related("by")),
        before=said_last_year(report),
    )


def last_year_s(report: Report) -> Snapshot | None:
    """What the body sent last in the annual round of the year before; of another round than an annual one nothing."""
    round = report.round
    if round.number:
        return None
    sendings = Snapshot.objects.filter(report__body=report.body_id, report__round__plan=round.plan)
    before = sendings.filter(report__round__year=round.year - 1, report__round__number=0)
    return before.select_related("report__round", "report__body").order_by("-number").first()


def said_last_year(report: Report) -> Mapping[str, Mapping[str, Any]]:
    before = last_year_s(report)
    return {part["code"]: part for part in before.content["parts"]} if before else {}
