"""Annex II of a plan: the money lines and the totals printed under them."""

from __future__ import annotations

from nscl.plan.codes import Amount, BodyCode, MoneyCode, PrintedCode, Text
from nscl.plan.record import Record, Year


class Budget(Record):
    """The printed totals of annex II, in `unit`; checked against the lines whenever the files are read."""

    code: MoneyCode
    title: Text
    unit: Text
    nature: Text
    coordinating: Text | None = None
    yearly_totals: dict[Year, Amount]
    total: Amount


class MoneyGroup(Record):
    """A heading of annex II."""

    code: MoneyCode
    title: Text


class MoneyLine(Record):
    """One money line by year, in the unit of the budget; a year that is blank in print is absent.

    `pays_for` is the reader's link to tasks or duties, not printed."""

    code: MoneyCode
    group: MoneyCode | None = None
    short: Text
    title: Text
    amounts: dict[Year, Amount]
    total: Amount
    pays_for: tuple[PrintedCode, ...]
    leads: tuple[BodyCode, ...]
    marks: tuple[Text, ...] = ()
