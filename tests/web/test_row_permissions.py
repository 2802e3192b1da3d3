"""Who may do what with a row of every register, as the pages answer, against a table written by hand."""

from datetime import date

import pytest
from django.urls import reverse

from nscl.organisations.actions import supervise
from nscl.registers import actions
from nscl.registers.catalogue import REGISTERS
from nscl.registers.entry import RowState
from nscl.registers.models import Expected
from tests import make
from tests.conftest import CAST
from tests.registers.conftest import course_page
from tests.web.permitted import browsers, letters

VERBS = "view enter edit confirm withdraw correct undo"
# A draft and a confirmed row of commune A, entered by its officer; V sees, E enters in his own body's name, D edits the
# draft, C confirms it, W withdraws the confirmed row, R replaces it by a new one, U undoes the leader's confirmation.
OF_A_COMMUNE = {
    "department_officer": "VEDCWR.",
    "second_department_officer": "VEDCWR.",
    "department_leader": "V..CW..",
    "commune_a_officer": "VED.WR.",
    "second_commune_a_officer": "VEDCWR.",
    "commune_a_leader": "V..CW.U",
    "commune_b_officer": ".E.....",
    "commune_b_leader": ".......",
    "enterprise_officer": ".E.....",
    "education_head": ".E.....",
    "supervisor": ".......",
    "viewer": "V......",
    "administrator": ".......",
    "outsider": ".......",
    "anonymous": ".......",
}
ANSWERS = {
    "dao-tao": OF_A_COMMUNE,
    "mo-hinh": OF_A_COMMUNE,
    "cau-lac-bo": OF_A_COMMUNE,
    "hoat-dong-cau-lac-bo": OF_A_COMMUNE,
    "so-uoc": OF_A_COMMUNE,
}


@pytest.fixture
def row_of(commune_a, commune_a_officer, commune_a_leader, college, programme):
    """A row of a register, reported by commune A about the college unless somebody else is named."""

    def build(slug, *, confirmed=False, reporter=commune_a, by=commune_a_officer, on=date(2028, 5, 5)):
        said = {"by": by, "reported_by": reporter}
        match slug:
            case "dao-tao":
                row = make.course(**said, on=on, learners={college: 1})
            case "mo-hinh":
                row = make.pilot(**said, body=college, on=on)
            case "cau-lac-bo":
                row = make.club(**said, body=college, on=on)
            case "hoat-dong-cau-lac-bo":
                row = make.activity(by=by, club=make.club(**said, body=college, on=date(2027, 1, 5)), on=on)
            case "so-uoc":
                year = 2027 if confirmed else 2028  # one standing expectation for a year
                row = Expected(
                    reported_by=reporter, plan="mau", indicator="MT2.1", year=year, on=on, value=9, basis="x"
                )
                row = actions.enter(row, by=by)
        return actions.confirm(row, by=commune_a_leader) if confirmed else row

    return build


def page_of(slug, draft):
    """What a browser sends to enter a row of this register."""
    match slug:
        case "dao-tao":
            return course_page().dict()
        case "mo-hinh":
            return {"body": "cd-a", "title": "5S", "on": "05/01/2028", "grade": "C"}
        case "cau-lac-bo":
            return {"body": "cd-a", "name": "CLB", "document": "1/QĐ", "on": "05/01/2028"}
        case "so-uoc":
            return {"indicator": "MT2.1", "year": "2028", "on": "05/11/2028", "value": "10", "basis": "lịch lớp"}
    return {"club": "", "on": "05/01/2028", "title": "Tập huấn"}


def answers(browser, slug, draft, confirmed):
    """The letters of what this browser gets done; whatever it did is undone at once."""
    model = type(draft)

    def send(row, verb, **boxes):
        return browser.post(reverse("row-act", args=[slug, row.pk, verb]), boxes)

    def state(row):
        return model.objects.get(pk=row.pk).state

    def enters():
        response = browser.post(reverse("row-new", args=[slug]), page_of(slug, draft))
        return response.status_code != 404  # a fault of the page is not a closed door

    def confirms():
        send(draft, "xac-nhan", seen=str(actions.last_change(draft).pk))
        return state(draft) is RowState.CONFIRMED

    def withdraws():
        send(confirmed, "rut", why="nhầm")
        return state(confirmed) is RowState.WITHDRAWN

    def replaces():
        send(confirmed, "thay")
        return model.objects.filter(supersedes=confirmed).exists()

    def undoes():
        send(confirmed, "hoan-tac-xac-nhan")
        return state(confirmed) is RowState.WAITING

    acts = {
        "V": lambda: browser.get(reverse("row", args=[slug, draft.pk])).status_code == 200,
        "E": enters,
        "D": lambda: browser.get(reverse("row-edit", args=[slug, draft.pk])).status_code == 200,
        "C": confirms,
        "W": withdraws,
        "R": replaces,
        "U": undoes,
    }
    return letters(acts)


def test_every_register_has_its_answers():
    assert set(ANSWERS) == set(REGISTERS)
    assert all(set(table) == {*CAST, "outsider", "anonymous"} for table in ANSWERS.values())


@pytest.mark.parametrize("slug", ANSWERS)
def test_each_person_gets_done_what_the_table_says(slug, row_of, everyone, sign_in):
    draft, confirmed = row_of(slug), row_of(slug, confirmed=True)
    people = browsers(everyone, sign_in)
    found = {name: answers(browser, slug, draft, confirmed) for name, browser in people.items()}
    assert found == ANSWERS[slug]


# The college writes of itself: nobody of the college confirms it; who looks after the college reads.
OF_ITSELF = {
    "college_officer": "VED.WR.",
    "college_leader": "V...W..",
    "supervisor": "V......",
    "department_officer": "VEDCWRU",
    "department_leader": "V..CW..",
    "commune_a_officer": ".E.....",
    "viewer": "V......",
}


@pytest.mark.parametrize("slug", ["mo-hinh", "cau-lac-bo"])
def test_a_body_that_reports_of_itself_is_confirmed_from_elsewhere_and_read_by_who_supervises_it(
    slug, row_of, everyone, sign_in, college, education, department_officer
):
    supervise(by=None, body=college, supervisor=education, since=date(2027, 1, 1))
    officer, colleague = make.user("college_officer", body=college), make.user("college_colleague", body=college)
    leader = make.user("college_leader", body=college, role="body_leader")
    draft = row_of(slug, reporter=college, by=colleague)
    confirmed = actions.confirm(row_of(slug, reporter=college, by=colleague), by=department_officer)
    people = everyone | {"college_officer": officer, "college_leader": leader}
    found = {name: answers(sign_in(people[name]), slug, draft, confirmed) for name in OF_ITSELF}
    assert found == OF_ITSELF


def test_who_has_left_his_body_sees_its_rows_no_more(row_of, sign_in, commune_a_officer):
    draft = row_of("dao-tao")
    commune_a_officer.memberships.update(until=date(2028, 11, 14))
    browser = sign_in(commune_a_officer)
    for name in ("row", "row-edit"):
        assert browser.get(reverse(name, args=["dao-tao", draft.pk])).status_code == 404
