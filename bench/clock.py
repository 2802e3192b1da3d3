"""Timing two ways of one job in turn, so that both meet the same machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any


def side_by_side(ours: Callable[[], Any], bare: Callable[[], Any], rounds: int = 7) -> tuple[float, float]:
    """Median seconds of each, taken alternately after one warm-up of both."""
    ours(), bare()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for job, taken in zip((ours, bare), times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return median(times[0]), median(times[1])
