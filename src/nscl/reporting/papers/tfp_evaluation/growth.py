"""Section II: growth of the period and what it came from, year by year; where a share of it says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from nscl.documents import charts
from nscl.documents.blocks import Block, Column, Heading, Paragraph, Picture, Table
from nscl.productivity.accounting import UNDEFINED_BELOW
from nscl.reporting.papers.tfp_evaluation.evaluation import Evaluation
from nscl.reporting.papers.tfp_evaluation.printed import in_words, points, share
from nscl.vn.numbers import format_number, format_percent


def blocks(read: Evaluation) -> Iterator[Block]:
    yield Heading(1, _("II. HẠCH TOÁN TĂNG TRƯỞNG"))
    yield Paragraph(_growth(read))
    yield from map(Paragraph, _shares(read))
    yield from map(Paragraph, _odd_years(read))
    yield _table(read)
    yield _stacked(read)


def _growth(read: Evaluation) -> str:
    """Compound growth as everybody counts it, then the accounts in the rate of the estimate."""
    mean, work = read.mean, read.work
    a, b = read.first - 1 - work.years[0], read.last - work.years[0]
    output, people = (
        100 * ((each[b] / each[a]) ** (1 / (b - a)) - 1) for each in (work.output, work.output / work.people)
    )
    words = _(
        "Giai đoạn {first}-{last}, tổng sản phẩm {output}/năm, năng suất lao động {productivity}/năm (bình quân nhân). "
        "Theo {rate}, tổng sản phẩm tăng bình quân {growth} điểm phần trăm mỗi năm, trong đó vốn đóng góp {capital} "
        "điểm phần trăm, lao động {labour} điểm phần trăm, TFP {tfp} điểm phần trăm."
    )
    return words.format(
        first=read.first, last=read.last, output=_grown(output), productivity=_grown(people), rate=_rate(read),
        growth=in_words(mean.output_growth), capital=in_words(mean.capital_contribution),
        labour=in_words(mean.labour_contribution), tfp=in_words(mean.tfp_growth),
    )  # fmt: skip


def _grown(rate: float) -> str:
    words = _("giảm bình quân {rate}%") if rate < 0 else _("tăng bình quân {rate}%")
    return words.format(rate=points(abs(rate)))


def _rate(read: Evaluation) -> str:
    official = read.work.conventions.mode == "official"
    return _("tốc độ phần trăm từng năm") if official else _("tốc độ logarit")


def _shares(read: Evaluation) -> Iterator[str]:
    mean = read.mean
    if not np.isfinite(mean.tfp_share):
        words = _(
            "Bình quân giai đoạn, tổng sản phẩm tăng dưới {least} điểm phần trăm mỗi năm nên không xác định tỷ trọng "
            "đóng góp của TFP."
        )
        yield words.format(least=format_number(UNDEFINED_BELOW))
        return
    capital, labour = (
        100 * each / mean.output_growth for each in (mean.capital_contribution, mean.labour_contribution)
    )
    words = _(
        "Tỷ trọng đóng góp vào tăng trưởng, bình quân giai đoạn {first}-{last}: TFP {tfp}, vốn {capital}, lao động "
        "{labour}; tính bằng tỷ số giữa đóng góp bình quân và tốc độ tăng bình quân của tổng sản phẩm, không lấy trung "
        "bình cộng tỷ trọng các năm."
    )
    said = words.format(
        first=read.first, last=read.last, tfp=share(mean.tfp_share), capital=share(capital), labour=share(labour)
    )
    yield said + _beyond(mean.tfp_share, mean.capital_contribution + mean.labour_contribution)
    if read.target is not None:
        yield _against_target(read, read.target)


def _against_target(read: Evaluation, target: float) -> str:
    """The plan's target is of the plan's own years; an earlier period is held against it, not judged by it."""
    mean, aim = read.mean, read.plan.period
    given = {
        "start": aim.start, "end": aim.end, "first": read.first, "last": read.last,
        "target": format_percent(target, None),
        "diff": format_number(abs(target - mean.tfp_share), 1),
        "most": points((1 - target / 100) * mean.output_growth),
        "inputs": in_words(mean.capital_contribution + mean.labour_contribution),
    }  # fmt: skip
    if mean.tfp_share > target:
        words = _(
            "So với mục tiêu của giai đoạn {start}-{end} (trên {target}), tỷ trọng TFP cao hơn {diff} điểm phần trăm."
        )
        return words.format(**given)
    words = _(
        "So với mục tiêu của giai đoạn {start}-{end} (trên {target}), tỷ trọng TFP thấp hơn {diff} điểm phần trăm. Với "
        "tốc độ tăng như giai đoạn {first}-{last}, để tỷ trọng TFP trên {target} thì đóng góp của vốn và lao động cộng "
        "lại phải dưới {most} điểm phần trăm mỗi năm (giai đoạn {first}-{last}: {inputs})."
    )
    return words.format(**given)


def _beyond(value: float, inputs: float) -> str:
    """A share below 0 or above 100 is printed as it is, with what makes it so."""
    if 0 <= value <= 100:
        return ""
    words = _(" Tỷ trọng TFP như vậy do đóng góp của vốn và lao động cộng lại là {inputs} điểm phần trăm.")
    return words.format(inputs=in_words(inputs))


def _odd_years(read: Evaluation) -> Iterator[str]:
    """Years without a share, in percentage points; years whose share lies outside 0-100."""
    for year in _by_year(read):
        if np.isnan(year.share):
            yield _undefined(read, year)
        elif beyond := _beyond(year.share, year.capital + year.labour):
            yield _("Năm {year}, tỷ trọng TFP là {share}.").format(year=year.year, share=share(year.share)) + beyond


def _undefined(read: Evaluation, year: _Year) -> str:
    at = year.year - read.work.years[0]
    growth = float(100 * (read.work.output[at] / read.work.output[at - 1] - 1))
    if growth == 0:
        words = _(
            "Năm {year}, tổng sản phẩm không thay đổi so với năm trước nên không xác định tỷ trọng đóng góp của TFP."
        )
        return words.format(year=year.year)
    words = _(
        "Năm {year}, tổng sản phẩm tăng {g}%, dưới ngưỡng {threshold} điểm phần trăm nên không công bố tỷ trọng đóng "
        "góp của TFP; tính theo điểm phần trăm, TFP đóng góp {sign} {pp} điểm phần trăm."
    )
    if growth < 0:
        words = _(
            "Năm {year}, tổng sản phẩm giảm {g}% nên không xác định tỷ trọng đóng góp của TFP; tính theo điểm phần "
            "trăm, TFP đóng góp {sign} {pp} điểm phần trăm."
        )
    return words.format(
        year=year.year, g=points(abs(growth)), threshold=format_number(UNDEFINED_BELOW),
        sign=_("tăng") if year.tfp >= 0 else _("giảm"), pp=points(abs(year.tfp)),
    )  # fmt: skip


@dataclass(frozen=True)
class _Year:
    """One year of the accounts: percentage points; the shares in per cent, not-a-number where undefined."""

    year: int
    output: float
    capital: float
    labour: float
    tfp: float
    shares: tuple[float, float, float]

    @property
    def parts(self) -> tuple[float, float, float]:
        return self.capital, self.labour, self.tfp

    @property
    def share(self) -> float:
        return self.shares[-1]


def _by_year(read: Evaluation) -> Iterator[_Year]:
    found = read.accounts
    parts = (found.output_growth, found.capital_contribution, found.labour_contribution, found.tfp_growth)
    shares = (found.capital_share, found.labour_share_of_growth, found.tfp_share)
    for index, year in enumerate(found.years.tolist()):
        if year in read.years:
            output, capital, labour, tfp = (float(each[index]) for each in parts)
            of_capital, of_labour, of_tfp = (float(each[index]) for each in shares)
            yield _Year(year, output, capital, labour, tfp, (of_capital, of_labour, of_tfp))


def _table(read: Evaluation) -> Table:
    heads = (
        _("Tổng sản phẩm tăng"), _("Vốn"), _("Lao động"), _("TFP"), _("Tỷ trọng vốn"), _("Tỷ trọng lao động"),
        _("Tỷ trọng TFP"),
    )  # fmt: skip
    columns = (Column(_("Năm"), 22, "center"), *(Column(name, 20, "right") for name in heads))
    rows = tuple(_cells(str(each.year), (each.output, *each.parts), each.shares) for each in _by_year(read))
    mean = read.mean
    parts = (mean.output_growth, mean.capital_contribution, mean.labour_contribution, mean.tfp_growth)
    defined = np.isfinite(mean.tfp_share)
    shares = tuple(100 * part / parts[0] if defined else np.nan for part in parts[1:])
    note = _(
        "Ghi chú: Tốc độ theo {rate}, cách tính của bản tính. Tính theo tốc độ bình quân nhân, tỷ trọng TFP là {other}."
    )
    rate = _("phần trăm") if read.work.conventions.mode == "official" else _("logarit")
    return Table(
        columns, rows, caption=_("Đóng góp vào tăng trưởng, điểm %"), total=_cells(_("Bình quân"), parts, shares),
        note=note.format(rate=rate, other=share(mean.tfp_share_cagr)),
    )  # fmt: skip


def _cells(label: str, parts: tuple[float, ...], shares: tuple[float, ...]) -> tuple[str, ...]:
    return (label, *map(points, parts), *map(share, shares))


def _stacked(read: Evaluation) -> Picture:
    years = list(_by_year(read))
    stacks = [charts.Stack(str(each.year), each.parts, each.output) for each in years]
    one = _("năm {year}: tổng sản phẩm tăng {output}, vốn {capital}, lao động {labour}, TFP {tfp}")
    said = "; ".join(
        one.format(
            year=each.year, output=points(each.output), capital=points(each.capital), labour=points(each.labour),
            tfp=points(each.tfp),
        )
        for each in years
    )  # fmt: skip
    return Picture(
        png=charts.stacked(stacks, (_("Vốn"), _("Lao động"), _("TFP")), _("Tổng sản phẩm tăng")),
        alt=_("Biểu đồ cột chồng, điểm %: {said}.").format(said=said),
        caption=_("Đóng góp của vốn, lao động, TFP theo năm, điểm %"),
    )
