"""A report as it was sent: read from the snapshot, never from words somebody may be mending now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from nscl.evidence.models import Document
from nscl.plan import Plan
from nscl.reporting.items import Item, items_of
from nscl.reporting.models import Report, Return, Role, Snapshot
from nscl.reporting.steps import Step, read
from nscl.vn.differences import Run, differences
from nscl.web.figures import printed

FIELDS: Final[Mapping[str, StrOrPromise]] = {
    "result": _("Kết quả"),
    "nil_reason": _("Lý do không phát sinh"),
    "difficulty": _("Khó khăn, vướng mắc"),
    "proposal": _("Đề xuất, kiến nghị"),
    "next_year": _("Kế hoạch năm sau"),
}
GROUPS: Final = (
    (Role.LEAD, _("Nhiệm vụ chủ trì")),
    (Role.DUTY, _("Trách nhiệm tại Phần V")),
    (Role.COORDINATING, _("Nhiệm vụ phối hợp")),
    (Role.GENERAL, _("Tình hình, kiến nghị chung")),
)
SITUATION: Final = _("Tình hình triển khai")  # what `result` is in the part about the whole report


@dataclass(frozen=True)
class Text:
    """One box of a part: its words, and how they came about from those of the sending before."""

    label: StrOrPromise
    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Excused:
    """What a check warned of when the report was sent, and why it was left as it is."""

    code: str
    message: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SentPart:
    """What was said on one item. `returns` are those of this item, the newest first."""

    item: Item
    nil: bool
    texts: tuple[Text, ...]
    attachments: tuple[Mapping[str, Any], ...]
    returns: tuple[Return, ...]
    warnings: tuple[Excused, ...]
    changed: bool

    @property
    def is_silent(self) -> bool:
        """Nothing to read but that there is nothing."""
        return self.nil and not (self.texts or self.attachments or self.returns or self.warnings)


@dataclass(frozen=True)
class SentFigure:
    code: str
    title: str
    value: str
    unit: str
    sentence: str
    warnings: tuple[Excused, ...]


@dataclass(frozen=True)
class Sent:
    """One sending."""

    snapshot: Snapshot
    at: datetime
    by: str
    position: str
    steps: tuple[Step, ...]
    figures: tuple[SentFigure, ...]
    parts: tuple[SentPart, ...]

    @property
    def groups(self) -> list[tuple[StrOrPromise, list[SentPart]]]:
        """Parts that say something, by what the body is to the item."""
        spoken = [part for part in self.parts if not part.is_silent]
        groups = [(label, [part for part in spoken if part.item.role == role]) for role, label in GROUPS]
        return [(label, found) for label, found in groups if found]

    @property
    def silent(self) -> list[SentPart]:
        """Items with nothing to read, to be folded into one line."""
        return [part for part in self.parts if part.is_silent]

    @property
    def changed(self) -> list[SentPart]:
        return [part for part in self.parts if part.changed]


def sent(report: Report, plan: Plan, snapshot: Snapshot, before: Snapshot | None) -> Sent:
    """The sending `snapshot`; its changes are marked against the sending `before`, when one is given."""
    excused = _excused(snapshot)
    return Sent(
        snapshot=snapshot,
        at=snapshot.taken_at,
        by=snapshot.content["sent"]["by"],
        position=snapshot.content["sent"]["position"],
        steps=tuple(read(snapshot.content.get("steps", ()))),
        figures=tuple(_figures(plan, snapshot.content["figures"], excused)),
        parts=tuple(_parts(report, plan, snapshot, before, excused)),
    )


def _excused(snapshot: Snapshot) -> dict[str, tuple[Excused, ...]]:
    """By item or figure."""
    found: defaultdict[str, list[Excused]] = defaultdict(list)
    for kept in snapshot.content.get("warnings", ()):
        at = datetime.fromisoformat(kept["at"])
        found[kept["code"]].append(Excused(kept["code"], kept["message"], kept["reason"], kept["by"], at))
    return {code: tuple(warnings) for code, warnings in found.items()}


def _parts(
    report: Report,
    plan: Plan,
    snapshot: Snapshot,
    before: Snapshot | None,
    excused: Mapping[str, tuple[Excused, ...]],
) -> list[SentPart]:
    items = {item.code: item for item in items_of(report, plan)}
    earlier = {part["code"]: part for part in before.content["parts"]} if before else {}
    returns: dict[str, list[Return]] = {}
    for each in report.returns.select_related("part", "by", "replied_by", "resolved_by"):
        returns.setdefault(each.part.code, []).append(each)
    documents = _documents(report, snapshot.content["parts"])
    return [
        _part(items[said["code"]], said, earlier.get(said["code"]), returns.get(said["code"], []), documents, excused)
        for said in snapshot.content["parts"]
        if said["code"] in items
    ]


def _part(
    item: Item,
    said: Mapping[str, Any],
    earlier: Mapping[str, Any] | None,
    returns: Iterable[Return],
    documents: Mapping[str, int],
    excused: Mapping[str, tuple[Excused, ...]],
) -> SentPart:
    texts = tuple(text for name in FIELDS if (text := _text(item, name, said, earlier)))
    return SentPart(
        item=item,
        nil=said["nil"],
        texts=texts,
        attachments=tuple({**each, "pk": documents.get(each["sha256"])} for each in said["attachments"]),
        returns=tuple(returns),
        warnings=excused.get(item.code, ()),
        changed=earlier is not None and (said["nil"] != earlier["nil"] or any(text.runs for text in texts)),
    )


def _text(item: Item, name: str, said: Mapping[str, Any], earlier: Mapping[str, Any] | None) -> Text | None:
    words, old = said[name], earlier[name] if earlier else said[name]
    if not (words or old):
        return None
    label = SITUATION if name == "result" and item.role == Role.GENERAL else FIELDS[name]
    return Text(label, words, tuple(differences(old, words)) if old != words else ())


def _documents(report: Report, parts: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Keys of the body's files that were sent along, by their SHA-256."""
    digests = {each["sha256"] for part in parts for each in part["attachments"] if each["sha256"]}
    if not digests:
        return {}
    return dict(Document.objects.filter(body=report.body_id, sha256__in=digests).values_list("sha256", "pk"))


def _figures(
    plan: Plan, figures: Iterable[Mapping[str, Any]], excused: Mapping[str, tuple[Excused, ...]]
) -> Iterable[SentFigure]:
    """The figures that say something of the body; the others are nought without a word, or not its own."""
    known = {indicator.code: indicator for indicator in plan.indicators}
    for figure in figures:
        indicator = known.get(figure["indicator"])
        said = excused.get(figure["indicator"], ())
        if indicator and (figure["value"] or said):
            value = printed(figure["value"], figure["unit"])
            yield SentFigure(indicator.code, indicator.short, value, figure["unit"], figure["sentence"], said)


def versions(report: Report) -> list[Snapshot]:
    """Every sending, the first one first, without their contents."""
    return list(report.snapshots.defer("content").select_related("taken_by").order_by("number"))
