"""Official papers as LibreOffice lays them out on pages."""

import pytest
from pypdf import PdfReader

from nscl.documents import docx
from nscl.documents.blocks import Annex, Paragraph, Table
from tests.documents.office import pages
from tests.documents.sample import MONEY, prose, report

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    return pages(docx.render(report()), tmp_path_factory.mktemp("paper"))


def sheet_of(page) -> tuple[int, int]:
    """Width and height in millimetres."""
    return round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)


def first_line(page) -> str:
    return next(line.strip() for line in page.extract_text().splitlines() if line.strip())


def test_the_body_is_upright_a4_and_wide_annexes_lie(paper):
    assert [sheet_of(page) for page in paper.pages] == [(210, 297)] * 3 + [(297, 210)] * 4 + [(210, 297)]


def test_no_page_is_blank(paper):
    assert all(len(page.extract_text().strip()) > 40 for page in paper.pages)


def test_page_numbers_start_on_the_second_page_and_anew_in_each_annex(paper):
    lines = [first_line(page) for page in paper.pages]
    assert lines[0] == "ỦY BAN NHÂN DÂN"
    assert lines[1:3] == ["2", "3"]
    assert lines[3] == "Phụ lục I"
    assert lines[4:6] == ["2", "3"]
    assert lines[6:] == ["Phụ lục II", "Phụ lục III"]


def test_page_numbers_stand_in_the_middle_of_the_top_margin(paper):
    places = {}
    paper.pages[1].extract_text(visitor_text=lambda text, cm, tm, font, size: places.setdefault(text.strip(), tm[4:]))
    from_the_left, from_the_top = places["2"][0] / 72 * 25.4, 297 - places["2"][1] / 72 * 25.4
    assert 107 < from_the_left < 110  # between margins of 30 and 20 mm the middle is at 110; the digit starts before
    assert 10 < from_the_top < 20


def test_the_nation_and_the_motto_each_stay_on_one_line(paper):
    lines = paper.pages[0].extract_text().splitlines()
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in line for line in lines)
    assert any("Độc lập - Tự do - Hạnh phúc" in line for line in lines)


def test_the_text_comes_in_the_order_of_the_form(paper):
    whole = "\n".join(page.extract_text() for page in paper.pages)
    parts = (
        "BÁO CÁO",
        "Kính gửi:",
        "I. TÌNH",
        "Bảng 1.",
        "Bảng 2.",
        "tổng hợp./.",
        "Nơi nhận:",
        "Phụ lục I",
        "khớp./.",
    )
    places = [whole.index(part) for part in parts]
    assert places == sorted(places)


def test_the_heading_row_is_printed_again_on_the_next_page(paper):
    assert "Trạng thái" in paper.pages[1].extract_text().replace("Trạng\nthái", "Trạng thái")
    assert "Lý do" in paper.pages[4].extract_text()


def test_a_signature_never_stands_alone_on_its_page(tmp_path):
    for filler in range(20, 27):
        form = report(body=(*[prose(1)] * filler, Paragraph("Câu cuối của văn bản./.")), annexes=())
        folder = tmp_path / str(filler)
        folder.mkdir()
        last = pages(docx.render(form), folder).pages[-1].extract_text()
        assert ("TM. ỦY BAN NHÂN DÂN" in last) == ("Câu cuối của văn bản./." in last)
        assert "Nguyễn Thị Minh" in last


def test_an_annex_that_fills_its_page_adds_no_empty_one(tmp_path):
    for rows in range(20, 24):
        full = Annex("BẢNG", (Table(MONEY.columns, MONEY.rows[:1] * rows),), number="I")
        folder = tmp_path / str(rows)
        folder.mkdir()
        made = pages(docx.render(report(annexes=(full, full))), folder)
        assert all(len(page.extract_text().strip()) > 20 for page in made.pages)


def test_the_name_of_a_department_stays_on_one_line(tmp_path):
    form = report(parent="UBND TỈNH ĐÔNG HÀ", agency=("SỞ KHOA HỌC VÀ CÔNG NGHỆ",), annexes=())
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in pages(docx.render(form), tmp_path).pages[0].extract_text()
