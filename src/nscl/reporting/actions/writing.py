"""Writing a report: words, nil, attachments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from nscl.evidence.models import Document
from nscl.history.acts import record, subject_of
from nscl.organisations.models import User
from nscl.organisations.permissions import acts_for
from nscl.organisations.roles import Verb
from nscl.plan.codes import task_number
from nscl.reporting.answers import left_open
from nscl.reporting.conflicts import TEXTS, Conflict, EditConflict, Words, merged
from nscl.reporting.models import Part, Report, Role
from nscl.reporting.reports import TEXT_LIMIT
from nscl.reporting.submission import figures_of
from nscl.reporting.transitions import forwards_for, may_forward, may_write
from nscl.vn.calendar import now
from nscl.vn.numbers import format_number
from nscl.vn.text import clean


def write_part(report: Report, code: str, *, by: User, version: int, **words: Any) -> Part:
    """Make one part say this. Raises EditConflict when somebody else wrote since `version`."""
    write(report, {code: Words(version=version, **words)}, by=by)
    return report.parts.get(code=code)


@dataclass(frozen=True)
class Carrier:
    """The workbook that words came in. `sent_by`: who of the body handed it over, where another than its own people
    brings it in."""

    file: str
    sha256: str
    sent_by: str = ""

    @property
    def is_forwarded(self) -> bool:
        return bool(self.sent_by)


@dataclass(frozen=True)
class Intent:
    """What writing would do: `said` would be kept, by item; of `conflicts` the author would be asked."""

    parts: Mapping[str, Part]
    said: Mapping[str, Words]
    conflicts: tuple[Conflict, ...]


def write(report: Report, words: Mapping[str, Words], *, by: User, carrier: Carrier | None = None) -> list[Part]:
    """Make parts say this, as one form or one workbook sends them; unchanged ones are left alone.

    Where somebody else wrote meanwhile, what both changed is put together as long as it is not the same box. All that
    can be saved is saved; then EditConflict carries both texts of the other parts.
    Inside a transaction of the caller the exception must not leave it, or what was saved is lost.
    """
    saved, conflicts = _write(report, words, by, carrier)
    if conflicts:
        raise EditConflict(conflicts)
    return saved


@transaction.atomic
def _write(
    report: Report, words: Mapping[str, Words], by: User, carrier: Carrier | None
) -> tuple[list[Part], tuple[Conflict, ...]]:
    report = begin_writing(report, by, carrier)
    intent = intend(report, words)
    saved = [_say(intent.parts[code], said, by) for code, said in intent.said.items()]
    if saved:
        verb = "report.forwarded" if carrier and carrier.is_forwarded else "report.written"
        touch(report, by, verb, codes=[part.code for part in saved], **(asdict(carrier) if carrier else {}))
    return saved, intent.conflicts


def intend(report: Report, words: Mapping[str, Words]) -> Intent:
    """What making parts say this would do, before anything is kept. Raises ValidationError with every fault by item."""
    parts = {p.code: p for p in report.parts.filter(code__in=words).select_related("edited_by")}
    wanted = {code: _cleaned(said) for code, said in words.items()}
    _require_valid(parts, wanted)
    changed = {code: said for code, said in wanted.items() if not said.says(parts[code])}
    moved = {code: said for code, said in changed.items() if said.version != parts[code].version}
    together = _together(parts, moved)
    conflicts = tuple(_conflict(parts[code], said) for code, said in moved.items() if code not in together)
    mine = {code: said for code, said in changed.items() if code not in moved} | together
    return Intent(parts, {code: said for code, said in mine.items() if not said.says(parts[code])}, conflicts)


def _together(parts: Mapping[str, Part], moved: Mapping[str, Words]) -> dict[str, Words]:
    """What both authors wrote, where it goes together. What a part said at a version stands in its row history."""
    if not moved:
        return {}
    events = Part.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj__in=[parts[code].pk for code in moved], version__in={said.version for said in moved.values()}
    )
    read = {(event.pgh_obj_id, event.version): Words.of(event) for event in events.order_by("-pgh_id")}
    found: dict[str, Words] = {}
    for code, mine in moved.items():
        was = read.get((parts[code].pk, mine.version))
        if was and (both := merged(read=was, mine=mine, theirs=Words.of(parts[code]))):
            found[code] = both
    return found


@transaction.atomic
def nil_rest(report: Report, *, by: User) -> list[Part]:
    """Close every coordinating task that nothing is said about and no figure answers for.

    One press of `undo_nil_rest` opens them again.
    """
    report = begin_writing(report, by)
    closed = [part for part in left_open(report.parts.all(), figures_of(report)) if part.is_empty]
    _save_all(report, closed, by, nil=True, closed_with_rest_at=now())
    if closed:
        touch(report, by, "report.rest_closed", codes=[part.code for part in closed])
    return closed


@transaction.atomic
def undo_nil_rest(report: Report, *, by: User) -> list[Part]:
    """Open again what the last `nil_rest` closed and nobody has written since."""
    report = begin_writing(report, by)
    closed = list(report.parts.exclude(closed_with_rest_at=None))
    last = max((part.closed_with_rest_at for part in closed if part.closed_with_rest_at), default=None)
    opened = [part for part in closed if part.closed_with_rest_at == last]
    _save_all(report, opened, by, nil=False, closed_with_rest_at=None)
    if opened:
        touch(report, by, "report.rest_opened", codes=[part.code for part in opened])
    return opened


@transaction.atomic
def attach(report: Report, code: str, documents: Iterable[Document], *, by: User) -> Part:
    """Lay documents of the body beside what it says."""
    report = begin_writing(report, by)
    part = _part(report, code)
    added = list(documents)
    for document in added:
        if not acts_for(by, Verb.WRITE_REPORT, document.body):
            raise PermissionDenied
    part.attachments.add(*added)
    touch(report, by, "report.attached", code=code, documents=[document.pk for document in added])
    return part


@transaction.atomic
def detach(report: Report, code: str, document: Document, *, by: User) -> Part:
    """Take a document away from a part; the document itself stays."""
    report = begin_writing(report, by)
    part = _part(report, code)
    part.attachments.remove(document)
    touch(report, by, "report.detached", code=code, documents=[document.pk])
    return part


def begin_writing(report: Report, by: User, carrier: Carrier | None = None) -> Report:
    """The report, held until the end of the transaction, if this person may write in it now: as one of the body's own,
    or bringing in a workbook the body has handed over."""
    report = Report.objects.select_for_update(of=("self",)).select_related("round", "body").get(pk=report.pk)
    forwards = carrier is not None and carrier.is_forwarded and forwards_for(by, report)
    if not forwards and not acts_for(by, Verb.WRITE_REPORT, report.body):
        raise PermissionDenied
    values = {"round": report.round.called, "state": report.get_state_display()}
    if not report.round.is_approved:
        raise ValidationError(
            _(
                "Danh sách báo cáo %(round)s chưa được duyệt nên chưa viết được. "
                "Chờ cơ quan thường trực duyệt danh sách."
            )
            % values
        )
    if not (may_forward(by, report) if forwards else may_write(by, report)):
        message = _('Báo cáo %(round)s đang ở trạng thái "%(state)s" nên không sửa được.')
        raise ValidationError(message % values)
    return report


def _part(report: Report, code: str) -> Part:
    part = report.parts.filter(code=code).first()
    if part is None:
        raise ValidationError(_missing(code))
    return part


def _missing(code: str) -> str:
    return _("Báo cáo này không có mục %(code)s. Tải lại trang rồi nhập lại.") % {"code": clean(code)[:20]}


def _cleaned(words: Words) -> Words:
    texts: dict[str, Any] = {name: clean(getattr(words, name)).strip() for name in TEXTS}
    return replace(words, **texts)


def _require_valid(parts: Mapping[str, Part], wanted: Mapping[str, Words]) -> None:
    """Raises every fault at once, by item; the code of each names the box."""
    faults = {code: _faults(parts.get(code), code, words) for code, words in wanted.items()}
    if faults := {code: found for code, found in faults.items() if found}:
        raise ValidationError(faults)


def _faults(part: Part | None, code: str, words: Words) -> list[ValidationError]:
    if part is None:
        return [ValidationError(_missing(code))]
    faults = [_too_long(part, name, words) for name in TEXTS if len(getattr(words, name)) > TEXT_LIMIT]
    general = part.role == Role.GENERAL
    if words.nil and (words.result or general):
        message = _('Mục %(code)s: vừa có kết quả vừa chọn "không phát sinh". Bỏ một trong hai.')
        faults.append(ValidationError(message % {"code": task_number(code)}, "nil"))
    if words.nil_reason and not words.nil:
        message = _('Mục %(code)s: có lý do nhưng chưa chọn "không phát sinh". Chọn ô đó, hoặc xóa lý do.')
        faults.append(ValidationError(message % {"code": task_number(code)}, "nil_reason"))
    if words.next_year and not general:
        message = _('Mục %(code)s không có ô "Kế hoạch năm sau". Viết vào phần chung của báo cáo.')
        faults.append(ValidationError(message % {"code": task_number(code)}, "next_year"))
    return faults


def _too_long(part: Part, name: str, words: Words) -> ValidationError:
    message = _('Ô "%(field)s" dài %(n)s ký tự, quá %(max)s. Rút gọn, hoặc đính kèm thành tệp.')
    field = f"{task_number(part.code)}, {Part._meta.get_field(name).verbose_name}"  # type: ignore[union-attr]
    n, limit = format_number(len(getattr(words, name))), format_number(TEXT_LIMIT)
    return ValidationError(message % {"field": field, "n": n, "max": limit}, name)


def _conflict(part: Part, mine: Words) -> Conflict:
    return Conflict(code=part.code, mine=mine, theirs=Words.of(part), person=part.edited_by, at=part.edited_at)


def _say(part: Part, words: Words, by: User) -> Part:
    part.closed_with_rest_at = None
    return _save(part, by, nil=words.nil, **{name: getattr(words, name) for name in TEXTS})


def _save(part: Part, by: User, **said: Any) -> Part:
    for name, value in said.items():
        setattr(part, name, value)
    part.version += 1
    part.edited_by, part.edited_at = by, now()
    part.save()
    return part


def _save_all(report: Report, parts: list[Part], by: User, **said: Any) -> None:
    """The same of many parts, in one statement."""
    said |= {"edited_by": by, "edited_at": now()}
    report.parts.filter(pk__in=[part.pk for part in parts]).update(version=F("version") + 1, **said)
    for part in parts:
        part.version += 1
        for name, value in said.items():
            setattr(part, name, value)


def touch(report: Report, by: User, verb: str, **details: Any) -> None:
    """Who has written is kept for good: he cannot approve the report of the standing body."""
    report.writers.add(by)
    if report.opened_at is None:
        report.opened_at = now()
        report.save(update_fields=["opened_at"])
    record(by=by, verb=verb, subject=subject_of(report), summary=str(report), body_id=report.body_id, **details)
