"""Making an official paper of a round, or from an estimate."""

from __future__ import annotations

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.economy.models import Estimate
from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.plan import Plan
from nscl.reporting.models import Round
from nscl.reporting.papers.catalogue import PAPERS
from nscl.reporting.papers.paper import CannotWrite, on_paper
from nscl.reporting.papers.tfp_evaluation import TFP_EVALUATION, compose, of_estimate
from nscl.reporting.plans import plan_of


@transaction.atomic
def make_paper(round: Round, *, paper: str, by: User) -> tuple[str, bytes]:
    """The paper as a Word file, with its name; the history keeps who made it and its SHA-256. Raises CannotWrite."""
    if not allowed(by, Verb.MAKE_PAPER):
        raise PermissionDenied
    if round.number:
        raise CannotWrite(_("Báo cáo của tỉnh lập từ kỳ hằng năm, không lập từ kỳ này. Mở kỳ của năm."))
    wanted = PAPERS[paper]
    content = wanted.render(plan_of(round), round.year)
    digest = hashlib.sha256(content).hexdigest()
    record(by=by, verb="paper.made", subject=subject_of(round), summary=str(wanted.title), paper=paper, sha256=digest)
    return wanted.file_name(round.year), content


@transaction.atomic
def make_evaluation(plan: Plan, estimate: Estimate, *, first: int, last: int, by: User) -> tuple[str, bytes]:
    """The evaluation of TFP from one estimate as a Word file, with its name; the history keeps it as of any paper."""
    if not allowed(by, Verb.MAKE_PAPER):
        raise PermissionDenied
    content = on_paper(compose(of_estimate(plan, estimate, first, last)), plan, TFP_EVALUATION.slug)
    digest, summary = hashlib.sha256(content).hexdigest(), f"{TFP_EVALUATION.title}, {first}-{last}"
    record(
        by=by,
        verb="paper.made",
        subject=subject_of(estimate),
        summary=summary,
        paper=TFP_EVALUATION.slug,
        sha256=digest,
    )
    return TFP_EVALUATION.file_name(first, last), content
