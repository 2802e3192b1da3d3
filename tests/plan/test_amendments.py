"""An amendment changes the plan from its day on, never before, and is checked like the print."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from nscl.plan import Plan, PlanErrors, load
from tests.plan.conftest import REAL

DOCUMENT = """
document:
  kind: Kế hoạch
  number: "12/KH-UBND"
  date: 2027-06-01
  issuer: Ủy ban nhân dân tỉnh
  subject: sửa đổi, bổ sung Kế hoạch
in_force: 2027-06-15
changes:
"""
MORE_MODELS = """
  - code: "MT5.1"
    set:
      target: {shape: by_end, op: ">=", value: 7, printed: Ít nhất 07 mô hình đến năm 2030}
  - code: "NV4.3"
    set:
      schedule: {form: years, first: 2026, last: 2030, printed: "2026-2030"}
"""
MORE_MONEY = """
  - code: "KP.I.1"
    set:
      amounts: {2026: 100, 2027: 100, 2028: 200, 2029: 100, 2030: 100}
      total: 600
  - code: "KP"
    set:
      yearly_totals: {2026: 4130, 2027: 4130, 2028: 4230, 2029: 4130, 2030: 3890}
      total: 20510
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "ke-hoach"
    shutil.copytree(REAL, copy)
    return copy


def amended(folder: Path, changes: str, name: str = "2027.yaml") -> Plan:
    (folder / "amendments" / name).write_text(DOCUMENT + changes, encoding="utf-8")
    return load(folder)


def test_the_text_of_the_day_is_the_one_in_force(folder: Path) -> None:
    plan = amended(folder, MORE_MODELS)
    before, after = plan.in_force(date(2027, 6, 14)), plan.in_force(date(2027, 6, 15))
    assert [each.indicator("MT5.1").target.value for each in (plan, before, after)] == [5, 5, 7]
    assert plan.task("NV4.3") not in before.tasks_due(2028)
    assert after.task("NV4.3") in after.tasks_due(2028)


def test_what_is_not_amended_stays(folder: Path) -> None:
    after = amended(folder, MORE_MODELS).in_force(date(2030, 12, 31))
    assert after.indicator("MT5.1").title == load(REAL).indicator("MT5.1").title
    assert after.indicator("MT4.2") == load(REAL).indicator("MT4.2")


def test_a_plan_without_amendments_is_itself_on_every_day(plan: Plan) -> None:
    assert plan.in_force(date(2029, 1, 1)) is plan


def test_amended_money_must_add_up_too(folder: Path) -> None:
    after = amended(folder, MORE_MONEY).in_force(date(2028, 12, 31))
    assert (after.budget.total, after.estimate(2028)) == (20510, 4230)
    with pytest.raises(PlanErrors, match=r"amendments/2027\.yaml:9: tổng số: tổng in là 20\.410"):
        amended(folder, MORE_MONEY.split('  - code: "KP"\n', maxsplit=1)[0])


def test_the_later_amendment_has_the_last_word(folder: Path) -> None:
    amended(folder, MORE_MODELS)
    later = (DOCUMENT + MORE_MODELS).replace("in_force: 2027-06-15", "in_force: 2028-01-01").replace("7,", "9,")
    (folder / "amendments" / "2025.yaml").write_text(later.replace("07 mô hình", "09 mô hình"), encoding="utf-8")
    plan = load(folder)
    values = [plan.in_force(date(year, 12, 31)).indicator("MT5.1").target.value for year in (2026, 2027, 2028)]
    assert values == [5, 7, 9]


def test_the_hash_tells_the_versions_apart(folder: Path) -> None:
    plan = amended(folder, MORE_MODELS)
    assert len({load(REAL).hash, plan.hash, plan.in_force(date(2028, 1, 1)).hash}) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ('  - code: "MT5.9"\n    set: {short: x}\n', '10: không có mã "MT5.9" với các khóa short để sửa.'),
        ('  - code: "MT5.1"\n    set: {shor: x}\n', '10: không có mã "MT5.1" với các khóa shor để sửa.'),
        ('  - code: "MT5.1"\n    set: {target: 7}\n', 'khóa "target" ở indicators › MT5.1 phải gồm các khóa con'),
        ('  - code: "MT5.1"\n    set: {measure: pilots.model}\n', 'không có phép đo "pilots.model"'),
        ('  - code: "NV2.1"\n    set: {leads: ["abc"]}\n', 'không có mã "abc"'),
        ("  - code: MT5.1\n    set: {short: x}\n", 'Viết "MT5.1".'),
        ("  - cod: 1\n", 'thiếu khóa "code" ở changes › mục 1.'),
    ],
)
def test_a_faulty_amendment_is_named_with_its_file(folder: Path, changes: str, said: str) -> None:
    with pytest.raises(PlanErrors) as refused:
        amended(folder, changes)
    assert any(
        f"{Path('amendments') / '2027.yaml'}:" in str(problem) and said in str(problem)
        for problem in refused.value.problems
    ), refused.value


def test_a_task_and_an_indicator_of_one_code_are_told_apart_by_their_keys(folder: Path) -> None:
    plan = amended(folder, '  - code: "NV5.2"\n    set: {leads: ["skhcn", "sct"]}\n').in_force(date(2028, 1, 1))
    assert plan.task("NV5.2").leads == ("skhcn", "sct")
    assert plan.indicator("NV5.2") == load(REAL).indicator("NV5.2")
