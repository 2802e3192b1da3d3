"""The workbook of a report on its pages: taken away, looked at, kept; by the body, and for it by the standing body."""

from __future__ import annotations

import html as entities
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.documents import intake
from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.models import Report, Round
from nscl.web.downloads import TYPES
from tests.reporting.workbooks import InHand, on_the_web
from tests.web.permitted import browsers, letters, whole
from tests.web.report_page import form_of, html_of, page_of, part_of

pytestmark = pytest.mark.django_db
SENDER = {"sent_by": "Nguyễn Thị A, công chức xã"}


def address(report: Report, name: str = "report-workbook") -> str:
    return reverse(name, args=[report.round.address, report.body.code])


def taken(client: Client, report: Report) -> InHand:
    """The file as it is given to somebody."""
    answer = client.get(address(report, "report-workbook-file"))
    assert answer.status_code == 200
    return InHand(answer.content)


def sent_back(client: Client, report: Report, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("bao-cao.xlsx", content, TYPES[".xlsx"])
    return client.post(address(report), {"file": file, **more})


def carried(answer: Any) -> dict[str, str]:
    found = re.search(r'name="carried" value="([^"]+)"', html_of(answer))
    assert found
    return {"carried": entities.unescape(found[1])}


def kept(client: Client, report: Report, content: bytes, **more: str) -> Any:
    look = sent_back(client, report, content, **more)
    return client.post(address(report), carried(look) | {"sure": "1"}, follow=True)


# ---- by the body


def test_an_officer_takes_it_away_fills_it_in_looks_and_keeps(report: Report, officer: Client):
    assert address(report) in html_of(officer.get(page_of(report)))
    book = taken(officer, report).put("V.8a", "Kết quả", "Đã ban hành 02 văn bản.")
    look = sent_back(officer, report, book.content)

    assert "<ins>Đã ban hành 02 văn bản.</ins>" in html_of(look)
    assert "Ghi 1 mục vào bản nháp" in html_of(look)
    assert part_of(report, "V.8a").result == ""

    page = officer.post(address(report), carried(look) | {"sure": "1"}, follow=True)
    assert "Đã ghi 01 mục của tệp bao-cao.xlsx vào bản nháp." in html_of(page)
    assert part_of(report, "V.8a").result == "Đã ban hành 02 văn bản."


def test_the_look_shows_old_and_new_words(filled: Report, officer: Client):
    book = taken(officer, filled).put("V.8a", "Kết quả", "Đã hướng dẫn 12 doanh nghiệp.")

    assert "Đã hướng dẫn <del>09</del><ins>12</ins> doanh nghiệp." in html_of(sent_back(officer, filled, book.content))


def test_nothing_new_is_said_so_and_offers_nothing_to_keep(filled: Report, officer: Client):
    text = html_of(sent_back(officer, filled, taken(officer, filled).content))

    assert "Tệp không có gì khác bản nháp hiện tại." in text
    assert 'name="sure"' not in text


def test_a_second_press_is_told_that_all_is_kept(report: Report, officer: Client):
    look = sent_back(officer, report, taken(officer, report).put("V.8a", "Kết quả", "Đã làm.").content)
    for _press in range(2):
        page = officer.post(address(report), carried(look) | {"sure": "1"}, follow=True)

    assert "Không còn gì để ghi" in html_of(page)
    assert part_of(report, "V.8a").version == 1


def test_words_written_on_the_web_meanwhile_are_shown_and_then_asked_about(
    report: Report, officer: Client, second_commune_a_officer: User
):
    book = taken(officer, report).put("V.8a", "Kết quả", "Từ tệp.").put("V.8b", "Kết quả", "Cũng từ tệp.")
    on_the_web(report, "V.8a", second_commune_a_officer, result="Từ trang.")
    look = sent_back(officer, report, book.content)
    assert "<del>trang.</del><ins>tệp.</ins>" in html_of(look)
    assert "Second commune a officer đã sửa mục này trên web lúc" in html_of(look)

    asked = officer.post(address(report), carried(look) | {"sure": "1"})
    assert asked.status_code == 409
    assert "Giữ bản của Second commune a officer" in html_of(asked)
    assert part_of(report, "V.8a").result == "Từ trang."
    assert part_of(report, "V.8b").result == "Cũng từ tệp."


def test_faults_stop_the_keeping_and_come_back_in_the_same_workbook(report: Report, officer: Client):
    book = taken(officer, report).put("V.8a", "Không phát sinh", "?").put("V.8b", "Kết quả", "Đã làm.")
    look = sent_back(officer, report, book.content)
    cell = book.cell("V.8a", "Không phát sinh").coordinate
    assert f">{cell}</th>" in html_of(look)
    assert 'name="sure"' not in html_of(look)

    refused = officer.post(address(report), carried(look) | {"sure": "1"})
    assert "hoặc còn chỗ phải sửa" in html_of(refused)
    assert part_of(report, "V.8b").version == 0

    back = officer.post(address(report), carried(look) | {"mark": "1"})
    assert back["Content-Disposition"] == 'attachment; filename="bao-cao-2028-99901-can-sua.xlsx"'
    marked = InHand(back.content)
    assert marked.cell("V.8a", "Không phát sinh").comment.text.startswith('Ô ghi "?"')
    kept(officer, report, marked.put("V.8a", "Không phát sinh", None).content)
    assert part_of(report, "V.8b").result == "Đã làm."


def test_one_of_another_body_is_refused_by_name(report: Report, bodies, officer: Client, sign_in, commune_b_officer):  # type: ignore[no-untyped-def]
    other = report.round.reports.get(body=bodies.commune_b)
    text = html_of(sent_back(officer, report, taken(sign_in(commune_b_officer), other).content))

    assert "Tệp này của UBND phường B, không phải của UBND xã A" in text


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04xx", b"\x00" * 5000])
def test_what_is_no_workbook_is_refused_with_the_mend(report: Report, officer: Client, content: bytes):
    answer = sent_back(officer, report, content)

    assert answer.status_code == 200
    assert re.search("Chưa chọn tệp|lưu lại dưới dạng .xlsx", html_of(answer))


def test_no_file_and_too_large_a_file_are_refused(report: Report, officer: Client):
    assert "Chưa chọn tệp" in html_of(officer.post(address(report), {}))
    assert "quá 5 MB" in html_of(sent_back(officer, report, b"x" * (5 * 1024**2 + 1)))


def test_more_words_than_a_page_carries_are_refused(report: Report, officer: Client, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr("nscl.web.reports.workbook_form.MOST_CARRIED", 100)

    assert "quá nhiều chữ" in html_of(sent_back(officer, report, taken(officer, report).content))


@pytest.mark.parametrize("made_up", ["", "x", "eyJyb3dzIjpbXX0:1:abc"])
def test_what_was_carried_cannot_be_made_up(report: Report, officer: Client, made_up: str):
    answer = officer.post(address(report), {"carried": made_up, "sure": "1"})

    assert "Chưa đọc được tệp" in html_of(answer)
    assert part_of(report, "V.8a").version == 0


def test_what_was_looked_at_for_one_report_is_not_kept_in_another(
    report: Report, bodies, officer: Client, sign_in, commune_b_officer
):  # type: ignore[no-untyped-def]
    other = report.round.reports.get(body=bodies.commune_b)
    look = sent_back(officer, report, taken(officer, report).put("V.8a", "Kết quả", "Đã làm.").content)
    sign_in(commune_b_officer).post(address(other), carried(look) | {"sure": "1"})

    assert part_of(other, "V.8a").result == ""


def test_a_sent_report_takes_none_and_says_where_it_stands(sent: Report, officer: Client):
    for name in ("report-workbook", "report-workbook-file"):
        page = officer.get(address(sent, name), follow=True)
        assert "Báo cáo đang ở trạng thái &quot;Đã gửi&quot; nên không nhận tệp Excel lúc này." in html_of(page)
    assert address(sent) not in html_of(officer.get(page_of(sent)))


def test_an_ad_hoc_round_beside_the_annual_one_has_its_own_workbook(report: Report, ad_hoc: Round, officer: Client):
    other = ad_hoc.reports.get()
    book = taken(officer, other).put("V.8b", "Kết quả", "Đã hướng dẫn 09 doanh nghiệp.")
    assert "không phải kỳ" in html_of(sent_back(officer, report, book.content))
    kept(officer, other, book.content)

    assert (part_of(other, "V.8b").version, part_of(report, "V.8b").version) == (1, 0)


# ---- for the body, by the standing body


def test_the_department_brings_one_in_for_the_body_and_says_who_sent_it(
    report: Report, officer: Client, sign_in, department_officer: User
):  # type: ignore[no-untyped-def]
    content = taken(officer, report).put("V.8a", "Kết quả", "Đã làm.").content
    department = sign_in(department_officer)
    assert address(report) in html_of(department.get(reverse("report-read", args=[2028, "99901"])))
    assert "còn trống" in html_of(sent_back(department, report, content))

    page = kept(department, report, content, **SENDER)
    assert "Đã ghi 01 mục của tệp bao-cao.xlsx vào bản nháp của UBND xã A." in html_of(page)
    assert part_of(report, "V.8a").edited_by == department_officer
    act = Event.objects.get(verb="report.forwarded")
    assert (act.body_id, act.details["sent_by"]) == (report.body.pk, SENDER["sent_by"])


def test_the_body_sees_on_its_page_who_brought_it_in(
    report: Report, officer: Client, sign_in, department_officer: User
):  # type: ignore[no-untyped-def]
    content = taken(officer, report).put("V.8a", "Kết quả", "Đã làm.").content
    kept(sign_in(department_officer), report, content, **SENDER)

    text = html_of(officer.get(page_of(report)))
    assert "Department officer nhập thay tệp do Nguyễn Thị A, công chức xã gửi" in text


def test_what_the_body_wrote_on_the_web_stands_against_a_forwarded_file(
    report: Report, officer: Client, sign_in, department_officer: User, commune_a_officer: User
):  # type: ignore[no-untyped-def]
    book = taken(officer, report).put("V.8a", "Kết quả", "Từ tệp.").put("V.8b", "Kết quả", "Cũng từ tệp.")
    on_the_web(report, "V.8a", commune_a_officer, result="Từ trang.")
    page = kept(sign_in(department_officer), report, book.content, **SENDER)

    assert "Mục V.8a giữ bản đơn vị đã viết trên web." in html_of(page)
    assert (part_of(report, "V.8a").result, part_of(report, "V.8b").result) == ("Từ trang.", "Cũng từ tệp.")


def test_the_department_gets_a_file_without_what_the_body_is_writing(
    report: Report, sign_in, department_officer: User, commune_a_officer: User
):  # type: ignore[no-untyped-def]
    on_the_web(report, "V.8a", commune_a_officer, result="Đang viết dở.")
    book = taken(sign_in(department_officer), report)

    assert book.cell("V.8a", "Kết quả").value is None
    kept(sign_in(commune_a_officer), report, book.put("V.8b", "Kết quả", "Đã làm.").content)
    assert (part_of(report, "V.8a").result, part_of(report, "V.8b").result) == ("Đang viết dở.", "Đã làm.")


def test_what_lies_before_the_leader_is_not_written_in_for_the_body(
    filled: Report, sign_in, department_officer: User, commune_a_officer: User
):  # type: ignore[no-untyped-def]
    actions.clear(filled, by=commune_a_officer)
    page = sign_in(department_officer).get(address(filled), follow=True)

    assert "đang ở trạng thái &quot;Đã trình, chờ ký&quot; nên không nhận tệp Excel" in html_of(page)


# ---- who may do what


def test_each_person_gets_done_what_the_table_says(report: Report, everyone, sign_in, officer: Client):  # type: ignore[no-untyped-def]
    """T takes the file away, L looks at one, K keeps it."""
    content = taken(officer, report).put("V.8a", "Kết quả", "Đã làm.").content

    def done(client: Client) -> str:
        def keeps() -> bool:
            look = sent_back(client, report, content, **SENDER)
            if look.status_code != 200:
                return client.post(address(report), {"carried": "x", "sure": "1"}).status_code == 200
            client.post(address(report), carried(look) | {"sure": "1"})
            return part_of(report, "V.8a").result == "Đã làm."

        return letters(
            {
                "T": lambda: client.get(address(report, "report-workbook-file")).status_code == 200,
                "L": lambda: sent_back(client, report, content, **SENDER).status_code == 200,
                "K": keeps,
            }
        )

    writers = ("commune_a_officer", "second_commune_a_officer", "commune_a_leader")
    forwarders = ("department_officer", "second_department_officer")
    expected = whole(dict.fromkeys((*writers, *forwarders), "TLK"), 3)
    assert {name: done(client) for name, client in browsers(everyone, sign_in).items()} == expected


def test_pages_cost_as_many_queries_for_many_items_as_for_few(
    report: Report, officer: Client, django_assert_max_num_queries
):  # type: ignore[no-untyped-def]
    book = taken(officer, report)
    for code in report.parts.exclude(code="chung").values_list("code", flat=True):
        book.put(code, "Kết quả", "Đã làm.")
    with django_assert_max_num_queries(14):
        sent_back(officer, report, book.content)


def test_a_file_made_for_the_page_is_a_workbook_of_four_sheets(report: Report, officer: Client):
    answer = officer.get(address(report, "report-workbook-file"))

    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-2028-99901.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    names = [page.name for page in intake.read(io.BytesIO(answer.content).getvalue())]
    assert names == ["Hướng dẫn", "Báo cáo", "Số đã tính", "nscl"]


def test_the_form_of_the_page_and_the_workbook_write_into_one_draft(report: Report, officer: Client):
    officer.post(page_of(report), form_of(report, **{"V.8a-result": "Từ trang."}))
    book = taken(officer, report)

    assert book.cell("V.8a", "Kết quả").value == "Từ trang."
