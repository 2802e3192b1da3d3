"""Wording a line of the province's paper anew: words are written, figures stay places."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.reporting.conflicts import WordingConflict
from nscl.reporting.models import Round, Wording
from nscl.reporting.papers.sayings import Saying, saying_of
from nscl.scorecard import phrase
from nscl.vn.calendar import now
from nscl.vn.text import clean


@transaction.atomic
def reword(round: Round, code: str, text: str, *, by: User, version: int, leaving_out: bool = False) -> Wording | None:
    """Make the paper say this of a line; nothing written gives it back to the house's words.

    Figures of the house's sentence are left out only when the author says so (`leaving_out`). Raises WordingConflict
    when somebody else wrote since `version`. None where nobody ever wrote other words than the house's.
    """
    if not allowed(by, Verb.MAKE_PAPER):
        raise PermissionDenied
    saying = _held(round, code)
    kept = wanted(saying, text, leaving_out=leaving_out)
    last, current = saying.wording, saying.case
    if (last.text if last else "") == kept and (last is None or not kept or last.case == current):
        return last
    if saying.version != version:
        raise WordingConflict(code, saying.wording, text)
    written = Wording.objects.create(
        round=round, indicator=code, version=version + 1, text=kept, case=current, by=by, at=now()
    )
    verb = "paper.worded" if kept else "paper.words_given_back"
    record(by=by, verb=verb, subject=subject_of(round), summary=code, version=written.version, text=kept, case=current)
    return written


def wanted(saying: Saying, text: str, *, leaving_out: bool) -> str:
    """The words as they would be kept; empty where they are the house's own. Raises what is to be mended."""
    if not clean(text).strip():
        return ""
    try:
        said = phrase.read(saying.line, text)
    except phrase.Misworded as fault:
        raise ValidationError({"text": fault.faults}) from fault
    if said.typed == phrase.house(saying.line).typed:
        return ""
    if (missing := phrase.left_out(saying.line, said)) and not leaving_out:
        message = _("Câu không còn in: %(places)s. Đưa trở lại vào câu, hoặc đánh dấu ô này nếu đúng ý.")
        places = ", ".join(f"[{name}]" for name in missing)
        raise ValidationError({"leaving_out": message % {"places": places}})
    return said.kept


def _held(round: Round, code: str) -> Saying:
    """The line and its last words, the round held until the end of the transaction."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    if not round.is_approved:
        message = _("Danh sách báo cáo %(round)s chưa được duyệt nên chưa sửa lời văn bản được. Duyệt danh sách trước.")
        raise ValidationError(message % {"round": round.called})
    return saying_of(round, code)
