"""A body's own report of a year, in the form of its kind: from its sealed snapshot, before the first sending a draft.

`reported` reads records, `compose` makes the form out of what was read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.blocks import Paragraph
from nscl.documents.form import Form
from nscl.plan import Plan
from nscl.reporting.models import Report, Snapshot
from nscl.reporting.papers.body_annual import commune, department
from nscl.reporting.papers.body_annual.reported import Reported, reported
from nscl.reporting.papers.body_annual.section import written
from nscl.reporting.papers.grounds import cited
from nscl.reporting.papers.issuer import recipients
from nscl.reporting.papers.paper import BodyPaper, CannotWrite
from nscl.vn.calendar import ZONE
from nscl.vn.dates import format_date

__all__ = ["BODY_ANNUAL", "Reported", "compose", "last_sending", "reported"]


def compose(read: Reported) -> Form:
    """Number and day are the records clerk's to write; before the sending it bears the mark of a draft."""
    issuer, sections = read.issuer, (commune if read.is_commune else department).sections(read)
    return Form(
        agency=issuer.agency,
        parent=issuer.parent,
        notation=issuer.notation("BC"),
        place=issuer.place,
        on=read.at.astimezone(ZONE).date(),
        kind=_("BÁO CÁO"),
        subject=_subject(read),
        addressee=f"{read.addressee}.",
        body=(Paragraph(_opening(read)), *written(sections), *_replacing(read), Paragraph(_closing(read))),
        recipients=recipients(_("Như trên"), *issuer.copies()),
        signature=issuer.signature(read.signer, read.position, read.authority),
        mark=_("DỰ THẢO") if read.is_draft else "",
    )


def last_sending(report: Report, as_of: datetime | None = None) -> Snapshot | None:
    """What the body sent last, by a moment; words being mended since are no part of it."""
    found = report.snapshots.order_by("-number")
    return (found.filter(taken_at__lte=as_of) if as_of else found).first()


def _write(plan: Plan, year: int, body: str, as_of: datetime | None) -> Form:
    reports = Report.objects.select_related("round", "body").filter(
        round__plan=plan.slug, round__year=year, round__number=0
    )
    found = reports.filter(body__code=body).first()
    if found is None:
        words = _("Cơ quan, đơn vị mã “{code}” không có trong kỳ báo cáo năm {year}. Xem lại mã, hoặc năm.")
        raise CannotWrite(words.format(code=body, year=year))
    snapshot = last_sending(found, as_of)
    if as_of and snapshot is None and not found.is_own:
        words = _("Đến thời điểm đó {body} chưa gửi báo cáo năm {year}. Bỏ --as-of để lấy bản hiện có.")
        raise CannotWrite(words.format(body=found.body.name, year=year))
    return compose(reported(found, snapshot))


BODY_ANNUAL: Final = BodyPaper(
    slug="body-annual",
    title=gettext_lazy("Báo cáo năm của cơ quan, đơn vị"),
    write=_write,
    file_stem="bao-cao",
)


def _subject(read: Reported) -> str:
    subject = read.asked or _("Kết quả thực hiện {plan} năm {year}").format(plan=read.plan.citation, year=read.year)
    return _("{subject} của {body}").format(subject=subject, body=read.short) if read.is_by_successor else subject


def _opening(read: Reported) -> str:
    committee = read.committee
    grounds, said = cited(read.plan, read.year, committee), _("báo cáo")
    if read.asked:
        grounds, said = _ad_hoc(read, grounds)
    elif read.letter:
        words = _(
            "{grounds} và Công văn số {number} ngày {date} của {standing} về việc báo cáo kết quả thực hiện {plan} "
            "năm {year}"
        )
        letter = {"number": read.letter.number, "date": format_date(read.letter.on), "standing": read.addressee}
        grounds = words.format(grounds=grounds, plan=read.plan.citation, year=read.year, **letter)
    else:
        said = _("báo cáo kết quả thực hiện năm {year}").format(year=read.year)
    reporter = read.issuer.short
    if read.is_by_successor:
        reporter = _("{issuer} (kế thừa {body})").format(issuer=reporter, body=read.short)
    return _("Thực hiện {grounds}, {reporter} {said} như sau:").format(grounds=grounds, reporter=reporter, said=said)


def _ad_hoc(read: Reported, grounds: str) -> tuple[str, str]:
    """What a round beside the annual one asked for, and the letter that asked."""
    if read.letter:
        words = _("{grounds} và Công văn số {number} ngày {date} của {standing}")
        letter = {"number": read.letter.number, "date": format_date(read.letter.on), "standing": read.addressee}
        grounds = words.format(grounds=grounds, **letter)
    return grounds, _("báo cáo {subject}").format(subject=read.asked[:1].lower() + read.asked[1:])


def _replacing(read: Reported) -> tuple[Paragraph, ...]:
    """A correction names what it corrects."""
    if read.replaces is None:
        return ()
    words = _("Báo cáo này thay báo cáo đã gửi ngày {day}.")
    return (Paragraph(words.format(day=format_date(read.replaces))),)


def _closing(read: Reported) -> str:
    return _("{body} gửi {standing} tổng hợp, báo cáo {committee}./.").format(
        body=read.issuer.short,
        standing=read.addressee,
        committee=read.committee.replace("Ủy ban nhân dân", "UBND"),
    )
