"""What the database and the disk hold of a report, and what became of a sending that was disturbed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bench.deadline import Sending
from nscl.evidence.models import Document
from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.reporting.models import Report


@dataclass(frozen=True)
class Kept:
    """`words` and `files`: those of this sending, anywhere in the report; `acts`: sendings in the history."""

    words: frozenset[str]
    files: frozenset[str]
    documents: int
    snapshots: int
    acts: int
    is_sent: bool
    last_sealed: frozenset[str] = frozenset()


def kept(doing: Sending) -> Kept:
    report = Report.objects.get(pk=doing.sender.report.pk)
    attached = Document.objects.filter(pk__in=report.parts.values("attachments"), sha256__in=doing.load.digests)
    last = report.snapshots.order_by("-number").first()
    return Kept(
        words=frozenset(report.parts.values_list("result", flat=True)),
        files=frozenset(each.sha256 for each in attached),
        documents=Document.objects.filter(sha256__in=doing.load.digests).count(),
        snapshots=report.snapshots.count(),
        acts=Event.objects.of(subject_of(report)).filter(verb="report.submit").count(),
        is_sent=report.is_sent,
        last_sealed=_sealed(last.content) if last and last.is_intact else frozenset(),
    )


def _sealed(content: dict) -> frozenset[str]:
    parts = content["parts"]
    return frozenset(
        [part["result"] for part in parts if part["result"]]
        + [each["sha256"] for part in parts for each in part["attachments"]]
    )


def became(doing: Sending, before: Kept, after: Kept) -> tuple[str, list[str]]:
    """One word for the outcome, and everything that is neither whole nor absent, or was told and is not there."""
    said = doing.sender.page
    saved, sent = _is_saved(doing, before, after), _is_sent(doing, before, after)
    faults = [
        f"{said}: {name} is half there: {after}"
        for name, found in (("the form", saved), ("the sending", sent))
        if found is None
    ]
    if doing.is_saved and not saved:
        faults.append(f"{said}: was told that the form is saved, and it is not")
    if doing.is_sent and not sent:
        faults.append(f"{said}: was told that the report is sent, and it is not")
    if sent and not saved:
        faults.append(f"{said}: sent without what was saved")
    if sent:
        return ("sent and told" if doing.is_sent else "sent, the answer lost"), faults
    if saved:
        return ("saved and told" if doing.is_saved else "saved, the answer lost"), faults
    return "absent", faults


def _is_saved(doing: Sending, before: Kept, after: Kept) -> bool | None:
    """Words and files stand or fall together, and a file that is told of lies whole on the disk."""
    digests = doing.load.digests
    if after.words == {doing.load.words} and after.files == digests and after.documents == len(digests):
        return True if all(_is_whole(digest) for digest in digests) else None
    untouched = after.words == before.words and not after.files and not after.documents
    return False if untouched else None


def _is_whole(digest: str) -> bool:
    path = Document.objects.filter(sha256=digest)[0].path
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _is_sent(doing: Sending, before: Kept, after: Kept) -> bool | None:
    """The report, its sealed snapshot and the act in the history stand or fall together."""
    moved = (after.snapshots - before.snapshots, after.acts - before.acts)
    if moved == (1, 1) and after.is_sent:
        return True if {doing.load.words, *doing.load.digests} <= after.last_sealed else None
    return False if moved == (0, 0) and not after.is_sent else None
