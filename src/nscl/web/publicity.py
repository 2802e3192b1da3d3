"""How much the public is told of where persons come from.

The province's table by commune leaves small groups unsaid (`small_cells`). A page of one commune must not say what the
table does not: its figure is told by the same rule, and nothing finer stands there, neither earlier years nor rows.
Who reported a list, and how many stand in it, says nothing of where its persons come from: that is open.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.organisations.permissions import AnyUser, has_role
from nscl.plan import Plan
from nscl.scorecard import groups
from nscl.scorecard.evaluate import evaluate_one
from nscl.scorecard.line import Line
from nscl.web import lines, records
from nscl.web.small_cells import is_small, unsaid


def guards_persons(line: Line, user: AnyUser) -> bool:
    """Whether this visitor sees the line's persons by commune only where groups are not small."""
    return records.counts_lines(line) and not has_role(user)


def guards_figure(line: Line, user: AnyUser) -> bool:
    """Whether the figure itself is of the persons of a part of the province."""
    return guards_persons(line, user) and bool(line.scope.place or line.scope.under)


def told(line: Line, plan: Plan) -> str:
    """The guarded figure as the province's table says it; what is under a supervisor stands in no table."""
    if not line.scope.place:
        return _("không nêu")
    found = groups.by_place(evaluate_one(plan, line.code, year=line.year))
    hidden = unsaid([group.rows for group in found])
    position = next((i for i, group in enumerate(found) if group.body == line.scope.place), None)
    return unsaid_words(found[position].rows) if position in hidden else lines.figure(line)


def unsaid_words(count: int) -> str:
    """A cell that is left unsaid: small itself, or kept back with a small one."""
    return _("dưới 5") if is_small(count) else _("không nêu")
