"""Who may do what to whose rows: the whole table by hand, and what dates, successors and supervision do to it."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from nscl.organisations.actions import end_body, grant, revoke, supervise
from nscl.organisations.models import Body, Membership, User
from nscl.organisations.permissions import acts_for, allowed, bodies_for, grantable, may_grant, within_reach
from nscl.organisations.roles import ROLES, Reach, Verb
from tests import make

pytestmark = pytest.mark.django_db

# A: every body · O: the own body only · U: only bodies under the own one on the day · -: never
EXPECTED = """
                 department department body    section body
                 _officer   _leader    _officer _head  _leader supervisor viewer administrator
rows.read        A          A          O        O      O       U          A      -
rows.private     A          -          O        O      O       -          -      -
rows.enter       A          -          O        O      -       -          -      -
rows.confirm     A          A          O        O      O       -          -      -
rows.withdraw    A          A          O        O      O       -          -      -
report.read      A          A          O        O      O       U          A      -
report.write     A          -          O        O      O       -          -      -
report.endorse   -          A          -        O      O       -          -      -
report.submit    -          A          -        -      O       -          -      -
report.return    A          A          -        -      -       -          -      -
report.extend    A          A          -        -      -       -          -      -
report.accept    A          A          -        -      -       -          -      -
round.open       A          A          -        -      -       -          -      -
roster.approve   -          A          -        -      -       -          -      -
round.freeze     -          A          -        -      -       -          -      -
paper.make       A          A          -        -      -       -          -      -
brief.read       A          A          -        -      -       -          A      -
decision.make    A          A          -        -      -       -          -      -
bodies.edit      A          -          -        -      -       -          -      A
statistics.read  A          A          -        -      -       -          A      -
statistics.edit  A          -          -        -      -       -          -      -
members.grant    -          A          -        -      O       -          -      A
"""
ROLE_ORDER = (
    "department_officer", "department_leader", "body_officer", "section_head", "body_leader", "supervisor", "viewer",
    "administrator",
)  # fmt: skip
TABLE = {
    (role, verb): mark
    for verb, *marks in (line.split() for line in EXPECTED.strip().splitlines()[2:])
    for role, mark in zip(ROLE_ORDER, marks, strict=True)
}
GRANTS = {
    "department_officer": set(),
    "department_leader": {
        "department_officer", "body_officer", "section_head", "body_leader", "supervisor", "viewer",
    },
    "body_officer": set(),
    "section_head": set(),
    "body_leader": {"body_officer", "section_head"},
    "supervisor": set(),
    "viewer": set(),
    "administrator": set(ROLE_ORDER),
}  # fmt: skip


@pytest.fixture
def places(bodies) -> dict[str, Body]:
    """Where the person is, what is under his body, and a body that has nothing to do with it."""
    supervise(by=None, body=bodies.college, supervisor=bodies.education, since=date(2027, 1, 1))
    return {"own": bodies.education, "under": bodies.college, "other": bodies.commune_b}


def person_as(role: str, body: Body, since: date = date(2026, 1, 1)) -> User:
    return make.user(f"{role}_{body.code}".replace("-", "_"), body=body, role=role, since=since)


def again(user: User) -> User:
    """As the next request reads him."""
    return User.objects.get(pk=user.pk)


def reached(mark: str) -> set[str]:
    return {"A": {"own", "under", "other"}, "O": {"own"}, "U": {"under"}, "-": set()}[mark]


def test_the_table_by_hand_names_every_role_and_every_verb():
    assert set(TABLE) == {(role, verb.value) for role in ROLES for verb in Verb}


@pytest.mark.parametrize("role", ROLE_ORDER)
def test_a_role_may_do_what_the_table_says_and_nothing_else(places, role):
    user = person_as(role, places["own"])
    found = {verb.value: {name for name, body in places.items() if allowed(user, verb, body)} for verb in Verb}
    assert found == {verb.value: reached(TABLE[role, verb.value]) for verb in Verb}


@pytest.mark.parametrize("role", ROLE_ORDER)
def test_the_filter_of_rows_says_the_same_as_the_question_about_one_body(places, role):
    user = person_as(role, places["own"])
    for verb in Verb:
        seen = set(Body.objects.filter(within_reach(user, verb)))
        assert {b for b in Body.objects.all() if allowed(user, verb, b)} == seen


@pytest.mark.parametrize("role", ROLE_ORDER)
def test_without_a_body_the_question_is_whether_one_may_anywhere(places, role):
    user = person_as(role, places["own"])
    assert {v.value for v in Verb if allowed(user, v)} == {v.value for v in Verb if TABLE[role, v.value] != "-"}


@pytest.mark.parametrize("role", ROLE_ORDER)
def test_in_a_body_s_own_name_only_its_people_act(places, role):
    user = person_as(role, places["own"])
    for verb in Verb:
        acting = {name for name, body in places.items() if acts_for(user, verb, body)}
        assert acting == ({"own"} if TABLE[role, verb.value] != "-" else set()), verb


@pytest.mark.parametrize("role", ROLE_ORDER)
def test_a_role_gives_only_the_roles_of_the_table(places, role):
    user = person_as(role, places["own"])
    assert {slug for slug in ROLES if may_grant(user, slug, places["own"])} == GRANTS[role]
    elsewhere = GRANTS[role] if ROLES[role].reach is Reach.PROVINCE else set()
    assert {slug for slug in ROLES if may_grant(user, slug, places["other"])} == elsewhere


@pytest.mark.parametrize("giver", ROLE_ORDER)
def test_nobody_hands_on_a_right_he_could_not_get_by_his_own_role(giver):
    """The administrator opens accounts for everybody; every other role gives only what lies within its own rights."""
    if giver == "administrator":
        return
    own = ROLES[giver]
    beyond = {slug: ROLES[slug].verbs - own.verbs for slug in own.grants}
    work_of_officers = {Verb.READ_PRIVATE, Verb.ENTER_ROWS, Verb.WRITE_REPORT, Verb.EDIT_BODIES, Verb.EDIT_STATISTICS}
    assert all(verbs <= work_of_officers for verbs in beyond.values())
    assert all(Verb.GRANT not in verbs for verbs in beyond.values())
    assert not any(ROLES[slug].grants - own.grants for slug in own.grants)


@pytest.mark.parametrize("user", ["outsider", "nobody"])
def test_an_outsider_may_nothing_anywhere(places, outsider, user):
    visitor = outsider if user == "outsider" else AnonymousUser()
    assert not any(allowed(visitor, verb) for verb in Verb)
    assert not any(allowed(visitor, verb, body) for verb in Verb for body in places.values())
    assert not Body.objects.filter(within_reach(visitor, Verb.READ_ROWS)).exists()
    assert not any(may_grant(visitor, role, places["own"]) for role in ROLES)
    assert bodies_for(visitor, Verb.WRITE_REPORT) == []


def test_an_account_out_of_use_may_nothing(department_officer, department):
    department_officer.is_active = False
    assert not allowed(department_officer, Verb.READ_ROWS, department)
    assert not acts_for(department_officer, Verb.WRITE_REPORT, department)


# ---------- dates ----------


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (date(2028, 11, 15), None, True),
        (date(2028, 11, 16), None, False),
        (date(2026, 1, 1), date(2028, 11, 15), True),
        (date(2026, 1, 1), date(2028, 11, 14), False),
    ],
)
def test_a_role_holds_from_its_first_day_to_its_last(commune_a, since, until, holds):
    user = make.user("moi")
    Membership.objects.create(user=user, body=commune_a, role="body_leader", since=since, until=until)
    assert allowed(user, Verb.READ_ROWS, commune_a) is holds
    assert may_grant(user, "body_officer", commune_a) is holds
    assert Body.objects.filter(within_reach(user, Verb.READ_ROWS)).exists() is holds


def test_the_last_day_of_one_role_leaves_another_untouched(commune_a, commune_b):
    user = person_as("body_officer", commune_a)
    Membership.objects.create(
        user=user, body=commune_b, role="body_officer", since=date(2026, 1, 1), until=date(2027, 1, 1)
    )
    assert (allowed(user, Verb.ENTER_ROWS, commune_a), allowed(user, Verb.ENTER_ROWS, commune_b)) == (True, False)


# ---------- successors ----------


@pytest.fixture
def merged(bodies, administrator):
    """Commune A becomes part of commune B from 1 July 2028."""
    end_body(by=administrator, body=bodies.commune_a, on=date(2028, 7, 1), successors=[bodies.commune_b], document="1")
    return bodies


def test_a_successor_does_for_its_predecessor_what_it_does_for_itself(merged, commune_b_officer):
    assert allowed(commune_b_officer, Verb.ENTER_ROWS, merged.commune_a)
    assert acts_for(commune_b_officer, Verb.WRITE_REPORT, merged.commune_a)
    assert merged.commune_a in Body.objects.filter(within_reach(commune_b_officer, Verb.READ_ROWS))


def test_a_predecessor_gets_nothing_of_its_successor(merged, commune_a_officer):
    assert not allowed(commune_a_officer, Verb.READ_ROWS, merged.commune_b)


def test_before_its_first_day_a_successor_is_a_stranger(merged, commune_b_officer, monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2028-06-30")
    assert not allowed(again(commune_b_officer), Verb.READ_ROWS, merged.commune_a)
    assert merged.commune_a not in Body.objects.filter(within_reach(again(commune_b_officer), Verb.READ_ROWS))


# ---------- supervision ----------


@pytest.mark.parametrize(
    ("day", "reads"), [("2026-12-31", False), ("2027-01-01", True), ("2028-03-31", True), ("2028-04-01", False)]
)
def test_a_supervisor_reads_only_while_the_body_is_under_it(bodies, supervisor, monkeypatch, day, reads):
    supervise(
        by=None, body=bodies.college, supervisor=bodies.education, since=date(2027, 1, 1), until=date(2028, 3, 31)
    )
    monkeypatch.setenv("NSCL_TODAY", day)
    user = again(supervisor)
    assert allowed(user, Verb.READ_REPORT, bodies.college) is reads
    assert (bodies.college in Body.objects.filter(within_reach(user, Verb.READ_REPORT))) is reads
    assert not allowed(user, Verb.ENTER_ROWS, bodies.college)


# ---------- giving ----------


def test_nobody_gives_himself_a_role(administrator, department):
    with pytest.raises(PermissionDenied):
        grant(by=administrator, user=administrator, body=department, role="viewer", since=date(2028, 1, 1))


@pytest.mark.parametrize(
    ("giver", "role"), [("commune_a_leader", "body_leader"), ("department_leader", "administrator")]
)
def test_a_role_above_one_s_own_is_not_given_even_past_the_page(request, outsider, commune_a, giver, role):
    with pytest.raises(PermissionDenied):
        grant(by=request.getfixturevalue(giver), user=outsider, body=commune_a, role=role, since=date(2028, 1, 1))
    assert not outsider.memberships.exists()


def test_nobody_takes_back_his_own_role(administrator):
    with pytest.raises(PermissionDenied):
        revoke(by=administrator, membership=administrator.memberships.get(), on=date(2028, 11, 15), why="x")


def test_a_role_of_the_standing_body_has_no_place_elsewhere(administrator, outsider, commune_a, programme):
    with pytest.raises(ValidationError, match="chỉ có ở cơ quan thường trực"):
        grant(by=administrator, user=outsider, body=commune_a, role="department_officer", since=date(2028, 1, 1))
    assert "department_officer" not in {role.slug for role in grantable(administrator, commune_a)}
    assert "department_officer" in {role.slug for role in grantable(administrator, programme.standing_body)}


def test_one_open_role_is_held_once(administrator, commune_a, commune_a_officer):
    with pytest.raises(ValidationError):
        grant(by=administrator, user=commune_a_officer, body=commune_a, role="body_officer", since=date(2028, 1, 1))
