"""Charts and bars say their figures, start at 0 and stay within the page's security policy."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.web.bars import Segment, bar, stacked_bar
from nscl.web.charts import YearColumn, year_chart, year_columns

TRAINING = [
    YearColumn(2026, 872, 1000, state="met"),
    YearColumn(2027, 1016, 1000, state="met"),
    YearColumn(2028, 1043, 1000, state="met", unconfirmed=61, current=True, note="tạm tính"),
    YearColumn(2029, None, 1000),
    YearColumn(2030, None, 1000),
]


def _columns(svg: str) -> list[dict[str, str]]:
    """The drawn columns, in order of the years."""
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r'<rect class="column[^>]*>', svg)]


def _texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_the_label_says_every_figure_with_what_its_year_needs():
    svg = year_columns(TRAINING, unit="lượt người")

    assert 'role="img"' in svg
    assert "lượt người theo năm: 2026: 872, cần 1.000; 2027: 1.016, cần 1.000;" in svg
    assert "2028: 1.043, cần 1.000, thêm 61 chờ xác nhận, không cộng, Đạt" in svg
    assert "2029: chưa có số, cần 1.000" in svg


def test_a_year_without_a_value_has_no_column():
    assert len(_columns(year_columns(TRAINING, unit=""))) == 3


def test_the_year_shown_without_a_value_prints_a_dash_not_zero():
    svg = year_columns([YearColumn(2028, None, 48, state="no_data", current=True)], unit="%")

    assert _columns(svg) == []
    assert "–" in _texts(svg)
    assert "0" not in _texts(svg)


def test_years_before_the_one_shown_without_a_value_are_dashes_and_only_later_ones_are_to_come():
    years = [YearColumn(year, None, 5, state="no_data", current=year == 2027) for year in (2026, 2027, 2028)]
    wide = year_chart(years, unit="").split("chart-narrow")[0]

    assert _texts(wide).count("chưa đến") == 1
    assert _texts(wide).count("–") == 2


def test_a_figure_inside_its_column_does_not_stand_on_the_line_across():
    wide = year_chart([YearColumn(2026, 2, 1, current=True), YearColumn(2027, 1, 1)], unit="").split("chart-narrow")[0]
    line = float(re.search(r'<line class="needed"[^>]* y1="([\d.]+)"', wide)[1])
    figure = float(re.search(r'<text class="value inside" x="[\d.]+" y="([\d.]+)"', wide)[1])

    assert abs(figure - line) >= 13


def test_a_value_of_zero_is_printed_and_draws_no_column():
    svg = year_columns([YearColumn(2028, 0, 1, state="not_due", current=True)], unit="")

    assert _columns(svg) == []
    assert "0" in _texts(svg)


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=8))
def test_columns_stand_on_the_axis_and_are_as_high_as_their_figures(values: list[float]):
    years = [YearColumn(2026 + index, value) for index, value in enumerate(values)]
    columns = _columns(year_columns(years, unit=""))

    feet = [float(column["y"]) + float(column["height"]) for column in columns]
    scale = 40 / max(values)  # the plot is 40 px high: 84 less the years below and two labels above
    assert feet == pytest.approx([68] * len(feet), abs=0.11)
    assert [float(column["height"]) for column in columns] == pytest.approx([v * scale for v in values], abs=0.06)


def test_only_the_year_shown_takes_the_colour_of_its_state():
    kinds = [column["class"] for column in _columns(year_columns(TRAINING, unit=""))]

    assert kinds == ["column-other", "column-other", "column s-met"]


def test_each_year_that_needs_something_has_a_black_dash():
    needed = year_columns(TRAINING, unit="")
    described = year_columns([YearColumn(2026, 21), YearColumn(2027, 30)], unit="")

    assert needed.count('class="needed"') == 5
    assert described.count('class="needed"') == 0


def test_a_provisional_figure_is_hatched_and_said_to_be_provisional():
    svg = year_columns([YearColumn(2027, 48.6, nature="provisional", printed="48,6")], unit="%")

    assert "column" not in "".join(re.findall(r'<rect class="([^"]*)"', svg))
    assert 'class="hatch-other"' in svg
    assert "2027: 48,6, sơ bộ" in svg


def test_an_awaited_figure_is_an_outline_with_a_question_mark():
    svg = year_columns([YearColumn(2028, None, nature="awaited", state="awaiting", current=True)], unit="%")

    assert 'class="awaited"' in svg
    assert "?" in _texts(svg)
    assert "chờ số liệu" in svg


def test_what_awaits_confirmation_is_never_added_to_the_column():
    def column(unconfirmed: float) -> str:
        year = YearColumn(2028, 1043, 1000, state="met", unconfirmed=unconfirmed, current=True)
        return _columns(year_chart([year], unit=""))[0]["height"]

    assert column(61) == column(0)
    assert "+61 chờ xác nhận" in _texts(year_chart(TRAINING, unit=""))


def test_the_figure_stands_above_a_dash_that_would_cross_it():
    svg = year_columns([YearColumn(2026, 9.5, 10, printed="9,5")], unit="")
    (dash,) = re.findall(r'class="needed"[^>]* y1="([\d.]+)"', svg)
    (figure,) = re.findall(r'class="value"[^>]* y="([\d.]+)"', svg)

    assert float(figure) < float(dash)


def test_the_large_chart_has_a_drawing_of_its_own_for_phones():
    svg = year_chart(TRAINING, unit="lượt người")

    assert svg.count("<svg") == 2
    assert "chart-wide" in svg
    assert "chart-narrow" in svg


def test_one_level_for_all_years_is_one_line_with_its_name_at_the_end():
    wide = year_chart(TRAINING, unit="").split("chart-narrow")[0]

    assert wide.count('class="needed"') == 1
    assert "Mục tiêu" in _texts(wide)
    assert "1.000" in _texts(wide)


@given(st.text())
def test_text_given_to_a_chart_never_becomes_markup(text: str):
    year = YearColumn(2028, 5, 9, current=True, printed=f"<b>{text}", printed_needed=f'"{text}>', note=f"&{text}")
    svg = year_columns([year], unit=f"<i>{text}") + year_chart([year], unit=f'"><i>{text}')

    assert "<b>" not in svg
    assert "<i>" not in svg
    assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "rect", "line", "text", "div", "path"}


@pytest.mark.parametrize(
    "svg",
    [
        year_columns(TRAINING, unit=""),
        year_chart(TRAINING, unit=""),
        bar(5, 9),
        stacked_bar([Segment("đã gửi", 3, "sent")]),
    ],
)
def test_a_drawing_has_no_style_attribute_and_fetches_nothing(svg: str):
    assert "style=" not in svg
    assert "http" not in svg
    assert "url(" not in svg


def test_a_chart_of_no_years_is_still_a_drawing():
    assert "<svg" in year_chart([], unit="")


@pytest.mark.parametrize(
    ("value", "maximum", "width"),
    [(50, 200, "25.0%"), (300, 200, "100.0%"), (-1, 200, "0.0%"), (None, 200, "0.0%"), (5, 0, "0.0%")],
)
def test_a_bar_is_as_long_as_its_share_and_never_longer_than_its_track(value, maximum, width):
    assert f'class="bar-fill" width="{width}"' in bar(value, maximum)


def test_a_bar_beside_its_printed_number_is_silent():
    assert 'aria-hidden="true"' in bar(5, 9)


def test_a_stacked_bar_says_its_parts_and_leaves_the_rest_empty():
    svg = stacked_bar([Segment("tiếp nhận", 46, "met"), Segment("chờ xem", 21, "sent")], total=120)

    assert 'aria-label="tiếp nhận: 46; chờ xem: 21"' in svg
    assert 'class="p-met" x="0.00%" width="38.33%"' in svg
    assert 'class="p-sent" x="38.33%" width="17.50%"' in svg


def test_a_segment_too_narrow_for_its_figure_has_none():
    svg = stacked_bar([Segment("a", 1, "late"), Segment("b", 999, "met")])

    assert _texts(svg) == ["999"]


def test_an_empty_part_is_not_drawn():
    assert "p-late" not in stacked_bar([Segment("quá hạn", 0, "late"), Segment("đã gửi", 3, "sent")])
