"""`nscl tfp FILE.csv`: growth accounts of one territory; `nscl tfp panel FILE.csv`: of many units at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from nscl.cli import Command, CommandError, columns, print_json
from nscl.cli.columns import number
from nscl.productivity import accounting, capital, labour, panel, series
from nscl.productivity.accounting import Accounts
from nscl.productivity.checking import Floats, InputError, Years, levels_of, years_of
from nscl.vn.numbers import format_number

ONLY_ONE = {
    "mode": "tornqvist", "labour_share": None, "depreciation": capital.DEPRECIATION,
    "initial_ky": capital.CAPITAL_OUTPUT_RATIO, "timing": "mid", "vintage": "",
}  # fmt: skip
ONLY_PANEL = {"unit": None, "column_map": ""}
NAMES = ("output", "capital", "labour", "hours", "quality", "labour_share")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="[panel] TỆP", help="tệp CSV; thêm panel phía trước khi có nhiều đơn vị"
    )
    parser.add_argument("--mode", choices=("official", "tornqvist"), default="tornqvist", help="cách tính")
    parser.add_argument("--from", dest="first", type=int, metavar="NĂM", help="năm tăng trưởng đầu")
    parser.add_argument("--to", dest="last", type=int, metavar="NĂM", help="năm tăng trưởng cuối")
    parser.add_argument("--labour-share", metavar="SỐ|CỘT", help="tỷ trọng lao động (0,575), hoặc tên cột")
    parser.add_argument("--depreciation", type=number, default=capital.DEPRECIATION, metavar="SỐ", help="khấu hao/năm")
    parser.add_argument(
        "--initial-ky", type=number, default=capital.CAPITAL_OUTPUT_RATIO, metavar="SỐ",
        help="vốn đầu kỳ của năm đầu, so với sản lượng năm đầu",
    )  # fmt: skip
    parser.add_argument("--timing", choices=capital.TIMINGS, default="mid", help="thời điểm của vốn trong năm")
    parser.add_argument("--vintage", default="", metavar="CHỮ", help="lần công bố của số liệu, ghi vào kết quả")
    parser.add_argument("--unit", metavar="CỘT", help="với panel: cột tên đơn vị")
    parser.add_argument("--column-map", default="", metavar="A=B,…", help="với panel: output=rgdpna,capital=rkna,…")
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    is_panel = len(options.files) > 1 and options.files[0] == "panel"
    if len(options.files) != (2 if is_panel else 1):
        raise CommandError("Mỗi lần tính một tệp: nscl tfp TỆP, hoặc nscl tfp panel TỆP --unit CỘT.")
    _refuse_unused(options, is_panel=is_panel)
    try:
        return _panel(options) if is_panel else _one(options)
    except InputError as error:
        raise CommandError(f"{options.files[-1]}: {error}") from error


def _refuse_unused(options: argparse.Namespace, *, is_panel: bool) -> None:
    """An option that the other kind of file alone knows is refused, never ignored."""
    unused = ONLY_ONE if is_panel else ONLY_PANEL
    for name, default in unused.items():
        if getattr(options, name) != default:
            option = f"--{name.replace('_', '-')}"
            how = "nhiều đơn vị: tính theo Törnqvist từ các cột của tệp" if is_panel else "một địa bàn"
            raise CommandError(f"{option}: không dùng với tệp {how}. Bỏ {option}.")


# ---- one territory


def _one(options: argparse.Namespace) -> int:
    table = columns.read(options.files[0], ("year", "output", "labour"))
    if table.has("industry"):
        result = _by_industry(options, table)
    else:
        values = {name: np.array(table.numbers(name)) for name in table.headings if name in (*NAMES, "investment")}
        result = _result(options, table.numbers("year"), values, _share_column(options, table))
    if options.json:
        print_json(result)
    else:
        _print(result)
    return 0


def _share_column(options: argparse.Namespace, table: columns.Columns) -> Floats | float:
    """A number, a column named, the column labour_share, or the fallback."""
    given = options.labour_share
    if given is None:
        return np.array(table.numbers("labour_share")) if table.has("labour_share") else labour.FALLBACK_SHARE
    if given == "column":
        given = "labour_share"
    if table.has(given):
        return np.array(table.numbers(given))
    try:
        return number(given)
    except ValueError:
        raise CommandError(f"--labour-share: “{given}” không phải số, cũng không phải tên cột.") from None


def _result(
    options: argparse.Namespace, years: Any, values: Mapping[str, Floats], share: Floats | float
) -> dict[str, Any]:
    index = years_of(years)
    stock, how = _capital(options, index, values)
    people = labour.labour_input(
        values["labour"], years=index, hours=values.get("hours"), quality=values.get("quality")
    )
    accounts = accounting.growth_accounts(
        index, output=values["output"], capital=stock, labour=people, labour_share=share, mode=options.mode,
        vintage=options.vintage,
    )  # fmt: skip
    first, last = _span(options, accounts)
    definition = "×".join(["persons", *(name for name in ("hours", "quality") if name in values)])
    conventions = {
        "labour_share": share if isinstance(share, float) else "column",
        **how,
        "labour": definition,
        **accounts.provenance.conventions,
    }
    return {
        "mode": options.mode,
        "conventions": conventions,
        "years": [row for row in accounts.table().as_dicts() if first <= row["year"] <= last],  # type: ignore[operator]
        "periods": [accounting.period(accounts, a, b).as_dict() for a, b in accounting.plan_periods(first, last)],
        "diagnostics": {
            **accounts.diagnostics,
            "breaks": _breaks(index, values),
            "capital_output_ratio": [float(stock[0] / values["output"][0]), float(stock[-1] / values["output"][-1])],
        },
        "provenance": {**accounts.provenance.as_dict(), "conventions": conventions},
    }


def _capital(options: argparse.Namespace, years: Years, values: Mapping[str, Floats]) -> tuple[Floats, dict[str, Any]]:
    """The capital column as it stands, or the perpetual inventory of investment."""
    if "capital" in values:
        return levels_of("Vốn", values["capital"], years), {"capital": "column"}
    if "investment" not in values:
        raise CommandError("Cần cột capital (vốn) hoặc investment (đầu tư).")
    output = levels_of("Sản lượng", values["output"], years)
    initial = capital.from_ratio(float(output[0]), options.initial_ky).value
    flows = levels_of("Đầu tư", values["investment"], years)
    found = capital.perpetual_inventory(
        flows, depreciation=options.depreciation, initial=initial, timing=options.timing
    )
    how = {"depreciation": options.depreciation, "initial_ky": options.initial_ky, "timing": options.timing}
    return found.input, {"capital": "perpetual inventory", **how}


def _span(options: argparse.Namespace, accounts: Accounts) -> tuple[int, int]:
    start, end = int(accounts.years[0]), int(accounts.years[-1])
    first, last = options.first or start, options.last or end
    if not start <= first <= last <= end:
        raise CommandError(f"Chỉ tính được từ năm {start} đến năm {end}. Sửa --from, --to.")
    return first, last


def _breaks(years: Years, values: Mapping[str, Floats]) -> list[dict[str, Any]]:
    """Jumps somebody must look at before the result is used."""
    return [
        {"series": name, "year": each.year, "growth": each.growth, "usual": each.usual, "score": each.score}
        for name in ("output", "labour", "investment")
        if name in values and np.all(values[name] > 0)
        for each in series.detect_breaks(values[name], years.tolist())
    ]


def _by_industry(options: argparse.Namespace, table: columns.Columns) -> dict[str, Any]:
    """Accounts of the whole (levels added by year) and of each industry."""
    names = list(dict.fromkeys(table.texts("industry")))
    industries, share = np.array(table.texts("industry")), _share_column(options, table)
    present = [name for name in (*NAMES, "investment") if table.has(name) and name != "labour_share"]
    values = {name: np.array(table.numbers(name)) for name in present}
    years = np.array(table.numbers("year"))
    parts = {name: industries == name for name in names}
    index = years_of(years[parts[names[0]]])
    for name, rows in parts.items():
        if not np.array_equal(years[rows], index):
            raise CommandError(f"Ngành {name} không có đủ các năm {index[0]}-{index[-1]} theo thứ tự.")
    found = {
        name: _result(
            options, index, {key: array[rows] for key, array in values.items()},
            share if isinstance(share, float) else share[rows],
        )
        for name, rows in parts.items()
    }  # fmt: skip
    summed = {
        key: np.sum([array[rows] for rows in parts.values()], axis=0)
        for key, array in values.items()
        if key not in ("hours", "quality")
    }
    if not isinstance(share, float):
        output = values["output"]
        share = np.sum([share[rows] * output[rows] for rows in parts.values()], axis=0) / summed["output"]
    whole = _result(options, index, summed, share)
    return {**whole, "industries": [{"industry": name, **result} for name, result in found.items()]}


def _print(result: Mapping[str, Any]) -> None:
    print("Năm     Sản lượng      Vốn  Lao động      TFP  Tỷ trọng TFP")
    for row in result["years"]:
        print(_line(str(row["year"]), row))
    print("Bình quân giai đoạn (tỷ số của các số bình quân):")
    for row in result["periods"]:
        print(_line(f"{row['from']}-{row['to']}", row))
    for each in result["diagnostics"]["breaks"]:
        print(f"Cần xem: {each['series']} năm {each['year']} thay đổi {format_number(each['growth'], 1)}%.")


def _line(label: str, row: Mapping[str, Any]) -> str:
    keys = ("output_growth", "capital_contribution", "labour_contribution", "tfp_growth")
    figures = "".join(f"{format_number(row[key], 2):>10}" for key in keys)
    share = "không xác định" if row["tfp_share"] is None else f"{format_number(row['tfp_share'], 1)}%"
    return f"{label:<9}{figures}  {share:>12}"


# ---- many units


def _panel(options: argparse.Namespace) -> int:
    if not options.unit:
        raise CommandError("Cần --unit CỘT: cột tên đơn vị của tệp nhiều đơn vị.")
    names = _mapped(options.column_map)
    table = columns.read(options.files[1], (options.unit, "year", *names.values()))
    names |= {name: name for name in panel.OPTIONAL if name not in names and table.has(name)}
    units, years, arrays = _matrices(table, options.unit, names)
    found = panel.panel_accounts(units, years, arrays)
    rows = [
        row
        for row in found.table().as_dicts()
        if (options.first or 0) <= row["year"] <= (options.last or 9999)  # type: ignore[operator]
    ]
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['unit']}\t{row['year']}\t{row['dln_tfp']:.6f}")
    for unit, year, reason in found.left_out:
        print(f"{unit}{f' {year}' if year else ''}: không tính được, {reason}.", file=sys.stderr)
    return 0


def _mapped(text: str) -> dict[str, str]:
    """output=rgdpna,… ; names not mapped keep their own."""
    pairs = [part.split("=", 1) for part in text.split(",") if part.strip()]
    if any(len(pair) != 2 or pair[0].strip() not in NAMES for pair in pairs):
        raise CommandError(f"--column-map: ghi dạng output=cột,capital=cột,…; các tên: {', '.join(NAMES)}.")
    return {name: name for name in panel.NAMES} | {name.strip(): column.strip() for name, column in pairs}


def _matrices(
    table: columns.Columns, unit: str, names: Mapping[str, str]
) -> tuple[tuple[str, ...], Years, dict[str, Floats]]:
    """Units × years, not-a-number where the file has no row; a unit's year that stands twice is refused."""
    labels, years = table.texts(unit), table.numbers("year")
    for year, line in zip(years, table.lines, strict=True):
        if not (year.is_integer() and 1000 <= year <= 9999):
            raise CommandError(f"{table.file}:{line}: thiếu năm, hoặc không phải năm. Ghi dạng 2024.")
    units = tuple(dict.fromkeys(labels))
    first, last = int(min(years)), int(max(years))
    row_of = {name: position for position, name in enumerate(units)}
    cells = [(row_of[label], int(year) - first) for label, year in zip(labels, years, strict=True)]
    seen: dict[tuple[int, int], int] = {}
    for cell, line in zip(cells, table.lines, strict=True):
        if cell in seen:
            message = f"{table.file}:{line}: {units[cell[0]]} năm {first + cell[1]} đã có ở dòng {seen[cell]}."
            raise CommandError(f"{message} Giữ một dòng.")
        seen[cell] = line
    rows, places = zip(*cells, strict=True)
    arrays = {}
    for name, column in names.items():
        array = np.full((len(units), last - first + 1), np.nan)
        array[list(rows), list(places)] = table.numbers(column)
        arrays[name] = array
    return units, np.arange(first, last + 1), arrays


COMMAND = Command("tfp", "tính đóng góp của vốn, lao động, TFP vào tăng trưởng", arguments, run, needs_database=False)
