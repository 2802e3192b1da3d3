"""Section V: total factor productivity and labour productivity, once the province has figures to report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Column, Heading, Paragraph, Table
from nscl.economy.models import ReportFigure
from nscl.reporting.papers.estimates import cited
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.wording import UNKNOWN, legend, note
from nscl.scorecard.line import Line
from nscl.vn.numbers import format_number, format_percent


def blocks(context: Context) -> Iterator[Block]:
    yield Heading(1, _("V. NĂNG SUẤT CÁC NHÂN TỐ TỔNG HỢP VÀ NĂNG SUẤT LAO ĐỘNG"))
    if context.economy:
        yield _table(context)
        return
    words = _("Năm {year} chưa có số liệu về năng suất các nhân tố tổng hợp (TFP) và năng suất lao động của {place}.")
    yield Paragraph(words.format(year=context.year, place=context.plan.province.kind))


def _table(context: Context) -> Table:
    """The marked figures year by year, and beside each what the line of the plan makes of the years so far."""
    share = _line(context, "productivity.tfp_share")
    growth = _line(context, "productivity.labour_growth")
    start = context.plan.period.start
    columns = (
        Column(_("Năm"), 14, "center"),
        Column(_("Tăng GRDP (%)"), 20, "right"),
        Column(_("TFP (điểm %)"), 20, "right"),
        Column(_("Tỷ trọng TFP, tính từ năm {start}").format(start=start), 27, "right"),
        Column(_("Tăng năng suất lao động (%)"), 25, "right"),
        Column(_("Bình quân từ năm {start}").format(start=start), 27, "right"),
        Column(_("Tính chất số liệu"), 27, "center"),
    )
    rows = tuple(
        (
            str(figure.year),
            _points(figure.output_growth),
            _points(figure.tfp_growth),
            _so_far(share, figure),
            _points(figure.productivity_growth),
            _so_far(growth, figure),
            str(figure.get_nature_display()),
        )
        for figure in context.economy
    )
    sources = "; ".join(dict.fromkeys(_source(figure) for figure in context.economy))
    method = _(
        "Tỷ trọng TFP của nhiều năm là tỷ số giữa đóng góp bình quân của TFP và tốc độ tăng GRDP bình quân; tốc độ "
        "tăng năng suất lao động của nhiều năm là bình quân nhân"
    )
    return Table(
        columns=columns,
        rows=rows,
        caption=_("Bảng 4. Đóng góp của TFP vào tăng trưởng GRDP và tăng năng suất lao động"),
        note=note(legend(rows), _("Nguồn: {sources}").format(sources=sources), method),
    )


def _source(figure: ReportFigure) -> str:
    """With the estimate that computed it, named as the paper that evaluates it names it."""
    return f"{figure.source}, {cited(figure.estimate)}" if figure.estimate else figure.source


def _line(context: Context, measure: str) -> Line | None:
    return next((line for line in context.lines if line.indicator.measure == measure), None)


def _points(value: Decimal | None) -> str:
    return UNKNOWN if value is None else format_number(value, 2)


def _so_far(line: Line | None, figure: ReportFigure) -> str:
    """The figure of the indicator as it stood with this year."""
    value = line.statistic.by_year.get(figure.year) if line and line.statistic else None
    return UNKNOWN if value is None else format_percent(value)
