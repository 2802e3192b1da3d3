"""Reminding at once the bodies the board shows."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.debts import OWING
from nscl.reporting.models import Round
from nscl.reporting.queries import BoardRow, board
from nscl.vn.numbers import format_count
from nscl.web.reports.board_filters import asked
from nscl.web.reports.in_round import only_posted, province_page


def owing(rows: Iterable[BoardRow]) -> list[BoardRow]:
    """Of the rows shown, the bodies bound to report that still owe something."""
    return [row for row in rows if row.report.may_be_late and row.report.state in OWING]


@province_page(Verb.RETURN_REPORT)
@only_posted("board")
def remind(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    """The filters of the board stand in the address: who is seen there is reminded."""
    wanted = asked(request)
    codes = [row.body.code for row in owing(wanted.narrowed(board(round, user=user).rows))]
    try:
        told = actions.remind_now(round, codes, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _said(told, len(codes) - told))
    return redirect(f"{reverse('board', args=[round.address])}{wanted.address}")


def _said(told: int, silent: int) -> str:
    words = {"n": format_count(told), "silent": format_count(silent)}
    parts = [_("Đã nhắc %(n)s đơn vị: thông báo hiện ngay, thư đi trong lượt gửi tới.")] if told else []
    parts += [_("%(silent)s đơn vị đã được nhắc hôm nay hoặc chưa có tài khoản.")] if silent else []
    return " ".join(parts) % words


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/nhac/", remind, name="board-remind"),
]
