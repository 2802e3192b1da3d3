"""The history: append-only, chained, and telling when somebody has tampered."""

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from nscl.history.acts import broken_link, record
from nscl.history.models import Event


@pytest.fixture
def three_acts(department_officer):
    for number in range(3):
        record(by=department_officer, verb="row.entered", subject=f"registers.course/{number}", summary="Lớp 5S")


def test_each_act_holds_the_hash_of_the_one_before(three_acts):
    events = list(Event.objects.order_by("id"))
    assert [e.previous_hash for e in events[1:]] == [e.hash for e in events[:-1]]


def test_an_untouched_chain_has_no_broken_link(three_acts):
    assert broken_link() is None


def test_an_act_changed_behind_the_database_s_back_breaks_the_chain(three_acts):
    target = Event.objects.order_by("id")[1]
    with connection.cursor() as cursor:
        cursor.execute("alter table history_event disable trigger user")
        cursor.execute("update history_event set summary = 'khác' where id = %s", [target.pk])
        cursor.execute("alter table history_event enable trigger user")
    assert broken_link() == target


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_act(three_acts, change):
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        Event.objects.all().delete() if change == "delete" else Event.objects.update(summary="khác")
