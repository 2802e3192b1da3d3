"""The jobs of every day, in their order. Each may be run again at any time: what has been done is not done twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from nscl.evidence.storing import sweep
from nscl.notices import outbox
from nscl.reporting.actions.reminding import remind


@dataclass(frozen=True)
class Outcome:
    """What a job did, in counts; `fault` says why it has to be looked at."""

    counts: Mapping[str, int]
    fault: str = ""


@dataclass(frozen=True)
class Job:
    name: str
    title: str
    run: Callable[[], Outcome]


def _remind() -> Outcome:
    return Outcome({"notices": remind()})


def _send() -> Outcome:
    done = outbox.deliver()
    return Outcome({"sent": done.sent, "failed": done.failed}, done.fault)


def _sweep() -> Outcome:
    return Outcome({"swept": sweep()})


JOBS: Final = (
    Job("reminders", "nhắc việc theo lịch", _remind),
    Job("outbox", "gửi thư", _send),
    Job("files", "dọn tệp tải lên dở dang", _sweep),
)
