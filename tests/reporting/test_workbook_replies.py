"""Replies to items sent back, written in the workbook of a report; and workbooks of the layout before that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, Return
from nscl.reporting.workbook import outgoing
from nscl.reporting.workbook.arriving import look
from tests.reporting.workbooks import InHand, arrived, looked, on_the_web

pytestmark = pytest.mark.django_db
REPLY = "Trả lời đề nghị bổ sung"
CARRIER = actions.Carrier(file="bao-cao.xlsx", sha256="ab")
OLD = Path(__file__).parents[1] / "workbooks" / "bao-cao-mau-1.xlsx"  # as the first layout was given out


@pytest.fixture
def asked(returned: Report) -> Return:
    return returned.returns.get()


def test_a_reply_is_looked_at_and_kept_by_the_verb_of_replying(
    returned: Report, asked: Return, commune_a_officer: User
):
    found = looked(InHand.of(returned).put("V.8b", REPLY, "Có 12 doanh nghiệp."), returned)
    (item,) = found.changed
    assert [(change.label, [run.text for run in change.runs]) for change in item.changes] == [
        (REPLY, ["Có 12 doanh nghiệp."])
    ]

    saved, conflicts = actions.take_workbook(
        returned, found.words, replies=found.replies, by=commune_a_officer, carrier=CARRIER
    )
    asked.refresh_from_db()
    assert (saved, conflicts, asked.reply, asked.replied_by) == (["V.8b"], (), "Có 12 doanh nghiệp.", commune_a_officer)
    assert Event.objects.get(verb="report.replied").details["file"] == "bao-cao.xlsx"


def test_words_and_reply_of_one_item_are_one_change(returned: Report, commune_a_officer: User):
    book = InHand.of(returned).put("V.8b", REPLY, "Đã bổ sung.").put("V.8b", "Kết quả", "Đã hướng dẫn 12 doanh nghiệp.")
    found = looked(book, returned)

    assert [change.label for change in found.changed[0].changes] == ["Kết quả", REPLY]
    saved, _conflicts = actions.take_workbook(
        returned, found.words, replies=found.replies, by=commune_a_officer, carrier=CARRIER
    )
    assert saved == ["V.8b"]


def test_somebody_who_replied_on_the_web_meanwhile_is_not_overwritten(
    returned: Report, asked: Return, commune_a_officer: User, second_commune_a_officer: User
):
    book = InHand.of(returned).put("V.8b", REPLY, "Từ tệp.")
    actions.reply(asked, text="Từ trang.", by=second_commune_a_officer)
    found = looked(book, returned)
    (item,) = found.asked
    assert (item.person, item.changes[0].label) == (second_commune_a_officer, REPLY)

    saved, (conflict,) = actions.take_workbook(
        returned, found.words, replies=found.replies, by=commune_a_officer, carrier=CARRIER
    )
    asked.refresh_from_db()
    assert (saved, conflict.mine, asked.reply) == ([], "Từ tệp.", "Từ trang.")


def test_a_reply_nobody_touched_in_the_workbook_leaves_the_one_on_the_web(
    returned: Report, asked: Return, second_commune_a_officer: User
):
    book = InHand.of(returned)
    actions.reply(asked, text="Từ trang.", by=second_commune_a_officer)
    found = looked(book, returned)

    assert (found.changed, found.asked, found.faults) == ((), (), ())


def test_brought_in_for_the_body_a_reply_is_told_as_forwarded(returned: Report, department_officer: User):
    found = looked(InHand(outgoing.handed_out(returned)).put("V.8b", REPLY, "Có 12."), returned)
    carrier = actions.Carrier(file="bao-cao.xlsx", sha256="ab", sent_by="Bà A")
    actions.take_workbook(returned, found.words, replies=found.replies, by=department_officer, carrier=carrier)

    assert Event.objects.get(verb="report.forwarded").details["codes"] == ["V.8b"]
    assert returned.returns.get().reply == "Có 12."


def test_a_reply_to_an_earlier_return_is_not_taken_for_the_new_one(
    returned: Report, commune_a_leader: User, department_officer: User
):
    book = InHand.of(returned).put("V.8b", REPLY, "Có 12.")
    on_the_web(returned, "V.8b", commune_a_leader, result="Đã hướng dẫn 12 doanh nghiệp.")
    again = actions.submit(returned, by=commune_a_leader)
    reasons = {"V.8b": "Nêu tên doanh nghiệp."}
    actions.return_report(again, reasons=reasons, due_before=date(2028, 11, 19), by=department_officer)
    (fault,) = looked(book, returned).faults

    assert fault.label == REPLY
    assert "lần mới, khác lần ghi trong tệp" in fault.mending.message


def test_a_reply_where_nothing_is_asked_is_told_at_its_cell_in_the_workbook_that_goes_back(returned: Report):
    book = InHand.of(returned).put("V.8a", REPLY, "Lạc.")
    rows = arrived(book.content, returned).rows
    found = look(returned, rows)
    back = InHand(outgoing.marked(returned, rows, found.mendings))

    assert [fault.place for fault in found.faults] == [book.cell("V.8a", REPLY).coordinate]
    assert back.cell("V.8a", REPLY).comment.text.startswith("Mục này không còn đề nghị bổ sung")
    assert looked(back.put("V.8a", REPLY, None), returned).faults == ()


def test_a_reply_longer_than_it_may_be_is_told(returned: Report):
    (fault,) = looked(InHand.of(returned).put("V.8b", REPLY, "x" * 20_001), returned).faults

    assert "dài 20.001 ký tự, quá 20.000" in fault.mending.message


# ---- the layout before


def old_one(report: Report) -> InHand:
    return InHand(OLD.read_bytes()).hidden("round", str(report.round.pk))


def test_one_of_the_first_layout_is_read_for_what_it_has_and_says_what_it_had_not(returned: Report):
    found = arrived(old_one(returned).put("V.8b", "Kết quả", "Đã hướng dẫn 12 doanh nghiệp.").content, returned)

    assert found.notes == (
        "Tệp theo mẫu cũ (mẫu 1, nay là mẫu 2): đã tự chuyển. "
        f"Mẫu cũ chưa có cột: {REPLY}; các ô đó giữ nguyên như trong báo cáo.",
    )
    seen = look(returned, found.rows)
    assert [(each.part.code, [c.label for c in each.changes]) for each in seen.changed] == [("V.8b", ["Kết quả"])]
    assert seen.faults == ()


def test_one_of_the_first_layout_goes_back_for_mending_in_the_layout_of_now(returned: Report):
    rows = arrived(old_one(returned).put("V.8b", "Không phát sinh", "?").content, returned).rows
    back = InHand(outgoing.marked(returned, rows, look(returned, rows).mendings))

    assert arrived(back.content, returned).notes == ()
    assert back.cell("V.8b", "Không phát sinh").value == "?"
    assert back.cell("V.8b", "Đề nghị bổ sung").value.startswith("Chưa nêu số doanh nghiệp.")
