"""Territories added and corrected: who may, what is refused, what the history keeps."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nscl.economy import actions
from nscl.economy.models import Concept, Territory
from nscl.economy.selection import select
from nscl.history.models import Event
from nscl.vn.calendar import now

MERGED = date(2025, 7, 1)


def test_a_territory_gets_its_code_of_its_name_and_stands_in_the_history(department_officer, db):
    made = actions.add_territory(name="  Tỉnh Đồng   Bằng ", by=department_officer)
    again = actions.add_territory(name="Tỉnh đông bảng cũ", by=department_officer)

    assert (made.code, made.name) == ("tinh-dong-bang", "Tỉnh Đồng Bằng")
    assert again.code == "tinh-dong-bang-cu"
    event = Event.objects.get(subject=f"economy.territory/{made.pk}")
    assert (event.verb, event.summary, event.actor_id) == ("territory.added", "Tỉnh Đồng Bằng", department_officer.pk)


def test_a_part_added_to_a_merged_province_is_one_more_to_be_summed(territories, full, department_officer):
    actions.add_territory(name="Tỉnh C cũ", merged_into=territories["moi"], merged_on=MERGED, by=department_officer)
    with pytest.raises(Exception, match="Tỉnh mới, 2018-2025: chưa có số liệu"):  # the third part has none yet
        select(Territory.objects.get(code="moi"), first=2018, last=2025, at=now())


def test_only_officers_of_the_standing_body_write_territories(territories, everyone):
    for name, person in everyone.items():
        if "department_officer" in name:
            continue
        with pytest.raises(PermissionDenied):
            actions.add_territory(name="Tỉnh C cũ", by=person)
        with pytest.raises(PermissionDenied):
            actions.correct_territory(territories["moi"], name="Tỉnh khác", by=person)
    assert Territory.objects.count() == 3


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ({"name": " "}, "name"),
        ({"name": "TỈNH MỚI"}, "name"),
        ({"name": "Tinh moi"}, "name"),
        ({"merged_on": MERGED}, "merged_into"),
        ({"merged_into": "moi"}, "merged_on"),
        ({"merged_into": "moi", "merged_on": date(2099, 1, 1)}, "merged_on"),
    ],
)
def test_what_a_territory_cannot_be_is_refused_at_its_box(territories, said, box):
    given = {"name": "Tỉnh C cũ", **said}
    if "merged_into" in given:
        given["merged_into"] = territories[given["merged_into"]]
    with pytest.raises(ValidationError) as refused:
        actions.add_territory(**given, by=None)
    assert list(refused.value.error_dict) == [box]


def test_a_merger_is_written_later_and_the_history_says_both(territories, department_officer):
    alone = actions.add_territory(name="Tỉnh C cũ", by=None)
    actions.correct_territory(
        alone, name="Tỉnh C (trước sắp xếp)", merged_into=territories["moi"], merged_on=MERGED, by=department_officer
    )

    assert {each.name for each in territories["moi"].parts.all()} >= {"Tỉnh C (trước sắp xếp)"}
    said = "Tỉnh C cũ → Tỉnh C (trước sắp xếp), nay thuộc Tỉnh mới từ ngày 01/7/2025"
    assert Event.objects.get(verb="territory.corrected").summary == said


def test_a_territory_with_series_keeps_its_name(territories, publish, department_officer):
    publish("moi", Concept.OUTPUT, [100, 108])

    with pytest.raises(ValidationError, match="không đổi tên được"):
        actions.correct_territory(territories["moi"], name="Tỉnh khác", by=department_officer)


def test_a_territory_never_merges_into_itself_or_a_part_of_it(territories, department_officer):
    for whole in (territories["moi"], territories["cu-a"]):
        with pytest.raises(ValidationError, match="chính là địa bàn này hoặc một phần của nó"):
            actions.correct_territory(
                territories["moi"], name="Tỉnh mới", merged_into=whole, merged_on=MERGED, by=department_officer
            )
