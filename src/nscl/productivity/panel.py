"""Accounts of many units at once: countries, provinces, industries. One pass over (units × years)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.checking import Floats, InputError, shown
from nscl.productivity.results import Cell, Table, plain

NAMES = ("output", "capital", "labour", "labour_share")
OPTIONAL = ("hours", "quality")
LARGEST_SHARE = 1.5


@dataclass(frozen=True)
class PanelAccounts:
    """Growth in logs, arrays (U, T - 1); not-a-number where a unit or year lacks something, with the reason in
    `left_out`."""

    units: tuple[str, ...]
    years: np.ndarray  # the T - 1 years of growth
    dln_output: Floats
    dln_capital: Floats
    dln_labour: Floats
    dln_tfp: Floats
    labour_share: Floats  # mean of the two years
    left_out: tuple[tuple[str, int | None, str], ...]

    def table(self) -> Table:
        """A row for every unit and year that could be computed."""
        names = ("dln_output", "dln_capital", "dln_labour", "dln_tfp", "labour_share")
        there = np.isfinite(self.dln_tfp)
        rows: list[tuple[Cell, ...]] = [
            (self.units[u], int(self.years[t]), *(plain(getattr(self, name)[u, t]) for name in names))
            for u, t in np.argwhere(there)
        ]
        return Table(("unit", "year", *names), tuple(rows))


def panel_accounts(units: tuple[str, ...], years: ArrayLike, columns: Mapping[str, ArrayLike]) -> PanelAccounts:
    """Törnqvist accounts of each unit: Δln A = Δln Y - (1 - v̄) Δln K - v̄ Δln L, L = persons × hours × quality.

    columns: arrays (U, T) named output, capital, labour, labour_share and, where known, hours and quality; not-a-number
    is missing. A column of hours or quality that is given is required for every year used: years that lack it are
    left out,
    never computed with another definition. Years must be consecutive.
    """
    index = np.asarray(years, dtype=np.int64)
    arrays = {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}
    _require(arrays, (len(units), index.size))
    _require_shares(arrays["labour_share"], units, index)
    for name, array in arrays.items():
        if name != "labour_share":
            arrays[name] = np.where(array > 0, array, np.nan)
    labour = arrays["labour"]
    for name in OPTIONAL:
        if name in arrays:
            labour = labour * arrays[name]
    growth = {
        "output": np.diff(np.log(arrays["output"]), axis=1),
        "capital": np.diff(np.log(arrays["capital"]), axis=1),
        "labour": np.diff(np.log(labour), axis=1),
    }
    share = (arrays["labour_share"][:, 1:] + arrays["labour_share"][:, :-1]) / 2
    tfp = growth["output"] - (1 - share) * growth["capital"] - share * growth["labour"]
    return PanelAccounts(
        units=units,
        years=index[1:],
        dln_output=growth["output"],
        dln_capital=growth["capital"],
        dln_labour=growth["labour"],
        dln_tfp=tfp,
        labour_share=share,
        left_out=_reasons(units, index, arrays, tfp),
    )


def _require(arrays: Mapping[str, Floats], shape: tuple[int, int]) -> None:
    for name in NAMES:
        if name not in arrays:
            raise InputError(_("Thiếu cột {name}.").format(name=name))
    for name, array in arrays.items():
        if array.shape != shape:
            raise InputError(_("Cột {name} không có đủ ô cho mọi đơn vị và mọi năm.").format(name=name))


def _require_shares(share: Floats, units: tuple[str, ...], years: np.ndarray) -> None:
    """A share may pass 1 where capital earned less than nothing; what is far above is a percentage."""
    for u, t in np.argwhere(share > LARGEST_SHARE):
        message = _("Tỷ trọng lao động, {unit}, năm {year}: {value}. Ghi dạng 0,575, không ghi phần trăm.")
        raise InputError(message.format(unit=units[u], year=years[t], value=shown(share[u, t])))


def _reasons(
    units: tuple[str, ...], years: np.ndarray, arrays: Mapping[str, Floats], tfp: Floats
) -> tuple[tuple[str, int | None, str], ...]:
    """Why a unit, or a year of a unit that has others, could not be computed."""
    missing = {name: ~np.isfinite(array) for name, array in arrays.items()}
    computed = np.isfinite(tfp)
    reasons: list[tuple[str, int | None, str]] = []
    for u, unit in enumerate(units):
        if computed[u].all():
            continue
        absent = [name for name in arrays if missing[name][u].all()]
        if absent or not computed[u].any():
            names = ", ".join(absent or [name for name in arrays if missing[name][u].any()])
            reasons.append((unit, None, _("không có số liệu: {names}").format(names=names)))
            continue
        for t in np.flatnonzero(~computed[u]):
            names = ", ".join(name for name in arrays if missing[name][u, t] or missing[name][u, t + 1])
            reasons.append((unit, int(years[t + 1]), _("thiếu: {names}").format(names=names)))
    return tuple(reasons)
