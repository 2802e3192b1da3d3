"""The people of the demo: a few whose password is told, and two of each reporting body who only live its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password

from nscl.cli.demonstration.names import person
from nscl.organisations import accounts
from nscl.organisations.actions import add_user, grant
from nscl.organisations.models import Body, Kind, User
from nscl.organisations.roles import ROLES

DOMAIN: Final = "nscl.example"
PASSWORD: Final = "Minh-hoa-2028"  # noqa: S105 - told to everybody; opens accounts of the demo only
SINCE: Final = date(2026, 1, 1)
STANDING: Final = "skhcn"


@dataclass(frozen=True)
class Account:
    """An account whose password the demo tells."""

    name: str
    person: str
    body: str
    role: str
    position: str

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"

    @property
    def role_title(self) -> str:
        return str(ROLES[self.role].title)


ADMINISTRATOR: Final = Account("quantri", "Lê Quốc Bảo", "skhcn", "administrator", "Chuyên viên Văn phòng Sở")
ACCOUNTS: Final = (
    Account("canbo.so", "Nguyễn Thị Ánh", "skhcn", "department_officer", "Chuyên viên"),
    Account("canbo2.so", "Vũ Văn Toàn", "skhcn", "department_officer", "Chuyên viên"),
    Account("lanhdao.so", "Trần Minh Đức", "skhcn", "department_leader", "Phó Giám đốc"),
    Account("canbo.yenphong", "Nguyễn Văn Lực", "09193", "body_officer", "Công chức"),
    Account("lanhdao.yenphong", "Chu Thị Hạnh", "09193", "body_leader", "Phó Chủ tịch"),
    Account("canbo.quevo", "Ngô Thị Lan", "09247", "body_officer", "Công chức"),
    Account("lanhdao.quevo", "Đào Quang Huy", "09247", "body_leader", "Phó Chủ tịch"),
    Account("canbo.gddt", "Bùi Ngọc Anh", "sgddt", "body_officer", "Chuyên viên"),
    Account("truongphong.gddt", "Trịnh Thị Hà", "sgddt", "section_head", "Trưởng phòng"),
    Account("lanhdao.gddt", "Phạm Thu Phương", "sgddt", "body_leader", "Phó Giám đốc"),
    Account("theodoi.gddt", "Hoàng Văn Bình", "sgddt", "supervisor", "Trưởng phòng"),
    Account("nguoixem", "Đặng Thu Hằng", "vpubnd", "viewer", "Chuyên viên"),
    ADMINISTRATOR,
)


@dataclass
class Cast:
    """Bodies by code; of each reporting body who writes, who signs and, in a few, the head of section; of the standing
    body also a second officer."""

    bodies: dict[str, Body] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    heads: dict[str, User] = field(default_factory=dict)
    leaders: dict[str, User] = field(default_factory=dict)
    second: User | None = None
    administrator: User | None = None

    def confirmer(self, body: str) -> User:
        """Who confirms what a body's officer entered."""
        found = self.second if body == STANDING else self.leaders[body]
        assert found is not None  # noqa: S101 - the cast is whole once it is made
        return found


def make_cast() -> Cast:
    """Accounts whose password is told first; then, for every reporting body without one, an officer and a leader."""
    cast = Cast(bodies={body.code: body for body in Body.objects.all()})
    encoded = make_password(PASSWORD)  # once for all: hashing is slow on purpose
    for account in sorted(ACCOUNTS, key=lambda account: account is not ADMINISTRATOR):
        _join(cast, account, encoded)
    for account in _silent(cast):
        _join(cast, account, make_password(None))
    administrator = cast.administrator
    assert administrator is not None  # noqa: S101 - it came first
    accounts.confirm_device(by=administrator, device=accounts.pending_device(administrator))
    return cast


def _join(cast: Cast, account: Account, password: str) -> None:
    by, body = cast.administrator, cast.bodies[account.body]
    user = add_user(by=by, email=account.email, full_name=account.person, password=None, demo=True)
    user.password = password
    user.save(update_fields=["password"])
    grant(by=by, user=user, body=body, role=account.role, since=SINCE, position=account.position)
    match account.role:
        case "administrator":
            cast.administrator = user
        case "department_officer" if account.body in cast.officers:
            cast.second = user
        case "department_officer" | "body_officer":
            cast.officers[account.body] = user
        case "section_head":
            cast.heads[account.body] = user
        case "department_leader" | "body_leader":
            cast.leaders[account.body] = user


def _silent(cast: Cast) -> Iterator[Account]:
    reporting = [b for b in cast.bodies.values() if b.kind in REPORTING or b.code in ALSO_ENTERING]
    for body in reporting:
        leads, writes = TITLES.get(Kind(body.kind), ("Lãnh đạo đơn vị", "Chuyên viên"))
        if body.code not in cast.officers:
            name = person("officer", body.code)
            yield Account(f"canbo.{body.code}", name, body.code, "body_officer", writes)
        if body.code not in cast.leaders:
            name = person("leader", body.code)
            yield Account(f"lanhdao.{body.code}", name, body.code, "body_leader", OWN_TITLES.get(body.code, leads))


REPORTING: Final = (Kind.DEPARTMENT, Kind.OFFICE, Kind.COMMUNE, Kind.UNION, Kind.ASSOCIATION, Kind.PRESS)
ALSO_ENTERING: Final = ("cd01", "dh01")  # bodies outside the round whose people enter rows
TITLES: Final = {
    Kind.COMMUNE: ("Phó Chủ tịch", "Công chức"),
    Kind.DEPARTMENT: ("Phó Giám đốc", "Chuyên viên"),
    Kind.UNION: ("Phó Chủ tịch", "Chuyên viên"),
    Kind.ASSOCIATION: ("Phó Chủ tịch", "Chuyên viên"),
    Kind.COLLEGE: ("Phó Hiệu trưởng", "Giảng viên"),
    Kind.UNIVERSITY: ("Phó Hiệu trưởng", "Giảng viên"),
}
# of bodies whose leaders have titles of their own
OWN_TITLES: Final = {
    "bqlkcn": "Phó Trưởng ban",
    "ttt": "Phó Chánh Thanh tra",
    "vpubnd": "Phó Chánh Văn phòng",
    "bptth": "Phó Tổng Biên tập",
}
