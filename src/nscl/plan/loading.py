"""A plan folder read into a `Plan`: whole and without a fault, or not at all."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from pydantic import ValidationError

from nscl.plan.amending import read_amendments
from nscl.plan.consistency import check_consistency
from nscl.plan.draft import Draft, read_folder
from nscl.plan.plan import Plan
from nscl.plan.problems import PlanErrors, Problem


def load(folder: Path) -> Plan:
    """Read a plan folder. Raises `PlanErrors` naming every fault with file and line; nothing else."""
    draft, plan = read_plan(folder)
    if draft.problems or plan is None:
        raise PlanErrors(sorted(draft.problems))
    return plan


def read_plan(folder: Path) -> tuple[Draft, Plan | None]:
    """The draft of a folder with all its faults, and the plan when there are none."""
    draft = read_folder(folder)
    check_consistency(draft)
    if draft.problems:
        return draft, None
    try:
        plan = Plan(slug=folder.resolve().name, folder=folder.resolve(), **draft.sections)
    except ValidationError:  # a rule of the whole that no single section shows
        draft.problems.append(Problem(str(folder), 1, _("các phần của kế hoạch không khớp với nhau.")))
        return draft, None
    amended = plan.model_copy(update={"amendments": read_amendments(folder / "amendments", plan, draft)})
    return draft, None if draft.problems else amended
