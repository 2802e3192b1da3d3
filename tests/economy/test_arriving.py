"""What somebody brings is looked at before anything is kept: added, changed, kept already, refused with the mend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nscl.economy.arriving import Cell, Fate, Release, day_of, dry_run, value_of, vintage_of, year_of
from nscl.economy.models import Concept, Observation
from nscl.economy.pasted import cells_of
from nscl.vn.calendar import now
from tests.economy.conftest import series_of

OFFICIAL = Release("official", "Niên giám thống kê")
PRELIMINARY = Release("preliminary", "Báo cáo quý IV")


@pytest.fixture
def output(territories):  # type: ignore[no-untyped-def]
    return series_of(territories["moi"], Concept.OUTPUT)


def looked(series, text, release=OFFICIAL):
    return dry_run(cells_of(text, series, release), now())


def fates(run):
    return [each.fate for each in run.verdicts]


def test_looking_keeps_nothing(output):
    assert fates(looked(output, "2018\t100\n2019\t108")) == [Fate.ADDED, Fate.ADDED]
    assert not Observation.objects.exists()


def test_a_year_with_another_value_of_another_release_is_shown_as_changed(output, publish):
    publish("moi", Concept.OUTPUT, [100, 108], vintage="preliminary")
    run = looked(output, "2018\t100\n2019\t109")

    assert fates(run) == [Fate.ADDED, Fate.CHANGED]
    assert run.to_look_at[0].old.value == 108


def test_what_is_kept_already_stays_and_its_contradiction_is_refused(output, publish):
    publish("moi", Concept.OUTPUT, [100, 108])
    run = looked(output, "2018\t100\n2019\t109")

    assert fates(run) == [Fate.SAME, Fate.REFUSED]
    assert "đã ghi 108" in run.verdicts[1].words
    assert run.fresh == []


def test_one_year_brought_twice_is_refused_naming_the_first_place(output):
    run = looked(output, "2018\t100\n2018\t101")

    assert fates(run) == [Fate.ADDED, Fate.REFUSED]
    assert "dòng 1" in run.verdicts[1].words


def test_a_value_far_from_the_year_beside_it_is_a_question_that_stops_nothing(output, publish):
    publish("moi", Concept.OUTPUT, [100, 108])
    run = looked(output, "2020\t115000\n2024\t0,9")

    assert "Năm 2019 là 108. Kiểm tra đơn vị tính" in run.verdicts[0].doubt
    assert run.verdicts[1].doubt == ""  # nothing is known close by
    assert len(run.fresh) == 2


def test_a_growth_may_change_as_much_as_it_likes(territories, publish):
    publish("moi", Concept.OUTPUT_GROWTH, [7])
    run = looked(series_of(territories["moi"], Concept.OUTPUT_GROWTH), "2019\t-1,5")

    assert (fates(run), run.doubtful) == ([Fate.ADDED], 0)


def test_a_dry_run_costs_one_query_however_many_cells(output, publish, django_assert_num_queries):
    publish("moi", Concept.OUTPUT, [100, 108])
    cells = cells_of("\n".join(f"{year}\t{year}" for year in range(1950, 2020)), output, OFFICIAL)

    with django_assert_num_queries(1):
        dry_run(cells, now())


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("2018\t100\n2019\t1.080,5", [(2018, "100"), (2019, "1080.5")]),
        ("Năm\tGRDP\n2018\t100", [(2018, "100")]),
        ("\t2018\t2019\nGRDP\t100\t108", [(2018, "100"), (2019, "108")]),
        ("2018\t2019\nGRDP\t100\t108", [(2018, "100"), (2019, "108")]),
        ("2018  2019\n100  108", [(2018, "100"), (2019, "108")]),
        ("2018 100\n2019: 108", [(2018, "100"), (2019, "108")]),
        ("2018;100", [(2018, "100")]),
        ("2018\t2031\n2019\t2052", [(2018, "2031"), (2019, "2052")]),
    ],
)
def test_two_columns_or_two_rows_are_read_as_they_come_from_a_spreadsheet(output, text, pairs):
    cells = cells_of(text, output, OFFICIAL)

    assert [(cell.statistic.year, cell.statistic.value.normalize()) for cell in cells] == [
        (year, Decimal(value)) for year, value in pairs
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("18\t100", "không phải năm"),
        ("2018\tmười", "không phải số"),
        ("2018\t1,043", "1.043 hoặc 1,043"),
        ("2018\t-5", "số dương"),
        ("2018\t0", "để trống"),
        ("2018\t", "chưa có giá trị"),
        ("2030\t100", "chưa đến"),
        ("2018\t1.000.000.000.000.000.000", "quá lớn"),
    ],
)
def test_a_bad_cell_is_refused_with_its_place_and_the_mend(output, text, words):
    (cell,) = cells_of(text, output, OFFICIAL)

    assert cell.statistic is None
    assert words in cell.fault
    assert cell.place == "dòng 1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018\t100\t5", "Chỉ dán hai cột"),
        ("2018\t2019\t2020\n1\t2\t3\n4\t5\t6", "đúng hai hàng"),
        ("x" * 60_000, "quá 50.000"),
    ],
)
def test_what_is_no_list_of_one_series_is_refused_as_a_whole(output, text, words):
    with pytest.raises(ValueError, match=words):
        cells_of(text, output, OFFICIAL)


def test_cells_of_a_workbook_are_read_as_numbers(output):
    assert value_of(output, 126483.5) == Decimal("126483.5")
    assert value_of(output, 0.1 + 0.2) == Decimal("0.3")
    assert (year_of(2018.0), year_of("2018"), year_of("Năm 2018"), year_of(None)) == (2018, 2018, None, None)


def test_the_release_is_read_in_words_with_or_without_tones():
    assert (vintage_of("sơ bộ"), vintage_of("Danh gia lai"), vintage_of("official")) == (
        "preliminary", "revalued", "official",
    )  # fmt: skip
    with pytest.raises(ValueError, match="Ghi một trong: ước, sơ bộ, chính thức, đánh giá lại"):
        vintage_of("tạm")


def test_a_release_of_tomorrow_is_refused():
    assert day_of("05/3/2028") == date(2028, 3, 5)
    with pytest.raises(ValueError, match="chưa đến"):
        day_of(date(2028, 11, 16))


def test_a_fault_of_its_reader_is_a_refusal():
    run = dry_run([Cell("B2", "x", fault="Không có chuỗi")], now())

    assert (run.refused, run.verdicts[0].words) == (1, "Không có chuỗi")
