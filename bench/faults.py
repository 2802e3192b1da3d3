"""`make faults`: the server killed at random moments while bodies send; the disk full; the database gone.

After every kill what a body was told is kept must be kept whole, and everything else whole or not there at all: an act
whose answer was lost with the server may have been committed the moment before. Pressed again, it is the same act.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import served
from nscl.config import launcher

if TYPE_CHECKING:
    from bench.deadline import Sender, Sending
    from bench.kept import Kept
    from nscl.organisations.models import User
    from nscl.reporting.models import Report

DAY = "2028-11-15"
KILLS, SEED, SENDERS = 200, 49, 4
FILE = 300_000  # bytes: written in several pieces, and 200 times four bodies still fit on any disk


@dataclass
class Tally:
    """What became of the sendings, and everything that should not have."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def told(self) -> str:
        return ", ".join(f"{n} {name}" for name, n in sorted(self.counts.items()))


@dataclass
class Disturbed:
    """A sending, what was kept of it before, and what its browser is about to post."""

    doing: Sending
    before: Kept
    form: dict[str, str]
    files: list[tuple[str, str, bytes]]


def _wait_for(sending: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: whoever tries it may have a loop running already."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, sending).result()


class Trial:
    """A server, bodies that send again and again, and the one who sends their reports back."""

    def __init__(self, server: served.Server, senders: Sequence[Sender], officer: User, seed: int = SEED) -> None:
        self.server, self.senders, self.officer = server, senders, officer
        self.chance = random.Random(seed)  # noqa: S311
        self.tally = Tally()
        self.usual = 1.0  # seconds the sendings take when nobody interferes

    # ---- what is done

    def undisturbed(self) -> None:
        """Everything is sent; how long it took is the span in which the kills fall."""
        doings = self._prepared()
        start = time.perf_counter()
        _wait_for(self._send(doings))
        self.usual = time.perf_counter() - start
        self._examine(doings)
        if any(not each.doing.is_sent for each in doings):
            self.tally.faults.append("an undisturbed report was not sent")

    def kill(self) -> None:
        """All processes at once at a random moment of the sendings; then started again."""
        doings = self._prepared()
        _wait_for(self._send(doings, self._killed(self.chance.uniform(0, self.usual))))
        self._settle()
        self._examine(doings)
        self.tally.counts["kills"] += 1
        self.server.start()

    async def _killed(self, after: float) -> None:
        await asyncio.sleep(after)
        os.killpg(self.server.process.pid, signal.SIGKILL)  # type: ignore[union-attr]

    def full_disk(self) -> None:
        """Files over a third of the size cannot be written: every sending is refused with a page that says why."""
        doings = self._prepared()
        self.server.let_write(FILE // 3)
        _wait_for(self._send(doings))
        self.server.let_write()
        self._settle()
        self._examine(doings)
        self._expect(doings, HTTPStatus.INSUFFICIENT_STORAGE, "Máy chủ hết chỗ lưu")

    def database_gone(self, cluster: launcher.Cluster) -> None:
        """Its processes end at once, as when the machine loses power; the server is left alone and goes on after."""
        doings = self._prepared()
        cluster.run("pg_ctl", "-D", str(cluster.data), "-m", "immediate", "-w", "stop")
        _wait_for(self._send(doings))
        cluster.start()
        self._settle()
        self._examine(doings)
        self._expect(doings, HTTPStatus.SERVICE_UNAVAILABLE, "Cơ sở dữ liệu tạm thời không trả lời")

    # ---- how

    def _prepared(self) -> list[Disturbed]:
        """Every body with new words and files, its report in its own hands; beside it what is kept of it now."""
        from django.db import connections

        from bench import deadline
        from bench.kept import kept

        found = []
        for sender in self.senders:
            self._send_back(sender.report)
            doing = deadline.Sending(sender, deadline.load(self.chance, FILE))
            found.append(Disturbed(doing, kept(doing), *deadline.prepared(sender, doing.load)))
        connections.close_all()
        return found

    def _send_back(self, report: Report) -> None:
        from bench.deadline import first_item
        from nscl.reporting import actions
        from nscl.reporting.models import Report

        report = Report.objects.get(pk=report.pk)
        if report.is_sent:
            reasons = {first_item(report): "Chưa nêu tên doanh nghiệp."}
            actions.return_report(report, reasons=reasons, due_before=date(2028, 12, 1), by=self.officer)

    async def _send(self, doings: Sequence[Disturbed], disturbance: Awaitable[None] | None = None) -> None:
        from bench import deadline

        async def one(wait: float, each: Disturbed) -> None:
            await asyncio.sleep(wait)
            await deadline.send(self.server.port, each.doing, each.form, each.files)

        jobs = [one(self.chance.uniform(0, self.usual / 3), each) for each in doings]
        await asyncio.gather(*jobs, *([disturbance] if disturbance else []))

    def _settle(self) -> None:
        """Until the database has taken leave of the server: a commit under way ends one way or the other."""
        from django.db import connection

        if self.server.process is not None and self.server.process.poll() is not None:
            self.server.kill()
        its_own = "select count(*) from pg_stat_activity where application_name = %s"
        busy = f"{its_own} and state <> 'idle'"
        for _ in range(2000):
            with connection.cursor() as cursor:
                cursor.execute(busy if self.server.process else its_own, [served.NAME])
                if cursor.fetchone()[0] == 0:
                    return
            time.sleep(0.005)
        self.tally.faults.append("the database still works for a server that is gone")

    def _examine(self, doings: Sequence[Disturbed]) -> None:
        from bench.kept import became, kept
        from nscl.history import verification
        from nscl.reporting.models import Snapshot

        for each in doings:
            outcome, faults = became(each.doing, each.before, kept(each.doing))
            self.tally.counts[outcome] += 1
            self.tally.faults += faults
        broken = verification.faults(Snapshot.objects.heads())
        self.tally.faults += [f"history: {fault.kind} {fault.first}" for fault in broken]

    def _expect(self, doings: Sequence[Disturbed], status: int, words: str) -> None:
        for each in doings:
            answer = each.doing.saved
            if answer is None or answer.status != status or words not in answer.text:
                said = each.doing.broken if answer is None else answer.status
                self.tally.faults.append(f"{each.doing.sender.page}: answered {said}, not {status} with its page")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings")
    with served.home() as place:
        os.environ.update(NSCL_HOME=str(place), NSCL_TODAY=DAY)
        os.environ.pop("DATABASE_URL", None)
        with launcher.database():
            import django

            django.setup()
            return _run(place, options.kills, options.seed)


def _run(place: Path, kills: int, seed: int) -> int:
    from django.core.management import call_command

    from bench import deadline, province
    from nscl.cli import verify
    from nscl.evidence import storing

    call_command("migrate", verbosity=0, interactive=False)
    province.people()
    province.bodies()
    round, officer = province.asked()
    server = served.Server(place)
    trial = Trial(server, deadline.senders(round, SENDERS), officer, seed)
    server.start()
    try:
        trial.undisturbed()
        for number in range(1, kills + 1):
            trial.kill()
            if number % 20 == 0:
                print(f"  {trial.tally.told()}; faults: {len(trial.tally.faults)}", flush=True)
        trial.full_disk()
        trial.database_gone(launcher.cluster())
        trial.undisturbed()
    finally:
        server.stop()
    storing.YOUNGEST = 0  # type: ignore[misc]  # nobody is bringing anything any more
    print(f"seed {seed}: {trial.tally.told()}; {storing.sweep()} files left behind by killed acts swept away")
    faults = [*trial.tally.faults, *verify.faults()]
    print(
        "\n".join(faults)
        if faults
        else "nothing lost, nothing half-kept; the history, every file and every seal verify"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
