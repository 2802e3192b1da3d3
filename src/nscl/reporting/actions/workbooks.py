"""Taking a workbook into the draft of a report, by the verb its page writes with; who is told when others bring it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import subject_of
from nscl.notices.actions import Telling, tell
from nscl.organisations.models import User
from nscl.organisations.permissions import people_who_may
from nscl.organisations.roles import Verb
from nscl.reporting.actions.sending import reply
from nscl.reporting.actions.writing import Carrier, write
from nscl.reporting.addresses import report_url
from nscl.reporting.conflicts import Conflict, EditConflict, ReplyConflict, Words
from nscl.reporting.models import Report, Return
from nscl.vn.calendar import now
from nscl.vn.dates import format_moment
from nscl.vn.numbers import format_count

KIND = "forwarded"


@dataclass(frozen=True)
class Reply:
    """What a workbook replies to an item sent back; `seen`: the stamp of the reply its author was reading."""

    item: Return
    text: str
    seen: str


@transaction.atomic
def take_workbook(
    report: Report, words: Mapping[str, Words], *, replies: Iterable[Reply] = (), by: User, carrier: Carrier
) -> tuple[list[str], tuple[Conflict | ReplyConflict, ...]]:
    """Write what a workbook says, all at once: the items that were kept, and what somebody wrote in meanwhile.

    Who brings it in for the body leaves the latter as it stands: which words hold is the body's to say.
    """
    saved, conflicts = _write(report, words, by, carrier)
    for each in replies:
        try:
            reply(each.item, text=each.text, by=by, seen=each.seen, carrier=carrier)
        except EditConflict as conflict:
            conflicts += conflict.conflicts
        else:
            saved.setdefault(each.item.part.code)
    if saved and carrier.is_forwarded:
        tell(_tellings(report, len(saved), by, carrier))
    return list(saved), conflicts


def _write(
    report: Report, words: Mapping[str, Words], by: User, carrier: Carrier
) -> tuple[dict[str, None], tuple[Conflict | ReplyConflict, ...]]:
    if not words:
        return {}, ()
    before = {part.code: part.version for part in report.parts.all()}
    conflicts: tuple[Conflict | ReplyConflict, ...] = ()
    try:
        write(report, words, by=by, carrier=carrier)
    except EditConflict as conflict:
        conflicts = conflict.conflicts
    after = report.parts.filter(code__in=words)
    return {part.code: None for part in after if part.version != before[part.code]}, conflicts


def _tellings(report: Report, saved: int, by: User, carrier: Carrier) -> list[Telling]:
    moment = now()
    text = _(
        "%(person)s đã nhập thay tệp Excel do %(sender)s gửi vào bản nháp lúc %(moment)s: %(n)s mục. "
        "Xem lại trước khi trình, gửi."
    )
    said = {"person": by.full_name, "sender": carrier.sent_by, "moment": format_moment(moment)}
    said["n"] = format_count(saved)
    subject = f"{KIND}/{subject_of(report)}/{moment.isoformat()}"
    people = people_who_may(Verb.WRITE_REPORT, report.body)
    return [Telling(person, KIND, subject, text % said, report_url(report)) for person in people]
