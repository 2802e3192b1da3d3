"""A plan folder while it is being read: the sections that are sound, and where each thing stands in the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nscl.plan.problems import Problem
from nscl.plan.record import Record
from nscl.plan.schema import BudgetFile, OrganisationsFile, PlanFile, TasksFile
from nscl.plan.source import Place, Source, read
from nscl.plan.validation import sections

FILES: dict[str, type[Record]] = {
    "plan.yaml": PlanFile,
    "tasks.yaml": TasksFile,
    "budget.yaml": BudgetFile,
    "organisations.yaml": OrganisationsFile,
}


@dataclass
class Draft:
    """`sections` holds what could be read; `partial` names those where a faulty item was left out."""

    sources: dict[str, Source]
    sections: dict[str, Any] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def get(self, section: str) -> Any:
        """A section, or nothing in it when it could not be read."""
        return self.sections.get(section, ())

    def has(self, *names: str) -> bool:
        """Whether the sections were read without leaving anything out."""
        return all(name in self.sections and name not in self.partial for name in names)

    def written(self, section: str) -> Iterator[str]:
        """Every code written in a section, faulty items included."""
        return (code for code, _source, _line in self.written_at(section))

    def written_at(self, section: str) -> Iterator[tuple[str, Source, int]]:
        """The same with the file and line of each."""
        source, items = self._raw(section)
        if isinstance(items, dict):
            yield str(items.get("code")), source, source.line((section,))
        for number, item in enumerate(items if isinstance(items, tuple) else ()):
            if isinstance(item, dict):
                place = (section, number, "code" if "code" in item else "key")
                yield source.typed.get(place, str(item.get(place[-1]))), source, source.line(place)

    def find(self, section: str, code: str | None = None, *inside: str | int) -> tuple[Source, int]:
        """File and line of a section, of the item with a code, or of a key inside it."""
        source, items = self._raw(section)
        place: Place = (section,)
        for number, item in enumerate(items if code is not None and isinstance(items, tuple) else ()):
            if isinstance(item, dict) and code in (item.get("code"), item.get("key")):
                place = (section, number, *(inside or ("code",)))
                break
        else:
            place = (section, *inside)
        return source, source.line(place)

    def report(self, message: str, section: str, code: str | None = None, *inside: str | int) -> None:
        """Note a fault at an item."""
        self.problems.append(self.problem(message, section, code, *inside))

    def problem(self, message: str, section: str, code: str | None = None, *inside: str | int) -> Problem:
        """A fault or remark placed at an item."""
        source, line = self.find(section, code, *inside)
        return Problem(source.file, line, message)

    def _raw(self, section: str) -> tuple[Source, Any]:
        name = next(name for name, model in FILES.items() if section in model.model_fields)
        source = self.sources[name]
        return source, (source.data or {}).get(section)


def read_folder(folder: Path) -> Draft:
    """Read and validate the four files of a plan folder; faults are in `problems`."""
    draft = Draft({name: read(folder / name) for name in FILES})
    for name, model in FILES.items():
        source = draft.sources[name]
        for key, section in sections(source, model).items():
            draft.sections[key] = section.value
            if not section.whole:
                draft.partial.add(key)
        draft.problems.extend(source.problems)
    return draft
