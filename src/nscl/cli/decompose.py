"""`nscl decompose FILE.csv`: labour productivity growth within and between industries."""

from __future__ import annotations

import argparse

import numpy as np

from nscl.cli import Command, CommandError, columns, print_json
from nscl.productivity.checking import Floats, InputError, years_of
from nscl.productivity.decomposition import METHODS, Decomposition, decompose
from nscl.vn.numbers import format_number
from nscl.vn.text import fold

WORDS = {
    "within": "nội ngành",
    "static": "dịch chuyển tĩnh",
    "dynamic": "dịch chuyển động",
    "structural": "chuyển dịch cơ cấu",
    "between": "chuyển dịch cơ cấu",
    "reallocation": "phân bổ lại",
    "interaction": "tương tác",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="TỆP", help="CSV có các cột year, industry, output, labour")
    parser.add_argument("--method", choices=METHODS, default="static_dynamic", help="cách phân tách")
    parser.add_argument("--from", dest="first", type=int, metavar="NĂM", help="năm gốc")
    parser.add_argument("--to", dest="last", type=int, metavar="NĂM", help="năm cuối")
    parser.add_argument("--end-points", action="store_true", help="so hai đầu, không cộng từng năm")
    parser.add_argument(
        "--exclude",
        default="",
        metavar="NGÀNH,…",
        help="bỏ ngành; nên bỏ bất động sản (VSIC L), nhiều sản lượng mà ít lao động",
    )
    parser.add_argument("--taxes", metavar="NGÀNH", help="dòng thuế sản phẩm trừ trợ cấp, không có lao động")
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    table = columns.read(options.file, ("year", "industry", "output", "labour"))
    try:
        years, output, people, taxes, names = _arrays(options, table)
        price = _matrix(table, names, years, "relative_price") if table.has("relative_price") else None
        found = decompose(
            output, people, industries=names, product_taxes=taxes, relative_price=price, method=options.method,
            chained=not options.end_points,
        )  # fmt: skip
    except InputError as error:
        raise CommandError(f"{options.file}: {error}") from error
    if options.json:
        print_json(_as_dict(found, int(years[0]), int(years[-1])))
    else:
        _print(found)
        for name in (each for each in names if fold(each) == "l" or "bat dong san" in fold(each)):
            print(f"Cần xem: có tính ngành {name}, nhiều sản lượng mà ít lao động. Thử bỏ bằng --exclude.")
    return 0


def _arrays(
    options: argparse.Namespace, table: columns.Columns
) -> tuple[np.ndarray, Floats, Floats, Floats | None, list[str]]:
    excluded = {name.strip() for name in options.exclude.split(",") if name.strip()}
    known = list(dict.fromkeys(table.texts("industry")))
    for name in (*excluded, *([options.taxes] if options.taxes else [])):
        if name not in known:
            raise CommandError(f"{options.file}: không có ngành “{name}”. Các ngành: {', '.join(known)}.")
    names = [name for name in known if name not in excluded and name != options.taxes]
    given = sorted({year for year in table.numbers("year") if not np.isnan(year)})
    years = years_of([y for y in given if (options.first or 0) <= y <= (options.last or 9999)])
    if years.size < 2:
        raise CommandError("Cần ít nhất hai năm. Sửa --from, --to.")
    taxes = _matrix(table, [options.taxes], years, "output")[0] if options.taxes else None
    output, people = (_matrix(table, names, years, column) for column in ("output", "labour"))
    return years, output, people, taxes, names


def _matrix(table: columns.Columns, names: list[str], years: np.ndarray, column: str) -> Floats:
    """Industries × years; a cell that is absent or stands twice is refused by name."""
    cells: dict[tuple[str, int], float] = {}
    rows = zip(table.texts("industry"), table.numbers("year"), table.numbers(column), table.lines, strict=True)
    for name, year, value, line in rows:
        if np.isnan(year):
            raise CommandError(f"{table.file}:{line}: thiếu năm.")
        if (name, int(year)) in cells:
            raise CommandError(f"{table.file}:{line}: ngành {name} năm {int(year)} có hai dòng. Giữ một dòng.")
        cells[name, int(year)] = value
    for name in names:
        for year in years:
            if np.isnan(cells.get((name, int(year)), np.nan)):
                raise CommandError(f"{table.file}: cột “{column}”: ngành {name} năm {year} còn trống.")
    return np.array([[cells[name, int(year)] for year in years] for name in names])


def _as_dict(found: Decomposition, first: int, last: int) -> dict[str, object]:
    return {
        "method": found.method,
        "chained": found.chained,
        "from": first,
        "to": last,
        "total": found.total,
        "product_taxes": found.product_taxes,
        "parts": {name: found.part(name) for name in found.parts},
        "industries": found.table().as_dicts()[:-1],
        "closing_error": found.closing_error,
    }


def _print(found: Decomposition) -> None:
    print(f"Tăng năng suất lao động: {format_number(found.total, 2)}%")
    for name in found.parts:
        print(f"  {WORDS[name]}: {format_number(found.part(name), 2)} điểm %")
    if found.product_taxes:
        print(f"  thuế sản phẩm: {format_number(found.product_taxes, 2)} điểm %")


COMMAND = Command("decompose", "phân tách tăng năng suất lao động theo ngành", arguments, run, needs_database=False)
