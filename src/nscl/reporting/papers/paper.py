"""`Paper`: one kind of official paper the house can write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django_stubs_ext import StrOrPromise

from nscl.documents import docx
from nscl.documents.blocks import Annex
from nscl.documents.form import Form
from nscl.plan import Plan

Writer: TypeAlias = Callable[[Plan, int, datetime | None], Form]
AnnexWriter: TypeAlias = Callable[[Plan, int, datetime | None], tuple[Annex, str]]
BodyWriter: TypeAlias = Callable[[Plan, int, str, datetime | None], Form]
PeriodWriter: TypeAlias = Callable[[Plan, int, int, str, datetime | None], Form]


class CannotWrite(ValueError):
    """The paper cannot be written for that year; the message says why, in Vietnamese."""


def on_paper(form: Form, plan: Plan, slug: str) -> bytes:
    """The Word file, in the province's own frame where its plan has one. Raises CannotWrite for a faulty frame."""
    return _framed(plan, slug, lambda frame: docx.render(form, frame))


def _framed(plan: Plan, slug: str, render: Callable[[bytes | None], bytes]) -> bytes:
    try:
        return render(plan.frame_of(slug))
    except docx.TemplateFault as fault:
        raise CannotWrite(f"templates/{slug}.docx: {fault}") from fault


@dataclass(frozen=True)
class Paper:
    """`slug` names the paper in commands and in the plan's recipients; `write` makes its form from records.

    The form is pure values: what is on paper can be read without Word, and set on paper in one way only.
    """

    slug: str
    title: StrOrPromise
    write: Writer
    file_stem: str

    def render(self, plan: Plan, year: int, *, as_of: datetime | None = None) -> bytes:
        """The Word file, as known at a moment. Raises CannotWrite."""
        return on_paper(self.write(plan, year, as_of), plan, self.slug)

    def file_name(self, year: int) -> str:
        return f"{self.file_stem}-{year}.docx"


@dataclass(frozen=True)
class AnnexPaper:
    """An annex in a file of its own, to go with a letter: `write` also tells whose it is."""

    slug: str
    title: StrOrPromise
    write: AnnexWriter
    file_stem: str

    def render(self, plan: Plan, year: int, *, as_of: datetime | None = None) -> bytes:
        """The Word file. Raises CannotWrite."""
        annex, author = self.write(plan, year, as_of)
        return _framed(plan, self.slug, lambda frame: docx.render_annex(annex, author, frame))

    def file_name(self, year: int) -> str:
        return f"{self.file_stem}-{year}.docx"


@dataclass(frozen=True)
class BodyPaper:
    """One kind of paper that a body issues on its own: `write` also takes the code of the body."""

    slug: str
    title: StrOrPromise
    write: BodyWriter
    file_stem: str

    def render(self, plan: Plan, year: int, body: str, *, as_of: datetime | None = None) -> bytes:
        """The Word file, as known at a moment. Raises CannotWrite."""
        return on_paper(self.write(plan, year, body, as_of), plan, self.slug)

    def file_name(self, year: int | str, body: str) -> str:
        return f"{self.file_stem}-{year}-{body}.docx"


@dataclass(frozen=True)
class PeriodPaper:
    """One kind of paper about several years: `write` also takes the code of a territory of statistics, empty for the
    province's own."""

    slug: str
    title: StrOrPromise
    write: PeriodWriter
    file_stem: str

    def render(self, plan: Plan, first: int, last: int, *, territory: str = "", as_of: datetime | None = None) -> bytes:
        """The Word file, as known at a moment. Raises CannotWrite."""
        return on_paper(self.write(plan, first, last, territory, as_of), plan, self.slug)

    def file_name(self, first: int, last: int) -> str:
        return f"{self.file_stem}-{first}-{last}.docx"
