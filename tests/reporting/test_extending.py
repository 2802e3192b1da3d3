"""More time for one body: by a document, counted by the new day, while the round's own day stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from nscl.history.models import Event
from nscl.notices.models import Notice
from nscl.organisations.models import Body, User
from nscl.reporting import actions
from nscl.reporting.actions.reminding import moved_by
from nscl.reporting.models import Extension, Report, Round
from nscl.reporting.queries import tally
from nscl.vn.calendar import ZONE

pytestmark = pytest.mark.django_db

GIVEN: dict[str, Any] = {
    "due_before": date(2028, 11, 25),
    "number": "231/SKHCN-TĐC",
    "signed_on": date(2028, 11, 15),
    "reason": "ảnh hưởng của bão",
}


def came(report: Report, at: datetime) -> Report:
    Report.objects.filter(pk=report.pk).update(first_submitted_at=at)
    return Report.objects.get(pk=report.pk)


def test_an_extension_is_kept_with_who_until_when_and_by_which_document(report: Report, department_officer: User):
    file = SimpleUploadedFile("gia-han.pdf", b"%PDF-1.7")
    given = actions.extend(report, by=department_officer, file=file, **GIVEN)

    assert (given.was_before, given.due_before) == (date(2028, 11, 20), date(2028, 11, 25))
    assert (given.by, given.number, given.file.body.code) == (department_officer, "231/SKHCN-TĐC", "skhcn")
    event = Event.objects.get(verb="report.extended")
    assert (event.summary, event.why) == ("UBND xã A, 2028", "ảnh hưởng của bão")


def test_lateness_is_counted_by_the_minute_from_the_extended_moment_and_the_rounds_day_stays(
    report: Report, department_officer: User
):
    actions.extend(report, by=department_officer, **GIVEN)
    end = datetime(2028, 11, 25, tzinfo=ZONE)

    assert came(report, end - timedelta(seconds=1)).minutes_late(end) == 0
    assert came(report, end).minutes_late(end) == 1
    late = came(report, end + timedelta(minutes=90))
    assert (late.minutes_late(end), late.days_late(end)) == (91, 1)
    assert late.round.due_before == date(2028, 11, 20)


def test_the_counts_of_the_round_take_each_body_by_its_own_day(round: Round, report: Report, department_officer: User):
    other = round.reports.get(body__code="99902")
    actions.extend(report, by=department_officer, **GIVEN)
    for each in (report, other):
        came(each, datetime(2028, 11, 21, 9, tzinfo=ZONE))

    counts = tally(round, at=datetime(2028, 11, 26, tzinfo=ZONE))
    assert (counts.received, counts.late) == (2, 1)


def test_a_second_extension_follows_the_first(report: Report, department_officer: User):
    actions.extend(report, by=department_officer, **GIVEN)
    actions.extend(report, by=department_officer, **{**GIVEN, "due_before": date(2028, 11, 27), "number": "240/SKHCN"})

    found = Report.objects.get(pk=report.pk)
    assert found.due_before == date(2028, 11, 27)
    assert [each.was_before for each in found.extensions.all()] == [date(2028, 11, 20), date(2028, 11, 25)]
    assert found.extension.number == "240/SKHCN"


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"number": " "}, "number"),
        ({"reason": ""}, "reason"),
        ({"due_before": date(2028, 11, 20)}, "due_before"),
        ({"due_before": date(2028, 12, 1)}, "due_before"),
        ({"signed_on": date(2028, 11, 16)}, "signed_on"),
    ],
)
def test_an_extension_without_a_document_or_that_gives_no_time_is_refused_at_its_box(
    report: Report, department_officer: User, how: dict[str, Any], field: str
):
    with pytest.raises(ValidationError) as refusal:
        actions.extend(report, by=department_officer, **{**GIVEN, **how})
    assert list(refusal.value.message_dict) == [field]
    assert not Extension.objects.exists()


def test_time_is_not_extended_once_it_has_run_out(report: Report, department_officer: User, on_day):
    on_day("2028-11-21")
    with pytest.raises(ValidationError, match="Chỉ gia hạn được khi văn bản ký trong hạn"):
        actions.extend(report, by=department_officer, **{**GIVEN, "signed_on": date(2028, 11, 21)})
    actions.extend(report, by=department_officer, **GIVEN)  # signed in time, written down later


def test_what_has_come_late_stays_late(report: Report, department_officer: User):
    came(report, datetime(2028, 11, 20, 8, tzinfo=ZONE))
    with pytest.raises(ValidationError, match="đã gửi báo cáo lúc"):
        actions.extend(report, by=department_officer, **GIVEN)
    assert Report.objects.get(pk=report.pk).minutes_late(datetime(2028, 11, 21, tzinfo=ZONE)) == 481


def test_who_is_never_late_needs_no_extension(own_report: Report, department_officer: User):
    with pytest.raises(ValidationError, match="không cần gia hạn"):
        actions.extend(own_report, by=department_officer, **GIVEN)


def test_a_body_does_not_extend_its_own_time(report: Report, commune_a_leader: User):
    with pytest.raises(PermissionDenied):
        actions.extend(report, by=commune_a_leader, **GIVEN)


def test_reminders_follow_the_extended_day_and_the_letter_leaves_the_body_out(
    report: Report, department_officer: User, commune_a_officer: User, on_day
):
    on_day("2028-11-16")
    actions.remind()
    on_day("2028-11-18")
    actions.extend(report, by=department_officer, **GIVEN)
    for day in ("2028-11-20", "2028-11-21", "2028-11-22"):  # T-7 of the new day lay before it was given
        on_day(day)
        actions.remind()

    said = list(Notice.objects.of(commune_a_officer).order_by("pk").values_list("text", flat=True))
    assert [text.rpartition(": ")[2] for text in said] == [
        "hạn hết ngày 19/11/2028, còn 3 ngày.",
        "hạn hết ngày 24/11/2028, còn 3 ngày.",
    ]
    letter = Notice.objects.of(department_officer).get()
    assert letter.text.startswith("02 đơn vị chưa gửi")


def test_a_day_of_the_calendar_moves_the_steps_of_extended_bodies_too(
    report: Report, department_officer: User, commune_a: Body
):
    actions.extend(report, by=department_officer, **GIVEN)

    moved = moved_by(date(2028, 11, 21), False)
    assert (-3, date(2028, 11, 21), date(2028, 11, 20)) in [step[1:] for step in moved]
    assert report.round.last_moment == datetime(2028, 11, 19, 23, 59, 59, 999999, tzinfo=ZONE)
