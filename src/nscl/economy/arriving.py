"""What somebody brings to the statistics, cell by cell, and what would become of each before anything is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from nscl.economy.actions import Statistic, key_of
from nscl.economy.series import MAY_FALL, Observation, Series, Vintage, latest_of
from nscl.vn.calendar import today
from nscl.vn.dates import format_date, parse_date
from nscl.vn.numbers import format_number, parse_number
from nscl.vn.text import excerpt, fold

EARLIEST: Final = 1900
FAR: Final = 4  # times a year close by: more often a wrong unit or column than a true value
BESIDE: Final = 3  # years that are close by


@dataclass(frozen=True)
class Release:
    """What all values of one release share."""

    vintage: str
    source: str
    released_on: date | None = None
    url: str = ""
    derived: str = ""

    def statistic(self, series: Series, year: int, value: Decimal) -> Statistic:
        return Statistic(series, year, value, self.vintage, self.source, self.url, self.released_on, self.derived)


class Fate(StrEnum):
    """What becomes of one cell."""

    ADDED = "added"
    CHANGED = "changed"  # the year has a value already, of another release
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Cell:
    """One value as it was brought: where it stands, how it was written, how it was read. A fault is read as nothing."""

    place: str
    text: str
    statistic: Statistic | None = None
    fault: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Verdict:
    """`old` is the value that was used for the year so far; `doubt` is a question that does not stop anything."""

    cell: Cell
    fate: Fate
    words: str = ""
    old: Observation | None = None
    doubt: str = ""


@dataclass(frozen=True)
class DryRun:
    """Every cell with its fate; nothing is kept by looking."""

    verdicts: tuple[Verdict, ...]

    @cached_property
    def _counts(self) -> Counter[Fate]:
        return Counter(each.fate for each in self.verdicts)

    @property
    def added(self) -> int:
        return self._counts[Fate.ADDED]

    @property
    def changed(self) -> int:
        return self._counts[Fate.CHANGED]

    @property
    def same(self) -> int:
        return self._counts[Fate.SAME]

    @property
    def refused(self) -> int:
        return self._counts[Fate.REFUSED]

    @property
    def doubtful(self) -> int:
        return sum(1 for each in self.verdicts if each.doubt)

    @property
    def fresh(self) -> list[Cell]:
        """What would be kept."""
        return [each.cell for each in self.verdicts if each.fate in (Fate.ADDED, Fate.CHANGED)]

    @property
    def to_look_at(self) -> list[Verdict]:
        """What needs a person's eyes, the refused first."""
        order = {Fate.REFUSED: 0, Fate.CHANGED: 1}
        eyed = [each for each in self.verdicts if each.fate in order or each.doubt]
        return sorted(eyed, key=lambda each: order.get(each.fate, 2))

    @property
    def unremarkable(self) -> list[Verdict]:
        return [each for each in self.verdicts if each.fate not in (Fate.REFUSED, Fate.CHANGED) and not each.doubt]


def dry_run(cells: Iterable[Cell], at: datetime) -> DryRun:
    """What would become of the cells, against what is known at a moment: one query."""
    cells = list(cells)
    wanted = {each.statistic.series.pk for each in cells if each.statistic}
    rows = list(Observation.objects.known(at).filter(series__in=wanted))
    kept = {(r.series_id, r.since, r.year, r.vintage, r.released_on, r.source): r for r in rows}
    latest = _latest(rows)
    beside = _levels(latest, cells)
    brought: dict[tuple[object, ...], Cell] = {}
    verdicts = []
    for cell in cells:
        if cell.statistic is None:
            verdicts.append(Verdict(cell, Fate.REFUSED, cell.fault))
            continue
        key = key_of(cell.statistic)
        verdicts.append(_verdict(cell, cell.statistic, brought.get(key), kept.get(key), latest, beside))
        brought.setdefault(key, cell)
    return DryRun(tuple(verdicts))


def _latest(rows: Sequence[Observation]) -> dict[tuple[int, int], Observation]:
    by_series: dict[int, list[Observation]] = {}
    for row in rows:
        if row.since is None:
            by_series.setdefault(row.series_id, []).append(row)
    return {(series, year): row for series, own in by_series.items() for year, row in latest_of(own).items()}


def _levels(latest: Mapping[tuple[int, int], Observation], cells: Iterable[Cell]) -> dict[tuple[int, int], Decimal]:
    """Values by series and year as they would stand, to hold a value against its neighbours."""
    levels = {key: row.value for key, row in latest.items()}
    return levels | {(s.series.pk, s.year): s.value for cell in cells if (s := cell.statistic) and s.since is None}


def _verdict(
    cell: Cell,
    said: Statistic,
    twin: Cell | None,
    known: Observation | None,
    latest: Mapping[tuple[int, int], Observation],
    beside: Mapping[tuple[int, int], Decimal],
) -> Verdict:
    if twin is not None:
        message = _("Năm %(year)s của lần công bố này đã ghi ở %(place)s. Xóa một ô.")
        return Verdict(cell, Fate.REFUSED, message % {"year": said.year, "place": twin.place})
    if known is not None and known.value == said.value:
        return Verdict(cell, Fate.SAME, old=known)
    if known is not None:
        return Verdict(cell, Fate.REFUSED, _kept_otherwise(known), known)
    old = latest.get((said.series.pk, said.year)) if said.since is None else None
    fate = Fate.CHANGED if old is not None and old.value != said.value else Fate.ADDED
    return Verdict(cell, fate, "", old, _doubt(said, beside))


def _kept_otherwise(known: Observation) -> str:
    message = _(
        "Lần công bố này đã ghi %(old)s. Nếu là lần công bố khác, ghi ngày công bố khác; "
        "nếu số đã có bị ghi nhầm, rút số đó trước."
    )
    return message % {"old": format_number(known.value)}


def _doubt(said: Statistic, beside: Mapping[tuple[int, int], Decimal]) -> str:
    if said.series.concept in MAY_FALL or said.since is not None:
        return ""
    years = (said.year + side * away for away in range(1, BESIDE + 1) for side in (-1, 1))
    year = next((year for year in years if (said.series.pk, year) in beside), None)
    if year is not None:
        near = beside[said.series.pk, year]
        if near and not Decimal(1) / FAR <= said.value / near <= FAR:
            message = _("Năm %(year)s là %(near)s. Kiểm tra đơn vị tính (%(unit)s) và cột đã chép.")
            return message % {"year": year, "near": format_number(near), "unit": said.series.unit}
    return ""


# ---------- reading what offices write; every refusal says the mend ----------


def value_of(series: Series, written: object) -> Decimal:
    """The value of a cell: a number of a workbook, or one typed as 126.483,5."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        value = Decimal(f"{written:.15g}")
    else:
        value = parse_number(str(written))
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise ValueError(_("Số quá lớn. Kiểm tra lại đơn vị tính: %(unit)s.") % {"unit": series.unit})
    if value <= 0 and series.concept not in MAY_FALL:
        raise ValueError(_("Phải là số dương. Năm chưa có số thì để trống ô, không ghi 0."))
    return round(value, 6)


def year_of(written: object) -> int | None:
    """The year a heading or a cell says; None where it says none."""
    text = f"{written:g}" if isinstance(written, float) else str(written if written is not None else "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) >= EARLIEST else None


def refuse_year(year: int) -> None:
    if year > today().year:
        raise ValueError(_("Năm %(year)s chưa đến. Chỉ ghi số đã công bố, kể cả số ước.") % {"year": year})


def vintage_of(written: object) -> str:
    found = {fold(str(label)): value for value, label in Vintage.choices} | {value: value for value in Vintage.values}
    known = found.get(fold(str(written or "")))
    if known is None:
        names = ", ".join(str(label) for label in Vintage.labels)
        if not written:
            raise ValueError(_("Ô trống. Ghi một trong: %(names)s.") % {"names": names})
        message = _('Không có lần công bố "%(text)s". Ghi một trong: %(names)s.')
        raise ValueError(message % {"text": excerpt(str(written)), "names": names})
    return known


def day_of(written: object) -> date | None:
    if written is None or written == "":
        return None
    day = written.date() if isinstance(written, datetime) else written
    found = day if isinstance(day, date) else parse_date(str(written))
    if found > today():
        raise ValueError(_("Ngày %(day)s chưa đến. Ghi ngày đã công bố.") % {"day": format_date(found)})
    return found
