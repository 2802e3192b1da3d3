"""Bodies as people type them."""

import pytest

from nscl.organisations.models import Body, Kind
from nscl.registers import body_names
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return make.body("09247", "Ủy ban nhân dân phường Quế Võ", Kind.COMMUNE, short_name="UBND phường Quế Võ")


@pytest.mark.parametrize(
    "typed",
    [
        "09247",
        "09247 – Ủy ban nhân dân phường Quế Võ",
        "Ủy ban nhân dân phường Quế Võ",
        "UBND phường Quế Võ",
        "ubnd phuong que vo",
        "phường Quế Võ",
        "phuong que vo",
    ],
)
def test_a_commune_goes_by_its_code_its_name_and_what_everybody_calls_it(commune, typed):
    assert body_names.read([typed]) == {typed: commune}


@pytest.mark.parametrize("typed", ["Quế Võ", "phường", "xã Quế Võ", "", "   "])
def test_a_part_of_a_name_is_nobody_s(commune, typed):
    assert body_names.read([typed]) == {typed: []}


def test_a_body_s_own_name_comes_before_what_another_is_called(commune):
    other = make.body("dn-1", "Phường Quế Võ", Kind.ENTERPRISE)
    assert body_names.read(["phuong que vo"]) == {"phuong que vo": other}


def test_one_name_of_two_bodies_is_a_question(commune):
    other = make.body("99999", "Ủy ban nhân dân Phường Quế Võ", Kind.COMMUNE)
    assert set(body_names.read(["phường quế võ"])["phường quế võ"]) == {commune, other}


def test_many_names_are_read_in_one_query(bodies, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = body_names.read(["99901", "truong cao dang a", "không có"])
    assert [isinstance(body, Body) for body in found.values()] == [True, True, False]
