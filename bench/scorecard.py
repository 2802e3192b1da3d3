"""The whole scorecard of a year against hand-written SQL for the same figures (goal: at most 1.3 times)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from bench import province
from bench.baselines import scorecard as bare
from bench.clock import side_by_side
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import end_of_day

SIZES = (50_000, 1_000_000)
DAY = date(2028, 11, 15)


def run() -> None:
    province.people()
    province.bodies()
    plan = province.plan()
    parameters = {"at": end_of_day(DAY), "first": date(2026, 1, 1), "year_first": date(2028, 1, 1), "last": DAY}
    for size in SIZES:
        province.fill(size)

        def ours() -> list[dict[str, Any]]:
            return [line.as_dict() for line in evaluate(plan, year=2028, as_of=end_of_day(DAY))]

        def theirs() -> list[list[tuple[Any, ...]]]:
            with connection.cursor() as cursor:
                return bare.figures(cursor, parameters)

        _agree(ours(), theirs())
        mine, best = side_by_side(ours, theirs)
        print(
            f"  {size:>9,} attendances: ours {mine * 1000:8.1f} ms   bare SQL {best * 1000:8.1f} ms   ratio {mine / best:.2f}"
        )


def _agree(lines: list[dict[str, Any]], bare_rows: list[list[tuple[Any, ...]]]) -> None:
    """Both ways must find the same figures, or the race means nothing."""
    values = {line["indicator"]: line["value"] for line in lines}
    training = {row[0]: row for row in bare_rows[0]}
    pilots = bare_rows[2]
    assert values["MT2.1"] == training[2028][1], (values["MT2.1"], training[2028])
    assert values["MT9.1"] == training[2028][3]
    assert values["MT3.1"] == sum(row[5] for row in pilots if row[0] == "enterprise" and row[1] == 2028)
    assert values["MT5.1"] == sum(row[2] for row in pilots if row[0] == "health_facility")
    offices = {b for row in pilots if row[0] in ("department", "office", "commune") for b in row[4]}
    assert values["MT9.2"] == len(offices)
    assert values["MT8.1"] == next(row[1] for row in bare_rows[5] if row[0] == 2028)
