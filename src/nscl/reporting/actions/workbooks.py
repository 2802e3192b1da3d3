"""Taking a workbook into the draft of a report, by the verb its page writes with; who is told when others bring it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import subject_of
from nscl.notices.actions import Telling, tell
from nscl.organisations.models import User
from nscl.organisations.permissions import people_who_may
from nscl.organisations.roles import Verb
from nscl.reporting.actions.writing import Carrier, write
from nscl.reporting.addresses import report_url
from nscl.reporting.conflicts import Conflict, EditConflict, ReplyConflict, Words
from nscl.reporting.models import Part, Report
from nscl.vn.calendar import now
from nscl.vn.dates import format_moment
from nscl.vn.numbers import format_count

KIND = "forwarded"


@transaction.atomic
def take_workbook(
    report: Report, words: Mapping[str, Words], *, by: User, carrier: Carrier
) -> tuple[list[Part], tuple[Conflict | ReplyConflict, ...]]:
    """Write what a workbook says, all at once: the items that were kept, and those that somebody wrote in meanwhile.

    Who brings it in for the body leaves the latter as they stand: which words hold is the body's to say.
    """
    before = {part.code: part.version for part in report.parts.all()}
    conflicts: tuple[Conflict | ReplyConflict, ...] = ()
    try:
        write(report, words, by=by, carrier=carrier)
    except EditConflict as conflict:
        conflicts = conflict.conflicts
    saved = [part for part in report.parts.filter(code__in=words) if part.version != before[part.code]]
    if saved and carrier.is_forwarded:
        tell(_tellings(report, saved, by, carrier))
    return saved, conflicts


def _tellings(report: Report, saved: list[Part], by: User, carrier: Carrier) -> list[Telling]:
    moment = now()
    text = _(
        "%(person)s đã nhập thay tệp Excel do %(sender)s gửi vào bản nháp lúc %(moment)s: %(n)s mục. "
        "Xem lại trước khi trình, gửi."
    )
    said = {"person": by.full_name, "sender": carrier.sent_by, "moment": format_moment(moment)}
    said["n"] = format_count(len(saved))
    subject = f"{KIND}/{subject_of(report)}/{moment.isoformat()}"
    people = people_who_may(Verb.WRITE_REPORT, report.body)
    return [Telling(person, KIND, subject, text % said, report_url(report)) for person in people]
