"""The office's pages of statistics: who may, what is looked at before it is kept, what bad input is answered."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nscl.economy.models import BreakMark, Concept, Observation, Series
from nscl.history.models import Event
from tests.economy.conftest import full, publish, series_of, territories  # noqa: F401 - fixtures
from tests.web.permitted import browsers, letters, whole

RELEASE = {"vintage": "official", "source": "Niên giám thống kê năm 2027", "released_on": "", "url": "", "derived": ""}
# R reads the pages, E enters, W withdraws, B treats a break, S adds a series, F sends a workbook
ANSWERS = {
    "department_officer": "REWBSF",
    "second_department_officer": "REWBSF",
    "department_leader": "R.....",
    "viewer": "R.....",
}


@pytest.fixture
def series(publish) -> Series:  # type: ignore[no-untyped-def]  # noqa: F811
    """Employment with a jump in 2021, and a second release of 2025."""
    found = publish("moi", Concept.EMPLOYMENT, [50, 50.5, 51, 47, 47.4, 47.9, 48.3, 48.8])
    publish("moi", Concept.EMPLOYMENT, [49], first=2025, vintage="revalued", released_on=date(2027, 6, 1), source="B")
    return found


@pytest.fixture
def officer(sign_in, department_officer, series) -> Client:  # type: ignore[no-untyped-def]
    return sign_in(department_officer)


@pytest.fixture
def enter(officer, series):  # type: ignore[no-untyped-def]
    """Send the form of entering: enter(pasted="2026\t50", sure=True)."""

    def sent(*, sure=False, **boxes):
        return officer.post(
            reverse("series-enter", args=[series.code]),
            {**RELEASE, "year": "", "value": "", "pasted": "", **boxes, **({"sure": "1"} if sure else {})},
        )

    return sent


def template(browser):
    book = openpyxl.load_workbook(io.BytesIO(browser.get(reverse("statistics-template")).content))
    sheet = book.active
    heads = {str(cell.value): cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    row = max(row[0].row for row in sheet.iter_rows() if row[0].value == "moi-employment")
    return book, sheet, heads, row


def send(browser, book, name="so-lieu.xlsx"):
    buffer = io.BytesIO()
    book.save(buffer)
    return browser.post(reverse("statistics-file"), {"file": SimpleUploadedFile(name, buffer.getvalue())})


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


# ---------- who may ----------


def done(browser, series):
    """The letters of what this browser gets done; whatever it did is undone at once."""
    code, row = series.code, series.observations.first()

    def opens(name, *args):
        return browser.get(reverse(name, args=args)).status_code == 200

    def enters():
        boxes = {**RELEASE, "pasted": "2026\t50", "sure": "1"}
        browser.post(reverse("series-enter", args=[code]), boxes)
        return series.observations.filter(year=2026).exists()

    def withdraws():
        browser.post(f"{reverse('statistics-withdraw')}?so={row.pk}", {"why": "nhầm"})
        return Observation.objects.get(pk=row.pk).withdrawn_at is not None

    def treats():
        browser.post(reverse("series-break", args=[code, 2021]), {"treatment": "waived", "reason": "có thật"})
        return BreakMark.objects.exists()

    def adds():
        boxes = {"concept": "output", "territory": "moi", "basis": "constant_2010"}
        browser.post(reverse("series-new"), boxes)
        return Series.objects.filter(concept="output").exists()

    acts = {
        "R": lambda: all([
            opens("statistics"), opens("statistics-history"), opens("statistics-template"), opens("series", code),
            opens("series-compare", code), opens("series-compare-csv", code),
        ]),
        "E": enters,
        "W": withdraws,
        "B": treats,
        "S": adds,
        "F": lambda: opens("statistics-file"),
    }  # fmt: skip
    return letters(acts)


def test_each_person_gets_done_what_the_table_says(series, everyone, sign_in):
    found = {name: done(browser, series) for name, browser in browsers(everyone, sign_in).items()}

    assert found == whole(ANSWERS, acts=6)


def test_who_may_not_write_is_answered_404_by_get_and_by_post(sign_in, department_leader, outsider, series):
    for person in (department_leader, outsider):
        browser = sign_in(person)
        for name, args in (
            ("series-enter", [series.code]), ("series-new", []), ("statistics-file", []), ("statistics-withdraw", []),
            ("series-break", [series.code, 2021]),
        ):  # fmt: skip
            address = reverse(name, args=args)
            assert (browser.get(address).status_code, browser.post(address).status_code) == (404, 404), name


def test_a_reader_sees_no_verb_of_writing(sign_in, viewer, series):
    html = sign_in(viewer).get(reverse("series", args=[series.code])).text

    assert "Niên giám thống kê" in html
    assert 'type="checkbox"' not in html
    assert reverse("series-enter", args=[series.code]) not in html


# ---------- reading ----------


def test_the_list_shows_each_series_with_its_years_and_the_break_nobody_treated(officer):
    html = officer.get("/so-lieu/").text

    assert "2018–2025" in html
    assert "Còn 2 chỗ gãy chưa xử lý" in html
    assert "năm 2021 thay đổi −7,8%" in html


def test_a_series_is_found_without_tones(officer):
    assert "Lao động đang làm việc, Tỉnh mới" in officer.get("/so-lieu/?q=lao dong moi").text
    assert "Không có chuỗi nào khớp" in officer.get("/so-lieu/?q=xyz").text


def test_pages_cost_as_many_queries_for_many_values_as_for_few(officer, count_queries, series, publish):  # noqa: F811
    pages = ("/so-lieu/", reverse("series", args=[series.code]), reverse("series-compare", args=[series.code]))
    before = [count_queries(page, officer) for page in pages]
    for place in ("cu-a", "cu-b"):
        publish(place, Concept.OUTPUT, [100 + n for n in range(8)])
    publish("moi", Concept.EMPLOYMENT, [50.1 + n for n in range(8)], vintage="preliminary", source="C")

    assert [count_queries(page, officer) for page in pages] == before
    assert max(before) <= 16


def test_without_any_series_the_list_says_what_to_do_first(sign_in, department_officer):
    assert "Thêm chuỗi đầu tiên" in sign_in(department_officer).get("/so-lieu/").text


# ---------- entering ----------


def test_values_are_looked_at_before_they_are_kept_and_kept_all_at_once(enter, series):
    looked = enter(pasted="2025\t49,5\n2026\t50", year="2027", value="50,5")
    assert "Ghi 3 số liệu" in looked.text
    assert series.observations.count() == 9

    kept = enter(pasted="2025\t49,5\n2026\t50", year="2027", value="50,5", sure=True, released_on="01/6/2028")
    assert kept.status_code == 302
    assert series.observations.filter(source=RELEASE["source"]).count() == 3
    assert Event.objects.latest("id").details["rows"] == 3


def test_the_look_shows_the_value_used_so_far_beside_the_new_one(enter):
    html = enter(pasted="2024\t48,9", vintage="revalued").text

    assert "48,3" in html
    assert "số thay đổi" in html


def test_what_is_refused_is_left_behind_only_when_the_button_says_so(enter, series):
    looked = enter(pasted="2026\t50\n2027\tnhiều").text
    assert "Ghi 1 số hợp lệ, để lại 1 ô" in looked
    assert "không phải số" in looked

    enter(pasted="2026\t50\n2027\tnhiều", sure=True)
    assert series.observations.filter(year__gte=2026).count() == 1


def test_going_back_to_mend_keeps_what_was_typed(enter):
    html = enter(pasted="2026\t50", edit="1").text

    assert "Xem trước khi ghi" in html
    assert "2026\t50" in html


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"vintage": ""}, "Chọn một dòng"),
        ({"vintage": "x"}, "không có"),
        ({"source": ""}, "còn trống"),
        ({"released_on": "31/02/2028"}, "31/02"),
        ({"released_on": "16/11/2028"}, "chưa đến"),
        ({"url": "javascript:1"}, "không phải địa chỉ"),
        ({"pasted": ""}, "Chưa có số nào"),
        ({"pasted": "2018\t1\t2"}, "hai cột"),
    ],
)
def test_a_bad_box_is_answered_at_its_place(enter, series, boxes, words):
    answer = enter(**{"pasted": "2026\t50", **boxes}, sure=True)

    assert answer.status_code == 200
    assert words in answer.text
    assert series.observations.count() == 9


def test_a_form_sent_twice_keeps_once(enter, series):
    enter(pasted="2026\t50", sure=True)
    again = enter(pasted="2026\t50", sure=True)

    assert "Giữ nguyên, đã có" in again.text
    assert series.observations.filter(year=2026).count() == 1


# ---------- the workbook ----------


def test_a_workbook_is_looked_at_cell_by_cell_then_kept_at_once(officer, series):
    book, sheet, heads, row = template(officer)
    for heading, value in (("Lần công bố", "chính thức"), ("Nguồn", "Niên giám 2027"), ("2025", 48.9), ("2026", 50)):
        sheet.cell(row, heads[heading], value)
    looked = send(officer, book)
    assert "Ghi 2 số liệu" in looked.text
    assert f"{openpyxl.utils.get_column_letter(heads['2025'])}{row}" in looked.text
    assert series.observations.count() == 9

    carried = {"carried": hidden(looked.text, "carried"), "name": "so-lieu.xlsx", "sure": "1"}
    assert officer.post(reverse("statistics-file"), carried).status_code == 302
    assert series.observations.filter(source="Niên giám 2027").count() == 2
    assert "so-lieu.xlsx" in Event.objects.latest("id").summary

    again = officer.post(reverse("statistics-file"), carried)
    assert "đã được ghi ở một lần gửi khác" in again.text
    assert series.observations.count() == 11


CSV = "series,since,year,value,vintage,released_on,source,url,derived\n"


def sent_lines(officer, *rows):  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile("so-lieu.csv", (CSV + "".join(f"{row}\n" for row in rows)).encode("utf-8-sig"))
    return officer.post(reverse("statistics-file"), {"file": file}).text


def test_a_sheet_of_sourced_values_is_looked_at_line_by_line_then_kept_with_its_sources(officer, series):
    good = "moi-employment,,2026,49.5,estimate,2027-01-05,Báo cáo năm,https://example.org/a,"
    mean = "moi-employment,2021,2025,48.2,official,,Niên giám,,bình quân năm năm"
    html = sent_lines(officer, good, "moi-employment,,2027,0,estimate,,Báo cáo,,", mean, good.replace("2026", "2100"))
    assert "dòng 3" in html
    assert "phải là số dương" in html
    assert "Năm 2100 chưa đến" in html

    officer.post(reverse("statistics-file"), {"carried": hidden(html, "carried"), "name": "so-lieu.csv", "sure": "1"})
    kept = series.observations.get(year=2026)
    assert (str(kept.released_on), kept.source, kept.url) == ("2027-01-05", "Báo cáo năm", "https://example.org/a")
    assert series.observations.get(since=2021).derived == "bình quân năm năm"


def test_a_sheet_that_is_no_text_or_lacks_columns_is_refused_with_the_mend(officer, series):
    broken = SimpleUploadedFile("a.csv", "giá".encode("utf-16"))
    assert "Lưu lại dưới dạng CSV UTF-8" in officer.post(reverse("statistics-file"), {"file": broken}).text
    assert (
        "Dòng đầu thiếu cột"
        in officer.post(reverse("statistics-file"), {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}).text
    )


def test_what_was_carried_cannot_be_made_up_or_be_too_old(officer, series):
    for carried in ("", "x", "eyJhIjoxfQ:1abc:zzz"):
        answer = officer.post(reverse("statistics-file"), {"carried": carried, "sure": "1"})
        assert answer.status_code == 200
    assert "Chọn lại tệp" in answer.text
    assert series.observations.count() == 9


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.xlsx", b"%PDF-1.7", "lưu lại dưới dạng .xlsx"), ("a.xlsx", b"", "lưu lại dưới dạng .xlsx")],
)
def test_what_is_no_workbook_is_refused_with_the_mend(officer, name, content, words):
    answer = officer.post(reverse("statistics-file"), {"file": SimpleUploadedFile(name, content)})

    assert words in answer.text


def test_no_file_and_too_large_a_file_are_refused(officer):
    assert "Chưa chọn tệp" in officer.post(reverse("statistics-file"), {}).text
    large = SimpleUploadedFile("a.xlsx", b"P" * (5 * 1024 * 1024 + 1))
    assert "quá 5 MB" in officer.post(reverse("statistics-file"), {"file": large}).text


def test_the_template_of_an_unknown_place_does_not_exist(officer):
    assert officer.get(f"{reverse('statistics-template')}?dia-ban=khac").status_code == 404


# ---------- withdrawing, breaks, releases, new series ----------


def test_values_are_withdrawn_with_a_reason_and_stay_readable(officer, series):
    row = series.observations.get(vintage="revalued")
    address = f"{reverse('statistics-withdraw')}?so={row.pk}"
    assert "1 số sẽ rút" in officer.get(address).text
    assert "còn trống" in officer.post(address, {"why": " "}).text

    officer.post(address, {"why": "chép nhầm cột"})
    html = officer.get(reverse("series", args=[series.code])).text
    assert "1 số đã rút" in html
    assert "chép nhầm cột" in html


def test_a_whole_entry_is_withdrawn_by_its_link(enter, officer, series):
    kept = enter(pasted="2026\t50\n2027\t51", sure=True)
    link = re.search(r'href="([^"]*lan=[^"]*)"', officer.get(kept.url).text)[1]

    assert "2 số sẽ rút" in officer.get(link).text
    officer.post(link, {"why": "nhầm tệp"})
    assert series.observations.standing().filter(year__gte=2026).count() == 0


def test_withdrawing_nothing_says_how_to_choose(officer):
    for query in ("", "?so=x", "?so=999999999"):
        assert "Chưa chọn số nào" in officer.get(reverse("statistics-withdraw") + query).text
    assert officer.get(reverse("statistics-withdraw") + "?lan=999999999").status_code == 404


def test_a_break_is_spliced_or_waived_by_name_with_a_reason(officer, series):
    address = reverse("series-break", args=[series.code, 2021])
    page = officer.get(address).text
    assert "−7,8%" in page

    officer.post(address, {"treatment": "spliced", "growth": "−2", "reason": "đổi định nghĩa"})
    html = officer.get(reverse("series", args=[series.code])).text
    assert "giả định −2%" in html
    assert "đổi định nghĩa" in html

    officer.post(address, {"treatment": "waived", "growth": "đã bỏ", "reason": "có thật"})
    assert [mark.treatment for mark in BreakMark.objects.order_by("pk")] == ["spliced", "waived"]


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"treatment": ""}, "còn trống"),
        ({"treatment": "x"}, "không có"),
        ({"reason": ""}, "còn trống"),
        ({"growth": ""}, "Mức tăng giả định"),
        ({"growth": "ít"}, "không phải số"),
        ({"growth": "-100"}, "ngoài khoảng"),
        ({"growth": "1,23456"}, "ba chữ số thập phân"),
    ],
)
def test_a_break_badly_treated_is_answered_at_its_box(officer, series, boxes, words):
    given = {"treatment": "spliced", "growth": "-2", "reason": "đổi định nghĩa", **boxes}
    answer = officer.post(reverse("series-break", args=[series.code, 2021]), given)

    assert words in answer.text
    assert not BreakMark.objects.exists()


def test_a_year_the_series_has_not_has_no_break_to_treat(officer, series):
    for year in (2018, 2026, 99999):
        assert officer.get(f"/so-lieu/chuoi/{series.code}/gay/{year}/").status_code == 404


def test_two_releases_stand_side_by_side_on_the_page_and_in_the_file(officer, series):
    html = officer.get(reverse("series-compare", args=[series.code])).text
    assert "0,41%" in html

    lines = officer.get(reverse("series-compare-csv", args=[series.code])).content.decode("utf-8-sig").splitlines()
    assert lines[-1].startswith("2025,48.8,49.0,0.2")


def test_a_release_that_is_not_there_is_told(officer, series):
    assert officer.get(reverse("series-compare", args=[series.code]) + "?truoc=x").status_code == 404


def test_a_series_released_once_has_nothing_to_compare(officer, publish):  # noqa: F811
    once = publish("cu-a", Concept.OUTPUT, [100])

    assert "Chưa có hai lần công bố" in officer.get(reverse("series-compare", args=[once.code])).text
    assert officer.get(reverse("series-compare-csv", args=[once.code])).status_code == 404


def test_a_new_series_takes_its_unit_and_name_from_what_it_measures(officer):
    answer = officer.post(
        reverse("series-new"), {"concept": "investment", "territory": "moi", "basis": "constant_2010", "industry": "C"}
    )
    made = Series.objects.get(concept="investment")

    assert answer.url == reverse("series-enter", args=[made.code])
    assert (made.unit, made.title) == ("tỷ đồng", "Tích lũy tài sản cố định, giá so sánh 2010, ngành C, Tỉnh mới")


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"basis": "none"}, "chọn giá so sánh hoặc giá hiện hành"),
        ({"concept": "employment"}, "không tính bằng tiền"),
        ({"territory": "x"}, "không có"),
        ({"industry": "Z"}, "không có"),
        ({"concept": ""}, "còn trống"),
    ],
)
def test_a_series_that_cannot_be_is_answered_at_its_box(officer, boxes, words):
    given = {"concept": "output", "territory": "moi", "basis": "constant_2010", "industry": "", **boxes}
    assert words in officer.post(reverse("series-new"), given).text


def test_the_history_tells_who_did_what(enter, officer, series):
    enter(pasted="2026\t50", sure=True)
    html = officer.get(reverse("statistics-history")).text

    assert "Nhập số liệu thống kê" in html
    assert "Department officer" in html


def test_a_zero_kept_before_zeros_were_refused_closes_no_page(officer, series, publish):  # noqa: F811
    publish("moi", Concept.EMPLOYMENT, [0], first=2026)

    assert officer.get("/so-lieu/").status_code == 200
    assert officer.get(reverse("series", args=[series.code])).status_code == 200


def test_a_second_press_of_the_button_is_told_that_all_is_kept(officer, series, monkeypatch):
    monkeypatch.setattr("nscl.web.statistics.entering.add_statistics", lambda rows, **how: [])
    boxes = {**RELEASE, "pasted": "2026\t50", "sure": "1"}
    answer = officer.post(reverse("series-enter", args=[series.code]), boxes)

    assert answer.status_code == 200
    assert "vừa được ghi ở một lần gửi khác" in answer.text
