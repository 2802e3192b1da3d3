"""Merging the bodies' sealed words into those of the province: all slots at a glance, and one slot side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.claims import claims
from nscl.reporting.conflicts import MergeConflict
from nscl.reporting.merged_words import Merged, Origin, merged, merged_words
from nscl.reporting.models import Merging, Role, Round, SentenceSource, State
from nscl.reporting.papers.words import Speaker, alike, named
from nscl.reporting.plans import plan_of
from nscl.reporting.sealed_words import Piece, Sealed, sealed
from nscl.reporting.slots import Slot, slots_of
from nscl.vn.calendar import now
from nscl.vn.text import clean
from nscl.web.reports.in_round import province_page
from nscl.web.reports.merging_form import Box, Posted, numbered, read
from nscl.web.reports.story import Happened

Said: TypeAlias = tuple[Piece, ...]  # one sentence, in the reports of all who say it in the same words


@dataclass(frozen=True)
class Row:
    """One slot in the list."""

    slot: Slot
    bodies: int
    nil: int
    waiting: int
    merged: Merged | None


@dataclass(frozen=True)
class Voice:
    """Bodies that say the same, in the same standing; `said`: their sentences, each as the form ticks it."""

    speakers: tuple[Speaker, ...]
    leads: bool
    standing: str
    said: tuple[tuple[str, str, bool], ...]  # value of the tick, text, used already

    @property
    def names(self) -> str:
        return named(self.speakers)

    @property
    def full_names(self) -> str:
        return "; ".join(speaker.name for speaker in self.speakers)


@dataclass(frozen=True)
class Page:
    """Everything one slot is shown and written from, read once."""

    round: Round
    slot: Slot
    slots: tuple[Slot, ...]
    sealed: tuple[Sealed, ...]
    last: Merging | None
    merged: Merged | None

    @property
    def version(self) -> int:
        return self.last.version if self.last else 0

    @property
    def looked(self) -> int:
        """The last snapshot shown."""
        return max((each.snapshot.pk for each in self.sealed), default=0)

    @property
    def pieces(self) -> dict[str, tuple[Sealed, Piece]]:
        return {piece.token: (each, piece) for each in self.sealed for piece in each.pieces(self.slot)}

    @property
    def origins(self) -> dict[str, Origin]:
        """By token: those of the kept words, and whatever else may be ticked."""
        found = {
            token: Origin(_source(each, piece), each.speaker, None, each.is_accepted(now()))
            for token, (each, piece) in self.pieces.items()
        }
        kept = (origin for sentence in (self.merged.sentences if self.merged else ()) for origin in sentence.origins)
        return found | {_token(origin.source): origin for origin in kept}


@province_page(Verb.MAKE_PAPER)
def listed(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    slots = slots_of(plan_of(round), round.year)
    said = sealed(round, now())
    standing = merged_words(round, slots, said, now())
    rows = [_row(slot, said, standing.get(key)) for key, slot in slots.items()]
    context = {
        "round": round,
        "year": str(round.year),
        "groups": [(title, list(group)) for title, group in groupby(rows, key=lambda row: row.slot.group)],
        "bodies": len(said),
        "claims": len(claims(round)),
        "waiting": sum(not each.is_accepted(now()) for each in said),
        "merged": sum(row.merged is not None for row in rows),
        "told": sum(bool(row.bodies) for row in rows),
        "stale": sum(row.merged.stale for row in rows if row.merged),
        "crumbs": [*_crumbs(round), (_("Tổng hợp"), "")],
    }
    return render(request, "reports/merging.html", context)


@never_cache
@province_page(Verb.MAKE_PAPER)
def one(request: HttpRequest, user: User, round: Round, key: str) -> HttpResponse:
    page = _read(round, clean(key))
    if request.method == "POST":
        return _posted(request, user, page)
    return _shown(request, page, _boxes(page))


def _read(round: Round, key: str) -> Page:
    slots = slots_of(plan_of(round), round.year)
    if key not in slots:
        raise Http404
    moment = now()
    said = sealed(round, moment)
    last = round.mergings.filter(slot=key).select_related("by").with_sentences().last()
    latest = {each.report.pk: each for each in said}
    own = merged(last, slots[key], latest, moment) if last and last.said else None
    return Page(round, slots[key], tuple(slots.values()), tuple(said), last, own)


def _posted(request: HttpRequest, user: User, page: Page) -> HttpResponse:
    posted = read(request.POST, page.version)
    if posted.version is None:
        fault = _("Biểu mẫu không đúng với trang này. Chép lại lời đã viết, tải lại trang rồi làm lại.")
        return _shown(request, page, _again(page, posted), posted=posted, fault=fault)
    origins = page.origins
    try:
        drafts = posted.drafts(lambda token: _words(origins, token), _everything(page))
        written = actions.merge(
            page.round, page.slot.key, drafts, by=user, version=posted.version, looked=posted.looked
        )
    except ValidationError as error:
        return _shown(request, page, _again(page, posted), posted=posted, fault=" ".join(error.messages))
    except MergeConflict as conflict:
        return _asked(request, page, conflict)
    messages.success(request, _told(page.slot, written))
    return redirect("merging-slot", page.round.address, page.slot.key)


def _told(slot: Slot, written: Merging | None) -> str:
    number = len(written.said) if written else 0
    if not number:
        return _("Mục này in lời của từng đơn vị.")
    return _("Đã lưu lời của tỉnh: %(n)s câu.") % {"n": number}


def _asked(request: HttpRequest, page: Page, conflict: MergeConflict) -> HttpResponse:
    """What the other kept is shown, one's own stands in the boxes; saving once more puts it in its place."""
    origins = _read(page.round, page.slot.key).origins
    mine = (Box(d.text, d.sources, tuple(origins[t] for t in d.sources if t in origins)) for d in conflict.mine)
    fresh = _read(page.round, page.slot.key)
    return _shown(request, fresh, numbered(mine), theirs=conflict.theirs, status=409)


def _boxes(page: Page) -> list[Box]:
    sentences = page.merged.sentences if page.merged else ()
    return numbered(
        Box(each.text, tuple(_token(origin.source) for origin in each.origins), each.origins) for each in sentences
    )


def _again(page: Page, posted: Posted) -> list[Box]:
    """The boxes as they were sent, with what their tokens stand for."""
    origins = page.origins
    return [
        Box(
            **{name: getattr(box, name) for name in ("text", "tokens", "order", "is_ticked", "is_dropped", "is_seen")},
            origins=tuple(origins[token] for token in box.tokens if token in origins),
        )
        for box in posted.boxes
    ]


def _shown(
    request: HttpRequest,
    page: Page,
    boxes: list[Box],
    *,
    posted: Posted | None = None,
    fault: str = "",
    theirs: Merging | None = None,
    status: int = 200,
) -> HttpResponse:
    keys = [slot.key for slot in page.slots if _has_words(slot, page.sealed) or slot == page.slot]
    place = keys.index(page.slot.key)
    context = {
        "round": page.round,
        "year": str(page.round.year),
        "page": page,
        "slot": page.slot,
        "boxes": boxes,
        "voices": list(_voices(page)),
        "nil": list(_nil(page)),
        "picked": posted.picked if posted else (),
        "own": posted.own if posted else "",
        "fault": fault,
        "theirs": theirs,
        "is_unsaved": bool(posted or theirs),
        "before": keys[place - 1] if place else "",
        "after": keys[place + 1] if place + 1 < len(keys) else "",
        "events": list(_story(page)),
        "crumbs": [
            *_crumbs(page.round),
            (_("Tổng hợp"), reverse("merging", args=[page.round.address])),
            (page.slot.name, ""),
        ],
    }
    return render(request, "reports/merging_slot.html", context, status=status)


def _row(slot: Slot, said: Iterable[Sealed], own: Merged | None) -> Row:
    telling = [each for each in said if each.pieces(slot)]
    return Row(
        slot=slot,
        bodies=len(telling),
        nil=sum(each.nil(slot) is not None for each in said),
        waiting=sum(not each.is_accepted(now()) for each in telling),
        merged=own,
    )


def _has_words(slot: Slot, said: Iterable[Sealed]) -> bool:
    return any(each.pieces(slot) for each in said)


def _voices(page: Page) -> Iterator[Voice]:
    """Who leads first, then as many as say the same; of the difficulties each body's own items stay together."""
    alike_ones: dict[tuple[Any, ...], list[tuple[Sealed, list[Piece]]]] = {}
    for each in page.sealed:
        if pieces := each.pieces(page.slot):
            key = (_leads(each, page.slot), _standing(each), *(alike(piece.text) for piece in pieces))
            alike_ones.setdefault(key, []).append((each, pieces))
    used = {_token(o.source) for s in (page.merged.sentences if page.merged else ()) for o in s.origins}
    for group in sorted(alike_ones.values(), key=lambda group: (not _leads(group[0][0], page.slot), -len(group))):
        columns = zip(*(pieces for _sealed, pieces in group), strict=True)
        said = tuple(
            (" ".join(piece.token for piece in same), same[0].text, all(piece.token in used for piece in same))
            for same in columns
        )
        first = group[0][0]
        yield Voice(tuple(each.speaker for each, _pieces in group), _leads(first, page.slot), _standing(first), said)


def _everything(page: Page) -> list[tuple[str, ...]]:
    """Every sentence once, with all who say it, of the reports that are accepted."""
    found: dict[str, list[str]] = {}
    for each in page.sealed:
        if each.is_accepted(now()):
            for piece in each.pieces(page.slot):
                found.setdefault(alike(piece.text), []).append(piece.token)
    return [tuple(tokens) for tokens in found.values()]


def _leads(each: Sealed, slot: Slot) -> bool:
    return any(slot.takes(part) and part["role"] in (Role.LEAD, Role.DUTY) for part in each.parts)


def _standing(each: Sealed) -> str:
    """What to know before taking words from a report that is not accepted."""
    match each.report.state:
        case State.ACCEPTED:
            return ""
        case State.SUBMITTED:
            return _("đã gửi, chờ tiếp nhận")
    return _("đang được đề nghị bổ sung")


def _nil(page: Page) -> Iterator[tuple[str, str]]:
    """Who had nothing, by the reason."""
    reasons: dict[str, list[Speaker]] = {}
    for each in page.sealed:
        if part := each.nil(page.slot):
            reasons.setdefault(str(part["nil_reason"]), []).append(each.speaker)
    for reason, speakers in reasons.items():
        yield named(speakers), reason


def _words(origins: Mapping[str, Origin], token: str) -> str:
    if token not in origins:
        raise ValidationError(
            _("Có câu đã đánh dấu không còn trong bản gửi mới nhất của đơn vị. Trang dưới đây là bản mới: chọn lại.")
        )
    return origins[token].source.words


def _source(each: Sealed, piece: Piece) -> SentenceSource:
    return SentenceSource(snapshot=each.snapshot, code=piece.code, number=piece.number, words=piece.text)


def _token(source: SentenceSource) -> str:
    return f"{source.snapshot_id}|{source.code}|{source.number}"


def _story(page: Page) -> Iterator[Happened]:
    mergings = page.round.mergings.filter(slot=page.slot.key).select_related("by").prefetch_related("sentences")
    for each in mergings.order_by("-version")[:20]:
        text = " ".join(sentence.text for sentence in each.said)
        what = _("Lưu lời của tỉnh") if text else _("Trả về lời của từng đơn vị")
        yield Happened(what, each.at, each.by.full_name, new=text)


def _crumbs(round: Round) -> list[tuple[str, str]]:
    return [
        (_("Báo cáo"), reverse("reports")),
        (round.label, reverse("board", args=[round.address])),
    ]


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/tong-hop/", listed, name="merging"),
    path("bao-cao/<round:year>/tong-hop/<str:key>/", one, name="merging-slot"),
]
