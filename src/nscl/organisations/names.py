"""What many bodies are called: on the day of a fact, and with who carries on for those that have ended."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.db.models import F

from nscl.organisations.bodies import Body, Designation, Succession, with_heirs


class Names:
    """Two queries, however many bodies are asked about; none before the first."""

    def on(self, day: date, body: Body) -> str:
        """The name a body bore on a day; of one that has ended, with who carries on today."""
        dated = (name for since, name in self._dated.get(body.pk, ()) if since <= day)
        name = next(dated, body.name)
        return with_heirs(name, self._heirs.get(body.pk, ())) if body.ended_on else name

    @cached_property
    def _dated(self) -> dict[int, list[tuple[date, str]]]:
        """Every name of the bodies that have borne another than today's, the latest first."""
        others = Designation.objects.exclude(name=F("body__name")).values("body")
        found: dict[int, list[tuple[date, str]]] = defaultdict(list)
        for body, since, name in (
            Designation.objects.filter(body__in=others).order_by("-since").values_list("body", "since", "name")
        ):
            found[body].append((since, name))
        return found

    @cached_property
    def _heirs(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for body, heir in Succession.objects.standing().values_list("body", "successor__name"):
            found[body].append(heir)
        return found
