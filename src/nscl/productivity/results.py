"""What every result carries: a table to print, and where its numbers come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nscl.productivity import VERSION

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Headings and rows of plain values; None where a figure is not defined."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def as_dicts(self) -> list[dict[str, Cell]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Provenance:
    """Which inputs, in which vintage, under which conventions, by which version of the engine."""

    inputs: str  # SHA-256 of the arrays
    conventions: Mapping[str, Any]
    vintage: str = ""
    engine: str = VERSION

    def as_dict(self) -> dict[str, Any]:
        return {
            "inputs": self.inputs,
            "vintage": self.vintage,
            "conventions": dict(self.conventions),
            "engine": self.engine,
        }


def fingerprint(**arrays: Any) -> str:
    """SHA-256 over the named arrays: names, shapes and values in full precision, whatever their order."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        if arrays[name] is None:
            continue
        array = np.ascontiguousarray(np.asarray(arrays[name], dtype=np.float64))
        digest.update(json.dumps([name, array.shape]).encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def plain(value: Any) -> Cell:
    """A number of NumPy as a plain one; None for not-a-number."""
    if value is None or isinstance(value, str):
        return value
    number = value.item() if isinstance(value, np.generic) else value
    if isinstance(number, float) and not np.isfinite(number):
        return None
    return number
