from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from nscl.economy import intake
from nscl.economy.growth import Conventions, accounts_of
from nscl.economy.models import Concept, Observation, Territory
from nscl.economy.selection import NotEnough, select
from nscl.vn.calendar import now
from tests.economy.conftest import series_of

PUBLIC = Path(__file__).resolve().parents[2] / "plans" / "bac-ninh-2026-2030" / "statistics"
HEAD = ",".join(intake.COLUMNS)
GOOD = "moi-output,,2024,126483.5,estimate,2025-01-06,Niên giám,https://example.org/a,"


@pytest.fixture
def output(territories):  # type: ignore[no-untyped-def]
    return series_of(territories["moi"], Concept.OUTPUT)


def test_a_good_line_becomes_a_statistic(output):
    found = intake.read(f"{HEAD}\n{GOOD}\n")

    assert found.faults == ()
    assert [(row.year, str(row.value), row.source) for row in found.rows] == [(2024, "126483.500000", "Niên giám")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (GOOD.replace("moi-output", "la"), "Không có chuỗi"),
        (GOOD.replace("2024", "24"), "không phải năm"),
        (GOOD.replace("126483.5", "126 nghìn"), "không phải số"),
        (GOOD.replace("126483.5", "1e30"), "không phải số"),
        (GOOD.replace("estimate", "tạm"), "Lần công bố"),
        (GOOD.replace("2025-01-06", "2025-02-30"), "không có ngày"),
        (GOOD.replace("Niên giám", ""), "còn trống"),
        (GOOD.replace("https://example.org/a", "javascript:1"), "không phải địa chỉ"),
        (GOOD.replace(",,2024", ",2024,2024"), 'Ô "since": phải trước năm của dòng'),
        (GOOD.replace("126483.5", "0"), "phải là số dương"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_its_fault(output, line, words):
    found = intake.read(f"{HEAD}\n{GOOD}\n{line}\n")

    assert [fault.line for fault in found.faults] == [3]
    assert words in found.faults[0].message


def test_a_file_without_its_headings_says_which_are_missing(output):
    assert "vintage" in intake.read("series,year,value,source\n").faults[0].message


def test_a_cell_too_long_to_be_read_is_named_by_its_line(output):
    found = intake.read(f"{HEAD}\n{GOOD}\n{GOOD.replace('Niên giám', 'x' * 200_000)}\n")

    assert [(fault.line, fault.message[:20]) for fault in found.faults] == [(3, "Dòng không đọc được.")]


def test_a_growth_may_be_zero_or_fall(territories):
    series_of(territories["moi"], Concept.OUTPUT_GROWTH)
    found = intake.read(f"{HEAD}\n{GOOD.replace('moi-output', 'moi-output-growth').replace('126483.5', '-9.28')}\n")

    assert [str(row.value) for row in found.rows] == ["-9.280000"]


def test_a_folder_with_a_fault_brings_nothing(tmp_path, db):
    for name in ("territories.csv", "series.csv"):
        (tmp_path / name).write_text((PUBLIC / name).read_text())
    (tmp_path / "observations.csv").write_text(f"{HEAD}\nviet-nam-output,,2024,x,official,,Nguồn,,\n")

    with pytest.raises(ValidationError, match=r"observations\.csv:2"):
        intake.load_folder(tmp_path, by=None)
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("territories.csv", ",bac-ninh,2025-07-01", ",hai-duong,2025-07-01", r"territories\.csv:4"),
        ("series.csv", "viet-nam,,tỷ đồng", "lao,,tỷ đồng", r"series\.csv:2"),
        ("series.csv", "output,output", "output,gdp", r"series\.csv:2"),
        ("series.csv", "concept", "khái niệm", r"series\.csv:2: .*code, concept, title"),
    ],
)
def test_a_fault_of_a_folder_is_named_by_its_file_and_line(tmp_path, db, name, old, new, said):
    for file in PUBLIC.glob("*.csv"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / name).write_text((PUBLIC / name).read_text().replace(old, new, 1))

    with pytest.raises(ValidationError, match=said):
        intake.load_folder(tmp_path, by=None)
    assert not Territory.objects.exists()


def test_a_folder_that_lacks_a_file_says_which(tmp_path, db):
    with pytest.raises(ValidationError, match=r"territories\.csv"):
        intake.load_folder(tmp_path, by=None)


def test_public_statistics_load_once(db):
    fresh = intake.load_folder(PUBLIC, by=None)

    assert len(fresh) == Observation.objects.count() > 100
    assert intake.load_folder(PUBLIC, by=None) == []


def test_every_public_figure_has_an_address():
    with (PUBLIC / "observations.csv").open() as file:
        assert [row["series"] for row in csv.DictReader(file) if not row["url"].startswith("http")] == []


def test_the_nation_is_worked_from_the_revalued_series(db):
    intake.load_folder(PUBLIC, by=None)
    chosen = select(Territory.objects.get(code="viet-nam"), first=2010, last=2024, at=now())

    assert round(chosen.values(Concept.OUTPUT)[-1]) == 6_269_210
    assert len(accounts_of(chosen, Conventions()).years) == 14


def test_the_province_lacks_series_and_is_told_which(db):
    intake.load_folder(PUBLIC, by=None)
    with pytest.raises(NotEnough, match="Tích lũy tài sản cố định"):
        select(Territory.objects.get(code="bac-ninh"), first=2020, last=2024, at=now())


def test_a_mean_of_several_years_is_no_value_of_the_last(publish):
    series = publish("cu-a", Concept.OUTPUT_GROWTH, ["6.6"], first=2020, since=2016)

    assert series.observations.latest_release(now()) == {}
