"""A report about to be sent, with everything that goes out with it."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.organisations.scope import Scope
from nscl.reporting import sealing
from nscl.reporting.models import Part, Report, Return
from nscl.reporting.plans import plan_of
from nscl.scorecard.evaluate import evaluate
from nscl.scorecard.line import Line


@dataclass(frozen=True)
class Submission:
    """What checks look at and a snapshot keeps, read once."""

    report: Report
    parts: tuple[Part, ...]
    figures: tuple[Line, ...]
    returns: tuple[Return, ...]  # those still open

    @property
    def stamp(self) -> str:
        """Tells who signs whether words, documents or figures have moved since he read them."""
        parts = [[part.code, part.version, sorted(each.pk for each in part.attachments.all())] for part in self.parts]
        figures = [[line.code, line.value] for line in self.figures]
        return sealing.digest(sealing.plain([parts, figures]))


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
    )
