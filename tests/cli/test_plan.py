"""`nscl plan check`: the plan's folder told in numbers, and every fault with its file and line."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import pytest

from nscl.cli import CommandError, plan
from nscl.config import launcher

PLANS = launcher.ROOT / "plans"
KEYS = [
    *("objectives", "indicators", "tasks", "money_lines"),
    *("yearly_totals", "total", "warnings", "errors"),
]


@pytest.fixture
def check(capsys):
    """The exit code and what is printed of a folder."""

    def run(folder: Path, *, as_json: bool = True) -> tuple[int, str]:
        code = plan.run(argparse.Namespace(folder=str(folder), json=as_json))
        return code, capsys.readouterr().out

    return run


def test_the_province_s_plan_is_told_in_numbers(check):
    code, text = check(PLANS / "bac-ninh-2026-2030")
    told = json.loads(text)
    assert code == 0
    assert list(told) == KEYS
    assert {key: told[key] for key in ("objectives", "indicators", "tasks", "money_lines", "total")} == {
        "objectives": 10,
        "indicators": 15,
        "tasks": 29,
        "money_lines": 7,
        "total": 20410,
    }
    assert told["yearly_totals"]["2026"] == 4130
    assert sum(told["yearly_totals"].values()) == 20410
    assert told["errors"] == []
    assert told["warnings"]


def test_in_words_the_same_numbers_are_told(check):
    code, text = check(PLANS / "bac-ninh-2026-2030", as_json=False)
    assert code == 0
    assert "10 mục tiêu, 15 chỉ tiêu, 29 nhiệm vụ, 7 dòng kinh phí." in text
    assert "Tổng: 20.410 triệu đồng" in text


def test_every_fault_is_named_by_file_and_line_and_the_command_fails(check, tmp_path):
    folder = tmp_path / "hong"
    shutil.copytree(PLANS / "mau", folder)
    for name in ("budget.yaml", "tasks.yaml"):
        (folder / name).write_text((folder / name).read_text() + "\nla: 1\n")
    code, text = check(folder)
    faults = json.loads(text)["errors"]
    assert code == 1
    assert {Path(each.split(":")[0]).name for each in faults} == {"budget.yaml", "tasks.yaml"}
    assert all(each.split(":")[1].isdigit() for each in faults)


def test_a_folder_that_is_not_there_is_said(check, tmp_path):
    with pytest.raises(CommandError, match="Không có thư mục"):
        check(tmp_path / "khong-co")
