"""The receipt of a sending as a paper: what was received and when, its SHA-256 and the head of the history chain.

The system writes it, so it bears its number and day from the first and nobody signs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.blocks import Column, Paragraph, Table
from nscl.documents.form import Form, Signature
from nscl.plan import Plan
from nscl.reporting import lateness
from nscl.reporting.models import Report, Round
from nscl.reporting.papers.issuer import recipients
from nscl.reporting.papers.letters.sender import Sender
from nscl.reporting.papers.paper import BodyPaper, CannotWrite
from nscl.reporting.receipts import Sending, sendings
from nscl.vn.calendar import ZONE
from nscl.vn.dates import format_date, format_moment
from nscl.vn.numbers import format_number


def compose(plan: Plan, report: Report, sending: Sending) -> Form:
    of, body = Sender(plan, report.round), _short(report)
    return Form(
        agency=of.issuer.agency,
        parent=of.issuer.parent,
        notation=of.issuer.notation("PB"),
        number=report.receipt,
        draft=False,
        place=of.issuer.place,
        on=sending.snapshot.taken_at.astimezone(ZONE).date(),
        kind=_("PHIẾU BÁO"),
        subject=_("Biên nhận báo cáo {called} của {body}").format(called=report.round.called, body=body),
        addressee=f"{body}.",
        body=(Paragraph(_received(of, report)), _table(report, sending), Paragraph(_made())),
        recipients=recipients(_("Như trên")),
        signature=Signature(()),
    )


def _short(report: Report) -> str:
    return report.body.name.replace("Ủy ban nhân dân", "UBND")


def _received(of: Sender, report: Report) -> str:
    words = _(
        "{standing} đã nhận {title} của {body} gửi qua Hệ thống quản lý Chương trình nâng cao năng suất, chất lượng:"
    )
    if report.is_own:
        words = _("{title} của {body} đã được duyệt trên Hệ thống quản lý Chương trình nâng cao năng suất, chất lượng:")
    return words.format(standing=of.name, title=report.round.title, body=_short(report))


def _table(report: Report, sending: Sending) -> Table:
    columns = (Column(_("Nội dung"), 50), Column(_("Thông tin"), 110))
    return Table(columns, tuple(_rows(report, sending)))


def _rows(report: Report, sending: Sending) -> Iterator[tuple[str, str]]:
    snapshot, own = sending.snapshot, report.is_own
    yield _("Số biên nhận"), report.receipt
    moment = format_moment(snapshot.taken_at)
    if snapshot.number > 1:
        moment = _("{moment}, lần gửi thứ {n}").format(moment=moment, n=snapshot.number)
    yield _("Thời điểm duyệt") if own else _("Thời điểm nhận"), moment
    yield _("Thời hạn"), _due(report, snapshot.content["sent"]["minutes_late"])
    position = snapshot.content["sent"]["position"]
    yield (
        _("Người duyệt") if own else _("Người gửi"),
        ", ".join(filter(None, (snapshot.taken_by.full_name, position))),
    )
    for label, n in sending.counts:
        yield label, format_number(n)
    yield _("Mã SHA-256 của báo cáo"), snapshot.sha256
    yield _("Đầu chuỗi lịch sử"), snapshot.chain_head


def _due(report: Report, late: int) -> str:
    before = report.due_before
    how = _("trong hạn") if report.may_be_late else _("không tính chậm")
    if late:
        how = _("chậm {n} phút").format(n=format_number(late))
    words = _("Trước ngày {before}, hết ngày {last}: {how}")
    return words.format(before=format_date(before), last=format_date(lateness.last_day(before)), how=how)


def _made() -> str:
    return _(
        "Phiếu do Hệ thống lập khi nhận báo cáo, không cần chữ ký, con dấu. Báo cáo, lịch sử còn nguyên như lúc nhận "
        "thì tính lại cho đúng hai mã trên./."
    )


def _write(plan: Plan, year: int, body: str, as_of: datetime | None) -> Form:
    rounds = Round.objects.annual().filter(plan=plan.slug, year=year)
    report = Report.objects.select_related("round", "body").filter(round__in=rounds, body__code=body).first()
    if report is None:
        words = _("Cơ quan, đơn vị mã “{code}” không có trong kỳ báo cáo năm {year}. Xem lại mã, hoặc năm.")
        raise CannotWrite(words.format(code=body, year=year))
    found = [each for each in sendings(report) if as_of is None or each.snapshot.taken_at <= as_of]
    if not found:
        words = _("{body} chưa gửi báo cáo năm {year} nên chưa có biên nhận.")
        raise CannotWrite(words.format(body=report.body.name, year=year))
    return compose(plan, report, found[0])


RECEIPT: Final = BodyPaper(
    slug="receipt",
    title=gettext_lazy("Biên nhận báo cáo"),
    write=_write,
    file_stem="bien-nhan",
)
