"""The filters of the board: they live in the address, and its counts are links to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import Kind
from nscl.reporting.queries import Board, BoardRow, Situation
from nscl.vn.text import is_match
from nscl.web.badges import REPORTS
from nscl.web.tiles import Tile

IN_THE_BODY: Final = (Situation.DRAFT, Situation.PRESENTED, Situation.CLEARED)
URGENCY: Final = {situation: place for place, situation in enumerate(Situation)}
SORTS: Final[Mapping[str, StrOrPromise]] = {
    "": gettext_lazy("Gấp nhất trước"),
    "ten": gettext_lazy("Theo tên"),
    "sua": gettext_lazy("Mới sửa trước"),
}


def _in(*situations: Situation) -> Callable[[BoardRow], bool]:
    return lambda row: row.situation in situations


@dataclass(frozen=True)
class Filter:
    """One count of the board: which rows it holds, its word and shape. `alert` colours it when it is not nought."""

    label: StrOrPromise
    holds: Callable[[BoardRow], bool]
    badge: str = ""
    alert: str = ""


TILES: Final[Mapping[str, Filter]] = {
    "": Filter(gettext_lazy("Tất cả"), lambda row: True),
    "qua-han-bo-sung": Filter(
        gettext_lazy("Quá hạn bổ sung"), _in(Situation.RETURN_OVERDUE), "returned_late", alert="behind"
    ),
    "bo-sung": Filter(gettext_lazy("Đề nghị bổ sung"), _in(Situation.RETURNED), "returned"),
    "chua-mo": Filter(gettext_lazy("Chưa mở"), _in(Situation.NOT_OPENED), "not_opened"),
    "dang-soan": Filter(gettext_lazy("Đang soạn"), _in(*IN_THE_BODY), "draft"),
    "cho-xem": Filter(gettext_lazy("Đã gửi, chờ xem"), _in(Situation.SUBMITTED), "submitted"),
    "tiep-nhan": Filter(gettext_lazy("Đã tiếp nhận"), _in(Situation.ACCEPTED), "accepted"),
}
VIEWS: Final[Mapping[str, Filter]] = {
    "chua-gui": Filter(gettext_lazy("Chưa gửi"), lambda row: row.is_missing),
    "dang-bo-sung": Filter(gettext_lazy("Đang bổ sung"), _in(Situation.RETURN_OVERDUE, Situation.RETURNED)),
    "cham": Filter(gettext_lazy("Chậm hạn"), lambda row: row.is_late),
    "cho-duyet": Filter(gettext_lazy("Đã trình, chờ duyệt"), _in(Situation.PRESENTED)),
    "cho-ky": Filter(gettext_lazy("Đã trình, chờ ký"), _in(Situation.CLEARED)),
    "khong-phat-sinh": Filter(gettext_lazy("Không phát sinh"), lambda row: row.report.nil and not row.is_missing),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know it leaves out."""

    which: str = ""
    query: str = ""
    kind: str = ""
    sort: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.which or self.query or self.kind)

    @property
    def address(self) -> str:
        """The same filters, for the CSV."""
        return _address(self.which, self)

    @property
    def sorts(self) -> list[tuple[str, StrOrPromise]]:
        return list(SORTS.items())

    def narrowed(self, rows: Iterable[BoardRow]) -> list[BoardRow]:
        found = [row for row in rows if self._holds(row)]
        match self.sort:
            case "ten":
                return sorted(found, key=lambda row: row.body.sort_key)
            case "sua":
                return sorted(found, key=_last_edited)
        return sorted(found, key=_urgency)

    def _holds(self, row: BoardRow) -> bool:
        if self.kind and row.body.kind != self.kind:
            return False
        if self.query and not is_match(self.query, f"{row.body.code} {row.body.name} {row.body.short_name}"):
            return False
        return (TILES | VIEWS)[self.which].holds(row)  # type: ignore[operator]


def _urgency(row: BoardRow) -> tuple[int, int, int, str]:
    return (URGENCY[row.situation], -row.return_days_late, -row.minutes_late, row.body.sort_key)


def _last_edited(row: BoardRow) -> tuple[float, str]:
    return (-row.edited_at.timestamp() if row.edited_at else 0.0, row.body.sort_key)


def asked(request: HttpRequest) -> Asked:
    get = request.GET.get
    which, kind, sort = get("loc", ""), get("loai", ""), get("sap-xep", "")
    return Asked(
        which=which if which in TILES or which in VIEWS else "",
        query=get("q", "")[:200].strip(),
        kind=kind if kind in Kind.values else "",
        sort=sort if sort in SORTS else "",
    )


def _address(which: str, asked: Asked) -> str:
    """`?…` with the other filters kept."""
    query = QueryDict(mutable=True)
    for name, value in (("loc", which), ("q", asked.query), ("loai", asked.kind), ("sap-xep", asked.sort)):
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def tiles(seen: Board, asked: Asked) -> list[Tile]:
    return [_count(seen, asked, key, found) for key, found in TILES.items()]


def views(seen: Board, asked: Asked) -> list[Tile]:
    """Counts that cut across the tiles; those of nothing are left out, except the one being looked at."""
    counts = [_count(seen, asked, key, found) for key, found in VIEWS.items()]
    return [count for count in counts if count.number or count.current]


def _count(seen: Board, asked: Asked, key: str, found: Filter) -> Tile:
    number = sum(found.holds(row) for row in seen.rows)
    return Tile(
        number=number,
        label=found.label,
        url=_address(key, asked),
        current=asked.which == key,
        icon=REPORTS[found.badge].shape if found.badge else "",
        alert=found.alert if number else "",
    )
