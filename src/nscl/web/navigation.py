"""Where one may go: the bar under the head of every page, and the links at its foot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from nscl.organisations.models import User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb


@dataclass(frozen=True)
class Section:
    """One item of the bar: its first page, and the address under which its other pages lie."""

    label: StrOrPromise
    name: str
    under: str
    verb: Verb | None = None


class Item(NamedTuple):
    """One item as the page prints it; `waiting` is the number beside it."""

    label: StrOrPromise
    url: str
    current: bool
    waiting: int


MY_WORK = Section(_("Việc của tôi"), "my-work", "/viec-cua-toi/")
FRONT = Section(_("Trang chung"), "front", "/ket-qua")
OBJECTIVES = Section(_("Mục tiêu"), "objectives", "/muc-tieu/")
TASKS = Section(_("Nhiệm vụ"), "tasks", "/nhiem-vu/")
MONEY = Section(_("Kinh phí"), "money", "/kinh-phi/")
BODIES = Section(_("Cơ quan, đơn vị"), "bodies", "/don-vi/")
PRODUCTIVITY = Section(_("Năng suất (TFP)"), "productivity", "/nang-suat/")
PUBLIC = (FRONT, OBJECTIVES, TASKS, MONEY, PRODUCTIVITY, BODIES)
OFFICE = (
    MY_WORK,
    OBJECTIVES,
    TASKS,
    Section(_("Sổ theo dõi"), "registers", "/so/", Verb.READ_ROWS),
    Section(_("Báo cáo"), "reports", "/bao-cao/", Verb.READ_REPORT),
    MONEY,
    PRODUCTIVITY,
    Section(_("Số liệu thống kê"), "statistics", "/so-lieu/", Verb.READ_STATISTICS),
    BODIES,
    Section(_("Bản tin cho lãnh đạo"), "brief", "/ban-tin/", Verb.READ_BRIEF),
)
FOOT = (Section(_("Cách hiểu của Kế hoạch"), "decisions", "/cach-hieu/"),)


def bar(request: HttpRequest, user: User | AnonymousUser, waiting: int) -> list[Item]:
    """The items this person sees; `waiting` is how much work waits for him."""
    sections = OFFICE if user.is_authenticated else PUBLIC
    return [
        Item(
            section.label,
            reverse(section.name),
            is_current(section, request.path),
            waiting if section is MY_WORK else 0,
        )
        for section in _open_to(user, sections)
    ]


def foot(user: User | AnonymousUser) -> list[tuple[StrOrPromise, str]]:
    return [(section.label, reverse(section.name)) for section in _open_to(user, FOOT)]


def is_current(section: Section, path: str) -> bool:
    return path == reverse(section.name) or path.startswith(section.under)


def _open_to(user: User | AnonymousUser, sections: Iterable[Section]) -> list[Section]:
    return [section for section in sections if section.verb is None or allowed(user, section.verb)]
