"""What search finds in the database: bodies for every visitor; rows and reports for who reads them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import Body, User
from nscl.organisations.permissions import AnyUser, bodies_for, has_role, within_reach
from nscl.organisations.roles import Verb
from nscl.registers.catalogue import REGISTERS
from nscl.registers.narrowing import Narrowing
from nscl.registers.register import Register
from nscl.registers.table import readable
from nscl.reporting.models import Report
from nscl.vn.dates import format_date
from nscl.vn.text import fold
from nscl.web import bodies
from nscl.web.search.result import Asked, Group, Result

WORDS_OF_REPORTS = gettext_lazy("báo cáo năm")


def found(user: AnyUser, asked: Asked) -> list[Group]:
    """As many queries whatever is found: two for bodies, one for each register, one for reports."""
    groups = [_bodies(user, asked)]
    if has_role(user):
        groups += [_rows(register, user, asked) for register in REGISTERS.values()]
        groups.append(_reports(user, asked))
    return groups


def _bodies(user: AnyUser, asked: Asked) -> Group:
    order = Case(When(code__iexact=asked.code, then=Value(0)), default=Value(1), output_field=IntegerField())
    matched = bodies.found_by(bodies.visible_to(user), asked.text).select_related("commune")
    things, total = _first(
        matched.order_by(order, F("ended_on").asc(nulls_first=True), "sort_key", "pk"), asked, "don-vi"
    )
    results = (
        Result(
            title=body.name,
            url=reverse("body", args=[body.code]),
            text=_about_body(body),
            code=body.code,
            exact=asked.is_code(body.code),
            wanted=tuple(asked.words),
        )
        for body in things
    )
    return _group("don-vi", _("Cơ quan, đơn vị"), results, total, reverse("bodies"), {"q": asked.text})


def _about_body(body: Body) -> str:
    ended = _("kết thúc hoạt động ngày %(day)s") % {"day": format_date(body.ended_on)} if body.ended_on else ""
    place = body.commune.short if body.commune else ""
    return ", ".join(part for part in (str(body.get_kind_display()), place, ended) if part)


def _rows(register: Register, user: User, asked: Asked) -> Group:
    narrowing = Narrowing.read(register, {"q": asked.text})
    matched = readable(register, user).filter(narrowing.condition).select_related("reported_by")
    things, total = _first(matched.order_by(*narrowing.ordering), asked, register.slug)
    results = (
        Result(
            title=str(row),
            url=reverse("row", args=[register.slug, row.pk]),
            text=f"{format_date(row.on)}, {row.reported_by.name}",
            row_state=row.state.value,
            wanted=tuple(asked.words),
        )
        for row in things
    )
    own = reverse("register", args=[register.slug])
    return _group(register.slug, register.title, results, total, own, {"q": asked.text})


def _reports(user: User, asked: Asked) -> Group:
    readable_reports = Report.objects.filter(within_reach(user, Verb.READ_REPORT, "body"))
    matched = readable_reports.filter(_words_of_report(asked)).select_related("round", "body")
    things, total = _first(matched.order_by("-round__year", "body__sort_key", "pk"), asked, "bao-cao")
    own = {body.pk for body in bodies_for(user, Verb.WRITE_REPORT)}
    results = (
        Result(
            title=_("Báo cáo %(round)s của %(body)s") % {"round": report.round.called, "body": report.body.name},
            url=reverse(
                "report" if report.body_id in own else "report-read", args=[report.round.address, report.body.code]
            ),
            report_state=report.state,
            wanted=tuple(asked.words),
        )
        for report in things
    )
    return _group("bao-cao", _("Báo cáo"), results, total, reverse("search"), {"q": asked.text, "nhom": "bao-cao"})


def _words_of_report(asked: Asked) -> Q:
    """Each word is the year, stands in the body's name, or is one of the words every report has."""
    every_report_has = fold(str(WORDS_OF_REPORTS)).split()
    conditions = []
    for word in fold(asked.text).split():
        if word in every_report_has:
            continue
        condition = Q(body__search_key__contains=word)
        if word.isdecimal() and len(word) == 4:
            condition |= Q(round__year=int(word))
        conditions.append(condition)
    return reduce(and_, conditions, Q())


def _first(matched: QuerySet[Any], asked: Asked, group: str) -> tuple[list[Any], int]:
    """The first of what matched, and how many matched: one query."""
    things = list(matched.annotate(found=Window(Count("*")))[: asked.limit(group)])
    return things, things[0].found if things else 0


def _group(
    slug: str, title: Any, results: Iterable[Result], total: int, address: str, parameters: dict[str, str]
) -> Group:
    return Group(slug, title, tuple(results), total, f"{address}?{urlencode(parameters)}")
