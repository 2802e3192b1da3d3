"""A count that leads to what it counts, as `parts/tiles.html` shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Tile:
    """`current`: what stands below is filtered by it. `alert`: a tone such as "behind" that colours it."""

    number: int
    label: StrOrPromise
    url: str
    current: bool = False
    icon: str = ""
    alert: str = ""
