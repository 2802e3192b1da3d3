"""Series by industry: used only where all of them have the years, and where they make up the whole."""

from __future__ import annotations

import pytest

from nscl.economy import actions
from nscl.economy.actions import Statistic
from nscl.economy.industries import by_industry
from nscl.economy.models import Concept, Series, Territory
from nscl.economy.selection import NotEnough
from nscl.vn.calendar import now
from nscl.web.productivity.tables import industries_table

YEARS = range(2018, 2026)


@pytest.fixture
def industry(territories):  # type: ignore[no-untyped-def]
    """Keep a series of one industry, or of the whole: industry("C", Concept.OUTPUT, [100, …])."""

    def kept(letter, concept, values, first=2018, place="moi"):
        series = Series.objects.create(
            code=f"{place}-{concept.value}-{letter}".replace("_", "-").lower().rstrip("-"),
            concept=concept,
            title=f"{concept.label} {letter}",
            territory=territories[place],
            industry=letter,
            unit="x",
            basis="none" if concept == Concept.EMPLOYMENT else "constant_2010",
        )
        rows = [Statistic(series, first + n, value, "official", "Niên giám") for n, value in enumerate(values)]
        actions.add_statistics(rows, by=None, origin="thử")

    return kept


@pytest.fixture
def two(industry):  # type: ignore[no-untyped-def]
    for letter, output, people in (("A", [40, 41, 42], [50, 48, 46]), ("C", [60, 67, 75], [30, 32, 34])):
        industry(letter, Concept.OUTPUT, output)
        industry(letter, Concept.EMPLOYMENT, people)


def found(territories):
    return by_industry(territories["moi"], years=YEARS, at=now())


def test_industries_are_taken_apart_over_the_years_all_of_them_have(territories, two, industry):
    industry("", Concept.OUTPUT, [105, 113, 122])
    apart = found(territories)

    assert (list(apart.years), apart.output.shape) == ([2018, 2019, 2020], (2, 3))
    assert apart.rest.tolist() == [5, 5, 5]
    rows = list(industries_table(apart).rows)
    assert rows[-1][-1] == pytest.approx(sum(row[-1] for row in rows[:-1]))


def test_without_the_whole_no_taxes_are_told(territories, two):
    apart = found(territories)

    assert apart.rest is None
    assert len(list(industries_table(apart).rows)) == 3


def test_what_is_lacking_is_named(territories, industry):
    with pytest.raises(NotEnough, match="hai bảng của Niên giám"):
        found(territories)
    industry("A", Concept.OUTPUT, [40, 41])
    industry("C", Concept.OUTPUT, [40, 41])
    industry("C", Concept.EMPLOYMENT, [40, 41])
    with pytest.raises(NotEnough, match="Lao động đang làm việc, A"):
        found(territories)


def test_industries_without_two_years_in_common_are_refused(territories, industry):
    for letter, first in (("A", 2018), ("C", 2021)):
        industry(letter, Concept.OUTPUT, [40, 41], first)
        industry(letter, Concept.EMPLOYMENT, [40, 41], first)
    with pytest.raises(NotEnough, match="hai năm liền nhau"):
        found(territories)


def test_industries_that_do_not_make_up_the_whole_are_refused(territories, two, industry):
    industry("", Concept.EMPLOYMENT, [80, 90, 80])
    with pytest.raises(NotEnough, match="Năm 2019: lao động các ngành cộng lại là 80,0"):
        found(territories)


def test_reading_industries_costs_one_query(territories, two, django_assert_num_queries):
    with django_assert_num_queries(1):
        found(territories)


def test_real_estate_is_left_out_of_the_lab_s_parts_and_the_table_says_so(territories, two, industry):
    without = list(industries_table(found(territories)).rows)
    industry("L", Concept.OUTPUT, [30, 45, 60])
    industry("L", Concept.EMPLOYMENT, [1, 1, 2])
    rows = list(industries_table(found(territories)).rows)

    assert rows[-1][0] == "Toàn nền kinh tế, không tính ngành L"
    assert [row[1:] for row in rows] == [row[1:] for row in without]


# ---------- a merged province ----------


@pytest.fixture
def parts(industry):  # type: ignore[no-untyped-def]
    """Two old provinces: one large and slow, one small and fast, in the same industries."""
    for place, letter, output, people in (
        ("cu-a", "A", [40, 41, 42], [50, 48, 46]), ("cu-a", "C", [160, 165, 170], [30, 32, 34]),
        ("cu-b", "A", [10, 10, 10], [20, 19, 18]), ("cu-b", "C", [20, 30, 45], [10, 14, 18]),
    ):  # fmt: skip
        industry(letter, Concept.OUTPUT, output, place=place)
        industry(letter, Concept.EMPLOYMENT, people, place=place)


def test_industries_of_a_merged_province_are_summed_at_constant_prices_before_any_growth(territories, parts):
    apart = found(territories)

    assert apart.output.tolist() == [[50, 51, 52], [180, 195, 215]]
    assert apart.people.tolist() == [[70, 67, 64], [40, 46, 52]]
    assert (apart.titles, apart.parts) == (("Ngành A", "Ngành C"), ("Tỉnh A cũ", "Tỉnh B cũ"))
    grown = apart.output[1, -1] / apart.output[1, 0] - 1
    assert grown == pytest.approx(215 / 180 - 1)
    assert grown != pytest.approx(((170 / 160 - 1) + (45 / 20 - 1)) / 2, rel=0.1)  # the mean of the parts' growth


def test_a_merged_province_has_the_product_taxes_of_its_parts_or_its_own(territories, parts, industry):
    for place, whole in (("cu-a", [205, 211, 217]), ("cu-b", [31, 41, 56])):
        industry("", Concept.OUTPUT, whole, place=place)
    assert found(territories).rest.tolist() == [6, 6, 6]

    industry("", Concept.OUTPUT, [240, 256, 277])
    assert found(territories).rest.tolist() == [10, 10, 10]


def test_an_industry_that_one_part_lacks_is_named_with_the_part(territories, parts, industry):
    industry("G", Concept.OUTPUT, [1, 2, 3], place="cu-a")
    industry("G", Concept.EMPLOYMENT, [1, 2, 3], place="cu-a")

    with pytest.raises(NotEnough, match=r"GRDP \(GDP\), G \(Tỉnh B cũ\)"):
        found(territories)


def test_a_part_without_any_series_is_named_and_never_left_out(territories, parts):
    Territory.objects.create(code="cu-c", name="Tỉnh C cũ", merged_into=territories["moi"], merged_on="2025-07-01")

    with pytest.raises(NotEnough, match=r"GRDP \(GDP\), A \(Tỉnh C cũ\)"):
        found(territories)


def test_industries_of_its_own_come_before_those_of_the_parts(territories, parts, two):
    assert found(territories).output.tolist() == [[40, 41, 42], [60, 67, 75]]


def test_parts_whose_industries_miss_workers_are_refused(territories, parts, industry):
    industry("", Concept.EMPLOYMENT, [120, 121, 122])
    with pytest.raises(NotEnough, match="của cả địa bàn là 120"):
        found(territories)
