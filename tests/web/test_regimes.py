"""The office's pages of regimes, of ad hoc rounds and of extensions, from the first click to what the body reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nscl.organisations.models import Body, Decision, Programme, User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.models import Extension, Report, Round
from nscl.reporting.regimes import OFFICE, regime
from nscl.vn.calendar import now

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
GIVEN = {"due_before": date(2028, 11, 25), "number": "231/SKHCN", "signed_on": date(2028, 11, 15), "reason": "bão"}


@pytest.fixture
def office(sign_in: SignIn, department_officer: User) -> Client:
    return sign_in(department_officer)


def filled_in(plan: Plan, **changed: str) -> dict[str, str]:
    """What the form of the annual regime posts when nothing but this is changed."""
    found = regime(plan, "annual", date(2028, 11, 15), now())
    assert found is not None
    said = {name: found.said[name] for name in OFFICE} | {"freeze": "23/11"}
    return said | {"in_force_from": "15/11/2028", "document": "12/QĐ-SKHCN"} | changed


# ---- regimes


def test_the_page_of_a_regime_prints_every_element(office: Client, programme: Programme):
    page = office.get("/bao-cao/che-do/annual/").text
    assert all(
        words in page
        for words in ("Mẫu đề cương báo cáo", "trước ngày 20/11", "hết ngày 16/11", "Hằng năm", "T−30, T−15", "từ T+3")
    )
    assert "Hướng dẫn quy trình thực hiện báo cáo" in page


def test_an_emptied_element_closes_the_page_that_opens_a_round_and_says_which(office: Client, plan: Plan, programme):  # type: ignore[no-untyped-def]
    answer = office.post("/bao-cao/che-do/annual/", filled_in(plan, receiver=""), follow=True)
    assert "Đã ghi 1 yếu tố" in answer.text

    page = office.get("/bao-cao/mo-ky/").text
    assert "còn thiếu: Cơ quan nhận báo cáo." in page
    assert 'name="closing_on"' not in page
    assert "Còn thiếu" in office.get("/bao-cao/che-do/").text


def test_a_change_without_a_document_is_refused_and_nothing_is_kept(office: Client, plan: Plan, programme):  # type: ignore[no-untyped-def]
    answer = office.post("/bao-cao/che-do/annual/", filled_in(plan, name="Báo cáo khác", document=""))
    assert "còn trống" in answer.text
    assert not Decision.objects.filter(key__startswith="regime.").exists()


# ---- ad hoc


def test_an_officer_opens_an_ad_hoc_round_with_its_bodies_and_items(
    office: Client, programme: Programme, commune_a: Body
):
    asked = {
        "title": "Báo cáo đột xuất về doanh nghiệp",
        "content": "Số doanh nghiệp đã hướng dẫn.",
        "kinds": ["department"],
        "bodies": "UBND xã A",
        "codes": ["V.8b", "NV4.1"],
        "closing_on": "20/11/2028",
        "due_before": "25/11/2028",
    }
    page = office.post("/bao-cao/mo-ky/dot-xuat/", asked, follow=True).text

    round = Round.objects.get()
    assert "Danh sách đơn vị báo cáo đột xuất số 1 năm 2028" in page
    assert {report.body.code for report in round.reports.all()} == {"99901", "sgddt"}
    assert round.codes == ["NV4.1", "V.8b"]


def test_what_is_wrong_with_an_ad_hoc_round_is_said_at_its_box(office: Client, programme: Programme):
    asked = {"title": "Đột xuất", "content": "", "codes": ["NV99.9"], "closing_on": "20/11/2028", "due_before": "x"}
    page = office.post("/bao-cao/mo-ky/dot-xuat/", asked).text
    assert "không có &quot;NV99.9&quot; trong danh sách" in page
    assert page.count("field-error") >= 3
    assert not Round.objects.exists()


def test_an_ad_hoc_report_is_written_and_read_under_its_own_address(
    ad_hoc: Round, round: Round, officer: Client, office: Client
):
    page = officer.get("/bao-cao/2028-1/99901/").text
    assert "Báo cáo đột xuất số 1 năm 2028 của UBND xã A" in page
    assert "Số doanh nghiệp đã hướng dẫn." in page
    assert "khóa số liệu ngày 18/11/2028" in page
    assert officer.get("/bao-cao/2028/99901/").text.count("Báo cáo năm 2028 của UBND xã A") >= 1

    board = office.get("/bao-cao/2028-1/").text
    assert (
        "Chốt số liệu hết ngày 15/11/2028 · hạn gửi trước ngày 18/11/2028, còn 3 ngày · khóa số liệu ngày 18/11/2028"
        in board
    )
    assert 'href="/bao-cao/2028/"' in board


def test_an_ad_hoc_round_is_signed_sent_and_accepted_on_the_same_pages(
    ad_hoc: Round, leader: Client, office: Client, commune_a_officer: User
):
    report = ad_hoc.reports.get()
    part = report.parts.get(code="V.8b")
    actions.write_part(
        report, "V.8b", by=commune_a_officer, version=part.version, result="Công văn số 12/UBND: đã hướng dẫn 09."
    )
    seen = leader.get("/bao-cao/2028-1/99901/gui/").text.partition('name="seen" value="')[2].partition('"')[0]
    receipt = leader.post("/bao-cao/2028-1/99901/gui/", {"seen": seen}, follow=True).text
    assert "Biên nhận số 0001" in receipt
    assert "khóa toàn tỉnh ngày 18/11/2028" in receipt

    office.post("/bao-cao/2028-1/99901/tiep-nhan/")
    assert Report.objects.get(pk=report.pk).accepted_at is not None


# ---- extensions


def test_an_extension_is_written_down_and_both_days_are_shown(
    office: Client, officer: Client, report: Report, count_queries
):  # type: ignore[no-untyped-def]
    before = count_queries("/bao-cao/2028/", office)
    sent = {
        "due_before": "25/11/2028",
        "number": "231/SKHCN-TĐC",
        "signed_on": "15/11/2028",
        "reason": "ảnh hưởng của bão",
        "file": SimpleUploadedFile("gia-han.pdf", b"%PDF-1.7"),
    }
    page = office.post("/bao-cao/2028/99901/gia-han/", sent, follow=True).text
    assert "Đã gia hạn cho UBND xã A: gửi trước ngày 25/11/2028." in page

    form = officer.get("/bao-cao/2028/99901/").text
    assert "trước ngày 25/11/2028" in form
    assert "theo văn bản số 231/SKHCN-TĐC ngày 15/11/2028" in form
    assert "thời hạn của kỳ là trước ngày 20/11/2028" in form
    assert "gia hạn đến trước ngày 25/11/2028" in office.get("/bao-cao/2028/").text
    assert Extension.objects.get().file is not None
    assert count_queries("/bao-cao/2028/", office) <= before


def test_what_is_wrong_with_an_extension_is_said_at_its_box_and_nothing_is_kept(office: Client, report: Report):
    sent = {"due_before": "20/11/2028", "number": "231", "signed_on": "15/11/2028", "reason": "bão"}
    page = office.post("/bao-cao/2028/99901/gia-han/", sent).text
    assert "Thời hạn mới phải sau thời hạn đang áp dụng" in page
    assert not Extension.objects.exists()


def test_a_body_that_has_sent_cannot_be_given_more_time(office: Client, sent: Report):
    page = office.get("/bao-cao/2028/99901/gia-han/").text
    assert "Đơn vị đã gửi báo cáo nên không gia hạn được nữa." in page
    assert 'name="number"' not in page


def test_the_list_of_the_board_as_a_file_has_the_extended_day(office: Client, report: Report, department_officer: User):
    actions.extend(report, by=department_officer, **GIVEN)
    text = office.get("/bao-cao/2028/bang.csv").content.decode("utf-8-sig")
    assert "Gia hạn đến trước ngày" in text
    assert "25/11/2028" in text


def test_the_calendar_file_has_the_three_days_of_a_round(
    client: Client, report: Report, department_officer: User, commune_a_officer: User
):
    from nscl.organisations import accounts

    actions.extend(report, by=department_officer, **GIVEN)
    file = client.get(f"/lich/{accounts.calendar_token(commune_a_officer)}.ics").content.decode()
    text = file.replace("\r\n ", "")
    days = {event.partition("DTSTART;VALUE=DATE:")[2][:8] + event.partition("SUMMARY:")[2].split("\r\n")[0]
            for event in text.split("BEGIN:VEVENT")[1:]}  # fmt: skip
    assert {
        "20281116Chốt số liệu báo cáo năm 2028\\, UBND xã A",
        "20281124Hết hạn gửi báo cáo năm 2028\\, UBND xã A",
        "20281123Khóa số liệu báo cáo năm 2028\\, UBND xã A",
    } <= days
