"""What bodies said, in the sections of the yearly report: who is named, what is merged, what goes to the annex."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from nscl.documents import docx
from nscl.documents.blocks import Table
from nscl.documents.form import Form
from nscl.reporting.models import Role
from nscl.reporting.papers.province_annual import Context, compose
from nscl.reporting.papers.words import MOST_IN_TEXT, Answer, Speaker
from nscl.reporting.reports import GENERAL
from tests.reporting.papers.reading import said, under

NONE_ACCEPTED = "Chưa có báo cáo nào được tiếp nhận."


def answering(base: Context, *answers: Answer) -> Form:
    return compose(replace(base, answers=answers))


def communes(number: int) -> list[Speaker]:
    return [Speaker(str(n), f"UBND xã {n}", is_commune=True) for n in range(1, number + 1)]


def test_without_accepted_reports_every_section_of_words_says_so(read: Context) -> None:
    form = compose(read)
    assert under(form, "1. Chỉ đạo") == [NONE_ACCEPTED]
    assert under(form, "1. Khó khăn") == [NONE_ACCEPTED]
    assert under(form, "7. Hoạt động hợp tác") == [
        "Nhiệm vụ 7.1, 7.2: chưa có báo cáo được tiếp nhận của cơ quan chủ trì."
    ]
    assert "chưa nhận được báo cáo nào" in said(form)


def test_only_one_body_reports(read: Context) -> None:
    one = Answer(GENERAL, Role.GENERAL, communes(1)[0], result="Ban hành kế hoạch.")
    form = answering(read, one)
    assert under(form, "1. Chỉ đạo") == ["- UBND xã 1: Ban hành kế hoạch."]
    assert "tổng hợp từ 01 báo cáo đã tiếp nhận." in said(form)


def test_results_come_from_the_standing_body_then_those_who_lead_then_those_who_coordinate(read: Context) -> None:
    press = Speaker("bptth", "Báo và Phát thanh truyền hình")
    form = answering(
        read,
        Answer("NV2.2", Role.COORDINATING, communes(1)[0], result="Đưa 03 tin."),
        Answer("NV2.2", Role.LEAD, press, result="Phát 05 phóng sự."),
        Answer("NV2.2", Role.LEAD, read.standing, result="Đăng 38 tin, bài."),
    )
    assert under(form, "2. Công tác thông tin")[:3] == [
        "Nhiệm vụ 2.2 (truyền thông trên phương tiện thông tin đại chúng): Đăng 38 tin, bài.",
        "- Báo và Phát thanh truyền hình (chủ trì): Phát 05 phóng sự.",
        "- UBND xã 1: Đưa 03 tin.",
    ]


def test_more_than_the_text_holds_goes_to_an_annex_by_name(read: Context) -> None:
    many = communes(MOST_IN_TEXT + 20)
    form = answering(read, *(Answer("NV3.1", Role.COORDINATING, one, result=f"Cử {one.code} người.") for one in many))
    lines = under(form, "3. Đào tạo nguồn nhân lực")
    assert lines[1 : MOST_IN_TEXT + 1] == [f"- UBND xã {n}: Cử {n} người." for n in range(1, MOST_IN_TEXT + 1)]
    assert lines[MOST_IN_TEXT + 1] == "- Kết quả của 20 UBND cấp xã nêu tại Phụ lục."
    (annex,) = form.annexes
    assert annex.number == ""  # the only one
    assert f"20 | Nhiệm vụ 3.1 | UBND xã {MOST_IN_TEXT + 20} | Cử {MOST_IN_TEXT + 20} người." in said(form)


def test_bodies_with_nothing_to_report_are_one_phrase_for_all_tasks_of_the_group(read: Context) -> None:
    tasks = ("NV6.1", "NV6.2")
    nil = [Answer(code, Role.COORDINATING, one, nil=True) for code in tasks for one in communes(90)]
    led = [Answer(code, Role.LEAD, read.standing, result="Đang thực hiện.") for code in tasks]
    lines = under(answering(read, *led, *nil), "6. Hỗ trợ hoạt động")
    assert lines[-1] == "Phối hợp không phát sinh nội dung tại nhiệm vụ 6.1, 6.2: 90 UBND cấp xã."
    assert sum("90 UBND" in line for line in lines) == 1


def test_beside_results_of_others_those_with_nothing_stand_under_the_task(read: Context) -> None:
    first, *rest = communes(4)
    said_by_one = Answer("NV3.1", Role.COORDINATING, first, result="Cử 09 người.")
    nil = [Answer("NV3.1", Role.COORDINATING, one, nil=True) for one in rest]
    lines = under(answering(read, said_by_one, *nil), "3. Đào tạo nguồn nhân lực")
    assert lines[1:3] == ["- UBND xã 1: Cử 09 người.", "- Không phát sinh: UBND xã 2, UBND xã 3, UBND xã 4."]


def test_tasks_without_results_are_told_together_by_reason(read: Context) -> None:
    reasons = {"NV6.1": "Chưa giao kinh phí.", "NV6.2": "Chưa giao kinh phí", "NV6.3": "Chuyển sang năm 2029"}
    answers = [Answer(code, Role.LEAD, read.standing, nil=True, nil_reason=why) for code, why in reasons.items()]
    assert under(answering(read, *answers), "6. Hỗ trợ hoạt động") == [
        "Nhiệm vụ 6.1, 6.2: trong năm không phát sinh nội dung này (chưa giao kinh phí).",
        "Nhiệm vụ 6.3: trong năm không phát sinh nội dung này (chuyển sang năm 2029).",
    ]


def test_every_task_is_in_one_column_of_the_table_of_tasks(read: Context) -> None:
    tables = [block for block in compose(read).body if isinstance(block, Table) and block.caption.startswith("Bảng 2")]
    for row in (*tables[0].rows, tables[0].total):
        total, *rest = (int(str(cell)) for cell in row[2:])
        assert total == sum(rest)


def test_a_difficulty_of_several_bodies_is_told_once_with_their_names(read: Context) -> None:
    form = answering(
        read,
        *(Answer(GENERAL, Role.GENERAL, one, difficulty="- Thiếu cán bộ\n- Thiếu kinh phí") for one in communes(2)),
        Answer("NV4.6", Role.COORDINATING, communes(3)[2], difficulty="thiếu kinh phí."),
    )
    assert under(form, "1. Khó khăn") == [
        "Thiếu kinh phí (UBND xã 1, UBND xã 2, UBND xã 3; nhiệm vụ 4.6).",
        "Thiếu cán bộ (UBND xã 1, UBND xã 2).",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Công ty A & B <b>đậm</b> {{ body }} {% if x %}",
        unicodedata.normalize("NFD", "Hướng dẫn hợp tác xã"),
        "Đạt 👍 và 𝐀",
        "hai dòng\nthứ hai",
        "x" * 20_000,
        "NUL\x00 và dấu \u202e đảo",
    ],
)
def test_any_words_arrive_whole_in_the_word_file(read: Context, words: str) -> None:
    form = answering(read, Answer(GENERAL, Role.GENERAL, communes(1)[0], result=words))
    written = docx.text(docx.render(form))
    for line in unicodedata.normalize("NFC", words).split("\n"):
        assert line.replace("\x00", "").replace("\u202e", "") in written
