"""A body as it stands on its own papers: the lines above the number, its notation, its place, who signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.form import Signature
from nscl.organisations.models import Kind
from nscl.plan import Plan

_COMMITTEE: Final = "Ủy ban nhân dân"
_COMMITTEES: Final = re.compile(r"^(Ủy ban nhân dân|UBND)\s+", re.IGNORECASE)
_OF_THE_COMMITTEE: Final = re.compile(r"\s+(Ủy ban nhân dân|UBND)\s+(tỉnh|thành phố)\b.*$", re.IGNORECASE)
_LEVEL: Final = re.compile(r"^(xã|phường|đặc khu|thị trấn)\s+", re.IGNORECASE)
_UNDER_THE_COMMITTEE: Final = (Kind.DEPARTMENT, Kind.OFFICE)

# Who leads a body, by how its name begins; the first that fits.
_HEADS: Final = (
    ("Sở ", "GIÁM ĐỐC"), ("Ban ", "TRƯỞNG BAN"), ("Thanh tra", "CHÁNH THANH TRA"), ("Văn phòng", "CHÁNH VĂN PHÒNG"),
    ("Liên minh", "CHỦ TỊCH"), ("Hiệp hội", "CHỦ TỊCH"), ("Trường ", "HIỆU TRƯỞNG"), ("Bệnh viện", "GIÁM ĐỐC"),
    ("Trung tâm", "GIÁM ĐỐC"), ("Chi cục", "CHI CỤC TRƯỞNG"),
)  # fmt: skip
LEADS: Final = re.compile(
    r"^(Chủ tịch|Giám đốc|Tổng Giám đốc|Tổng Biên tập|Trưởng ban|Thủ trưởng|Hiệu trưởng|Viện trưởng|Cục trưởng"
    r"|Chi cục trưởng|Chánh Thanh tra|Chánh Văn phòng)",
    re.IGNORECASE,
)
_BY_ORDER: Final = re.compile(r"^(Chánh Văn phòng|Trưởng phòng)\b", re.IGNORECASE)
_ACTING: Final = re.compile(r"^(Quyền|Q\.)\s+", re.IGNORECASE)
_AFTER_A_TITLE: Final = re.compile(
    r"\s+(UBND|Ủy ban nhân dân|Sở|xã|phường|tỉnh|thường trực|phụ trách|điều hành)\b.*", re.IGNORECASE
)


@dataclass(frozen=True)
class Issuer:
    """Everything as it was at the time of the paper: a body may have another name today."""

    code: str
    name: str
    kind: str
    abbreviation: str
    plan: Plan

    @property
    def is_commune(self) -> bool:
        return self.kind == Kind.COMMUNE

    @property
    def is_department(self) -> bool:
        return self.name.startswith("Sở ")

    @property
    def area(self) -> str:
        """ "xã Yên Phong"."""
        return _COMMITTEES.sub("", self.name)

    @property
    def short(self) -> str:
        """As sentences name it: "UBND xã Yên Phong"."""
        return f"UBND {self.area}" if self.is_commune else self.name

    @property
    def agency(self) -> tuple[str, ...]:
        """A People's Committee stands on two lines; what the line above already says is left out."""
        if self.is_commune:
            return (_COMMITTEE.upper(), self.area.upper())
        return ((_OF_THE_COMMITTEE.sub("", self.name) if self.parent else self.name).upper(),)

    @property
    def parent(self) -> str:
        """A committee of a commune issues in its own name; a department stands under that of the province."""
        if self.kind not in _UNDER_THE_COMMITTEE:
            return ""
        return f"UBND {_COMMITTEES.sub('', self.plan.issuer)}".upper()

    @property
    def place(self) -> str:
        return _LEVEL.sub("", self.area) if self.is_commune else self.plan.province.seat

    def notation(self, kind: str) -> str:
        """ "BC-SGDĐT"; of a body without an abbreviation only the kind, for its clerk to fill."""
        own = self.abbreviation or ("UBND" if self.is_commune else "")
        return "-".join(part for part in (kind, own) if part)

    def signature(self, name: str, position: str, delegated: str = "") -> Signature:
        """Who signs, in the authority of his position or, `delegated` ("KT", "TL", "TUQ"), by a right entered for him.
        Whose position is unknown, or is no leader's, is not named: the paper waits for the head."""
        found = self._delegated(position, delegated) if delegated else self._authority(position)
        authority = found or (self._head(),)
        # by order of its head, or delegated by him, nobody signs for all of a committee
        if self.is_commune and not authority[0].startswith(("TL. ", "TUQ. ")):
            authority = ("TM. ỦY BAN NHÂN DÂN", *authority)
        return Signature(authority, name if found else "")

    def _delegated(self, position: str, authority: str) -> tuple[str, ...]:
        said = _AFTER_A_TITLE.sub("", position.strip()).upper()
        head = said.removeprefix("PHÓ ") if authority == "KT" else self._head()
        return (f"{authority}. {head}", said)

    def _authority(self, position: str) -> tuple[str, ...]:
        """A deputy, in charge or not, signs for the head; an acting head as such; who heads an office by order, and
        his deputy for him."""
        said = _AFTER_A_TITLE.sub("", position.strip())
        if said.upper().startswith("PHÓ "):
            head = said[4:].upper()
            deputy = (f"KT. {head}", said.upper())
            return (f"TL. {self._head()}", *deputy) if self._is_by_order(head) else deputy
        if _ACTING.match(said):
            return (f"Q. {_ACTING.sub('', said).upper()}",)
        if self._is_by_order(said):
            return (f"TL. {self._head()}", said.upper())
        return (said.upper(),) if LEADS.match(said) else ()

    def _is_by_order(self, position: str) -> bool:
        return bool(_BY_ORDER.match(position)) and position.upper() != self._head()

    def _head(self) -> str:
        if self.is_commune:
            return "CHỦ TỊCH"
        return next((title for begins, title in _HEADS if self.name.startswith(begins)), "THỦ TRƯỞNG CƠ QUAN")

    def copies(self) -> tuple[str, ...]:
        """Whom inside the body a paper of its goes to."""
        if self.is_commune:
            level = self.area.split(" ", 1)[0]
            return (
                _("TT Đảng ủy, TT HĐND {level} (b/c)").format(level=level),
                _("Chủ tịch, các PCT UBND {level}").format(level=level),
            )
        return (_("Giám đốc, các Phó Giám đốc Sở"),) if self.is_department else (_("Lãnh đạo cơ quan"),)


def recipients(*lines: str) -> tuple[str, ...]:
    """Whole lines of "Nơi nhận": who gets the paper, the file last."""
    return (*(f"- {line};" for line in lines), _("- Lưu: VT."))
