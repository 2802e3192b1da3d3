"""The board of a round: who has sent, who is late, who has nothing to report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.documents import csv
from nscl.documents.sheets import Column, Sheet, Value
from nscl.organisations.models import Kind, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.reporting.models import Round
from nscl.reporting.queries import Board, Situation, board
from nscl.vn.calendar import now, today
from nscl.web.bars import Segment
from nscl.web.downloads import download
from nscl.web.reports.board_filters import IN_THE_BODY, asked, tiles, views
from nscl.web.reports.board_rows import Shown, shown, with_people
from nscl.web.reports.in_round import board_page, reads_province
from nscl.web.reports.reminder import reminder
from nscl.web.reports.reminding import owing


@board_page
def one(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    seen = board(round, user=user)
    wanted = asked(request)
    rows = wanted.narrowed(seen.rows)
    page = Paginator(rows, settings.DEFAULT_PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "round": round,
        "year": str(round.year),
        "called": round.called,
        "seen": seen,
        "sent": len(seen.rows) - seen.missing,
        "page": page,
        "rows": with_people(page.object_list),
        "asked": wanted,
        "own": shown(seen.own) if seen.own else None,
        "tiles": tiles(seen, wanted),
        "views": views(seen, wanted),
        "segments": segments(seen),
        "kinds": _kinds(seen),
        "years": [each.address for each in Round.objects.order_by("year", "number").only("year", "number")],
        "days_left": (round.due_before - today()).days,
        "crumbs": [(_("Báo cáo"), reverse("reports")), (round.label, "")],
    }
    if allowed(user, Verb.RETURN_REPORT) and round.is_approved:
        context["reminder"] = reminder(seen, now())
        context["to_remind"] = 0 if round.is_frozen else len(owing(rows))
    return render(request, "reports/board.html", context | _verbs(user, round))


def _verbs(user: User, round: Round) -> dict[str, Any]:
    """What this person can do with the round from here."""
    over = round.closing_on < today()
    return {
        "sees_province": reads_province(user),
        "may_merge": allowed(user, Verb.MAKE_PAPER) and round.is_approved,
        "may_make_paper": allowed(user, Verb.MAKE_PAPER) and round.is_approved and not round.number,
        "may_freeze": allowed(user, Verb.FREEZE_ROUND) and round.is_approved and not round.is_frozen and over,
        "writes_own": allowed(user, Verb.WRITE_REPORT) or allowed(user, Verb.SUBMIT_REPORT),
        "may_approve": allowed(user, Verb.APPROVE_ROSTER) and not round.is_approved,
    }


def segments(seen: Board) -> list[Segment]:
    """The reports in one bar: done on the left, not begun on the right; empty parts are left out."""
    counts = seen.counts
    nil = sum(row.situation is Situation.ACCEPTED and row.report.nil for row in seen.rows)
    parts = [
        Segment(_("đã tiếp nhận"), counts[Situation.ACCEPTED] - nil, "met"),
        Segment(_("đã tiếp nhận, không phát sinh"), nil, "nil", pale=True),
        Segment(_("chờ xem"), counts[Situation.SUBMITTED], "sent"),
        Segment(_("đề nghị bổ sung"), counts[Situation.RETURNED], "returned", pale=True),
        Segment(_("quá hạn bổ sung"), counts[Situation.RETURN_OVERDUE], "late"),
        Segment(_("đang soạn"), sum(counts[each] for each in IN_THE_BODY), "draft", pale=True),
        Segment(_("chưa mở"), counts[Situation.NOT_OPENED], "unopened", pale=True),
    ]
    return [part for part in parts if part.value]


def _kinds(seen: Board) -> list[tuple[str, str, int]]:
    """Kinds of the bodies on the board, with how many of each."""
    found = Counter(row.body.kind for row in seen.rows)
    return [(str(value), str(label), found[value]) for value, label in Kind.choices if found[value]]


@board_page
def as_csv(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    rows = with_people(asked(request).narrowed(board(round, user=user).rows))
    return download(csv.write(Sheet(round.title, _columns(), _lines(rows))), f"bao-cao-{round.address}.csv")


def _columns() -> list[Column]:
    return [
        Column(_("Mã")),
        Column(_("Cơ quan, đơn vị")),
        Column(_("Nghĩa vụ")),
        Column(_("Tình trạng")),
        Column(_("Không phát sinh")),
        Column(_("Mục phải trả lời"), "integer"),
        Column(_("Mục đã trả lời"), "integer"),
        Column(_("Sửa lần cuối"), "datetime"),
        Column(_("Gửi lần đầu"), "datetime"),
        Column(_("Số biên nhận")),
        Column(_("Số phút chậm"), "integer"),
        Column(_("Số ngày chậm"), "integer"),
        Column(_("Gia hạn đến trước ngày"), "date"),
        Column(_("Lần đề nghị bổ sung"), "integer"),
        Column(_("Trả lời trước ngày"), "date"),
        Column(_("Tiếp nhận"), "datetime"),
        Column(_("Đầu mối")),
        Column(_("Điện thoại")),
    ]


def _lines(rows: Iterable[Shown]) -> Iterator[list[Value]]:
    for each in rows:
        row, report = each.row, each.report
        contact = each.people[0] if each.people else None
        yield [
            row.body.code,
            row.body.name,
            report.get_obligation_display(),
            str(row.situation.label),
            _("có") if report.nil and not row.is_missing else "",
            row.items,
            row.answered,
            row.edited_at,
            report.first_submitted_at,
            report.receipt,
            row.minutes_late,
            row.days_late,
            report.extended_before,
            report.times_returned,
            row.return_due_before,
            report.accepted_at,
            contact.full_name if contact else "",
            contact.phone if contact else "",
        ]


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/", one, name="board"),
    path("bao-cao/<round:year>/bang.csv", as_csv, name="board-csv"),
]
