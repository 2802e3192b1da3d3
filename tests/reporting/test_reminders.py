"""Who is reminded when: each person of each step once, by the working calendar, and only of what is owed."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.history.models import Event
from nscl.notices.models import Mail, Notice
from nscl.organisations.models import Kind, User
from nscl.reporting import actions, lateness
from nscl.reporting.models import Obligation, Report, Round
from nscl.reporting.reminders import OFFSETS, Debt, Owes, Rhythm, Step, claim, offsets_of, schedule, step_on
from nscl.vn.calendar import ZONE
from tests import make
from tests.reporting.conftest import fill

LAST = date(2028, 11, 19)  # a Sunday


def told(user: User) -> list[str]:
    return list(Notice.objects.of(user).order_by("pk").values_list("text", flat=True))


def steps_of(user: User) -> list[str]:
    return [s.rpartition("/")[2] for s in Notice.objects.of(user).order_by("pk").values_list("subject", flat=True)]


# ---- the schedule, without a database


def test_steps_before_the_deadline_come_on_the_working_day_before_and_those_after_it_on_the_next():
    assert schedule(LAST, OFFSETS, {}) == (
        Step(-30, date(2028, 10, 20)),
        Step(-15, date(2028, 11, 3)),  # 4/11 is a Saturday
        Step(-7, date(2028, 11, 10)),
        Step(-3, date(2028, 11, 16)),
        Step(-1, date(2028, 11, 17)),
        Step(0, date(2028, 11, 17)),
        Step(1, date(2028, 11, 20)),
        Step(3, date(2028, 11, 22)),
    )


def test_nobody_is_told_he_is_late_before_he_is():
    friday = date(2028, 11, 17)
    assert schedule(friday, (1,), {}) == (Step(1, date(2028, 11, 20)),)


def test_a_day_of_the_working_calendar_moves_a_step_but_not_the_deadline():
    swapped = {date(2028, 11, 17): False}
    moved = {step.offset: step.on for step in schedule(LAST, OFFSETS, swapped)}

    assert moved[0] == date(2028, 11, 16)
    assert lateness.last_working_day(date(2028, 11, 20), swapped) == date(2028, 11, 16)
    assert lateness.last_moment(date(2028, 11, 20)).date() == LAST


def test_only_the_latest_step_missed_is_caught_up_and_none_from_before_one_could_be_asked():
    steps = schedule(LAST, OFFSETS, {})
    assert step_on(date(2028, 11, 18), steps, date(2028, 10, 16)) == Step(0, date(2028, 11, 17))
    assert step_on(date(2028, 11, 9), steps, date(2028, 11, 6)) is None
    assert step_on(date(2028, 10, 19), steps, date(2028, 10, 16)) is None


@pytest.mark.parametrize(
    ("owes", "day", "who"),
    [
        (Owes.WRITING, date(2028, 11, 10), (True, False)),
        (Owes.WRITING, date(2028, 11, 17), (True, True)),
        (Owes.MENDING, date(2028, 11, 20), (True, True)),
        (Owes.SIGNATURE, date(2028, 11, 10), (False, True)),
    ],
)
def test_who_writes_is_asked_first_and_from_the_deadline_on_who_signs_as_well(owes, day, who):
    found = claim(Debt(1, 1, owes, LAST, date(2028, 10, 16)), day, Rhythm(), {})
    assert found is not None
    assert (found.writers, found.signers) == who


def test_decided_steps_are_whole_numbers_in_order():
    assert offsets_of("0 -7 2 -7") == (-7, 0, 2)
    with pytest.raises(ValueError, match="mỗi"):
        offsets_of("mỗi tuần")


# ---- the run of a day


@pytest.mark.django_db
def test_a_specialist_is_reminded_first_then_his_leader_then_who_asks_for_a_letter(
    round: Round, on_day, commune_a_officer, commune_a_leader, department_officer, commune_b_officer
):
    actions.remind()  # 15/11: no step since the list was approved today
    assert Notice.objects.count() == 0

    on_day("2028-11-16")
    actions.remind()
    assert told(commune_a_officer) == [
        "Viết và gửi báo cáo năm 2028 của UBND xã A: hạn hết ngày 19/11/2028, còn 3 ngày."
    ]
    assert told(commune_a_leader) == []

    on_day("2028-11-17")
    actions.remind()
    assert steps_of(commune_a_leader) == ["+0"]

    on_day("2028-11-22")
    actions.remind()
    assert told(commune_a_officer)[-1].endswith("đã quá hạn 3 ngày (hạn hết ngày 19/11/2028).")
    assert told(department_officer) == [
        "03 đơn vị chưa gửi báo cáo năm 2028 (hạn hết ngày 19/11/2028): lập danh sách để đôn đốc bằng văn bản."
    ]


@pytest.mark.django_db
def test_who_has_sent_is_not_reminded_nor_who_was_only_invited(
    sent: Report, round: Round, on_day, commune_a_officer, commune_a_leader, education
):
    invited = make.user("van_phong", body=education)
    assert round.reports.get(body=education).obligation == Obligation.OBLIGED
    Report.objects.filter(body=education).update(obligation=Obligation.INVITED)
    for day in ("2028-11-16", "2028-11-20", "2028-11-22"):
        on_day(day)
        actions.remind()

    assert (told(commune_a_officer), told(commune_a_leader), told(invited)) == ([], [], [])


@pytest.mark.django_db
def test_items_sent_back_are_asked_for_by_their_own_day(returned: Report, on_day, commune_a_officer):
    on_day("2028-11-16")
    actions.remind()
    assert told(commune_a_officer) == [
        "Bổ sung 01 mục của báo cáo năm 2028 của UBND xã A: hạn hết ngày 17/11/2028, còn 1 ngày."
    ]


@pytest.mark.django_db
def test_a_report_that_waits_for_signature_is_asked_of_who_signs(
    filled: Report, on_day, commune_a_officer, commune_a_leader
):
    actions.clear(filled, by=commune_a_officer)
    on_day("2028-11-16")
    actions.remind()
    assert told(commune_a_officer) == []
    assert told(commune_a_leader) == ["Ký gửi báo cáo năm 2028 của UBND xã A: hạn hết ngày 19/11/2028, còn 3 ngày."]


@pytest.mark.django_db
@pytest.mark.parametrize("rhythm", ["daily", "twice a day", "every fourth day", "once at the end"])
def test_each_person_is_told_each_step_at_most_once_however_the_days_are_run(
    round: Round, on_day, everyone, rhythm: str
):
    Round.objects.filter(pk=round.pk).update(roster_approved_at=datetime(2028, 10, 9, 9, tzinfo=ZONE))
    days = [LAST + timedelta(days=n) for n in range(-40, 6)]
    runs = {"daily": days, "twice a day": sorted(days * 2), "every fourth day": days[::4], "once at the end": days[-1:]}
    for day in runs[rhythm]:
        on_day(day.isoformat())
        actions.remind()

    each = Counter(Notice.objects.values_list("recipient", "subject"))
    assert set(each.values()) == {1}
    assert Mail.objects.count() <= Notice.objects.count()
    steps = {  # -1 and 0 fall on one Friday: the later says it
        "daily": ["-30", "-15", "-7", "-3", "+0", "+1", "+3"],
        "every fourth day": ["-30", "-15", "-7", "+0", "+3"],
        "once at the end": ["+3"],
    }
    assert steps_of(everyone["commune_b_officer"]) == steps.get(rhythm, steps["daily"])


@pytest.mark.django_db
def test_the_people_of_two_bodies_get_one_mail_a_run(round: Round, on_day, bodies, commune_a_officer):
    from nscl.organisations.models import Membership

    Membership.objects.create(
        user=commune_a_officer, body=bodies.commune_b, role="body_officer", since=date(2026, 1, 1)
    )
    on_day("2028-11-16")
    actions.remind()

    assert len(told(commune_a_officer)) == 2
    mail = Mail.objects.get(recipient=commune_a_officer)
    assert mail.subject == "Nhắc việc: 02 việc, hạn gần nhất hết ngày 19/11/2028"
    assert all(text in mail.body for text in told(commune_a_officer))


@pytest.mark.django_db
def test_a_decision_gives_other_steps_and_one_that_is_no_list_is_refused_by_name(
    round: Round, on_day, plan, commune_a_officer, department_leader
):
    words = {"document": "12/QĐ", "in_force_from": date(2028, 11, 1), "by": department_leader}
    actions.change_regime(plan, "annual", {"reminders": "-2 0"}, **words)
    on_day("2028-11-16")
    actions.remind()
    assert told(commune_a_officer) == []
    on_day("2028-11-17")
    actions.remind()
    assert steps_of(commune_a_officer) == ["+0"]

    with pytest.raises(ValidationError, match='"mỗi tuần" không phải số ngày tính từ hạn'):
        actions.change_regime(plan, "annual", {"reminders": "mỗi tuần"}, **words)


@pytest.mark.django_db
def test_a_frozen_or_unapproved_round_reminds_nobody(prepared: Round, on_day):
    on_day("2028-11-20")
    assert actions.remind() == 0


@pytest.mark.django_db
def test_reminding_a_hundred_and_twenty_bodies_asks_no_more_questions_than_three(round: Round, on_day, everyone):
    def cost(day: str) -> int:
        on_day(day)
        with CaptureQueriesContext(connection) as seen:
            assert actions.remind()
        return len(seen)

    few = cost("2028-11-16")
    for n in range(120):
        body = make.body(f"x{n}", f"UBND xã {n}", Kind.COMMUNE)
        make.user(f"can_bo_{n}", body=body)
        Report.objects.create(round=round, body=body, obligation=Obligation.OBLIGED)

    many = cost("2028-11-17")
    assert Notice.objects.count() > 120
    assert many == few


# ---- by hand


@pytest.mark.django_db
def test_reminding_by_hand_tells_who_writes_and_who_signs_once_a_day_and_stands_in_the_history(
    round: Round, department_officer, commune_a_officer, commune_a_leader, commune_b_officer
):
    for _again in range(2):
        count = actions.remind_now(round, ["99901"], by=department_officer)

    assert count == 0  # the second time nobody is told again
    assert [len(told(user)) for user in (commune_a_officer, commune_a_leader, commune_b_officer)] == [1, 1, 0]
    event = Event.objects.get(verb="round.reminded")
    assert (event.actor_name, event.summary) == (department_officer.full_name, "2 người")


@pytest.mark.django_db
def test_reminding_by_hand_is_for_who_sends_back_and_of_bodies_that_owe(
    sent: Report, round: Round, department_officer, viewer, commune_b_leader
):
    with pytest.raises(ValidationError, match="không còn nợ báo cáo"):
        actions.remind_now(round, ["99901"], by=department_officer)
    for user in (viewer, commune_b_leader):
        with pytest.raises(PermissionDenied):
            actions.remind_now(round, ["99902"], by=user)


@pytest.mark.django_db
def test_a_report_sent_meanwhile_leaves_its_reminders_where_they_are(
    round: Round, on_day, commune_a_officer, commune_a_leader
):
    on_day("2028-11-16")
    actions.remind()
    actions.submit(fill(round.reports.get(body__code="99901"), commune_a_officer), by=commune_a_leader)
    on_day("2028-11-17")
    actions.remind()
    assert steps_of(commune_a_officer) == ["-3"]


@pytest.mark.parametrize(
    ("day", "heads", "leaders"),
    [(date(2028, 11, 10), False, False), (date(2028, 11, 16), True, False), (date(2028, 11, 17), True, True)],
)
def test_what_is_owed_goes_up_from_the_writer_to_the_head_to_the_leader(day: date, heads: bool, leaders: bool):
    found = claim(Debt(1, 1, Owes.WRITING, LAST, date(2028, 10, 16)), day, Rhythm(heads=-3, leaders=0), {})
    assert found is not None
    assert (found.writers, found.heads, found.signers) == (True, heads, leaders)
