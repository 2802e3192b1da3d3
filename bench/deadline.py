"""The evening of the deadline: who has to send, with what, and how a browser does it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bench.browser import Answer, Browser, boxes_of
from nscl.organisations.models import Body, Membership, User
from nscl.reporting.models import Report, Role, Round
from nscl.vn.calendar import ZONE

BACKEND = "nscl.organisations.backends.AccountBackend"
SINCE = date(2026, 1, 1)
FILES = 3
MEGABYTE = 1024**2
REASON = "Đã rà soát, số liệu đúng với thực tế của đơn vị."


@dataclass(frozen=True)
class Sender:
    """A body about to send: its officer writes, its leader sends; both have signed in earlier."""

    report: Report
    officer: str
    leader: str

    @property
    def page(self) -> str:
        return f"/bao-cao/{self.report.round.year}/{self.report.body.code}/"


@dataclass(frozen=True)
class Load:
    """What goes out: the words of every item and the files beside the first."""

    words: str
    files: tuple[bytes, ...]

    @property
    def digests(self) -> set[str]:
        return {hashlib.sha256(content).hexdigest() for content in self.files}


@dataclass
class Sending:
    """What the body was told, step by step; None: no answer came."""

    sender: Sender
    load: Load
    saved: Answer | None = None
    looked: Answer | None = None
    sent: Answer | None = None
    broken: str = ""

    @property
    def is_saved(self) -> bool:
        return self.saved is not None and self.saved.status == HTTPStatus.FOUND

    @property
    def is_sent(self) -> bool:
        return self.sent is not None and self.sent.location.endswith("/bien-nhan/")

    @property
    def answers(self) -> list[Answer]:
        return [each for each in (self.saved, self.looked, self.sent) if each]


def person(name: str, body: Body, role: str) -> User:
    user = User(email=f"{name}@vi-du.vn", full_name=name, created_at=datetime(2026, 1, 1, tzinfo=ZONE))
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, body=body, role=role, since=SINCE)
    return user


def session_of(user: User) -> str:
    """As signing in leaves it."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def sender(report: Report, officer: User, leader: User) -> Sender:
    return Sender(report, session_of(officer), session_of(leader))


def senders(round: Round, number: int) -> list[Sender]:
    """Bodies of the round, each with an officer and a leader of its own."""
    reports = [report for report in round.reports.select_related("round", "body") if not report.is_own][:number]
    return [
        sender(
            report,
            person(f"can-bo-{report.body.code}", report.body, "body_officer"),
            person(f"lanh-dao-{report.body.code}", report.body, "body_leader"),
        )
        for report in reports
    ]


def load(chance: random.Random, bytes_each: int) -> Load:
    """Words and files no other sending has."""
    words = (
        f"Theo Kế hoạch số 31/KH-UBND đã hướng dẫn {chance.randint(2, 99)} doanh nghiệp áp dụng công cụ cải tiến "
        f"(đợt {chance.getrandbits(48)})."
    )
    return Load(words, tuple(b"%PDF-1.7\n" + chance.randbytes(bytes_each - 9) for _ in range(FILES)))


def form_of(report: Report, words: str) -> dict[str, str]:
    """Every box of the body's form, filled in."""
    form = {"verb": "save"}
    for part in report.parts.all():
        form[f"{part.code}-version"] = str(part.version)
        form[f"{part.code}-result"] = words
    return form


def first_item(report: Report) -> str:
    """The item the files are laid beside."""
    return report.parts.filter(role__in=(Role.LEAD, Role.DUTY, Role.GENERAL)).order_by("position")[0].code


def prepared(sender: Sender, load: Load) -> tuple[dict[str, str], list[tuple[str, str, bytes]]]:
    """The form and its files, read from the database before the hurry begins."""
    item = first_item(sender.report)
    files = [(f"{item}-files", f"minh-chung-{n}.pdf", content) for n, content in enumerate(load.files, 1)]
    return form_of(sender.report, load.words), files


async def send(port: int, doing: Sending, form: dict[str, str], files: Sequence[tuple[str, str, bytes]]) -> None:
    """The officer saves the form with its files; the leader looks once more and sends."""
    officer, leader = Browser(port, doing.sender.officer), Browser(port, doing.sender.leader)
    try:
        doing.saved = await officer.post(doing.sender.page, form, files)
        if not doing.is_saved:
            return
        doing.looked = await leader.get(f"{doing.sender.page}gui/")
        boxes = boxes_of(doing.looked.text, REASON)
        doing.sent = await leader.post(f"{doing.sender.page}gui/", boxes)
    except (OSError, EOFError, TimeoutError) as error:
        doing.broken = type(error).__name__
