"""The board: its counts are its filters, the most urgent stands first, whom to ring stands beside."""

from __future__ import annotations

import csv
import io
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from nscl.organisations.actions import supervise
from nscl.organisations.models import Kind, User
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Obligation, Report, Round
from nscl.web.reports.board import segments
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(sign_in, department_officer: User) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_officer)


def _codes(page) -> list[str]:  # type: ignore[no-untyped-def]
    return [each.body.code for each in page.context["rows"]]


def _writes(report: Report, by: User) -> None:
    part = report.parts.first()
    actions.write(report, {part.code: Words(version=part.version, result="Đang viết.")}, by=by)


# ---- what it shows


def test_the_head_counts_what_came_and_names_the_last_working_day(office: Client, sent: Report):
    page = office.get("/bao-cao/2028/").text

    assert "Kỳ báo cáo năm 2028: 1/3 cơ quan đã gửi" in page
    assert "hạn gửi trước ngày 20/11/2028, còn 5 ngày" in page
    assert "ngày làm việc cuối cùng thứ Sáu 17/11/2028" in page


def test_on_the_last_day_the_head_says_so(office: Client, round: Round, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-19")
    assert "hôm nay là ngày cuối" in office.get("/bao-cao/2028/").text


def test_the_most_urgent_stands_first(office: Client, returned: Report, round: Round, commune_b_officer: User, on_day):  # type: ignore[no-untyped-def]
    _writes(round.reports.get(body__code="99902"), commune_b_officer)
    on_day("2028-11-18")

    assert _codes(office.get("/bao-cao/2028/")) == ["99901", "sgddt", "99902"]
    assert _codes(office.get("/bao-cao/2028/", {"sap-xep": "ten"})) == ["sgddt", "99902", "99901"]
    assert _codes(office.get("/bao-cao/2028/", {"sap-xep": "sua"}))[-1] == "sgddt"


def test_lateness_is_told_in_words(office: Client, returned: Report, on_day):  # type: ignore[no-untyped-def]
    on_day("2028-11-22")
    page = office.get("/bao-cao/2028/").text

    assert "Đề nghị bổ sung V.8b ngày 15/11/2028, trả lời trước ngày 18/11/2028" in page
    assert '<span class="late">quá 5 ngày</span>' in page  # the answer to the return
    assert '<span class="late">quá 3 ngày</span>' in page  # reports that have not come at all


def test_whom_to_ring_is_the_officer_before_the_leader(
    office: Client, round: Round, commune_a_leader: User, commune_a_officer: User
):
    User.objects.filter(pk=commune_a_officer.pk).update(phone="0222 3xx 100")
    page = office.get("/bao-cao/2028/", {"q": "xa a"}).text

    assert "Commune a officer <small>0222 3xx 100</small>" in page
    assert "Commune a leader" not in page


def test_the_standing_bodys_own_report_stands_apart(office: Client, round: Round):
    page = office.get("/bao-cao/2028/")

    assert "skhcn" not in _codes(page)
    assert page.context["own"].body.code == "skhcn"


def test_a_list_not_yet_approved_is_said_on_top(office: Client, prepared: Round):
    assert "Danh sách chưa duyệt." in office.get("/bao-cao/2028/").text


def test_a_supervisor_counts_only_bodies_under_him(sign_in, round: Round, bodies: SimpleNamespace, supervisor: User):  # type: ignore[no-untyped-def]
    client = sign_in(supervisor)
    assert "Chưa có đơn vị nào bạn theo dõi trong kỳ này" in client.get("/bao-cao/2028/").text

    supervise(by=None, body=bodies.commune_b, supervisor=bodies.education, since=date(2026, 1, 1))
    page = client.get("/bao-cao/2028/")
    assert _codes(page) == ["99902"]
    assert "0/1 cơ quan đã gửi" in page.text
    assert "Tạo văn bản Word" not in page.text


# ---- filters


@pytest.fixture
def mixed(returned: Report, round: Round, commune_b_officer: User, commune_b_leader: User) -> Round:
    """Commune A sent back, commune B nil and sent, the education department not begun."""
    other = round.reports.get(body__code="99902")
    parts = other.parts.exclude(code="chung")
    nil = {p.code: Words(version=p.version, nil=True, nil_reason="Không có.") for p in parts}
    actions.write(other, nil, by=commune_b_officer)
    actions.submit(other, by=commune_b_leader)
    return round


@pytest.mark.parametrize(
    ("which", "codes"),
    [
        ("", {"99901", "99902", "sgddt"}),
        ("bo-sung", {"99901"}),
        ("dang-bo-sung", {"99901"}),
        ("chua-mo", {"sgddt"}),
        ("cho-xem", {"99902"}),
        ("chua-gui", {"sgddt"}),
        ("khong-phat-sinh", {"99902"}),
        ("tiep-nhan", set()),
        ("khong-co-loc-nay", {"99901", "99902", "sgddt"}),
    ],
)
def test_every_count_is_a_filter(office: Client, mixed: Round, which: str, codes: set[str]):
    page = office.get("/bao-cao/2028/", {"loc": which})

    assert set(_codes(page)) == codes
    counts = [*page.context["tiles"], *page.context["views"]]
    assert [each.number for each in counts if each.current] == [len(codes)]


def test_the_counts_add_up_to_all_bodies(office: Client, mixed: Round):
    everything, *tiles = office.get("/bao-cao/2028/").context["tiles"]

    assert sum(tile.number for tile in tiles) == everything.number == 3


def test_the_bar_shows_each_report_once(office: Client, mixed: Round):
    seen = office.get("/bao-cao/2028/").context["seen"]

    assert sum(part.value for part in segments(seen)) == 3
    assert all(part.value for part in segments(seen))


def test_a_name_is_found_without_tones_and_a_kind_narrows(office: Client, round: Round):
    assert _codes(office.get("/bao-cao/2028/", {"q": "phuong b"})) == ["99902"]
    assert _codes(office.get("/bao-cao/2028/", {"loai": Kind.DEPARTMENT})) == ["sgddt"]
    assert "Không có cơ quan nào khớp bộ lọc" in office.get("/bao-cao/2028/", {"q": "zzz"}).text


def test_filters_stay_in_the_links_of_the_counts(office: Client, round: Round):
    tiles = office.get("/bao-cao/2028/", {"q": "ubnd", "loc": "chua-mo"}).context["tiles"]

    assert tiles[0].url == "?q=ubnd"
    assert all("q=ubnd" in tile.url for tile in tiles)


# ---- taking it away


def test_the_csv_holds_the_filtered_rows_for_programs(office: Client, mixed: Round, commune_b_officer: User):
    answer = office.get("/bao-cao/2028/bang.csv", {"loc": "cho-xem"})
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))

    assert answer["Content-Type"].startswith("text/csv")
    assert (row["Mã"], row["Tình trạng"], row["Không phát sinh"]) == ("99902", "Đã gửi, chờ xem", "có")
    assert (row["Số biên nhận"], row["Số ngày chậm"], row["Đầu mối"]) == ("0002", "0", commune_b_officer.full_name)


def test_the_text_to_paste_names_who_has_not_sent_and_whom_to_ring(office: Client, mixed: Round, education, on_day):  # type: ignore[no-untyped-def]
    person = make.user("chuyen_vien", body=education)
    User.objects.filter(pk=person.pk).update(phone="0222 3xx 200")
    on_day("2028-11-21")
    text = office.get("/bao-cao/2028/").context["reminder"].text

    assert "còn 1/3 cơ quan, đơn vị, địa phương chưa gửi báo cáo năm 2028" in text
    assert "1. Sở Giáo dục và Đào tạo – chưa mở – quá 2 ngày – Chuyen vien – 0222 3xx 200" in text
    assert "UBND" not in text


def test_invited_bodies_stand_apart_in_the_text_and_are_never_late(
    office: Client, prepared: Round, department_leader, enterprise, department_officer, on_day
):  # type: ignore[no-untyped-def]
    actions.add_to_roster(prepared, enterprise, why="mời", by=department_officer)
    actions.approve_roster(prepared, by=department_leader)
    on_day("2028-11-21")
    text = office.get("/bao-cao/2028/").context["reminder"].text

    head, _line, rest = text.partition("Được đề nghị cung cấp thông tin, chưa gửi:")
    assert "còn 3/3" in head
    assert "Công ty TNHH A – chưa mở" in rest
    assert "quá" not in rest


def test_a_viewer_is_given_no_text_to_paste(sign_in, viewer: User, round: Round):  # type: ignore[no-untyped-def]
    assert "reminder" not in sign_in(viewer).get("/bao-cao/2028/").context


# ---- cost


def test_the_board_costs_the_same_with_a_hundred_and_twenty_bodies(office: Client, round: Round, count_queries):  # type: ignore[no-untyped-def]
    few = count_queries("/bao-cao/2028/", office)
    for number in range(117):
        body = make.body(f"xa-{number}", f"UBND xã {number}", Kind.COMMUNE)
        make.user(f"can_bo_{number}", body=body)
        Report.objects.create(round=round, body=body, obligation=Obligation.OBLIGED)

    assert few <= 14
    assert count_queries("/bao-cao/2028/", office) == few
    assert len(_codes(office.get("/bao-cao/2028/"))) == 50
    assert count_queries("/bao-cao/2028/bang.csv", office) <= few
