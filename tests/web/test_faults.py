"""The running server killed in the middle of sending, and its disk full: `make faults` in short."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from bench import deadline, served
from bench.faults import Trial

from nscl.cli import verify
from nscl.organisations.models import User
from nscl.reporting.models import Round


@pytest.fixture
def trial(
    transactional_db: None, round: Round, bodies: SimpleNamespace, everyone: dict[str, User], settings
) -> Iterator[Trial]:  # type: ignore[no-untyped-def]
    """A server of two communes that send, on the database of the tests."""
    reports = [
        round.reports.select_related("round", "body").get(body=body) for body in (bodies.commune_a, bodies.commune_b)
    ]
    senders = [
        deadline.sender(report, everyone[f"commune_{letter}_officer"], everyone[f"commune_{letter}_leader"])
        for letter, report in zip("ab", reports, strict=True)
    ]
    with served.home() as place:
        settings.EVIDENCE_FOLDER = place / "files"
        server = served.Server(place)
        server.start()
        yield Trial(server, senders, everyone["department_officer"])
        server.stop()


def test_what_was_told_outlives_the_server_and_nothing_is_half_kept(trial: Trial):
    trial.undisturbed()
    for _ in range(2):
        trial.kill()
    trial.full_disk()
    trial.undisturbed()

    assert trial.tally.faults == []
    assert verify.faults() == []
    assert trial.tally.counts["sent and told"] >= 4
    assert trial.tally.counts["absent"] >= 2
