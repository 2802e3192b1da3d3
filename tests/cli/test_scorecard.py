"""`nscl scorecard --json`: one object a line of the plan, with the keys other programs rely on."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

import pytest

from nscl.cli import CommandError, scorecard
from nscl.config import launcher

pytestmark = pytest.mark.django_db
KEYS = [
    *("indicator", "period", "value", "numerator", "denominator", "expected", "target", "unit", "state"),
    *("rows", "unconfirmed", "reading", "sentence"),
]
STATES = {"met", "on_track", "behind", "not_due", "awaiting", "describe", "no_data"}


@pytest.fixture
def answer(capsys):
    """What the command prints, read back."""

    def run(year: int = 2028, **scope: str) -> list[dict[str, Any]]:
        asked = {"reporter": None, "place": None, "under": None, "as_of": None} | scope
        plan = str(launcher.ROOT / "plans" / "bac-ninh-2026-2030")
        assert scorecard.run(argparse.Namespace(plan=plan, year=year, json=True, **asked)) == 0
        return json.loads(capsys.readouterr().out)

    return run


def line(lines: list[dict[str, Any]], code: str) -> dict[str, Any]:
    (found,) = [each for each in lines if each["indicator"] == code]
    return found


def test_every_line_of_the_plan_is_printed_in_its_order_with_every_key(answer, plan):
    lines = answer()
    assert [each["indicator"] for each in lines] == [indicator.code for indicator in plan.indicators]
    assert all(list(each) == KEYS for each in lines)
    assert {each["state"] for each in lines} <= STATES
    assert all(set(each["target"]) == {"op", "value", "shape"} for each in lines)


def test_a_count_is_a_number_with_its_rows_and_what_still_waits(answer, train):
    train(3)
    train(2, confirmed=False)
    found = line(answer(), "MT2.1")
    assert (found["value"], found["numerator"], found["denominator"], found["expected"]) == (3, None, None, None)
    assert (found["rows"], found["unconfirmed"]) == (3, 2)
    assert found["target"]["value"] == 1000
    assert found["sentence"].startswith("Đến ngày 15/11/2028 đã tổ chức 01 lớp cho 03 lượt người")


def test_a_line_without_a_register_has_no_value(answer):
    found = line(answer(), "MT4.1")
    assert (found["value"], found["state"]) == (None, "no_data")


def test_the_scope_decides_what_is_counted(answer, train, commune_a, commune_b):
    train(3)
    assert line(answer(place=commune_a.code), "MT2.1")["value"] == 3
    assert line(answer(place=commune_b.code), "MT2.1")["value"] == 0


def test_figures_are_those_known_at_the_moment_asked_for(answer, train):
    train(3, on=date(2028, 5, 5))
    assert line(answer(as_of="2028-05-01"), "MT2.1")["value"] == 0


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"year": 2040}, "2040"),
        ({"place": "khong-co"}, "Không có cơ quan, đơn vị mang mã “khong-co”"),
        ({"as_of": "hôm qua"}, "hôm qua"),
    ],
)
def test_what_is_not_known_is_refused_by_name(answer, asked, message):
    with pytest.raises(CommandError, match=message):
        answer(**asked)


def test_there_is_no_territory_of_a_body_that_is_no_commune(answer, department):
    with pytest.raises(CommandError, match="không phải xã, phường nên không có số trên địa bàn"):
        answer(place=department.code)
