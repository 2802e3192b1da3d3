"""What the standing body decides itself: dated, with its document, never rewritten; and taking a plan into use."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError

from nscl.config import launcher
from nscl.history.models import Event
from nscl.organisations.actions import adopt, decide
from nscl.organisations.decisions import in_force
from nscl.organisations.models import Body, Decision, Designation, Programme
from nscl.vn.calendar import ZONE, now

pytestmark = pytest.mark.django_db

FOLDER = launcher.ROOT / "plans" / "bac-ninh-2026-2030"
WHAT = {"plan": "thu", "key": "counting.grade", "document": "12/SKHCN-TĐC", "reason": "thống nhất cách tính"}


def values(on: date, at: datetime | None = None) -> dict[str, str]:
    return {key: decision.value for key, decision in in_force("thu", on, at or now()).items()}


def test_a_decision_holds_from_its_day(department_officer):
    decide(by=department_officer, value="B", in_force_from=date(2026, 1, 1), **WHAT)
    decide(by=department_officer, value="A", in_force_from=date(2028, 1, 1), **WHAT)
    assert values(date(2025, 12, 31)) == {}
    assert values(date(2027, 12, 31)) == {"counting.grade": "B"}
    assert values(date(2028, 1, 1)) == {"counting.grade": "A"}


def test_of_two_for_one_day_the_later_entered_holds(department_officer):
    for value in ("B", "A"):
        decide(by=department_officer, value=value, in_force_from=date(2026, 1, 1), **WHAT)
    assert values(date(2028, 1, 1)) == {"counting.grade": "A"}


def test_what_was_known_at_a_moment_stays_askable(department_officer, monkeypatch):
    monkeypatch.setenv("NSCL_TODAY", "2027-03-01")
    decide(by=department_officer, value="B", in_force_from=date(2026, 1, 1), **WHAT)
    monkeypatch.setenv("NSCL_TODAY", "2028-03-01")
    decide(by=department_officer, value="A", in_force_from=date(2026, 1, 1), **WHAT)
    assert values(date(2026, 6, 1), datetime(2027, 12, 31, tzinfo=ZONE)) == {"counting.grade": "B"}
    assert values(date(2026, 6, 1)) == {"counting.grade": "A"}


def test_decisions_of_another_plan_are_not_ours(department_officer):
    decide(by=department_officer, value="B", in_force_from=date(2026, 1, 1), **{**WHAT, "plan": "khac"})
    assert values(date(2028, 1, 1)) == {}


@pytest.mark.parametrize("document", ["", "   "])
def test_a_decision_without_its_document_is_refused(department_officer, document):
    with pytest.raises(ValidationError, match='Ô "Văn bản" còn trống'):
        decide(by=department_officer, value="A", in_force_from=date(2028, 1, 1), **{**WHAT, "document": document})
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["commune_a_leader", "viewer", "administrator", "outsider"])
def test_only_the_standing_body_decides(request, who):
    with pytest.raises(PermissionDenied):
        decide(by=request.getfixturevalue(who), value="A", in_force_from=date(2028, 1, 1), **WHAT)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_decision_is_never_rewritten(department_officer, change):
    decide(by=department_officer, value="B", in_force_from=date(2026, 1, 1), **WHAT)
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        Decision.objects.update(value="A") if change == "update" else Decision.objects.all().delete()


def test_a_decision_is_told_by_the_history_with_its_document(department_officer):
    decide(by=department_officer, value="A", in_force_from=date(2028, 1, 1), **WHAT)
    event = Event.objects.get(verb="decision.made")
    assert (event.summary, event.why) == ("counting.grade = A", "12/SKHCN-TĐC")


# ---------- a plan taken into use ----------


def test_a_plan_taken_into_use_brings_its_bodies_and_the_first_entry_of_every_open_point(db, plan):
    programme = adopt(plan=plan, folder=FOLDER)
    assert programme.is_current
    assert programme.standing_body.code == plan.standing_body
    assert set(Body.objects.values_list("code", flat=True)) == {body.code for body in plan.bodies}
    first = in_force(plan.slug, date(plan.period.start, 1, 1), now())
    assert {key: d.value for key, d in first.items()} == {p.key: str(p.value) for p in plan.decisions}
    assert all(d.document == plan.number for d in first.values())


def test_taking_it_into_use_again_doubles_nothing(db, plan):
    adopt(plan=plan, folder=FOLDER)
    counts = [m.objects.count() for m in (Body, Designation, Decision, Programme)]
    adopt(plan=plan, folder=FOLDER)
    assert [m.objects.count() for m in (Body, Designation, Decision, Programme)] == counts


def test_taking_it_into_use_again_keeps_what_was_decided_since(plan, department_officer):
    adopt(plan=plan, folder=FOLDER)
    key = plan.decisions[0].key
    decide(by=department_officer, plan=plan.slug, key=key, value="khác", document="1", in_force_from=date(2028, 1, 1))
    adopt(plan=plan, folder=FOLDER)
    assert in_force(plan.slug, date(2028, 6, 1), now())[key].value == "khác"


def test_bodies_already_there_are_kept_as_they_are(plan, department, department_officer):
    adopt(plan=plan, folder=FOLDER)
    assert Body.objects.filter(code=department.code).get() == department


def test_a_second_plan_does_not_push_the_first_aside(db, plan):
    from nscl.plan import load

    adopt(plan=plan, folder=FOLDER)
    second = adopt(plan=load(launcher.ROOT / "plans" / "mau"), folder=launcher.ROOT / "plans" / "mau")
    assert not second.is_current
    assert Programme.objects.get(is_current=True).plan == plan.slug


def test_one_plan_is_current(db, plan):
    first = adopt(plan=plan, folder=FOLDER)
    with pytest.raises(IntegrityError, match="one_current_programme"):
        Programme.objects.create(plan="x", folder="x", standing_body=first.standing_body, adopted_at=now())
