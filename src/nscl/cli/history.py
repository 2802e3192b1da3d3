"""`nscl history verify`: has an act of the history been changed, deleted, slipped in or moved, or its end cut off?"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any

from nscl.cli import Command, print_json

if TYPE_CHECKING:
    from nscl.history.chain import Fault
    from nscl.history.models import Event


def _hash(text: str) -> str:
    """As it is printed on a receipt, whatever spaces and capitals it was copied with."""
    found = re.sub(r"\s", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", found):
        raise ValueError
    return found


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC", title="việc")
    verify = verbs.add_parser(
        "verify",
        help="kiểm tra chuỗi lịch sử",
        description="Nêu việc bị sửa, xóa, chèn, đổi chỗ; nêu phần cuối bị cắt so với dấu in trên các biên nhận.",
    )
    verify.add_argument(
        "--head",
        type=_hash,
        action="append",
        default=[],
        metavar="DẤU",
        help="dấu đã ghi ở nơi khác, 64 ký tự; dùng được nhiều lần",
    )
    verify.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    from nscl.history.models import Event

    found = faults(options.head)
    last = Event.objects.order_by("-id").first()
    if options.json:
        print_json({"acts": Event.objects.count(), "last_hash": last.hash if last else "", "faults": found})
    elif found:
        print("\n".join(fault["message"] for fault in found))
    else:
        _print_whole(last)
    return 1 if found else 0


def _print_whole(last: Event | None) -> None:
    from nscl.history.models import Event
    from nscl.reporting.models import Snapshot

    print(f"Lịch sử còn nguyên vẹn: {Event.objects.count()} việc, khớp dấu trên {Snapshot.objects.count()} biên nhận.")
    print(f"Dấu của việc cuối cùng, ghi lại nơi khác để đối chiếu lần sau: {last.hash if last else 'chưa có'}")
    if unwitnessed := _after_last_receipt():
        print(f"{unwitnessed} việc sau biên nhận cuối cùng chỉ kiểm được phần cuối bằng dấu ghi ở nơi khác (--head).")


def _after_last_receipt() -> int:
    from nscl.history.models import Event
    from nscl.reporting.models import Snapshot

    heads = Snapshot.objects.order_by("-pk").values("chain_head")[:1]
    witnessed = Event.objects.filter(hash__in=heads).values_list("pk", flat=True).first()
    return Event.objects.filter(pk__gt=witnessed or 0).count()


def faults(heads: list[str]) -> list[dict[str, Any]]:
    """Every fault, with what a person is told of it."""
    from nscl.history import verification
    from nscl.history.chain import Head
    from nscl.reporting.models import Snapshot

    given = [*Snapshot.objects.heads(), *(Head(head) for head in heads)]
    return [
        {"kind": fault.kind.value, "acts": _numbers(fault), "head": fault.head.hash if fault.head else None}
        | {"message": f"Lịch sử: {_told(fault)}"}
        for fault in verification.faults(given)
    ]


def _numbers(fault: Fault) -> list[int]:
    return [] if fault.head else list(range(fault.first, fault.last + 1))


def _told(fault: Fault) -> str:
    other = f" Cũng có thể {_happened(fault.instead)}." if fault.instead else ""
    return f"{_happened(fault)}.{other}"


def _happened(fault: Fault) -> str:
    from nscl.history.chain import Kind

    match fault.kind:
        case Kind.CHANGED:
            return f"{_act(fault.first)} không khớp dấu đã ghi, đã bị sửa"
        case Kind.DELETED if fault.first == fault.last:
            return f"việc số {fault.first} đã bị xóa"
        case Kind.DELETED:
            return f"các việc từ số {fault.first} đến số {fault.last} đã bị xóa"
        case Kind.INSERTED:
            return f"{_act(fault.first)} bị chèn vào, không nối vào chuỗi"
        case Kind.REORDERED:
            return f"{_act(fault.first)} đã bị đổi chỗ, không đứng đúng thứ tự của chuỗi"
        case Kind.CUT:
            return f"{_lost(fault)} không còn; phần cuối đã bị cắt, hoặc lịch sử đã bị viết lại"


def _act(number: int) -> str:
    from nscl.history.models import Event
    from nscl.vn.dates import format_moment

    act = Event.objects.get(pk=number)
    return f"việc số {number} ({act.verb}, {act.actor_name}, {format_moment(act.at)})"


def _lost(fault: Fault) -> str:
    from nscl.history.chain import Head

    head = fault.head or Head("")
    return f"việc mang dấu {head.hash[:12]}… {f'in trên {head.source}' if head.source else 'ghi ở nơi khác'}"


COMMAND = Command("history", "kiểm tra chuỗi lịch sử", arguments, run)
