"""Series by industry: used only where all of them have the years, and where they make up the whole."""

from __future__ import annotations

import pytest

from nscl.economy import actions
from nscl.economy.actions import Statistic
from nscl.economy.industries import by_industry
from nscl.economy.models import Concept, Series
from nscl.economy.selection import NotEnough
from nscl.vn.calendar import now
from nscl.web.productivity.tables import industries_table

YEARS = range(2018, 2026)


@pytest.fixture
def industry(territories):  # type: ignore[no-untyped-def]
    """Keep a series of one industry, or of the whole: industry("C", Concept.OUTPUT, [100, …])."""

    def kept(letter, concept, values, first=2018):
        series = Series.objects.create(
            code=f"moi-{concept.value}-{letter}".replace("_", "-").lower().rstrip("-"),
            concept=concept,
            title=f"{concept.label} {letter}",
            territory=territories["moi"],
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
