"""Two people wrote one item: both texts side by side, and the author chooses; nothing is thrown away unasked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import TEXTS, Conflict, EditConflict, ReplyConflict, Words
from nscl.reporting.models import Part, Return
from nscl.vn.differences import Run, differences
from nscl.vn.numbers import whole_number
from nscl.vn.text import clean, excerpt
from nscl.web.reports.report_form import Conflicts
from nscl.web.reports.written_page import WrittenPage

THEIRS, MINE, BOTH = "theirs", "mine", "both"
# What is chosen together: a result is not nil, and a reason belongs to nil.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "result": ("result", "nil", "nil_reason"),
    "difficulty": ("difficulty",),
    "proposal": ("proposal",),
    "next_year": ("next_year",),
}


@dataclass(frozen=True)
class Side:
    """One of the two texts, in runs; `gone` and `new` are what the other does not have."""

    runs: tuple[Run, ...]
    nil: bool = False


@dataclass(frozen=True)
class Question:
    """One box to choose: the name of its choice, both texts, and whether they may stand one after the other."""

    name: str
    label: str
    theirs: Side
    mine: Side
    may_both: bool


@dataclass(frozen=True)
class Compared:
    """One conflict as the page shows it. `hidden` carries both texts whole: what is shown is only to be read."""

    code: str
    title: str
    message: str
    person: User | None
    questions: tuple[Question, ...]
    hidden: tuple[tuple[str, str], ...]


class Unchosen(Exception):
    """A box where neither text was chosen."""


def asked(request: HttpRequest, page: WrittenPage, conflicts: Conflicts, fault: str = "") -> HttpResponse:
    titles = {item.code: item.title for item in page.items}
    tell_unkept_remark(request)
    compared = [_of_reply(c) if isinstance(c, ReplyConflict) else _of_part(c, titles, page) for c in conflicts]
    context = {"page": page, "report": page.report, "compared": compared, "fault": fault}
    return render(request, "reports/conflict.html", context, status=409)


def tell_unkept_remark(request: HttpRequest) -> None:
    """What was meant for the writer is shown where nothing was handed back, to be copied."""
    if why := clean(request.POST.get("why", "")).strip():
        messages.warning(request, _("Ý kiến với người soạn chưa được ghi: %(why)s") % {"why": why})


def _of_part(conflict: Conflict, titles: Mapping[str, str], page: WrittenPage) -> Compared:
    code, mine, theirs = conflict.code, conflict.mine, conflict.theirs
    form = page.fresh_form().parts[code]
    questions = tuple(
        _question(f"{code}-choice-{group}", str(form.fields[group].label), group, theirs, mine)
        for group, names in GROUPS.items()
        if any(getattr(mine, name) != getattr(theirs, name) for name in names)
    )
    hidden = [(f"{code}-version", str(theirs.version))]
    for side, words in ((MINE, mine), (THEIRS, theirs)):
        hidden += [(f"{code}-{side}-{name}", getattr(words, name)) for name in TEXTS]
        hidden.append((f"{code}-{side}-nil", "on" if words.nil else ""))
    title = excerpt(titles[code], 90)
    return Compared(code, title, conflict.message, conflict.person, questions, tuple(hidden))


def _question(name: str, label: str, group: str, theirs: Words, mine: Words) -> Question:
    texts = [words.nil_reason if group == "result" and words.nil else getattr(words, group) for words in (theirs, mine)]
    left, right = _sides(*texts)
    nil = [group == "result" and words.nil for words in (theirs, mine)]
    return Question(name, label, Side(left, nil[0]), Side(right, nil[1]), may_both=all(texts) and not any(nil))


def _sides(theirs: str, mine: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    runs = differences(theirs, mine)
    return tuple(run for run in runs if run.change != "new"), tuple(run for run in runs if run.change != "gone")


def _of_reply(conflict: ReplyConflict) -> Compared:
    item, prefix = conflict.item, f"reply-{conflict.item.pk}"
    left, right = _sides(item.reply, conflict.mine)
    both = bool(item.reply and conflict.mine)
    question = Question(f"{prefix}-choice", _("Trả lời đề nghị bổ sung"), Side(left), Side(right), both)
    hidden = ((f"{prefix}-seen", item.stamp), (f"{prefix}-mine", conflict.mine), (f"{prefix}-theirs", item.reply))
    return Compared(item.part.code, item.reason, conflict.message, item.replied_by, (question,), hidden)


def chosen(request: HttpRequest, user: User, page: WrittenPage) -> HttpResponse:
    """Save what was chosen; where somebody wrote once more in between, ask again."""
    try:
        conflicts = _save(request.POST, user, page)
    except ValidationError as error:
        return asked(request, page, _again(request.POST, page), " ".join(error.messages))
    except Unchosen:
        return asked(request, page, _again(request.POST, page), _("Còn chỗ chưa chọn. Chọn bản cần giữ rồi lưu."))
    if conflicts:
        return asked(request, page, conflicts)
    messages.success(request, _("Đã lưu theo bản đã chọn."))
    return redirect("report", page.round.address, page.report.body.code)


@transaction.atomic
def _save(posted: Mapping[str, str], user: User, page: WrittenPage) -> Conflicts:
    found: list[Conflict | ReplyConflict] = []
    words = {part.code: _chosen_words(posted, part.code) for part in _posted_parts(posted, page)}
    try:
        actions.write(page.report, words, by=user)
    except EditConflict as conflict:
        found += conflict.conflicts
    for item in _posted_replies(posted, page):
        prefix = f"reply-{item.pk}"
        text = _text(posted, f"{prefix}-choice", posted.get(f"{prefix}-theirs", ""), posted.get(f"{prefix}-mine", ""))
        try:
            actions.reply(item, text=text, by=user, seen=posted.get(f"{prefix}-seen", ""))
        except EditConflict as conflict:
            found += conflict.conflicts
    return tuple(found)


def _posted_parts(posted: Mapping[str, str], page: WrittenPage) -> list[Part]:
    return [part for part in page.submission.parts if f"{part.code}-mine-result" in posted]


def _posted_replies(posted: Mapping[str, str], page: WrittenPage) -> list[Return]:
    return [item for item in page.submission.returns if f"reply-{item.pk}-mine" in posted]


def _side(posted: Mapping[str, str], code: str, side: str) -> Words:
    version = whole_number(posted.get(f"{code}-version", ""))
    texts = {name: posted.get(f"{code}-{side}-{name}", "") for name in TEXTS}
    return Words(version=-1 if version is None else version, nil=bool(posted.get(f"{code}-{side}-nil")), **texts)


def _chosen_words(posted: Mapping[str, str], code: str) -> Words:
    theirs, mine = _side(posted, code, THEIRS), _side(posted, code, MINE)
    said: dict[str, Any] = {}
    for group, names in GROUPS.items():
        if all(getattr(theirs, name) == getattr(mine, name) for name in names):
            said |= {name: getattr(theirs, name) for name in names}
            continue
        choice = posted.get(f"{code}-choice-{group}", "")
        if choice == BOTH:
            said |= {name: getattr(theirs, name) for name in names}
            said[group] = _text(posted, f"{code}-choice-{group}", getattr(theirs, group), getattr(mine, group))
        else:
            said |= {name: getattr(_one(choice, theirs, mine), name) for name in names}
    return Words(version=theirs.version, **said)


def _text(posted: Mapping[str, str], name: str, theirs: str, mine: str) -> str:
    choice = posted.get(name, "")
    return "\n".join(text for text in (theirs, mine) if text) if choice == BOTH else str(_one(choice, theirs, mine))


def _one(choice: str, theirs: Any, mine: Any) -> Any:
    if choice not in (THEIRS, MINE):
        raise Unchosen
    return theirs if choice == THEIRS else mine


def _again(posted: Mapping[str, str], page: WrittenPage) -> Conflicts:
    """The same questions once more, from what the page carried."""
    found: list[Conflict | ReplyConflict] = []
    for part in _posted_parts(posted, page):
        theirs, mine = _side(posted, part.code, THEIRS), _side(posted, part.code, MINE)
        found.append(Conflict(part.code, mine, theirs, part.edited_by, part.edited_at))
    found += [ReplyConflict(item, posted[f"reply-{item.pk}-mine"]) for item in _posted_replies(posted, page)]
    return tuple(found)
