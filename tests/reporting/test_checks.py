"""What is looked at before a report goes out: each check finds its fault, and is quiet without it."""

from datetime import date

import pytest

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.answers import answered_by_figures, left_open
from nscl.reporting.checks.catalogue import CHECKS, check_up
from nscl.reporting.models import Report
from nscl.reporting.submission import submission_of
from tests.reporting.conftest import course_of

pytestmark = pytest.mark.django_db


def _found(report: Report, slug: str) -> dict[str, str]:
    check = next(check for check in CHECKS if check.slug == slug)
    return {finding.code: finding.message for finding in check.run(submission_of(report))}


def _nil(report: Report, by: User, *codes: str) -> None:
    for code in codes:
        actions.write_part(report, code, by=by, version=report.parts.get(code=code).version, nil=True)


def test_a_filled_report_has_nothing_that_stops_it(filled: Report):
    found = check_up(submission_of(filled))

    assert found.errors == []
    assert all(warned.is_explained for warned in found.warnings)


# ---- lead_empty


def test_a_duty_without_a_word_is_found(report: Report):
    found = _found(report, "lead_empty")

    assert set(found) == {"V.8a", "V.8b"}
    assert found["V.8a"] == (
        'Trách nhiệm V.8a của UBND xã A chưa có nội dung. Viết kết quả, hoặc chọn "không phát sinh" và nêu lý do.'
    )


def test_a_led_task_without_a_word_is_found_by_its_printed_number(own_report: Report):
    found = _found(own_report, "lead_empty")

    assert found["NV3.1"].startswith("Nhiệm vụ 3.1 do Sở Khoa học và Công nghệ chủ trì chưa có nội dung.")


def test_nil_without_a_reason_does_not_answer_a_duty(report: Report, commune_a_officer: User):
    _nil(report, commune_a_officer, "V.8a")
    assert "V.8a" in _found(report, "lead_empty")

    actions.write_part(report, "V.8a", by=commune_a_officer, version=1, nil=True, nil_reason="Xã mới thành lập.")
    assert "V.8a" not in _found(report, "lead_empty")


# ---- coordinating_open


def test_open_coordinating_tasks_are_found_together(report: Report):
    ((code, message),) = _found(report, "coordinating_open").items()

    assert code == "NV1.3"
    assert message.startswith("Còn 20 nhiệm vụ phối hợp chưa trả lời (1.3, 1.4, 2.1")


def test_a_difficulty_alone_does_not_answer_a_task(report: Report, commune_a_officer: User):
    actions.write_part(report, "NV2.1", by=commune_a_officer, version=0, difficulty="Không có hội trường.")
    actions.nil_rest(report, by=commune_a_officer)

    assert set(_found(report, "coordinating_open")) == {"NV2.1"}


def test_a_task_the_register_counts_rows_for_is_answered(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer)
    _nil(report, commune_a_officer, "NV3.4")
    actions.nil_rest(report, by=commune_a_officer)

    assert _found(report, "coordinating_open") == {}


# ---- figures that answer


def _answered(report: Report) -> dict[str, list[str]]:
    submission = submission_of(report)
    answered = answered_by_figures(submission.parts, submission.figures)
    return {code: [line.code for line in lines] for code, lines in answered.items()}


def test_a_figure_answers_for_one_of_the_tasks_it_measures(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    assert _answered(report) == {}
    course_of(report, commune_a_officer, second_commune_a_officer)

    assert _answered(report) == {"NV3.1": ["MT2.1"]}


def test_it_answers_for_the_task_that_says_something(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer)
    actions.write_part(report, "NV3.4", by=commune_a_officer, version=0, result="Cử 03 người học.")

    assert _answered(report) == {"NV3.4": ["MT2.1"]}
    submission = submission_of(report)
    assert "NV3.1" in [part.code for part in left_open(submission.parts, submission.figures)]


def test_rows_of_earlier_years_answer_for_nothing(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer, on=date(2027, 4, 12))

    assert _answered(report) == {}


def test_rows_that_wait_for_a_second_person_answer_for_nothing(report: Report, commune_a_officer: User):
    course_of(report, commune_a_officer)

    assert _answered(report) == {}


# ---- contradiction


def test_nil_on_every_task_of_a_counted_figure_contradicts_it(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer)
    _nil(report, commune_a_officer, "NV3.1", "NV3.4")

    assert _found(report, "contradiction") == {
        "NV3.1": 'Nhiệm vụ 3.1 ghi "không phát sinh" nhưng sổ có 3 lượt người. '
        "Sửa lời, hoặc rút 3 lượt người nếu ghi nhầm."
    }


def test_nil_on_one_of_them_leaves_room_for_the_others(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    course_of(report, commune_a_officer, second_commune_a_officer)
    _nil(report, commune_a_officer, "NV3.4")

    assert _found(report, "contradiction") == {}


def test_nil_without_rows_contradicts_nothing(report: Report, commune_a_officer: User):
    _nil(report, commune_a_officer, "NV3.1", "NV3.4")

    assert _found(report, "contradiction") == {}


@pytest.mark.parametrize(
    ("words", "denies"),
    [
        ("Trong năm 2028 xã không phát sinh nội dung này.", True),
        ("Năm 2028, xã chưa tổ chức lớp nào.", True),
        ("Không phát sinh", True),
        ("Đã tổ chức 01 lớp; không phát sinh khó khăn.", False),
        ("Không phát sinh khó khăn; đã tổ chức 03 lớp.", False),
    ],
)
def test_words_that_say_nothing_happened_contradict_the_rows_too(
    report: Report, commune_a_officer: User, second_commune_a_officer: User, words: str, denies: bool
):
    course_of(report, commune_a_officer, second_commune_a_officer)
    actions.write_part(report, "NV3.1", by=commune_a_officer, version=0, result=words)
    _nil(report, commune_a_officer, "NV3.4")

    assert bool(_found(report, "contradiction")) is denies


# ---- return_unanswered


def test_a_returned_item_nobody_touched_is_found(returned: Report):
    assert _found(returned, "return_unanswered") == {
        "V.8b": "Mục V.8b được đề nghị bổ sung nhưng chưa sửa và chưa trả lời. Sửa nội dung, hoặc viết trả lời."
    }


def test_new_words_or_a_reply_answer_a_returned_item(returned: Report, commune_a_officer: User):
    actions.reply(returned.returns.get(), text="Số là 09.", by=commune_a_officer)

    assert _found(returned, "return_unanswered") == {}


# ---- rows_unconfirmed


def test_rows_that_wait_are_a_warning(filled: Report, commune_a_officer: User):
    course_of(filled, commune_a_officer)

    assert _found(filled, "rows_unconfirmed") == {
        "MT2.1": "MT2.1: còn 3 lượt người chờ xác nhận nên chưa được tính. "
        "Nhờ người khác xác nhận trước khi gửi, hoặc nêu lý do."
    }
