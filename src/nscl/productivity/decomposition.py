"""Labour productivity growth taken apart: within industries, and between them as people move.

p_j = Y_j / L_j, s_j = L_j / L, P = Y / L. Every part is in per cent of the productivity of the first year, and the
parts sum to
P_1 / P_0 - 1 exactly. Sources: McMillan and Rodrik (2011); Tang and Wang (2004); Ang (2005) for the logarithmic mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nscl.productivity.checking import Floats, InputError
from nscl.productivity.results import Cell, Table, plain

Method: TypeAlias = Literal["static_dynamic", "mcmillan_rodrik", "symmetric", "gead", "lmdi"]
METHODS: tuple[Method, ...] = ("static_dynamic", "mcmillan_rodrik", "symmetric", "gead", "lmdi")
PARTS: dict[str, tuple[str, ...]] = {
    "static_dynamic": ("within", "static", "dynamic"),
    "mcmillan_rodrik": ("within", "structural"),
    "symmetric": ("within", "between"),
    "gead": ("within", "reallocation", "interaction"),
    "lmdi": ("within", "between"),
}
SMALL = 1e-10  # stands for zero in logarithmic means


@dataclass(frozen=True)
class Decomposition:
    """Parts by industry, per cent of the first year's productivity: arrays (J,), or summed over annual steps when
    chained.

    `product_taxes`: what taxes on products less subsidies, which have no workers, add. total = Σ parts + product_taxes.
    """

    method: Method
    industries: tuple[str, ...]
    parts: dict[str, Floats]
    product_taxes: float
    total: float
    chained: bool

    def part(self, name: str) -> float:
        return float(self.parts[name].sum())

    @property
    def closing_error(self) -> float:
        return self.total - sum(float(p.sum()) for p in self.parts.values()) - self.product_taxes

    def table(self) -> Table:
        names = tuple(self.parts)
        rows: list[tuple[Cell, ...]] = [
            (industry, *(plain(self.parts[name][j]) for name in names)) for j, industry in enumerate(self.industries)
        ]
        rows.append(("total", *(self.part(name) for name in names)))
        return Table(("industry", *names), tuple(rows))


def decompose(
    output: ArrayLike,
    labour: ArrayLike,
    *,
    industries: Sequence[str] = (),
    product_taxes: ArrayLike | None = None,
    relative_price: ArrayLike | None = None,
    method: Method = "static_dynamic",
    chained: bool = True,
) -> Decomposition:
    """Productivity growth from the first to the last year.

    output: value added at constant prices (J, T); labour: persons (J, T), positive totals, zeros allowed in industries;
    product_taxes (T,) at the same prices; relative_price (J, T): price of each industry's value added relative to the
    whole's, for chained volumes with `gead` (1 when left out), whose total is that of output at these prices.
    chained=True sums annual steps (parts of each step in per cent of that step's first year); False compares the end
    points: the two differ, and neither is wrong.
    Raises InputError for shapes, negatives, missing values, or an unknown method.
    """
    volume, people = _checked(output, labour)
    if method not in METHODS:
        raise InputError(_("Cách phân tách: chọn một trong {known}.").format(known=", ".join(METHODS)))
    taxes = np.zeros(volume.shape[1]) if product_taxes is None else np.asarray(product_taxes, float)
    price = np.ones_like(volume) if relative_price is None else np.asarray(relative_price, float)
    if taxes.shape != volume.shape[1:] or price.shape != volume.shape:
        raise InputError(_("Thuế sản phẩm hoặc giá tương đối không khớp số ngành, số năm."))
    ends = list(range(volume.shape[1])) if chained else [0, volume.shape[1] - 1]
    names = tuple(industries) or tuple(str(j + 1) for j in range(volume.shape[0]))
    sums = {name: np.zeros(volume.shape[0]) for name in PARTS[method]}
    from_taxes = total = 0.0
    for a, b in pairwise(ends):
        step = _step(method, volume[:, [a, b]], people[:, [a, b]], taxes[[a, b]], price[:, [a, b]])
        for name in sums:
            sums[name] += 100 * step.parts[name]
        from_taxes += 100 * step.taxes
        total += 100 * step.total
    return Decomposition(method, names, sums, from_taxes, total, chained)


def _checked(output: ArrayLike, labour: ArrayLike) -> tuple[Floats, Floats]:
    volume, people = np.asarray(output, float), np.asarray(labour, float)
    if volume.ndim != 2 or volume.shape != people.shape or volume.shape[1] < 2:
        raise InputError(_("Sản lượng và lao động theo ngành phải cùng số ngành, cùng từ hai năm trở lên."))
    for name, array in ((_("Sản lượng"), volume), (_("Lao động"), people)):
        for j, t in np.argwhere(~np.isfinite(array) | (array < 0)):
            message = _("{name}: ngành thứ {j}, năm thứ {t} còn trống hoặc âm.")
            raise InputError(message.format(name=name, j=j + 1, t=t + 1))
    if np.any(people.sum(axis=0) <= 0) or np.any((people == 0) & (volume > 0)):
        raise InputError(_("Ngành có sản lượng phải có lao động."))
    return volume, people


@dataclass(frozen=True)
class _Step:
    parts: dict[str, Floats]
    taxes: float
    total: float


def _step(method: Method, y: Floats, people: Floats, taxes: Floats, price: Floats) -> _Step:
    whole = people.sum(axis=0)
    s = people / whole
    p = np.divide(y, people, out=np.zeros_like(y), where=people > 0)
    worth = (price * y if method == "gead" else y).sum(axis=0) + taxes
    base = worth[0] / whole[0]
    tax_part = (taxes[1] / whole[1] - taxes[0] / whole[0]) / base
    total = worth[1] / whole[1] / base - 1
    return _Step(_parts(method, s, p, price, base), float(tax_part), float(total))


def _parts(method: Method, s: Floats, p: Floats, price: Floats, base: float) -> dict[str, Floats]:
    ds, dp = s[:, 1] - s[:, 0], p[:, 1] - p[:, 0]
    match method:
        case "static_dynamic":
            found = {"within": s[:, 0] * dp, "static": ds * p[:, 0], "dynamic": ds * dp}
        case "mcmillan_rodrik":
            found = {"within": s[:, 0] * dp, "structural": ds * p[:, 1]}
        case "symmetric":
            found = {"within": s.mean(axis=1) * dp, "between": ds * p.mean(axis=1)}
        case "gead":
            found = _gead(s, p, price)
        case "lmdi":
            found = _lmdi(s, p)
    return {name: part / base for name, part in found.items()}


def _gead(s: Floats, p: Floats, price: Floats) -> dict[str, Floats]:
    """Generalised exactly additive: the size of an industry is its relative price times its share of labour."""
    size = price * s
    ds, dp = size[:, 1] - size[:, 0], p[:, 1] - p[:, 0]
    return {"within": size[:, 0] * dp, "reallocation": ds * p[:, 0], "interaction": ds * dp}


def _lmdi(s: Floats, p: Floats) -> dict[str, Floats]:
    """Weights are logarithmic means of s p; zeros stand as 1e-10, whose share of the sum vanishes."""
    s, p = np.where(s > 0, s, SMALL), np.where(p > 0, p, SMALL)
    product = s * p
    weight = log_mean(product[:, 1], product[:, 0])
    return {"within": weight * np.log(p[:, 1] / p[:, 0]), "between": weight * np.log(s[:, 1] / s[:, 0])}


def log_mean(a: ArrayLike, b: ArrayLike) -> Floats:
    """(a - b) / (ln a - ln b), a where they are equal. Positive arrays."""
    first, second = np.asarray(a, float), np.asarray(b, float)
    logs = np.log(first / second)
    close = np.abs(logs) < 1e-12
    return np.where(close, first, (first - second) / np.where(close, 1.0, logs))


@dataclass(frozen=True)
class OfficialView:
    """The statistics office's three factors, percentage points of productivity growth: product taxes, within,
    structure."""

    product_taxes: float
    within: float
    structure: float
    total: float


def official_view(output: ArrayLike, labour: ArrayLike, product_taxes: ArrayLike) -> OfficialView:
    """End points, structure at end-year productivity (static and dynamic together)."""
    found = decompose(output, labour, product_taxes=product_taxes, method="mcmillan_rodrik", chained=False)
    return OfficialView(found.product_taxes, found.part("within"), found.part("structural"), found.total)
