"""Bodies as people type them: by code, tax code or name, with or without tones; what is not found gets near names."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from nscl.organisations.models import Body
from nscl.vn.calendar import today
from nscl.vn.text import excerpt, fold

DASH = " – "
SUGGESTED = 300
NEAR = 5
COMMITTEE = ("uy ban nhan dan ", "ubnd ")


def typed(body: Body) -> str:
    """How a body stands in a box and in the list of suggestions."""
    return f"{body.code}{DASH}{body.name}"


def suggestions(reporter: Body | None) -> list[str]:
    """Bodies offered while typing: those of the reporter's own commune first."""
    near = Q(pk=reporter.pk) | Q(commune=reporter.pk) if reporter else Q(pk=None)
    order = Case(When(near, then=Value(0)), default=Value(1), output_field=IntegerField())
    bodies = Body.objects.active_on(today()).order_by(order, "sort_key").only("code", "name")[:SUGGESTED]
    return [typed(body) for body in bodies]


def read(texts: Collection[str]) -> dict[str, Body | list[Body]]:
    """For each text its body; a list of those that go by it when there are several, an empty one when there is none.

    One query, however many texts.
    """
    wanted = [
        Q(code__iexact=_code(t)) | Q(tax_code=t.strip()) | Q(search_key__contains=fold(t)) for t in texts if fold(t)
    ]
    called = _Names(Body.objects.filter(reduce(or_, wanted)) if wanted else ())
    return {text: _only(called(text)) for text in texts}


def shortest(bodies: Collection[Body]) -> dict[int, str]:
    """How each body may be typed so that it is read back: its name alone where no other goes by it. One query."""
    found = read({body.name for body in bodies})
    return {body.pk: body.name if found[body.name] == body else typed(body) for body in bodies}


def refusal(text: str, several: Sequence[Body] = (), *, near: bool = True) -> str:
    """What to say of a text that names no body, or more than one; `near` looks for names like it."""
    value = excerpt(text, 80)
    if several:
        message = _('"%(value)s" là tên của nhiều đơn vị: %(names)s. Ghi mã của một đơn vị.')
        return message % {"value": value, "names": "; ".join(typed(body) for body in several[:NEAR])}
    names = nearest(text) if near else []
    if not names:
        return _('không có đơn vị "%(value)s". Kiểm tra lại tên, hoặc thêm đơn vị mới.') % {"value": value}
    message = _('không có đơn vị "%(value)s". Gần giống: %(names)s. Chọn một tên, hoặc thêm đơn vị mới.')
    return message % {"value": value, "names": "; ".join(names)}


def nearest(text: str) -> list[str]:
    """Bodies that hold every word typed; otherwise those whose names look alike."""
    holding = Body.objects.search(text).only("code", "name")[:NEAR]
    if fold(text) and holding:
        return [typed(body) for body in holding]
    names: dict[str, str] = {}
    for body in Body.objects.active_on(today()).only("code", "name"):
        names.setdefault(fold(body.name), typed(body))
    return [names[name] for name in difflib.get_close_matches(fold(text), names, n=NEAR, cutoff=0.6)]


def _code(text: str) -> str:
    return text.split(DASH, maxsplit=1)[0].strip()


class _Names:
    """Bodies by what they are called: by code first, then by exact name, then without tones, then by place."""

    def __init__(self, bodies: Iterable[Body]):
        self.ways: tuple[dict[str, list[Body]], ...] = ({}, {}, {}, {})
        for body in bodies:
            names = {body.name.casefold(), body.short_name.casefold()}
            codes = {body.code.lower(), body.tax_code}
            for way, keys in zip(
                self.ways, (codes, names, {fold(name) for name in names}, {_place(body)}), strict=True
            ):
                for key in filter(None, keys):
                    way.setdefault(key, []).append(body)

    def __call__(self, text: str) -> list[Body]:
        codes, names, folded, places = self.ways
        code, name, bare = _code(text).lower(), text.strip().casefold(), fold(text)
        return codes.get(code) or codes.get(name) or names.get(name) or folded.get(bare) or places.get(bare) or []


def _place(body: Body) -> str:
    """A commune as everybody calls it, without the words for its office."""
    name = fold(body.name)
    return next((name.removeprefix(words) for words in COMMITTEE if name.startswith(words)), name)


def _only(found: list[Body]) -> Body | list[Body]:
    return found[0] if len(found) == 1 else found
