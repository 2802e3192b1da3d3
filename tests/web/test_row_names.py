"""What the page of a row calls bodies and the rows it belongs to: as on its day, and as they stand."""

from datetime import date

import pytest
from django.urls import reverse

from nscl.organisations.actions import rename_body
from nscl.registers import actions
from nscl.registers.models import Club
from tests import make
from tests.registers.conftest import course_page


@pytest.fixture
def page(sign_in, commune_a_officer):
    """The page of a row, as commune A's officer reads it."""
    browser = sign_in(commune_a_officer)
    return lambda slug, row, query="": browser.get(reverse("row", args=[slug, row.pk]) + query).text


@pytest.mark.parametrize("query", ["", "?ho-ten=1"])
def test_a_page_names_bodies_as_they_were_called_on_the_day(
    page, course_of_a, commune_a, enterprise, administrator, query
):
    row = course_of_a(on=date(2028, 5, 5))
    for body, name in ((commune_a, "UBND phường A"), (enterprise, "Công ty Mới")):
        rename_body(by=administrator, body=body, name=name, since=date(2028, 9, 1), document="NQ")
    html = page("dao-tao", row, query).split("</main>")[0].split("<main")[1]
    assert "UBND xã A" in html
    assert "Công ty TNHH A" in html
    assert "Công ty Mới" not in html


@pytest.fixture
def club(commune_a, commune_a_officer, commune_a_leader, college):
    on, confirmer = date(2027, 3, 5), commune_a_leader
    return make.club(by=commune_a_officer, reported_by=commune_a, body=college, on=on, confirmed_by=confirmer)


def test_an_activity_names_its_club_as_it_stands(page, club, commune_a_officer, commune_a_leader):
    activity = make.activity(by=commune_a_officer, club=club, on=date(2028, 3, 1))
    draft = actions.start_correction(club, by=commune_a_officer)
    draft.name = "Câu lạc bộ Kaizen"
    actions.edit(draft, by=commune_a_officer)
    assert "Câu lạc bộ Kaizen" not in page("hoat-dong-cau-lac-bo", activity)
    actions.confirm(draft, by=commune_a_leader)
    assert "Câu lạc bộ Kaizen" in page("hoat-dong-cau-lac-bo", activity)


def test_an_activity_begun_at_a_correction_belongs_to_the_club_that_stands(page, club, commune_a_officer, sign_in):
    draft = actions.start_correction(club, by=commune_a_officer)
    assert f"?thuoc={club.pk}" in page("cau-lac-bo", draft)
    form = sign_in(commune_a_officer).get(reverse("row-new", args=["hoat-dong-cau-lac-bo"]), {"thuoc": club.pk}).text
    assert form.count(f">{club.name}") == Club.objects.current().count() == 1


def test_a_refused_page_is_not_left_without_asking(sign_in, commune_a_officer):
    browser = sign_in(commune_a_officer)
    assert "data-unsaved class" in browser.get("/so/dao-tao/them/").text
    assert 'data-unsaved="now" class' in browser.post("/so/dao-tao/them/", course_page(title="").dict()).text
