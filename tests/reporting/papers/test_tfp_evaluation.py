"""The evaluation of TFP: golden text, when it is refused, what it shares with section V."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx as word
import pytest
from docx.oxml.ns import qn

from nscl.documents import conformity, docx
from nscl.documents.blocks import Picture, Table
from nscl.economy import actions
from nscl.economy.growth import Conventions
from nscl.economy.models import BreakMark, Concept, Estimate, Territory, Treatment
from nscl.economy.selection import select
from nscl.reporting.papers.estimates import cited
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.papers.province_annual import context as annual
from nscl.reporting.papers.province_annual import economy
from nscl.reporting.papers.tfp_evaluation import compose, evaluation
from nscl.vn.calendar import ZONE, now
from tests.economy.conftest import full, publish, series_of, territories  # noqa: F401 - fixtures
from tests.reporting.papers.reading import said, under

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[2] / "papers" / "danh-gia-tfp-2021-2025.txt"


def keep(territory: Territory, **conventions: object) -> Estimate:
    chosen = select(territory, first=2018, last=2025, at=now())
    given = Conventions(**conventions)  # type: ignore[arg-type]
    return actions.keep_estimate(chosen, given, title="Tỉnh mới, 2018-2025", by=None)


@pytest.fixture
def kept(plan, bodies, territories, full) -> Estimate:  # type: ignore[no-untyped-def]  # noqa: F811
    return keep(territories["moi"])


def written(plan, **asked):  # type: ignore[no-untyped-def]
    return compose(evaluation(plan, asked.get("first", 2021), asked.get("last", 2025), asked.get("place", "moi")))


def test_the_paper_is_the_golden_text(plan, kept):
    text = docx.text(docx.render(written(plan))).replace(f"bản tính số {kept.pk} ", "bản tính số 1 ")
    assert text.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_it_has_the_form_of_the_decree(plan, kept):
    assert conformity.check(docx.render(written(plan))) == []


def test_every_chart_is_a_picture_that_says_its_figures(plan, kept):
    document = word.Document(BytesIO(docx.render(written(plan))))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 2
    assert "năm 2021: tổng sản phẩm tăng 7,70" in told[0]
    assert "Mục tiêu 55%" in told[1]
    assert list(document.element.iter(qn("a:blip")))


def test_tables_and_pictures_are_numbered_in_a_row(plan, kept):
    captions = [each.caption.split(".")[0] for each in written(plan).body if isinstance(each, Table | Picture)]
    assert captions == ["Bảng 1", "Bảng 2", "Hình 1", "Bảng 3", "Hình 2", "Bảng 4", "Bảng 5"]


def test_the_two_ways_stand_side_by_side_and_the_lines_between_them_add_up(plan, kept):
    (table,) = written(plan).annexes[1].body
    for row in table.rows:
        first, *lines, last = (Decimal(cell.replace("−", "-").replace(",", ".")) for cell in row[1:])
        assert abs(first + sum(lines) - last) <= Decimal("0.004")


def test_a_treated_break_is_told_with_its_assumption_and_reason(plan, bodies, territories, full, publish):  # noqa: F811
    publish("moi", Concept.OUTPUT, [160, 173, 187, 202, 218, 235, 254, 274])
    publish("moi", Concept.INVESTMENT, [48, 52, 57, 62, 68, 74, 80, 88])
    people = publish("moi", Concept.EMPLOYMENT, [160, 161, 163, 130, 131, 132, 133, 135])
    actions.treat_break(
        people, 2021, treatment=Treatment.SPLICED, growth=Decimal("-2"), reason="đổi định nghĩa lao động", by=None
    )
    for objection in select(territories["moi"], first=2018, last=2025, at=now()).objections:
        series = series_of(territories["moi"], objection.concept)
        actions.treat_break(series, objection.year, treatment=Treatment.WAIVED, reason="đúng số công bố", by=None)
    keep(territories["moi"])

    text = said(written(plan))
    assert f"{people}, năm 2021: nối chuỗi, giả định tăng −2% trong năm. Lý do: đổi định nghĩa lao động." in text
    assert BreakMark.objects.count() >= 1


def test_what_raises_tfp_is_left_to_the_department(plan, kept):
    words, _closing = under(written(plan), "VII.")
    assert words.startswith("Đến ngày 15/11/2028, chưa có đề xuất của Sở Khoa học và Công nghệ về nhiệm vụ 1.4")


def mark(kept: Estimate, year: int) -> None:
    actions.mark_for_report(
        year=year, output_growth=Decimal("8"), tfp_growth=Decimal("3"), productivity_growth=Decimal("6.9"),
        nature="preliminary", source="Cục Thống kê", by=None, estimate=kept, province=kept.territory.name,
    )  # fmt: skip


def test_figures_marked_for_the_province_s_report_are_held_against_the_estimate(plan, kept, territories):  # noqa: F811
    mark(kept, 2025)
    later = keep(territories["moi"], labour_share=0.6)

    form = written(plan)
    (table,) = (each for each in form.body if isinstance(each, Table) and each.caption.startswith("Bảng 6"))
    assert [row[0] for row in table.rows] == ["2025"]
    assert f"bản tính số {kept.pk} " in table.note
    assert f"bản tính số {later.pk} " not in said(form)  # the paper stands on what the report stands on


def test_section_v_of_the_yearly_report_names_the_same_estimate(plan, kept):
    mark(kept, 2025)
    marked = evaluation(plan, 2021, 2025, "moi").figures
    read = replace(annual(plan, 2028), economy=tuple(marked))
    (table,) = (block for block in economy.blocks(read) if isinstance(block, Table))
    assert f"Cục Thống kê, {cited(kept)}" in table.note


def test_statistics_that_are_missing_are_named_with_their_tables(plan, bodies, territories, publish):  # noqa: F811
    publish("moi", Concept.OUTPUT, [160, 173, 187, 202, 218, 235, 254, 274])
    with pytest.raises(CannotWrite) as refused:
        written(plan)
    assert "chưa có số liệu Tích lũy tài sản cố định, Lao động đang làm việc" in str(refused.value)
    assert "“Tích lũy tài sản cố định theo giá so sánh 2010”" in str(refused.value)
    assert "“Tổng sản phẩm" not in str(refused.value)


def test_untreated_breaks_and_a_missing_estimate_are_named(plan, bodies, territories, full, publish):  # noqa: F811
    with pytest.raises(CannotWrite, match="chưa có bản tính nào được lưu cho các năm 2021-2025"):
        written(plan)
    publish("cu-a", Concept.OUTPUT, [round(150 * 1.08**n, 3) for n in range(4)], first=2022, vintage="revalued")
    with pytest.raises(CannotWrite, match="đánh giá lại"):
        written(plan)


def test_a_territory_unknown_and_years_the_wrong_way_round_are_refused(plan, kept):
    with pytest.raises(CannotWrite, match="Chưa có địa bàn thống kê “khac”"):
        written(plan, place="khac")
    with pytest.raises(CannotWrite, match="Chưa có địa bàn thống kê “tỉnh Bắc Ninh”"):
        written(plan, place="")
    with pytest.raises(CannotWrite, match="năm đầu sau năm cuối"):
        written(plan, first=2025, last=2021)


def test_by_default_it_is_the_province_of_the_plan(plan, kept, territories):  # noqa: F811
    Territory.objects.filter(pk=territories["moi"].pk).update(name="Tỉnh Bắc Ninh")
    assert evaluation(plan, 2021, 2025, "").territory == territories["moi"]


def test_an_estimate_kept_later_is_not_known_before(plan, kept):
    with pytest.raises(CannotWrite):
        evaluation(plan, 2021, 2025, "moi", datetime(2028, 11, 14, tzinfo=ZONE))
