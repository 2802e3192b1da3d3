"""The words of the province's paper around the figures of each indicator: read, worded anew, given back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.reporting import actions
from nscl.reporting.actions.wording import wanted
from nscl.reporting.conflicts import WordingConflict
from nscl.reporting.models import Round, Wording
from nscl.reporting.papers.sayings import Saying, saying_of, sayings_of
from nscl.reporting.papers.words import Speaker, named
from nscl.reporting.plans import plan_of
from nscl.reporting.sealed_words import sealed
from nscl.reporting.slots import Slot, slots_of
from nscl.scorecard import phrase
from nscl.scorecard.sentences import Words, remarks
from nscl.vn.calendar import now
from nscl.vn.differences import differences
from nscl.vn.numbers import whole_number
from nscl.vn.text import clean
from nscl.web.forms import Form
from nscl.web.reports.in_round import province_page
from nscl.web.reports.part_form import WordsField
from nscl.web.reports.story import Happened


class WordingForm(Form):
    """The words of one line. What they may hold is decided where they are saved."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    text = WordsField(
        5,
        label=gettext_lazy("Lời văn"),
        help_text=gettext_lazy("Tên trong ngoặc vuông là chỗ đặt số; viết lại lời quanh các chỗ đó, không gõ chữ số"),
    )
    leaving_out = forms.BooleanField(required=False, label=gettext_lazy("Đúng ý, câu không cần in các số đó"))

    def __init__(self, saying: Saying, data: Any = None, *, text: str | None = None) -> None:
        self.saying = saying
        super().__init__(
            data, initial={"version": saying.version, "text": saying.phrase.typed if text is None else text}
        )

    def clean_version(self) -> int:
        """A number the page gave out; anything else is not of this page."""
        version = whole_number(self.cleaned_data["version"])
        if version is not None and version <= self.saying.version:
            return version
        raise ValidationError(_("Biểu mẫu không đúng với trang này. Chép lại lời đã viết, tải lại trang rồi nhập lại."))

    @property
    def asks(self) -> bool:
        """Has the author been asked about figures left out?"""
        return "leaving_out" in self.errors or bool(self.data.get("leaving_out"))


@province_page(Verb.MAKE_PAPER)
def listed(request: HttpRequest, user: User, round: Round) -> HttpResponse:
    found = sayings_of(round)
    context = {
        "round": round,
        "year": str(round.year),
        "called": round.called,
        "sayings": [shown(saying) for saying in found],
        "reworded": sum(saying.is_reworded for saying in found),
        "stale": sum(saying.is_stale for saying in found),
        "crumbs": [*_crumbs(round), (_("Lời văn của các chỉ tiêu"), "")],
    }
    return render(request, "reports/paper_words.html", context)


@never_cache
@province_page(Verb.MAKE_PAPER)
def one(request: HttpRequest, user: User, round: Round, code: str) -> HttpResponse:
    try:
        saying = saying_of(round, clean(code))
    except KeyError as error:
        raise Http404 from error
    if request.method == "POST":
        return _posted(request, user, round, saying)
    return _page(request, round, saying, WordingForm(saying))


def _posted(request: HttpRequest, user: User, round: Round, saying: Saying) -> HttpResponse:
    verb = request.POST.get("verb", "save")
    form = WordingForm(saying, request.POST)
    if not form.is_valid():
        return _page(request, round, saying, form)
    data = form.cleaned_data
    text = "" if verb == "house" else data.pop("text")
    try:
        if verb == "preview":
            return _page(request, round, saying, form, **_preview(saying, wanted(saying, text, leaving_out=True)))
        actions.reword(round, saying.line.code, text, by=user, version=data["version"], leaving_out=data["leaving_out"])
    except ValidationError as error:
        form.absorb(error)
        return _page(request, round, saying, form)
    except WordingConflict as conflict:
        return _asked(request, round, conflict)
    given_back = _("Chỉ tiêu %(code)s dùng lời của hệ thống.")
    words = given_back if verb == "house" else _("Đã lưu lời văn của chỉ tiêu %(code)s.")
    messages.success(request, words % {"code": saying.line.code})
    return redirect(f"{reverse('paper-words', args=[round.address])}#{saying.line.code}")


def _asked(request: HttpRequest, round: Round, conflict: WordingConflict) -> HttpResponse:
    """Both texts: what the other wrote stands, one's own is in the box, and saving once more puts it in its place."""
    saying = saying_of(round, conflict.code)
    form = WordingForm(saying, text=conflict.mine)
    theirs = _typed(saying, conflict.theirs)
    compared = [run for run in differences(form.initial["text"], theirs) if run.change != "gone"]
    context = {"conflict": conflict, "compared": compared}
    return _page(request, round, saying, form, status=409, **context)


def _page(
    request: HttpRequest, round: Round, saying: Saying, form: WordingForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    line = saying.line
    context = {
        "round": round,
        "year": str(round.year),
        "called": round.called,
        "form": form,
        "shown": shown(saying),
        "places": list(_places(saying)),
        "told": list(_told(round, saying)),
        "events": list(_story(round, saying)),
        "crumbs": [
            *_crumbs(round),
            (_("Lời văn của các chỉ tiêu"), reverse("paper-words", args=[round.address])),
            (line.code, ""),
        ],
    }
    return render(request, "reports/paper_wording.html", context | more, status=status)


def shown(saying: Saying) -> dict[str, Any]:
    """A line as both pages print it: what the paper says, and beside it the house's words or those it cannot print."""
    line = saying.line
    return {
        "saying": saying,
        "line": line,
        "pieces": saying.phrase.filled(line),
        "remarks": remarks(line),
        "house": phrase.house(line).filled(line) if saying.is_written else (),
        "stale": _typed(saying, saying.wording) if saying.is_stale else "",
        "written_for": phrase.case_label(saying.wording.case) if saying.is_stale and saying.wording else "",
        "now": phrase.case_label(saying.case),
    }


def _preview(saying: Saying, kept: str) -> dict[str, Any]:
    """The sentence as it would be printed, and what it would no longer say."""
    said = phrase.named(saying.line, kept) if kept else phrase.house(saying.line)
    return {"preview": said.filled(saying.line), "left_out": phrase.left_out(saying.line, said)}


def _typed(saying: Saying, wording: Wording | None) -> str:
    """Kept words as a person types them; the house's own where nothing else was written."""
    if wording is None or not wording.text:
        return phrase.house(saying.line).typed
    return phrase.named(saying.line, wording.text).typed


def _places(saying: Saying) -> Iterator[tuple[str, str]]:
    """Every figure of the sentence: its name, and what is printed there now."""
    words = Words(saying.line)
    for place in phrase.house(saying.line).places:
        yield phrase.name_of(saying.line, place), words[place].strip(" ;")


def _told(round: Round, saying: Saying) -> Iterator[tuple[Slot, list[tuple[str, str]]]]:
    """What bodies said, in their last sending, on each task the indicator measures: their names and words."""
    slots, said = slots_of(plan_of(round), round.year), sealed(round, now())
    for code in saying.line.indicator.tasks:
        words: dict[str, list[Speaker]] = {}
        for each in said if code in slots else ():
            if text := " ".join(piece.text for piece in each.pieces(slots[code])):
                words.setdefault(text, []).append(each.speaker)
        if words:
            yield slots[code], [(named(speakers), text) for text, speakers in words.items()]


def _story(round: Round, saying: Saying) -> Iterator[Happened]:
    written = round.wordings.filter(indicator=saying.line.code).select_related("by").order_by("-version")[:50]
    for each in written:
        what = _("Sửa lời") if each.text else _("Lấy lại lời của hệ thống")
        new = _typed(saying, each) if each.text else ""
        yield Happened(what, each.at, each.by.full_name, new=new, why=phrase.case_label(each.case))


def _crumbs(round: Round) -> list[tuple[str, str]]:
    return [
        (_("Báo cáo"), reverse("reports")),
        (round.label, reverse("board", args=[round.address])),
    ]


urlpatterns: list[URLPattern] = [
    path("bao-cao/<round:year>/loi-van/", listed, name="paper-words"),
    path("bao-cao/<round:year>/loi-van/<str:code>/", one, name="paper-wording"),
]
