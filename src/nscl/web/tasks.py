"""The tasks of the plan, its duties and paragraphs: the list, and the page of one code."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from nscl.plan import Plan
from nscl.scorecard import programme
from nscl.scorecard.evaluate import evaluate_one
from nscl.vn.calendar import today
from nscl.web import asked, codes, duties, lines
from nscl.web.duties import Wanted


@asked.answered
def listed(request: HttpRequest) -> HttpResponse:
    plan = programme.printed_today()
    wanted = Wanted(
        text=request.GET.get("q", "")[:200].strip(),
        group=request.GET.get("nhom", "")[:40],
        lead=request.GET.get("chu-tri", "")[:40],
        body=request.GET.get("co-quan", "")[:60],
    )
    found = duties.tasks(plan, wanted)
    context = {
        "plan": plan,
        "wanted": wanted,
        "count": len(found),
        "total": len(plan.tasks),
        "groups": duties.grouped(plan, found),
        "duties": [(duty, plan.names(duty.bodies)) for duty in duties.duties(plan, wanted)],
        "leading": duties.leading(plan),
        "involved": duties.involved(plan),
    }
    return render(request, "tasks/list.html", context)


@asked.answered
def one(request: HttpRequest, code: str) -> HttpResponse:
    plan = programme.printed_today()
    if any(code == group.code for group in plan.groups):
        return redirect(codes.url(plan, code))
    for find, show in ((plan.task, _task), (plan.paragraph, _paragraph), (plan.duty, _duty)):
        try:
            find(code)
        except KeyError:
            continue
        context = {
            "plan": plan,
            "code": code,
            "contradictions": plan.contradictions_of(code),
            "crumbs": [(_("Nhiệm vụ"), reverse("tasks")), (code, "")],
            **show(plan, code),
        }
        return render(request, "tasks/one.html", context)
    raise Http404


def _task(plan: Plan, code: str) -> dict[str, Any]:
    task = plan.task(code)
    group = plan.group(task.group)
    item = duties.item(plan, task)
    years = list(plan.period.years)
    year = min(max(today().year, years[0]), years[-1])
    facts = [
        (_("Nhóm nhiệm vụ"), group.title),
        (_("Phối hợp"), item.coordinating or _("không ghi")),
        (_("Thời gian"), item.when),
        (_("Ghi chú"), task.note or ""),
    ]
    measured = [evaluate_one(plan, one.code, year=year) for one in duties.measured_by(plan, code)]
    return {
        "title": task.short,
        "text": task.text,
        "where": _("Phụ lục I"),
        "leads": item.leads,
        "lead_words": _("Chủ trì"),
        "facts": [fact for fact in facts if fact[1]],
        "marks": task.marks,
        "money": [
            (line, [(str(y), line.amounts.get(y)) for y in years], [str(mark) for mark in line.marks])
            for line in item.money
        ],
        "is_task": True,
        "years": [str(y) for y in years],
        "commissioned": task.commissioned,
        "year": str(year),
        "lines": [(line, lines.figure(line) or "–", lines.unit(line), lines.url(line)) for line in measured],
        "paragraphs": group.paragraphs,
    }


def _paragraph(plan: Plan, code: str) -> dict[str, Any]:
    group = next(group for group in plan.groups if any(one.code == code for one in group.paragraphs))
    return {
        "title": group.heading,
        "text": plan.paragraph(code).text,
        "where": _("Phần III"),
        "tasks": [task for task in plan.tasks if task.group == group.code],
        "facts": [(_("Nhóm nhiệm vụ"), group.title)],
    }


def _duty(plan: Plan, code: str) -> dict[str, Any]:
    duty = plan.duty(code)
    roles = {"lead": _("chủ trì, tự làm"), "coordinate": _("phối hợp")}
    facts = [(_("Vai trò"), roles[duty.role])]
    facts += [(_("Thời hạn"), deadline.title) for deadline in plan.deadlines if deadline.duty == code]
    return {
        "title": plan.names(duty.bodies),
        "text": duty.text,
        "where": _("Phần V"),
        "leads": duties.bodies(plan, duty.bodies),
        "lead_words": _("Giao cho"),
        "facts": facts,
        "money": [(line, [], []) for line in duties.money(plan, code)],
    }


urlpatterns: list[URLPattern] = [
    path("nhiem-vu/", listed, name="tasks"),
    path("nhiem-vu/<str:code>/", one, name="task"),
]
