"""Amendments of a plan: each file of amendments/ is one document that changes fields of some codes from a day on."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Any

from nscl.plan.consistency import check_consistency
from nscl.plan.draft import FILES, Draft
from nscl.plan.plan import Plan, changeable
from nscl.plan.problems import Problem
from nscl.plan.schema import Amendment
from nscl.plan.source import Source, read
from nscl.plan.validation import faults, sections


def read_amendments(folder: Path, plan: Plan, draft: Draft) -> tuple[Amendment, ...]:
    """The amendments of a plan in the order they come into force; faults are added to the draft."""
    read_files = [(source, _amendment(source)) for source in map(read, sorted(folder.glob("*.yaml")))]
    sound = [(source, amendment) for source, amendment in read_files if amendment is not None]
    for source, amendment in sorted(sound, key=lambda pair: pair[1].in_force):
        plan = _apply(plan, amendment, source, draft)
    for source, _amended in read_files:
        draft.problems.extend(source.problems)
    return tuple(sorted((amendment for _source, amendment in sound), key=lambda each: each.in_force))


def _amendment(source: Source) -> Amendment | None:
    if source.data is None or faults(source, (), Amendment, source.data):
        return None
    return Amendment.model_validate(source.data)


def _apply(plan: Plan, amendment: Amendment, source: Source, draft: Draft) -> Plan:
    """The plan after the amendment, or as before when the amendment has a fault."""
    content = plan.model_dump()
    before = len(source.problems)
    for number, change in enumerate(amendment.changes):
        try:
            changeable(content, change).update(change.set)
        except KeyError:
            message = _('không có mã "{code}" với các khóa {keys} để sửa.')
            place = ("changes", number, "code")
            source.report(source.line(place), message.format(code=change.code, keys=", ".join(change.set)))
    _check(content, source, draft)
    return plan if len(source.problems) > before else plan.amended(amendment)


def _check(content: dict[str, Any], source: Source, draft: Draft) -> None:
    """Schema and rules of the amended content; a fault is reported where the changes stand."""
    place = source.line(("changes",))
    amended = Draft(draft.sources)
    for model in FILES.values():
        trial = Source(source.file, {name: content[name] for name in model.model_fields})
        amended.sections |= {name: section.value for name, section in sections(trial, model).items()}
        source.problems.extend(Problem(source.file, place, problem.message) for problem in trial.problems)
    check_consistency(amended)
    source.problems.extend(Problem(source.file, place, problem.message) for problem in amended.problems)
