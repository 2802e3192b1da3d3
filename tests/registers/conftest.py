"""What a browser sends of the page of a row, and the editor that reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from nscl.registers.forms import RowEditor
from nscl.registers.models import Course
from nscl.registers.training import TRAINING

COURSE = {"title": "Lớp 5S cơ bản", "started_on": "05/5/2028", "on": "06/5/2028"}
SESSIONS = [("05/5/2028", "8"), ("06/5/2028", "8")]
LEARNER_CELLS = ("name", "birth_year", "position", "body", "setting", "hours", "person")


def query(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({key: str(value) for key, value in values.items()})
    return data


def course_page(
    *, sessions: Any = SESSIONS, learners: Any = (), pasted: str = "", home: str = "", **boxes: Any
) -> QueryDict:
    """The page of a course as it is sent: a session is (day, hours), a learner a mapping of cells."""
    data = query(**COURSE | boxes)
    data.update({"sessions-TOTAL_FORMS": str(len(sessions)), "learners-TOTAL_FORMS": str(len(learners))})
    for n, (on, hours) in enumerate(sessions):
        data.update({f"sessions-{n}-on": on, f"sessions-{n}-hours": hours})
    for n, cells in enumerate(learners):
        data.update({f"learners-{n}-{cell}": str(text) for cell, text in cells.items()})
    data.update({"paste-home": home, "paste-text": pasted})
    return data


@pytest.fixture
def new_course(commune_a, commune_a_officer):  # type: ignore[no-untyped-def]
    """Commune A's officer sends the page of a new course; the editor comes back, saved when all was well."""

    def send(by=None, **page: Any) -> RowEditor:  # type: ignore[no-untyped-def]
        editor = RowEditor(TRAINING, Course(), by=by or commune_a_officer, data=course_page(**page))
        if editor.is_valid():
            editor.save()
        return editor

    return send


def faults(editor: RowEditor) -> str:
    """Everything the summary of faults would say."""
    texts: list[str] = []
    for part in editor.faulty:
        if hasattr(part, "forms"):
            texts += [str(text) for text in part.non_form_errors()]
            texts += [str(t) for form in part.forms for found in form.errors.values() for t in found]
            texts += [form.question for form in part.forms if getattr(form, "question", "")]
        else:
            texts += [str(t) for found in part.errors.values() for t in found]
    return " | ".join(texts)
