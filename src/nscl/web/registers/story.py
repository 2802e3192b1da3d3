"""The history of one row in plain words: acts of people, and what each changed, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from nscl.history.acts import subject_of
from nscl.history.models import Event
from nscl.organisations.models import Body
from nscl.registers.entry import Entry
from nscl.vn.calendar import ZONE
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_number
from nscl.vn.text import excerpt
from nscl.web.acts import WORDS

LONGEST_VALUE: Final = 160
LISTS: Final[Mapping[str, StrOrPromise]] = {
    "sessions": gettext_lazy("Các buổi học: %(n)s buổi"),
    "learners_added": gettext_lazy("Danh sách học viên: thêm %(n)s người"),
    "learners_removed": gettext_lazy("Danh sách học viên: bớt %(n)s người"),
    "learners_changed": gettext_lazy("Danh sách học viên: sửa %(n)s người"),
    "systems": gettext_lazy("Công cụ, hệ thống: %(n)s"),
}
# Acts that write the row itself: the trigger keeps the row as each of them left it, in the same order.
WRITES: Final = (
    "entered", "correction_started", "edited", "confirmed", "unconfirmed", "superseded", "reinstated", "withdrawn",
    "restored",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One entry of the timeline."""

    what: str
    moment: datetime
    who: str
    old: str = ""
    new: str = ""
    why: str = ""
    times: int = 1


def story(row: Entry) -> list[Told]:
    """Two queries, and one for the names of bodies that were changed."""
    acts = list(Event.objects.of(subject_of(row)).order_by("id"))
    versions = list(row.events.order_by("pgh_id").values())  # type: ignore[attr-defined]
    changes = _Changes(type(row), versions)
    told: list[Told] = []
    was_confirmed = False
    for act in acts:
        entries = list(_told(act, changes, was_confirmed))
        was_confirmed = act.verb == "row.confirmed" or (was_confirmed and act.verb != "row.unconfirmed")
        if entries and told and _is_again(told[-1], entries[0], act):
            told[-1] = replace(entries[0], times=told[-1].times + 1)
        else:
            told += entries
    return [_counted(entry) for entry in reversed(told)]


def _told(act: Event, changes: _Changes, was_confirmed: bool) -> Iterator[Told]:
    changed = changes.by(act)
    if act.verb not in WORDS:
        return
    word = str(WORDS[act.verb])
    if act.verb == "row.withdrawn" and not was_confirmed:
        word = _("Bỏ bản nháp")
    base = Told(word, act.at, act.actor_name, why=act.why)
    if act.verb == "row.edited" and changed:
        for label, old, new in changed:
            yield replace(base, what=_("Sửa %(field)s") % {"field": label}, old=old, new=new)
    elif act.verb in ("row.evidence_attached", "row.evidence_detached"):
        yield replace(base, new=act.summary)
    elif act.verb != "row.edited" or not _list_changes(act):
        yield base
    if act.verb == "row.edited":
        for words in _list_changes(act):
            yield replace(base, what=words)


def _list_changes(act: Event) -> list[str]:
    details = act.details
    return [
        str(words) % {"n": format_number(details[key]) if isinstance(details[key], int) else details[key]}
        for key, words in LISTS.items()
        if key in details
    ]


def _is_again(last: Told, entry: Told, act: Event) -> bool:
    """The same person reads the same names again on the same day."""
    same_day = last.moment.astimezone(ZONE).date() == entry.moment.astimezone(ZONE).date()
    return act.verb == "row.private_read" and (last.what, last.who) == (entry.what, entry.who) and same_day


def _counted(entry: Told) -> Told:
    if entry.times == 1:
        return entry
    return replace(entry, what=_("%(what)s (%(n)s lần)") % {"what": entry.what, "n": entry.times})


class _Changes:
    """What acts changed of a row's boxes, read from the versions of the row the triggers keep."""

    def __init__(self, model: type[Entry], versions: list[dict[str, Any]]):
        self.model, self.versions = model, versions
        self.place = -1  # the version the acts told so far have reached
        self.boxes = [field for field in model._meta.concrete_fields if field.editable]
        self.bodies = Body.objects.in_bulk(self._body_keys())

    def by(self, act: Event) -> list[tuple[str, str, str]]:
        """Label, old and new value of each box this act changed."""
        if act.verb.removeprefix("row.") not in WRITES:
            return []
        if act.verb == "row.edited" and not self._is_next_changed_in(act.details.get("fields", [])):
            return []  # only lists were changed: the row itself was left as it was
        self.place = min(self.place + 1, len(self.versions) - 1)
        if act.verb != "row.edited" or self.place < 1:
            return []
        old, new = self.versions[self.place - 1], self.versions[self.place]
        return [
            (str(box.verbose_name), self._shown(box, old[box.attname]), self._shown(box, new[box.attname]))
            for box in self.boxes
            if old[box.attname] != new[box.attname]
        ]

    def _is_next_changed_in(self, names: list[str]) -> bool:
        if not 0 <= self.place < len(self.versions) - 1:
            return False
        old, new = self.versions[self.place], self.versions[self.place + 1]
        return any(old[box.attname] != new[box.attname] for box in self.boxes if box.name in names)

    def _body_keys(self) -> set[int]:
        names = [box.attname for box in self.boxes if box.related_model is Body]
        found = {version[name] for version in self.versions for name in names if version[name]}
        return found if len(self.versions) > 1 else set()

    def _shown(self, box: models.Field[Any, Any], value: Any) -> str:
        if value is None or value == "":
            return _("để trống")
        if box.related_model is Body:
            return str(self.bodies.get(value, value))
        if box.related_model is not None:
            return _("dòng số %(number)s") % {"number": value}
        if box.choices:
            return str(dict(box.flatchoices).get(value, value))
        if isinstance(box, models.DateField):
            return format_date(value)
        if isinstance(box, (models.DecimalField, models.PositiveIntegerField)):
            return format_number(value)
        return excerpt(str(value), LONGEST_VALUE)
