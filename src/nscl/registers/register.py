"""`Register`: what the generic mechanism needs to know of one register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Choices
from django_stubs_ext import StrOrPromise

from nscl.registers.entry import Entry


@dataclass(frozen=True)
class Column:
    """One column of a list and of a workbook. `path` is a field, or a path over relations; `value` computes instead."""

    path: str
    title: StrOrPromise
    kind: str = "text"  # text, integer, year, number, date, state
    value: Callable[[Any], Any] | None = None
    total: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Filter:
    """A drop-down over a list: `parameter` in the address, `path` in the query."""

    parameter: str
    title: StrOrPromise
    path: str
    choices: type[Choices]


@dataclass(frozen=True)
class Lines:
    """A list that belongs to a row and is confirmed with it: sessions of a course, learners, systems of a pilot."""

    name: str  # related manager
    title: StrOrPromise
    noun: StrOrPromise  # what one line is, after a number: "buổi"
    columns: tuple[Column, ...]
    private: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """One register, declared once; list, form, history, export and rights are read from it."""

    slug: str
    title: StrOrPromise
    row_title: StrOrPromise
    empty: StrOrPromise
    model: type[Entry]
    fields: tuple[str, ...]
    columns: tuple[Column, ...]
    search: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    lines: tuple[Lines, ...] = ()
    related: tuple[str, ...] = ()
    annotations: Mapping[str, Callable[[], Any]] = field(default_factory=dict)  # columns the database computes
    parent: str = ""  # the field that names the row this one belongs to
    uses: tuple[str, ...] = ()  # indicators and tasks that read it, for the page

    @property
    def label(self) -> str:
        return self.model._meta.label_lower
