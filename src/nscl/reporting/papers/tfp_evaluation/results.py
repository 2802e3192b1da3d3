"""What the estimate says of the period: the band over conventions, capital, the two ways of counting."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.documents import charts
from nscl.documents.blocks import Annex, Block, Column, Heading, Paragraph, Picture, Table
from nscl.economy.bands import SETS, Spread
from nscl.economy.models import Concept
from nscl.productivity.accounting import UNDEFINED_BELOW, period, reconcile
from nscl.productivity.uncertainty import Bar, Tornado
from nscl.reporting.papers.tfp_evaluation.evaluation import Evaluation
from nscl.reporting.papers.tfp_evaluation.printed import points, share
from nscl.vn.numbers import format_number, format_percent


def band(read: Evaluation) -> Iterator[Block]:
    yield Heading(1, _("III. TỶ TRỌNG TFP VÀ KHOẢNG THEO QUY ƯỚC"))
    spread, swings = read.spread, read.swings
    if spread is None or swings is None:
        words = _("Bình quân giai đoạn, tổng sản phẩm tăng dưới {least}% mỗi năm nên không có tỷ trọng TFP.")
        yield Paragraph(words.format(least=format_number(UNDEFINED_BELOW)))
        return
    words = _(
        "Qua {sets} bộ quy ước trong các khoảng ở Bảng 1 (cách tính Törnqvist), tỷ trọng TFP giai đoạn {first}-{last} "
        "từ {low} đến {high}, trung vị {median}, một nửa số bộ từ {quarter} đến {three_quarters}."
    )
    printed = {name: format_percent(getattr(spread, name)) for name in vars(spread)}
    said = words.format(sets=format_number(SETS), first=read.first, last=read.last, **printed)
    if read.target is not None:
        said += " " + _("Tỷ trọng vượt {target} ở {met} số bộ quy ước.").format(
            target=format_percent(read.target, None), met=printed["met"]
        )
    yield Paragraph(said)
    yield _swings_table(swings)
    yield _spans(read, spread, swings)


def _name_of(convention: str) -> str:
    return {
        "labour_share": _("Tỷ trọng lao động"),
        "depreciation": _("Khấu hao"),
        "ky": _("Vốn ban đầu so với tổng sản phẩm"),
    }[convention]


def _swings_table(swings: Tornado) -> Table:
    columns = (Column(_("Đổi riêng một quy ước"), 60), *(Column(n, 25, "center") for n in (_("Từ"), _("Đến"))), *(
        Column(n, 25, "right") for n in (_("Tỷ trọng TFP ở đầu"), _("Tỷ trọng TFP ở cuối"))
    ))  # fmt: skip
    rows = tuple(
        (
            _name_of(bar.convention), _bound(bar.convention, bar.low), _bound(bar.convention, bar.high),
            format_percent(bar.at_low), format_percent(bar.at_high),
        )
        for bar in swings.bars
    )  # fmt: skip
    note = _(
        "Ghi chú: Các quy ước khác giữ như Bảng 1, theo cách tính Törnqvist; với các quy ước ở Bảng 1, tỷ trọng là "
        "{central}."
    ).format(central=format_percent(swings.central))
    return Table(columns, rows, caption=_("Quy ước nào làm thay đổi kết quả nhiều nhất"), note=note)


def _bound(convention: str, value: float) -> str:
    if convention == "depreciation":
        return format_percent(round(100 * value, 6), None)
    return format_number(value)


def _spans(read: Evaluation, spread: Spread, swings: Tornado) -> Picture:
    every = charts.Span(
        _("Mọi bộ quy ước"), spread.low, spread.high, (spread.quarter, spread.three_quarters), spread.median
    )
    rows = [every, *(_alone(bar) for bar in swings.bars)]
    chosen = _("Quy ước của bản tính {share}").format(share=format_percent(swings.central))
    target = None
    if read.target is not None:
        target = (_("Mục tiêu {target}").format(target=format_percent(read.target, None)), read.target)
    said = "; ".join(f"{row.label}: {format_percent(row.low)} – {format_percent(row.high)}" for row in rows)
    lines = "; ".join(name for name, _value in ((chosen, 0.0), *([target] if target else [])))
    return Picture(
        png=charts.spans(rows, chosen=(chosen, swings.central), target=target),
        alt=_("Biểu đồ khoảng của tỷ trọng TFP. {said}. {lines}.").format(said=said, lines=lines),
        caption=_("Tỷ trọng TFP giai đoạn {a}-{b} theo quy ước").format(a=read.first, b=read.last),
        note=_("Ghi chú: Phần đậm của thanh trên là một nửa số bộ quy ước, vạch đen trong thanh là trung vị."),
    )


def _alone(bar: Bar) -> charts.Span:
    return charts.Span(_name_of(bar.convention), min(bar.at_low, bar.at_high), max(bar.at_low, bar.at_high))


def capital(read: Evaluation) -> Iterator[Block]:
    yield Heading(1, _("IV. VỐN"))
    stock, start = read.work.stock, read.work.years[0]
    ratio = stock.input / read.work.output
    columns = (
        Column(_("Năm"), 20, "center"),
        *(Column(n, 35, "right") for n in (_("Vốn đầu năm"), _("Vốn cuối năm"), _("Vốn dùng trong năm"))),
        Column(_("Vốn/tổng sản phẩm (lần)"), 35, "right"),
    )
    rows = tuple(
        (
            str(year),
            *(format_number(float(level[year - start]), 1) for level in (stock.opening, stock.closing, stock.input)),
            format_number(float(ratio[year - start]), 2),
        )
        for year in read.years
    )
    first, last = (float(ratio[year - start]) for year in (read.first, read.last))
    words = _("Vốn dùng trong năm so với tổng sản phẩm từ {a} lần năm {first} đến {b} lần năm {last}.")
    yield Paragraph(words.format(a=format_number(first, 2), first=read.first, b=format_number(last, 2), last=read.last))
    series = read.behind(Concept.OUTPUT)[0][2][0].series
    unit = _("Đơn vị tính: {unit}, {basis}").format(unit=series.unit, basis=series.get_basis_display())
    yield Table(columns, rows, caption=_("Vốn tích lũy"), unit=unit)


def two_ways(read: Evaluation) -> Iterator[Block]:
    yield Heading(1, _("V. HAI CÁCH TÍNH"))
    official, other = read.work.accounts("official"), read.work.accounts("tornqvist")
    columns = (
        Column(_("Năm"), 22, "center"),
        *(Column(n, 23, "right") for n in (_("Tổng sản phẩm tăng (%)"), _("TFP, thống kê"), _("Tỷ trọng, thống kê"))),
        *(
            Column(n, 23, "right")
            for n in (_("Tổng sản phẩm tăng (log)"), _("TFP, Törnqvist"), _("Tỷ trọng, Törnqvist"))
        ),
    )
    rows = tuple(
        (
            str(year),
            *(cell for a in (official, other) for cell in (
                points(float(a.output_growth[i])), points(float(a.tfp_growth[i])), share(float(a.tfp_share[i]))
            )),
        )
        for i, year in enumerate(official.years.tolist())
        if year in read.years
    )  # fmt: skip
    means = [period(each, read.first, read.last) for each in (official, other)]
    total = (
        _("Bình quân"),
        *(t for m in means for t in (points(m.output_growth), points(m.tfp_growth), share(m.tfp_share))),
    )
    words = _(
        "Công thức của cơ quan thống kê cho tỷ trọng TFP {a}, Törnqvist cho {b}. Hai cách dùng cùng số liệu, cùng vốn; "
        "phần chênh được tách từng năm ở Phụ lục II."
    )
    said = words.format(a=share(means[0].tfp_share), b=share(means[1].tfp_share))
    if read.work.conventions.labour != "persons":
        said += " " + _("Công thức của cơ quan thống kê tính lao động theo số người.")
    yield Paragraph(said)
    note = _("Ghi chú: Tốc độ phần trăm và tốc độ logarit không cộng, không so trực tiếp với nhau.")
    yield Table(columns, rows, caption=_("Công thức của cơ quan thống kê và Törnqvist"), total=total, note=note)


def reconciliation(read: Evaluation, reference: str) -> Annex:
    """From the statistics office's rule to Törnqvist, one line a year; the columns add up."""
    official, other = read.work.accounts("official"), read.work.accounts("tornqvist")
    names = (
        _("TFP, công thức thống kê"), _("do tốc độ sản lượng"), _("do tốc độ vốn"), _("do tỷ trọng vốn"),
        _("do tốc độ lao động"), _("do tỷ trọng lao động"), _("do giờ công, chất lượng"), _("TFP, Törnqvist"),
    )  # fmt: skip
    columns = (Column(_("Năm"), 19, "center"), *(Column(name, 28.5, "right") for name in names))
    rows = tuple(
        (str(year), *(format_number(value, 3) for value in values if isinstance(value, float)))
        for year, *values in reconcile(official, other).rows
        if year in read.years
    )
    note = _("Ghi chú: Cột đầu cộng sáu cột giữa bằng cột cuối, sai khác do làm tròn./.")
    table = Table(columns, rows, caption=_("Từ công thức thống kê sang Törnqvist, điểm %"), note=note)
    return Annex(_("ĐỐI CHIẾU HAI CÁCH TÍNH"), (table,), number="II", reference=reference)
