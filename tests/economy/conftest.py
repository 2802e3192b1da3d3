"""A province that two others became, with made-up statistics."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nscl.economy import actions
from nscl.economy.actions import Statistic
from nscl.economy.models import Concept, Series, Territory

YEARS = range(2018, 2026)
PERSONS = {Concept.EMPLOYMENT: "nghìn người", Concept.HOURS: "giờ/năm", Concept.QUALITY: "lần"}


@pytest.fixture
def territories(db: None) -> dict[str, Territory]:
    whole = Territory.objects.create(code="moi", name="Tỉnh mới")
    parts = {
        code: Territory.objects.create(code=code, name=name, merged_into=whole, merged_on=date(2025, 7, 1))
        for code, name in (("cu-a", "Tỉnh A cũ"), ("cu-b", "Tỉnh B cũ"))
    }
    return {"moi": whole, **parts}


def series_of(territory: Territory, concept: Concept) -> Series:
    return Series.objects.get_or_create(
        territory=territory,
        concept=concept,
        basis="none" if concept in PERSONS else "constant_2010",
        defaults={
            "code": f"{territory.code}-{concept.value}".replace("_", "-"),
            "title": f"{concept.label}, {territory.name}",
            "unit": PERSONS.get(concept, "tỷ đồng"),
        },
    )[0]


@pytest.fixture
def publish(territories):  # type: ignore[no-untyped-def]
    """Keep a series of one territory: publish("cu-a", Concept.OUTPUT, [100, 108, …])."""

    def kept(place, concept, values, *, first=2018, vintage="official", source="Niên giám thống kê", **more):
        series = series_of(territories[place], concept)
        rows = [
            Statistic(series, first + n, Decimal(str(value)), vintage, source, **more) for n, value in enumerate(values)
        ]
        actions.add_statistics(rows, by=None, origin="thử")
        return series

    return kept


@pytest.fixture
def full(publish):  # type: ignore[no-untyped-def]
    """Both old provinces with output, investment and employment, 2018-2025."""
    for place, size in (("cu-a", 100), ("cu-b", 60)):
        publish(place, Concept.OUTPUT, [round(size * 1.08**n, 3) for n in range(8)])
        publish(place, Concept.INVESTMENT, [round(0.3 * size * 1.09**n, 3) for n in range(8)])
        publish(place, Concept.EMPLOYMENT, [round(size * 1.01**n, 3) for n in range(8)])
