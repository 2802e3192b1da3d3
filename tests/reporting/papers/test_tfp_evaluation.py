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

from nscl.cli.demonstration.economy import work_the_case
from nscl.config import launcher
from nscl.documents import conformity, docx
from nscl.documents.blocks import Picture, Table
from nscl.economy import actions
from nscl.economy.growth import Conventions
from nscl.economy.intake import load_folder
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

PUBLIC = launcher.ROOT / "plans" / "bac-ninh-2026-2030" / "statistics"

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


def test_years_that_fall_stall_or_hardly_grow_have_points_and_no_share(plan, bodies, territories, publish):  # noqa: F811
    output = [100, 108, 116, 125, 113.4, 113.4, 113.7, 130]
    publish("moi", Concept.OUTPUT, output)
    publish("moi", Concept.INVESTMENT, [30 + 3 * n for n in range(8)])
    publish("moi", Concept.EMPLOYMENT, [50 + n / 2 for n in range(8)])
    for objection in select(territories["moi"], first=2018, last=2025, at=now()).objections:
        series = series_of(territories["moi"], objection.concept)
        actions.treat_break(series, objection.year, treatment=Treatment.WAIVED, reason="đúng số công bố", by=None)
    keep(territories["moi"], mode="official")

    text = said(written(plan))
    assert "Năm 2022, tổng sản phẩm giảm 9,28% nên không xác định tỷ trọng đóng góp của TFP" in text
    assert "Năm 2023, tổng sản phẩm không thay đổi so với năm trước nên không xác định" in text
    assert "Năm 2024, tổng sản phẩm tăng 0,26%, dưới ngưỡng 0,5 điểm phần trăm nên không công bố" in text
    assert text.count("TFP đóng góp giảm") == 2


def test_a_period_that_hardly_grows_has_no_share_and_no_target_to_be_held_against(plan, bodies, territories, publish):  # noqa: F811
    for concept, values in (
        (Concept.OUTPUT, [100 + n / 5 for n in range(8)]), (Concept.INVESTMENT, [30 + n / 2 for n in range(8)]),
        (Concept.EMPLOYMENT, [50 + n / 10 for n in range(8)]),
    ):  # fmt: skip
        publish("moi", concept, values)
    keep(territories["moi"])

    text = said(written(plan))
    assert "Bình quân giai đoạn, tổng sản phẩm tăng dưới 0,5 điểm phần trăm mỗi năm nên không xác định" in text
    assert "So với mục tiêu" not in text


def test_a_share_beyond_a_hundred_is_printed_as_it_is_with_what_makes_it_so(plan, bodies, territories, publish):  # noqa: F811
    publish("moi", Concept.OUTPUT, [round(100 * 1.08**n, 3) for n in range(8)])
    publish("moi", Concept.INVESTMENT, [9] * 8)
    publish("moi", Concept.EMPLOYMENT, [round(50 * 0.97**n, 3) for n in range(8)])
    keep(territories["moi"])

    text = said(written(plan))
    assert "Tỷ trọng TFP như vậy do đóng góp của vốn và lao động cộng lại là âm" in text
    assert "tỷ trọng TFP cao hơn" in text


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


def test_the_province_s_own_evaluation_of_2021_2025_names_the_tables_that_are_missing(plan, bodies):
    """The public figures carry no evaluation of the province: no table is invented, each is named."""
    load_folder(PUBLIC, by=None)
    with pytest.raises(CannotWrite) as refused:
        written(plan, place="")

    assert str(refused.value) == (
        "Tỉnh Bắc Ninh, 2020-2025: chưa có số liệu GRDP (GDP), Tích lũy tài sản cố định, Lao động đang làm việc. "
        "Nhập từ Niên giám thống kê của tỉnh. Biểu còn thiếu: “Tổng sản phẩm trên địa bàn theo giá so sánh 2010”; "
        "“Tích lũy tài sản cố định theo giá so sánh 2010”; “Lao động từ 15 tuổi trở lên đang làm việc”."
    )


def test_the_national_case_is_written_over_2011_2024_from_its_public_figures(plan, bodies, department_officer):
    load_folder(PUBLIC, by=None)
    work_the_case(department_officer)
    text = said(written(plan, place="viet-nam", first=2011, last=2024))

    assert "năm 2021: nối chuỗi, giả định tăng −2% trong năm" in text
    assert "Giai đoạn 2011-2024, tổng sản phẩm tăng bình quân 6,09%/năm" in text  # (6.269.210 / 2.739.843)^(1/14) - 1
    assert "tỉnh không công bố số khác" in text


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
