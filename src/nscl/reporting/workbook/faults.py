"""What must be mended in a workbook that came back, each at its cell."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.reporting.workbook.beside import Mending
from nscl.reporting.workbook.layout import BOXES, Row


@dataclass(frozen=True)
class Fault:
    """One thing to mend, with its cell in the workbook that came."""

    mending: Mending
    place: str
    label: str


def fault_of(row: Row, box: str, message: str) -> Fault:
    label = str(BOXES[box].heading) if box else ""
    return Fault(Mending(row.code, box, message), row.places.get(box or "code", ""), label)
