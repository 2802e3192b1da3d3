"""Bodies over time: names, kinds, ends, successors, supervision; found and sorted as Vietnamese people expect."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import OuterRef, Subquery

from nscl.history.models import Event
from nscl.organisations.actions import add_body, end_body, end_supervision, rename_body, supervise
from nscl.organisations.bodies import kind_on
from nscl.organisations.models import Body, Designation, Kind, Membership, Succession, Supervision
from nscl.organisations.names import Names
from nscl.registers.models import Course
from tests import make

pytestmark = pytest.mark.django_db


# ---------- added ----------


def test_a_body_added_has_its_first_name_and_an_act_of_the_history(department_officer):
    body = add_body(
        by=department_officer, code="dn-x", name="Hãng X", kind=Kind.ENTERPRISE, since=date(2027, 3, 1), document="1"
    )
    line = body.designations.get()
    assert (line.name, line.kind, line.since) == ("Hãng X", "enterprise", date(2027, 3, 1))
    event = Event.objects.get(verb="body.added", body_id=body.pk)
    assert (event.actor_name, event.summary) == (department_officer.full_name, "Hãng X")


def test_a_code_is_given_once(enterprise):
    with pytest.raises(ValidationError):
        make.body("dn-a", "Hãng khác")
    assert Body.objects.filter(code="dn-a").count() == 1


@pytest.mark.parametrize("who", ["commune_a_leader", "department_leader", "viewer", "outsider"])
def test_who_may_not_edit_bodies_is_refused_by_every_verb(request, bodies, who):
    by, day = request.getfixturevalue(who), date(2028, 7, 1)
    line = supervise(by=None, body=bodies.hospital, supervisor=bodies.education, since=date(2027, 1, 1))
    for act in (
        lambda: add_body(by=by, code="x", name="X", kind=Kind.OFFICE),
        lambda: rename_body(by=by, body=bodies.college, name="X", since=day, document="1"),
        lambda: end_body(by=by, body=bodies.college, on=day, successors=[], document="1"),
        lambda: supervise(by=by, body=bodies.college, supervisor=bodies.education, since=day),
        lambda: end_supervision(by=by, line=line, on=day),
    ):
        with pytest.raises(PermissionDenied):
            act()


# ---------- renamed ----------


@pytest.fixture
def renamed(bodies, department_officer) -> Body:
    """The college becomes a university on 1 September 2028."""
    rename_body(
        by=department_officer,
        body=bodies.college,
        name="Trường Đại học A",
        kind=Kind.UNIVERSITY,
        since=date(2028, 9, 1),
        document="QĐ 12",
        short_name="ĐH A",
    )
    return bodies.college


def test_each_day_has_its_name(renamed):
    names = Names()
    assert names.on(date(2028, 8, 31), renamed) == "Trường Cao đẳng A"
    assert names.on(date(2028, 9, 1), renamed) == "Trường Đại học A"
    assert (renamed.name, renamed.short) == ("Trường Đại học A", "ĐH A")


def test_the_kind_that_counts_is_that_of_the_day(renamed, commune_a, commune_a_officer):
    for day in (date(2028, 8, 31), date(2028, 9, 1)):
        make.pilot(by=commune_a_officer, reported_by=commune_a, body=renamed, on=day)
    from nscl.registers.models import Pilot

    rows = Pilot.objects.annotate(kind=kind_on("body", "on")).order_by("on")
    assert [row.kind for row in rows] == ["college", "university"]


def test_two_names_do_not_begin_on_one_day(renamed, department_officer):
    with pytest.raises(ValidationError, match="sau tên đang dùng"):
        rename_body(by=department_officer, body=renamed, name="X", since=date(2028, 9, 1), document="1")


def test_a_name_to_come_is_not_shown_before_its_day(college, department_officer):
    rename_body(by=department_officer, body=college, name="Trường Đại học A", since=date(2029, 1, 1), document="1")
    college.refresh_from_db()
    assert college.name == Names().on(date(2028, 11, 15), college) == "Trường Cao đẳng A"


def test_names_of_many_bodies_take_two_queries(bodies, renamed, department_officer, django_assert_num_queries):
    end_body(by=department_officer, body=bodies.commune_a, on=date(2028, 7, 1), successors=[], document="1")
    with django_assert_num_queries(2):
        names = Names()
        found = [names.on(date(2028, 1, 1), body) for body in (renamed, bodies.commune_a, bodies.hospital)]
    assert found == ["Trường Cao đẳng A", "UBND xã A", "Bệnh viện B"]


# ---------- ended ----------


def test_an_ended_body_was_there_until_the_day_before(bodies, department_officer):
    end_body(by=department_officer, body=bodies.commune_a, on=date(2028, 7, 1), successors=[], document="1")
    assert bodies.commune_a in Body.objects.active_on(date(2028, 6, 30))
    assert bodies.commune_a not in Body.objects.active_on(date(2028, 7, 1))
    assert bodies.commune_a.label() == "UBND xã A"


def test_several_successors_are_all_named(bodies, department_officer):
    heirs = [bodies.commune_b, bodies.department]
    end_body(by=department_officer, body=bodies.commune_a, on=date(2028, 7, 1), successors=heirs, document="1")
    assert bodies.commune_a.label() == "UBND xã A, nay thuộc UBND phường B; Sở Khoa học và Công nghệ"
    assert bodies.commune_a.successor_on(date(2028, 6, 30)) is None


def test_a_body_that_was_split_keeps_every_heir_that_is_still_there(bodies, department_officer):
    third = make.body("99903", "UBND xã C", Kind.COMMUNE)
    heirs = [bodies.commune_b, bodies.department]
    end_body(by=department_officer, body=bodies.commune_a, on=date(2027, 7, 1), successors=heirs, document="1")
    end_body(by=department_officer, body=bodies.commune_b, on=date(2028, 7, 1), successors=[third], document="2")
    said = "UBND xã A, nay thuộc Sở Khoa học và Công nghệ; UBND xã C"
    assert bodies.commune_a.label() == Names().on(date(2027, 1, 1), bodies.commune_a) == said


def test_nobody_has_taken_over_before_the_day(bodies, department_officer):
    end_body(
        by=department_officer, body=bodies.commune_a, on=date(2029, 1, 1), successors=[bodies.commune_b], document="1"
    )
    assert bodies.commune_a.label() == Names().on(date(2028, 1, 1), bodies.commune_a) == "UBND xã A"


def test_who_takes_over_takes_over_what_had_been_taken_over_before(bodies, department_officer):
    third = make.body("99903", "UBND xã C", Kind.COMMUNE)
    end_body(
        by=department_officer, body=bodies.commune_a, on=date(2027, 7, 1), successors=[bodies.commune_b], document="1"
    )
    end_body(by=department_officer, body=bodies.commune_b, on=date(2028, 7, 1), successors=[third], document="2")
    assert set(third.predecessions.values_list("body__code", flat=True)) == {"99901", "99902"}
    assert bodies.commune_a.label() == "UBND xã A, nay thuộc UBND xã C"


def test_a_body_ends_once(bodies, department_officer):
    end_body(by=department_officer, body=bodies.commune_a, on=date(2028, 7, 1), successors=[], document="1")
    with pytest.raises(ValidationError, match="đã kết thúc hoạt động ngày 30/6/2028"):
        end_body(by=department_officer, body=bodies.commune_a, on=date(2028, 8, 1), successors=[], document="1")


def test_an_end_before_the_start_writes_nothing(bodies, department_officer):
    Body.objects.filter(pk=bodies.college.pk).update(started_on=date(2028, 1, 1))
    body = Body.objects.get(pk=bodies.college.pk)
    with pytest.raises(ValidationError, match="Ngày kết thúc trước ngày bắt đầu"):
        end_body(by=department_officer, body=body, on=date(2027, 1, 1), successors=[bodies.commune_b], document="1")
    assert not Succession.objects.exists()
    assert not Event.objects.filter(verb="body.ended").exists()


# ---------- supervised ----------


def test_supervision_ends_on_its_last_day(bodies, department_officer):
    line = supervise(by=department_officer, body=bodies.college, supervisor=bodies.education, since=date(2027, 1, 1))
    end_supervision(by=department_officer, line=line, on=date(2028, 6, 30))
    assert bodies.college in Body.objects.supervised_by(bodies.education, date(2028, 6, 30))
    assert bodies.college not in Body.objects.supervised_by(bodies.education, date(2028, 7, 1))


def test_supervision_does_not_end_before_it_began(bodies, department_officer):
    line = supervise(by=department_officer, body=bodies.college, supervisor=bodies.education, since=date(2027, 1, 1))
    with pytest.raises(ValidationError, match="bắt đầu ngày 01/01/2027"):
        end_supervision(by=department_officer, line=line, on=date(2026, 12, 31))


# ---------- found and sorted ----------


@pytest.mark.parametrize("typed", ["cao đẳng", "CAO DANG", "cao dang a", "cd-a", "dang  cao", "Trường Cao đẳng"])
def test_a_body_is_found_however_it_is_typed(bodies, typed):
    assert bodies.college in Body.objects.search(typed)


@pytest.mark.parametrize("typed", ["%", "_", "' or 1=1 --", "\\"])
def test_signs_of_a_query_language_are_letters_like_any_other(bodies, typed):
    assert not Body.objects.search(typed).exists()


def test_bodies_stand_in_the_order_of_a_vietnamese_dictionary(db):
    names = [
        "An Bình",
        "Ăng Ten",
        "Ân Thi",
        "Bắc Sơn",
        "Duy Tiên",
        "Đại Đồng",
        "Hòa An",
        "Hoà Bình",
        "Tam Đa",
        "Tâm An",
    ]
    for number, name in enumerate(reversed(names)):
        make.body(f"b-{number}", name)
    assert [body.name for body in Body.objects.all()] == names


# ---------- what the database itself refuses, whoever asks past the actions ----------


def test_one_tax_code_belongs_to_one_body(bodies):
    Body.objects.filter(code="dn-a").update(tax_code="0100109106")
    with pytest.raises(IntegrityError, match="one_body_for_one_tax_code"):
        Body.objects.filter(code="dn-b").update(tax_code="0100109106")


def test_bodies_without_a_tax_code_do_not_collide(bodies):
    assert Body.objects.filter(tax_code="").count() == 8


def test_the_database_refuses_an_end_before_the_start(bodies):
    with pytest.raises(IntegrityError, match="a_body_does_not_end_before_it_starts"):
        Body.objects.filter(code="dn-a").update(started_on=date(2028, 1, 2), ended_on=date(2028, 1, 1))


def test_one_supervisor_has_one_line_over_a_body_at_a_time(bodies):
    line = {"body": bodies.college, "supervisor": bodies.education}
    Supervision.objects.create(**line, since=date(2027, 1, 1), until=date(2027, 12, 31))
    with pytest.raises(IntegrityError, match="one_supervision_at_a_time_by_one_body"), transaction.atomic():
        Supervision.objects.create(**line, since=date(2027, 12, 31))
    Supervision.objects.create(**line, since=date(2028, 1, 1))
    Supervision.objects.create(body=bodies.college, supervisor=bodies.department, since=date(2027, 6, 1))


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("no_body_supervises_itself", lambda b: Supervision(body=b, supervisor=b, since=date(2028, 1, 1))),
        ("no_body_succeeds_itself", lambda b: Succession(body=b, successor=b, on=date(2028, 1, 1))),
        ("one_designation_a_day", lambda b: Designation(body=b, name="X", kind="office", since=date(1900, 1, 1))),
    ],
)
def test_the_database_refuses_what_must_not_be(commune_a, name, row):
    with pytest.raises(IntegrityError, match=name):
        row(commune_a).save()


def test_one_open_role_is_held_once(commune_a, commune_a_officer):
    with pytest.raises(IntegrityError, match="one_open_membership_for_one_role"):
        Membership.objects.create(user=commune_a_officer, body=commune_a, role="body_officer", since=date(2028, 1, 1))


def test_one_address_has_one_account_however_it_is_written(db):
    make.user("mot")
    with pytest.raises(IntegrityError, match="one_account_for_one_address"):
        make.user("MOT")


def test_every_change_of_a_body_is_kept_even_past_the_actions(enterprise):
    with connection.cursor() as cursor:
        cursor.execute("update organisations_body set name = 'Tên khác' where id = %s", [enterprise.pk])
    labels = list(enterprise.events.order_by("pgh_id").values_list("pgh_label", "name"))
    assert labels == [("insert", "Công ty TNHH A"), ("update", "Tên khác")]


def test_kind_on_a_day_is_one_expression_of_the_query(bodies, commune_a_officer, django_assert_num_queries):
    make.course(by=commune_a_officer, reported_by=bodies.commune_a, on=date(2028, 8, 1))
    first = Course.objects.filter(pk=OuterRef("pk")).values("on")[:1]
    with django_assert_num_queries(1):
        rows = list(Course.objects.annotate(kind=kind_on("reported_by", "on"), same=Subquery(first)))
    assert rows[0].kind == "commune"
