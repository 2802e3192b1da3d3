"""Which counts of persons a public table leaves unsaid, so that no small group can be read off or worked out.

Counts of 1 to 4 are not said. Nor are the next larger ones, one by one, until what is left unsaid cannot be worked out
from the total that is: with the total T of the unsaid cells known, and each cell known to lie between two bounds, a
cell lies between T - (the largest the others can be) and T - (the least they can be). As long as that leaves a small
cell only one value, one more cell is taken in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nscl.scorecard.line import Number

LEAST: Final = 5  # the smallest count that is said


def is_small(count: Number | None) -> bool:
    return count is not None and 0 < count < LEAST


def unsaid(counts: Sequence[int]) -> frozenset[int]:
    """Positions of the cells to leave unsaid; none where no count is small."""
    small = [i for i, n in enumerate(counts) if is_small(n)]
    if not small:
        return frozenset()
    others = sorted((i for i, n in enumerate(counts) if n >= LEAST), key=lambda i: (counts[i], i))
    taken = list(small)
    while others and _follows(counts, small, taken, said=[counts[i] for i in others]):
        taken.append(others.pop(0))
    return frozenset(taken)


def _follows(counts: Sequence[int], small: Sequence[int], taken: Sequence[int], said: Sequence[int]) -> bool:
    """Whether some small cell follows from the total of those taken; a larger one is at most the least that is said."""
    total = sum(counts[i] for i in taken)
    bounds = {i: (1, LEAST - 1) if i in small else (LEAST, min(total, *said)) for i in taken}
    least, most = sum(low for low, _high in bounds.values()), sum(high for _low, high in bounds.values())
    for i in small:
        low, high = bounds[i]
        if max(low, total - (most - high)) == min(high, total - (least - low)):
            return True
    return False
