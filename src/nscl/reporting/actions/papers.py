"""Making an official paper of a round, or from an estimate."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from nscl.documents import pdf
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


def make_paper(round: Round, *, paper: str, by: User, as_pdf: bool = False) -> tuple[str, bytes]:
    """The paper as a Word file or PDF/A, with its name; the history keeps who made it and its SHA-256.

    Raises CannotWrite, NoPdf. No transaction waits while the PDF is made: the one act is the record.
    """
    if not allowed(by, Verb.MAKE_PAPER):
        raise PermissionDenied
    if round.number:
        raise CannotWrite(
            _("Báo cáo của tỉnh, công văn, danh sách lập từ kỳ hằng năm, không lập từ kỳ này. Mở kỳ của năm.")
        )
    wanted = PAPERS[paper]
    name, content = _ended(wanted.file_name(round.year), wanted.render(plan_of(round), round.year), as_pdf=as_pdf)
    digest = hashlib.sha256(content).hexdigest()
    record(by=by, verb="paper.made", subject=subject_of(round), summary=str(wanted.title), paper=paper, sha256=digest)
    return name, content


def make_evaluation(
    plan: Plan, estimate: Estimate, *, first: int, last: int, by: User, as_pdf: bool = False
) -> tuple[str, bytes]:
    """The evaluation of TFP from one estimate, with its name; the history keeps it as of any paper."""
    if not allowed(by, Verb.MAKE_PAPER):
        raise PermissionDenied
    word = on_paper(compose(of_estimate(plan, estimate, first, last)), plan, TFP_EVALUATION.slug)
    name, content = _ended(TFP_EVALUATION.file_name(first, last), word, as_pdf=as_pdf)
    digest, summary = hashlib.sha256(content).hexdigest(), f"{TFP_EVALUATION.title}, {first}-{last}"
    record(
        by=by,
        verb="paper.made",
        subject=subject_of(estimate),
        summary=summary,
        paper=TFP_EVALUATION.slug,
        sha256=digest,
    )
    return name, content


def _ended(name: str, word: bytes, *, as_pdf: bool) -> tuple[str, bytes]:
    return (str(PurePath(name).with_suffix(pdf.ENDING)), pdf.from_word(word)) if as_pdf else (name, word)
