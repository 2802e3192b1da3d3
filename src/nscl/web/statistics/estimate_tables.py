"""Tables of a kept estimate: the same on its page and in its workbook."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from nscl.documents.sheets import Column, Sheet, Value
from nscl.economy.models import Concept, Estimate, Vintage
from nscl.vn.numbers import format_number, format_percent
from nscl.web.productivity.question import LABOUR_NAMES, TIMING_NAMES

MODES = {"official": "Công thức của cơ quan thống kê", "tornqvist": "Törnqvist"}
GROWTH = ("output_growth", "capital_contribution", "labour_contribution", "tfp_growth")


def of_result(result: dict[str, Any]) -> list[Sheet]:
    """The periods, then the years."""
    names = (_("Sản lượng (điểm %)"), _("Vốn"), _("Lao động"), _("TFP"))
    parts = [Column(name, "number", decimals=2) for name in names]
    share = Column(_("TFP/tăng trưởng"), "percent")
    periods: list[list[Value]] = [
        [f"{each['from']}–{each['to']}", *(each[name] for name in GROWTH), each["tfp_share"], each["tfp_share_cagr"]]
        for each in result["periods"]
    ]
    years: list[list[Value]] = [
        [each["year"], *(each[name] for name in GROWTH), each["tfp_share"]] for each in result["years"]
    ]
    compound = Column(_("TFP/tăng trưởng, tính theo tốc độ bình quân nhân"), "percent")
    return [
        Sheet(_("Theo giai đoạn"), [Column(_("Giai đoạn")), *parts, share, compound], periods),
        Sheet(_("Từng năm"), [Column(_("Năm"), "year"), *parts, share], years),
    ]


def inputs(estimate: Estimate) -> Sheet:
    """Every value that went in, after splicing, with the nature of the release it stands on."""
    concepts = [Concept(name) for name in estimate.inputs]
    heads = [(Column(str(c.label), "number", decimals=3), Column(_("Lần công bố"))) for c in concepts]
    by_year: dict[int, list[Value]] = {}
    for rows in estimate.inputs.values():
        for year, value, _numbers, vintages in rows:
            named = ", ".join(str(Vintage(each).label) for each in vintages)
            by_year.setdefault(year, []).extend([value, named])
    columns = [Column(_("Năm"), "year"), *(column for pair in heads for column in pair)]
    return Sheet(_("Số liệu đã dùng"), columns, [[year, *values] for year, values in sorted(by_year.items())])


def conventions(estimate: Estimate) -> Sheet:
    columns = [Column(_("Quy ước"), "text", 40), Column(_("Giá trị"), "text", 70)]
    return Sheet(_("Quy ước"), columns, [[label, str(value)] for label, value in facts(estimate)])


def facts(estimate: Estimate) -> list[tuple[str, Any]]:
    given = estimate.conventions
    return [
        (_("Địa bàn"), estimate.territory.name),
        (_("Các năm"), f"{estimate.first_year}–{estimate.last_year}"),
        (_("Cách tính"), MODES[given["mode"]]),
        (_("Tỷ trọng lao động"), format_number(given["labour_share"])),
        (_("Khấu hao"), f"{format_percent(100 * given['depreciation'], None)}/{_('năm')}"),
        (_("Vốn ban đầu so với sản lượng"), format_number(given["initial_ky"])),
        (_("Vốn dùng trong năm"), str(TIMING_NAMES[given.get("timing", "mid")])),
        (_("Lao động đo bằng"), str(LABOUR_NAMES[given.get("labour", "persons")])),
        (_("Phiên bản bộ tính"), estimate.engine),
        (_("Dấu của bản tính"), estimate.sha256),
    ]
