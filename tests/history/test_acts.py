"""The history: append-only, chained, and telling when somebody has tampered."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from nscl.history.acts import record
from nscl.history.chain import Fault, Head, Kind
from nscl.history.models import Event
from nscl.history.verification import faults
from nscl.vn.calendar import now


def behind_the_back(statement: str, *values: object) -> None:
    """As somebody with the database's own rights would."""
    with connection.cursor() as cursor:
        cursor.execute("alter table history_event disable trigger user")
        cursor.execute(statement, values)
        cursor.execute("alter table history_event enable trigger user")


@pytest.fixture
def three_acts(department_officer):
    for number in range(3):
        record(by=department_officer, verb="row.entered", subject=f"registers.course/{number}", summary="Lớp 5S")


def test_each_act_holds_the_hash_of_the_one_before(three_acts):
    events = list(Event.objects.order_by("id"))
    assert [e.previous_hash for e in events[1:]] == [e.hash for e in events[:-1]]


def test_an_untouched_chain_has_no_broken_link(three_acts):
    assert faults() == []


def test_an_act_changed_behind_the_database_s_back_breaks_the_chain(three_acts):
    target = Event.objects.order_by("id")[1]
    behind_the_back("update history_event set summary = 'khác' where id = %s", target.pk)
    assert faults() == [Fault(Kind.CHANGED, target.pk, target.pk)]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_act(three_acts, change):
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        Event.objects.all().delete() if change == "delete" else Event.objects.update(summary="khác")


def test_a_chain_of_nothing_is_whole(db):
    assert faults() == []


def test_the_first_act_stands_on_nothing(three_acts):
    assert Event.objects.order_by("id").first().previous_hash == "0" * 64


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_name", "'Người khác'"),
        ("at", "at + interval '1 second'"),
        ("why", "'vì thế'"),
        ("details", "'{\"a\": 1}'"),
        ("body_id", "99"),
        ("verb", "'row.confirmed'"),
    ],
)
def test_whatever_part_of_an_act_is_changed_the_chain_tells(three_acts, column, value):
    target = Event.objects.order_by("id")[1]
    behind_the_back(f"update history_event set {column} = {value} where id = %s", target.pk)  # noqa: S608
    assert faults() == [Fault(Kind.CHANGED, target.pk, target.pk)]


def test_an_act_taken_out_is_named(three_acts):
    taken = Event.objects.order_by("id")[1]
    record(by=None, verb="row.entered", subject="x/1")
    behind_the_back("delete from history_event where id = %s", taken.pk)
    assert faults() == [Fault(Kind.DELETED, taken.pk, taken.pk)]


def test_an_act_slipped_in_is_named(three_acts):
    first, after = Event.objects.order_by("id")[:2]
    behind_the_back("update history_event set id = id + 100 where id > %s", first.pk)
    forged = Event(id=first.pk + 1, at=now(), actor_name="Ai đó", verb="row.entered", subject="x/1")
    forged.previous_hash = first.hash
    forged.hash = forged.computed_hash()
    forged.save(force_insert=True)
    assert Event.objects.get(pk=after.pk + 100).previous_hash == first.hash
    assert faults() == [Fault(Kind.INSERTED, forged.pk, forged.pk)]


def test_two_acts_that_exchanged_their_places_are_named(three_acts):
    one, other = (event.pk for event in Event.objects.order_by("id")[:2])
    for new, old in ((-1, one), (one, other), (other, -1)):
        behind_the_back("update history_event set id = %s where id = %s", new, old)
    assert faults() == [Fault(Kind.REORDERED, pk, pk) for pk in (one, other)]


def test_an_act_whose_link_alone_was_overwritten_is_named_and_no_other(three_acts):
    target = Event.objects.order_by("id")[1]
    behind_the_back("update history_event set previous_hash = %s where id = %s", "e" * 64, target.pk)
    assert faults() == [Fault(Kind.CHANGED, target.pk, target.pk)]


def test_acts_cut_off_the_end_show_against_the_head_that_was_kept(three_acts):
    last = Event.objects.order_by("-id")[0]
    head = Head(last.hash, "sổ tay")
    assert faults([head]) == []
    behind_the_back("delete from history_event where id = %s", last.pk)
    assert faults() == []
    assert faults([head]) == [Fault(Kind.CUT, head=head)]


def test_acts_are_numbered_without_a_gap_so_that_what_is_missing_was_taken(three_acts):
    for _ in range(2):
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            record(by=None, verb="row.entered", subject="x/1")
            raise ZeroDivisionError
    record(by=None, verb="row.entered", subject="x/2")
    numbers = list(Event.objects.order_by("id").values_list("pk", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_act_that_is_undone_with_its_transaction_leaves_no_gap(three_acts, department_officer):
    before = Event.objects.count()
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        record(by=department_officer, verb="row.entered", subject="x/1")
        raise ZeroDivisionError
    record(by=department_officer, verb="row.entered", subject="x/2")
    assert faults() == []
    assert Event.objects.count() == before + 1


def test_an_act_of_the_installer_is_the_system_s(db):
    assert record(by=None, verb="body.added", subject="x/1").actor_name == "Hệ thống"


def test_a_long_summary_is_cut_and_the_chain_holds(db):
    assert len(record(by=None, verb="body.added", subject="x/1", summary="ă" * 5000).summary) == 400
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_moment_make_one_chain_not_two():
    def act(number: int) -> None:
        try:
            with transaction.atomic():
                record(by=None, verb="row.entered", subject=f"x/{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as people:
        list(people.map(act, range(24)))
    hashes = list(Event.objects.order_by("id").values_list("previous_hash", flat=True))
    assert len(set(hashes)) == 24
    assert faults() == []
