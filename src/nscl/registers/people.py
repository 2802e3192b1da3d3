"""Who a written name is: somebody known, somebody new, or a question to the officer. Never a refusal.

Two people of one name in one body are told apart by birth year or position. Only an equal birth year says by itself
that a written name is the person already known; anything less is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from nscl.organisations.models import Body, User
from nscl.organisations.permissions import within_reach
from nscl.organisations.roles import Verb
from nscl.registers.training import Attendance, Learner
from nscl.vn.text import fold

NEW = "new"


@dataclass(frozen=True)
class Written:
    """One line of a list: a person as the officer wrote him. `answer` is a learner's number, `NEW`, or nothing yet."""

    number: int
    name: str
    body: Body
    birth_year: int | None = None
    position: str = ""
    answer: str = ""

    @property
    def key(self) -> tuple[int, str]:
        return self.body.pk, fold(self.name)[:120]


@dataclass(frozen=True)
class Question:
    """Several people it may be; the officer says which."""

    candidates: tuple[Learner, ...]


def known_people(lines: Iterable[Written], by: User) -> dict[tuple[int, str], list[Learner]]:
    """Learners of these names in these bodies, by body and folded name: one query.

    Only those of courses whose private columns the person may read: a name is not a way to learn of strangers.
    """
    keys = {line.key for line in lines}
    reach = within_reach(by, Verb.READ_PRIVATE, "course__reported_by")
    attended = Attendance.objects.filter(reach, learner=OuterRef("pk")).order_by("-course__on", "-pk")
    named = Learner.objects.filter(body__in={body for body, _n in keys}, name_key__in={name for _b, name in keys})
    learners = named.filter(Exists(attended)).annotate(
        last_course=Subquery(attended.values("course__title")[:1]),
        last_course_id=Subquery(attended.values("course")[:1]),
    )
    found: dict[tuple[int, str], list[Learner]] = defaultdict(list)
    for learner in learners:
        found[learner.body_id, learner.name_key].append(learner)
    return found


def who_is(line: Written, known: Sequence[Learner]) -> Learner | Question | None:
    """The learner a line means; None for a new one; a question where the line does not say enough."""
    alike = [learner for learner in known if _same_name(line.name, learner.name)]
    if line.answer == NEW:
        return None
    for learner in alike:
        if line.answer == str(learner.pk):
            return learner
    possible = [x for x in alike if not (line.birth_year and x.birth_year and line.birth_year != x.birth_year)]
    certain = [x for x in possible if line.birth_year and line.birth_year == x.birth_year]
    if len(certain) == 1 and len(possible) == 1:
        return certain[0]
    return Question(tuple(possible)) if possible else None


def described(learner: Learner) -> str:
    """A candidate as the officer tells him from another."""
    year = _("sinh năm %(year)s") % {"year": learner.birth_year} if learner.birth_year else ""
    course = getattr(learner, "last_course", "")
    attended = _("đã học “%(course)s”") % {"course": course} if course else ""
    return ", ".join(part for part in (learner.name, year, learner.position, attended) if part)


def repeated(line: Written, earlier: Iterable[Written]) -> Written | None:
    """An earlier line that nothing tells apart from this one: neither the officer's answers nor what the lines say."""
    alike = (other for other in earlier if other.body == line.body and _same_name(line.name, other.name))
    return next((other for other in alike if not _told_apart(line, other)), None)


def _told_apart(a: Written, b: Written) -> bool:
    if a.answer and b.answer and (a.answer != b.answer or a.answer != NEW):
        return a.answer != b.answer
    years = bool(a.birth_year and b.birth_year and a.birth_year != b.birth_year)
    return years or bool(a.position and b.position and fold(a.position) != fold(b.position))


def _same_name(a: str, b: str) -> bool:
    """The same letters and tones; or the same letters, where one of the two was written without tones."""
    if a.casefold() == b.casefold():
        return True
    return fold(a) == fold(b) and fold(a) in (a.casefold(), b.casefold())
