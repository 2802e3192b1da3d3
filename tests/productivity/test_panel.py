from __future__ import annotations

import numpy as np
import pytest

from nscl.productivity.checking import InputError
from nscl.productivity.panel import panel_accounts

NAN = float("nan")


def columns(**changes):
    base = {
        "output": [[100, 110, 120], [50, 52, 54]],
        "capital": [[200, 210, 220], [90, 95, 99]],
        "labour": [[10, 10, 11], [5, 5, 5]],
        "labour_share": [[0.5, 0.6, 0.6], [0.5, 0.5, 0.5]],
    }
    return {name: np.array(values, dtype=float) for name, values in (base | changes).items()}


def test_the_share_of_a_step_is_the_mean_of_its_two_years():
    found = panel_accounts(("A", "B"), [2018, 2019, 2020], columns())

    assert found.labour_share[0, 0] == pytest.approx(0.55)
    expected = np.log(1.1) - 0.45 * np.log(1.05)
    assert found.dln_tfp[0, 0] == pytest.approx(expected)


def test_a_unit_without_a_column_is_left_out_with_its_reason():
    found = panel_accounts(("A", "B"), [2018, 2019, 2020], columns(capital=[[200, 210, 220], [NAN] * 3]))

    assert {row[0] for row in found.table().rows} == {"A"}
    assert found.left_out == (("B", None, "không có số liệu: capital"),)


def test_a_year_without_hours_is_left_out_and_never_computed_by_persons_alone():
    hours = [[40, NAN, 40], [40, 40, 40]]
    found = panel_accounts(("A", "B"), [2018, 2019, 2020], columns() | {"hours": np.array(hours)})

    assert [row[:2] for row in found.table().rows] == [("B", 2019), ("B", 2020)]
    assert found.left_out[0][0] == "A"


def test_a_gap_costs_the_steps_that_touch_it():
    found = panel_accounts(
        ("A",), [2017, 2018, 2019, 2020],
        {name: np.array([values]) for name, values in {
            "output": [100.0, 110, NAN, 130], "capital": [1.0, 1, 1, 1], "labour": [1.0, 1, 1, 1],
            "labour_share": [0.5, 0.5, 0.5, 0.5],
        }.items()},
    )  # fmt: skip

    assert [row[1] for row in found.table().rows] == [2018]
    reasons = [(year, reason) for _unit, year, reason in found.left_out]
    assert reasons == [(2019, "thiếu: output"), (2020, "thiếu: output")]


def test_a_missing_column_is_named():
    wrong = columns()
    del wrong["capital"]
    with pytest.raises(InputError, match="capital"):
        panel_accounts(("A", "B"), [2018, 2019, 2020], wrong)
