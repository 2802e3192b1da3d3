"""The workbook of a report in somebody's hands: its cells by item and column, written in and saved again."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.cell import Cell

from nscl.documents import intake
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Report
from nscl.reporting.workbook import incoming, outgoing
from nscl.reporting.workbook.arriving import Looked, look
from nscl.reporting.workbook.incoming import Arrival

HIDDEN = "nscl"


class InHand:
    """Opened as Excel opens it: `put("V.8a", "Kết quả", "…")` types into a cell, `content` is the saved file."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    @classmethod
    def of(cls, report: Report) -> InHand:
        return cls(outgoing.filled(report))

    @property
    def sheet(self) -> Any:
        return self.book["Báo cáo"]

    def heading(self, words: str) -> Cell:
        return next(cell for row in self.sheet.iter_rows() for cell in row if cell.value == words)

    def row(self, code: str) -> int:
        column = self.heading("Mã").column
        return next(row for row in range(1, self.sheet.max_row + 1) if self.sheet.cell(row, column).value == code)

    def cell(self, code: str, heading: str) -> Cell:
        return self.sheet.cell(self.row(code), self.heading(heading).column)

    def put(self, code: str, heading: str, value: Any) -> InHand:
        self.cell(code, heading).value = value
        return self

    def hidden(self, name: str, value: str) -> InHand:
        """Change what the sheet nobody sees says."""
        row = next(row for row in self.book[HIDDEN].iter_rows() if row[0].value == name)
        row[1].value = value
        return self

    @property
    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


def arrived(content: bytes, report: Report) -> Arrival:
    return incoming.read(intake.read(content), report)


def looked(book: InHand, report: Report) -> Looked:
    return look(report, arrived(book.content, report).rows)


def on_the_web(report: Report, code: str, by: User, **words: object) -> None:
    """Somebody writes one item on the page."""
    part = report.parts.get(code=code)
    kept = {name: getattr(part, name) for name in ("result", "difficulty", "proposal", "nil", "nil_reason")}
    actions.write(report, {code: Words(**{"version": part.version, **kept, **words})}, by=by)  # type: ignore[arg-type]
