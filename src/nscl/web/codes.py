"""Where a code of the printed plan is explained: its page, or its place on a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from nscl.plan import Plan

Link = tuple[str, str]


def url(plan: Plan, code: str) -> str:
    """The address of a code of any kind. A number printed at a task (NV5.2) is that task."""
    if code.startswith("KP"):
        return f"{reverse('money')}#{code}"
    if code.startswith("CH"):
        return f"{reverse('decisions')}#{code}"
    if any(code == objective.code for objective in plan.objectives):
        return f"{reverse('front')}#objective-{plan.objective(code).number}"
    if any(code == group.code for group in plan.groups):
        return f"{reverse('tasks')}#{code}"
    return reverse("objective" if code.startswith("MT") else "task", args=[code])


def links(plan: Plan, codes: Iterable[str]) -> list[Link]:
    return [(code, url(plan, code)) for code in codes]
