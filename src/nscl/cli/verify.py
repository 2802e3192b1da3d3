"""`nscl verify`: is what must never change still as it was written?

History, evidence, sealed reports, frozen figures, kept estimates.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator

from nscl.cli import Command, history, print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    from nscl.history.models import Event

    found = faults()
    last = Event.objects.order_by("-id").values_list("hash", flat=True).first() or ""
    count = Event.objects.count()
    if options.json:
        print_json({"acts": count, "last_hash": last, "faults": found})
    elif found:
        print("\n".join(found))
    else:
        print(f"Còn nguyên vẹn: {count} việc trong lịch sử, mọi tệp chứng minh, báo cáo đã đóng gói,")
        print("số liệu đã khóa, bản tính năng suất đã lưu.")
        print(f"Dấu của việc cuối cùng, ghi lại nơi khác để đối chiếu lần sau: {last or 'chưa có'}")
    return 1 if found else 0


def faults() -> list[str]:
    """Everything that is no longer as it was written."""
    return [*_history(), *_files(), *_sealed(), *_estimates()]


def _history() -> Iterator[str]:
    for fault in history.faults([]):
        yield fault["message"]


def _files() -> Iterator[str]:
    from nscl.evidence.models import Document

    for document in Document.objects.exclude(sha256="").order_by("pk").iterator():
        if not document.path.is_file():
            yield f"Tệp chứng minh số {document.pk} ({document.title}): không còn tệp {document.path}."
            continue
        with document.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != document.sha256:
            yield f"Tệp chứng minh số {document.pk} ({document.title}): nội dung đã khác khi nộp."


def _sealed() -> Iterator[str]:
    from nscl.reporting.models import Round, Snapshot

    for snapshot in Snapshot.objects.select_related("report__round", "report__body").order_by("pk").iterator():
        if not snapshot.is_intact:
            yield f"Báo cáo {snapshot.report}: bản đã đóng gói không khớp dấu đã ghi."

    for round in Round.objects.exclude(frozen_at=None).defer(None):
        if not round.is_intact:
            yield f"Kỳ báo cáo {round.called}: số liệu đã khóa không khớp dấu đã ghi."


def _estimates() -> Iterator[str]:
    from nscl.economy.actions import is_intact
    from nscl.economy.growth import recomputes
    from nscl.economy.models import Estimate
    from nscl.productivity import VERSION

    for estimate in Estimate.objects.order_by("pk").iterator():
        if not is_intact(estimate):
            yield f"Bản tính năng suất số {estimate.pk} ({estimate.title}): nội dung không khớp dấu đã ghi."
        elif estimate.engine == VERSION and not recomputes(estimate):
            yield f"Bản tính năng suất số {estimate.pk} ({estimate.title}): tính lại không ra kết quả đã lưu."


COMMAND = Command("verify", "kiểm tra lịch sử, tệp, số liệu đã khóa, bản tính", arguments, run)
