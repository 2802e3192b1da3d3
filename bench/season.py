"""The last evening: 120 bodies send a form with three files of 2 MB within a minute while 500 people read."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connections
from django.test import override_settings

from bench import deadline, province, served
from bench.browser import Answer, Browser
from bench.deadline import MEGABYTE, Sending
from nscl.cli.verify import faults
from nscl.evidence.models import Document
from nscl.organisations.models import Body
from nscl.reporting.models import Report, Round

SENDERS, READERS, MINUTE = 120, 500, 60.0
THINKING = 60.0  # seconds between two pages of one reader, on average: about one for each in the minute
ATTENDANCES = 50_000
SENDING, READING, MEMORY = 2.0, 1.0, 500.0  # the limits: seconds at the 95th percentile, and megabytes
SEED = 49


@dataclass
class Reader:
    """Somebody who opens a page now and then, chosen among `pages`."""

    browser: Browser
    pages: Sequence[str]
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    async def read(self, chance: random.Random, until: float) -> None:
        while (pause := chance.expovariate(1 / THINKING)) + time.perf_counter() < until:
            await asyncio.sleep(pause)
            page = chance.choice(self.pages)
            try:
                self.answers.append((page, await self.browser.get(page)))
            except (OSError, EOFError, TimeoutError) as error:
                self.broken.append(f"{page} {type(error).__name__}")


def run() -> None:
    with served.home() as place, override_settings(EVIDENCE_FOLDER=place / "files"):
        round, doings = _province()
        server = served.Server(place)
        readers = _readers(round, doings, server.port)
        jobs = [
            partial(deadline.send, server.port, each, *deadline.prepared(each.sender, each.load)) for each in doings
        ]
        connections.close_all()
        server.start()
        try:
            _warm(server, readers)
            before, used = os.getloadavg()[0], _used(server)
            seconds = asyncio.run(_evening(jobs, readers))
            used = [after - earlier for earlier, after in zip(used, _used(server), strict=True)]
            memory = server.peak_memory()
        finally:
            server.stop()
        _tell_sending(doings, seconds)
        _tell_reading(readers)
        _tell_memory(memory)
        _tell_kept(doings, (place / "server.log"))
        _tell_machine(used, before, seconds)


def _province() -> tuple[Round, list[Sending]]:
    province.people()
    province.bodies()
    province.fill(ATTENDANCES)
    round, _officer = province.asked(SENDERS + 1)  # the standing body's own report goes to nobody
    chance = random.Random(SEED)  # noqa: S311
    senders = deadline.senders(round, SENDERS)
    return round, [Sending(each, deadline.load(chance, 2 * MEGABYTE)) for each in senders]


def _readers(round: Round, doings: Sequence[Sending], port: int) -> list[Reader]:
    """Half are people of the bodies, on their own pages; 60 follow the round; the others are the public."""
    own = [
        Reader(Browser(port, session), _of_body(doing.sender.page))
        for doing in doings
        for session in (doing.sender.officer, doing.sender.leader)
    ]
    department = Body.objects.get(code=province.plan().standing_body)
    following = [
        Reader(Browser(port, deadline.session_of(deadline.person(f"xem-{n}", department, "viewer"))), _of_round(round))
        for n in range(60)
    ]
    public = [Reader(Browser(port), PUBLIC) for _ in range(READERS - len(own) - len(following))]
    return own + following + public


PUBLIC = ("/", "/muc-tieu/", "/muc-tieu/MT2.1/", "/nhiem-vu/", "/dang-nhap/")


def _of_body(page: str) -> tuple[str, ...]:
    return ("/viec-cua-toi/", page, page, "/so/", "/so/dao-tao/", "/")


def _of_round(round: Round) -> tuple[str, ...]:
    board = f"/bao-cao/{round.year}/"
    return (board, board, "/", "/muc-tieu/", "/ban-tin/", "/viec-cua-toi/")


def _warm(server: served.Server, readers: Sequence[Reader]) -> None:
    """Every page once in every thread or so: the server has been up all day."""

    async def open_all() -> None:
        for reader in (readers[0], readers[-1], readers[SENDERS * 2]):
            for page in dict.fromkeys(reader.pages):
                await asyncio.gather(*(reader.browser.get(page) for _ in range(4)))

    asyncio.run(open_all())


async def _evening(jobs: Sequence[Callable[[], Any]], readers: Sequence[Reader]) -> float:
    chance = random.Random(SEED)  # noqa: S311
    begun = time.perf_counter()

    async def at(moment: float, job: Callable[[], Any]) -> None:
        await asyncio.sleep(moment)
        await job()

    sending = [at(chance.uniform(0, MINUTE - 2), job) for job in jobs]
    reading = [reader.read(random.Random(chance.random()), begun + MINUTE) for reader in readers]  # noqa: S311
    await asyncio.gather(*sending, *reading)
    return time.perf_counter() - begun


def _used(server: served.Server) -> list[float]:
    """Processor seconds of the server, of its database, of these browsers."""
    ours = time.process_time()
    return [served.spent(server.processes()), served.spent(served.database_processes()), ours]


def _tell_machine(used: Sequence[float], before: float, seconds: float) -> None:
    print(
        f"  processor: server {used[0]:.0f} s, database {used[1]:.0f} s, the browsers themselves {used[2]:.0f} s,"
        f" of {served.CORES * seconds:.0f} s on {served.CORES} cores"
    )
    busy = " (a busy machine: the seconds above are not the server's alone)" if before > 1 else ""
    print(f"  load average before the minute: {before:.1f}{busy}")


def _tell_sending(doings: Sequence[Sending], seconds: float) -> None:
    told = [doing for doing in doings if doing.is_sent]
    failed = [doing for doing in doings if not doing.is_sent]
    print(
        f"  {len(told)} of {len(doings)} bodies were told that their report is sent; all was over after {seconds:.0f} s"
    )
    for doing in failed[:5]:
        print(f"    FAILED {doing.sender.page} {doing.broken} {[each.status for each in doing.answers]}")
    _line("saving the form with three files of 2 MB", [d.saved.seconds for d in told if d.saved])
    _line("looking once more", [d.looked.seconds for d in told if d.looked])
    _line("sending", [d.sent.seconds for d in told if d.sent])
    _line("sending: the three together", [sum(a.seconds for a in d.answers) for d in told], SENDING)


def _tell_reading(readers: Sequence[Reader]) -> None:
    answers = [answer for reader in readers for answer in reader.answers]
    wrong = Counter(f"{page} {answer.status}" for page, answer in answers if answer.status not in (200, 302))
    wrong.update(fault for reader in readers for fault in reader.broken)
    print(
        f"  {len(answers)} pages read by {len(readers)} people, each thinking {THINKING:.0f} s between two on average, "
        f"pictures and styles from their browsers' store; {sum(wrong.values())} errors"
    )
    for fault, n in wrong.most_common(5):
        print(f"    ERROR {n} × {fault}")
    _line("reading a page", [answer.seconds for _page, answer in answers], READING)
    slowest = sorted(answers, key=lambda each: -each[1].seconds)[: max(len(answers) // 20, 1)]
    print(
        f"    of the slowest twentieth: {', '.join(f'{p} ×{n}' for p, n in Counter(_kind(p) for p, _a in slowest).most_common(4))}"
    )


def _kind(page: str) -> str:
    return "/bao-cao/…/…/" if page.count("/") > 3 and page.startswith("/bao-cao/") else page


def _line(name: str, seconds: Sequence[float], limit: float | None = None) -> None:
    if not seconds:
        return
    ordered = sorted(seconds)
    median, late = ordered[len(ordered) // 2], ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    verdict = "" if limit is None else f"   limit {limit:.0f} s: {'within' if late <= limit else 'OVER'}"
    print(f"    {name:<42} median {median:5.2f}   p95 {late:5.2f}   longest {ordered[-1]:5.2f} s{verdict}")


def _tell_memory(each: Sequence[float]) -> None:
    verdict = "within" if sum(each) <= MEMORY else "OVER"
    print(
        f"  memory at its peak, the server and its workers: {' + '.join(f'{mb:.0f}' for mb in sorted(each))}"
        f" = {sum(each):.0f} MB, what they share counted in each   limit {MEMORY:.0f} MB: {verdict}"
    )


def _tell_kept(doings: Sequence[Sending], log: Path) -> None:
    """Nothing lost: what each was told is in the database and on the disk, and the chain is whole."""
    lost = [doing.sender.page for doing in doings if doing.is_sent and not is_kept(doing)]
    print(
        f"  lost: {len(lost)}   files kept {Document.objects.exclude(sha256='').count()} of {len(doings) * deadline.FILES}   "
        f"faults found by `nscl verify`: {len(faults())}   lines in the server's log: {len(log.read_text().splitlines())}"
    )


def is_kept(doing: Sending) -> bool:
    """Is the last snapshot of the report what was sent, with every file?"""
    report = Report.objects.get(pk=doing.sender.report.pk)
    content = report.snapshots.order_by("-number")[0].content
    sent = {each["sha256"] for part in content["parts"] for each in part["attachments"]}
    words = {part["result"] for part in content["parts"] if part["result"]}
    return report.is_sent and doing.load.digests <= sent and words == {doing.load.words}
