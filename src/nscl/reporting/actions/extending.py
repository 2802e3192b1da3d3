"""Giving one body more time in a round, by a document. The round's own day stays; the new one counts lateness."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.evidence.actions import add_file
from nscl.evidence.models import Document
from nscl.history.acts import record, subject_of
from nscl.organisations.models import Programme, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.reporting.models import Extension, Report
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_date, format_moment
from nscl.vn.text import clean


@transaction.atomic
def extend(
    report: Report,
    *,
    due_before: date,
    number: str,
    signed_on: date,
    reason: str,
    by: User,
    file: UploadedFile | None = None,
) -> Extension:
    """Let a body report before a later day. The document was signed while there was still time, though it may be
    written down afterwards; what has come late stays late."""
    report = Report.objects.select_for_update(of=("self",)).select_related("round", "body").get(pk=report.pk)
    if not allowed(by, Verb.EXTEND_REPORT, report.body):
        raise PermissionDenied
    number, reason = clean(number).strip(), clean(reason).strip()
    _require_open(report)
    _require_document(report, number, signed_on, reason)
    _require_later(report, due_before)
    extension = Extension(
        report=report,
        was_before=report.due_before,
        due_before=due_before,
        number=number,
        signed_on=signed_on,
        reason=reason,
        file=_kept(report, file, by),
        by=by,
        at=now(),
    )
    extension.full_clean()
    extension.save()
    report.extended_before = due_before
    report.save(update_fields=["extended_before"])
    record(
        by=by,
        verb="report.extended",
        subject=subject_of(report),
        summary=str(report),
        why=reason,
        body_id=report.body_id,
        was_before=extension.was_before.isoformat(),
        due_before=due_before.isoformat(),
        document=f"{number}, {format_date(signed_on)}",
    )
    return extension


def _kept(report: Report, file: UploadedFile | None, by: User) -> Document | None:
    """The signed document belongs to the standing body."""
    if file is None:
        return None
    standing = Programme.objects.select_related("standing_body").get(plan=report.round.plan).standing_body
    return add_file(by=by, body=standing, file=file)


def _require_open(report: Report) -> None:
    words = {"body": report.body.name, "round": report.round.called}
    if report.round.frozen_at:
        message = _("Số liệu %(round)s đã khóa lúc %(time)s nên không gia hạn được nữa.")
        raise ValidationError(message % {**words, "time": format_moment(report.round.frozen_at)})
    if not report.round.is_approved:
        raise ValidationError(_("Danh sách báo cáo %(round)s chưa được duyệt nên chưa gia hạn được.") % words)
    if not report.may_be_late:
        raise ValidationError(_("%(body)s không có thời hạn phải gửi nên không cần gia hạn.") % words)
    if report.first_submitted_at:
        message = _("%(body)s đã gửi báo cáo lúc %(time)s nên không gia hạn được nữa.")
        raise ValidationError(message % {**words, "time": format_moment(report.first_submitted_at)})


def _require_document(report: Report, number: str, signed_on: date, reason: str) -> None:
    faults = {}
    if not number:
        faults["number"] = _("Gia hạn phải có văn bản. Ghi số, ký hiệu, ví dụ 1234/UBND-VX.")
    if not reason:
        faults["reason"] = _('Ô "Lý do" còn trống. Nêu lý do, ví dụ "bão lũ".')
    if signed_on > today():
        faults["signed_on"] = _("Ngày văn bản ở sau hôm nay. Ghi ngày ký của văn bản.")
    elif signed_on >= report.due_before:
        message = _("Văn bản ký ngày %(day)s, khi thời hạn %(due)s đã hết. Chỉ gia hạn được khi văn bản ký trong hạn.")
        faults["signed_on"] = message % {"day": format_date(signed_on), "due": format_date(report.due_before)}
    if faults:
        raise ValidationError(faults)


def _require_later(report: Report, due_before: date) -> None:
    """Later than the day that holds, and in time for the province to report."""
    words = {"due": format_date(report.due_before), "province": format_date(report.round.province_due_before)}
    if due_before <= report.due_before:
        message = _("Thời hạn mới phải sau thời hạn đang áp dụng (trước ngày %(due)s). Chọn ngày sau đó.")
        raise ValidationError({"due_before": message % words})
    if due_before > report.round.province_due_before:
        message = _("Thời hạn mới sau thời hạn báo cáo của tỉnh (trước ngày %(province)s). Chọn ngày không sau đó.")
        raise ValidationError({"due_before": message % words})
