"""One item of a report as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nscl.evidence.models import Document
from nscl.reporting.items import Item
from nscl.reporting.models import Part, Report, Return, Role
from nscl.scorecard.line import Line
from nscl.vn.calendar import now
from nscl.web.badges import Badge
from nscl.web.lines import printed
from nscl.web.reports.part_form import PartForm, ReplyForm


@dataclass(frozen=True)
class PartView:
    """`figures` answer for the item without words; `returns` are those still open; `old` is what was sent last."""

    item: Item
    part: Part
    form: PartForm | None
    replies: tuple[ReplyForm, ...]
    figures: tuple[Line, ...]
    returns: tuple[Return, ...]
    old: str

    @property
    def code(self) -> str:
        return self.part.code

    @property
    def title(self) -> str:
        return self.item.short

    @property
    def documents(self) -> list[Document]:
        return list(self.part.attachments.all())

    @property
    def is_duty(self) -> bool:
        """Answered by words of its own, never closed with the rest."""
        return self.part.role in (Role.LEAD, Role.DUTY)

    @property
    def is_done(self) -> bool:
        if self.is_duty:
            return bool(self.part.result or self.part.nil_reason)
        return self.part.is_answered or bool(self.figures)

    @property
    def is_unsaid(self) -> bool:
        """Nothing to print of it: no word, no figure, not even nil."""
        return self.part.is_empty and not self.figures and not self.documents

    @property
    def is_faulty(self) -> bool:
        return bool(self.form and self.form.is_sent and self.form.errors)

    @property
    def is_returned(self) -> bool:
        return bool(self.returns)

    @property
    def return_late(self) -> bool:
        return any(item.days_late(now()) for item in self.returns)

    @property
    def figure_words(self) -> str:
        return "; ".join(f"{printed(line, line.value)} {line.unit} ({line.code})" for line in self.figures)

    @property
    def figure_codes(self) -> str:
        return ", ".join(line.code for line in self.figures)

    @property
    def badge(self) -> Badge | None:
        """Where the item stands, in a word; nothing for a coordinating task that waits to be closed with the rest."""
        if self.is_returned:
            return Badge(_("Đề nghị bổ sung"), "back", "awaiting")
        if self.part.nil:
            return Badge(_("Không phát sinh"), "barred", "met")
        if self.part.result:
            return Badge(_("Đã viết"), "pencil", "not_due")
        if self.figures:
            return Badge(_("Đã có số liệu"), "lines", "on_track")
        if not self.part.is_empty:
            return Badge(_("Chưa có kết quả"), "ring", "awaiting")
        return Badge(_("Chưa viết"), "ring", "no_data") if self.is_duty else None


def views(
    report: Report,
    parts: Iterable[Part],
    items: Mapping[str, Item],
    *,
    figures: Mapping[str, tuple[Line, ...]],
    returns: Iterable[Return],
    forms: Mapping[str, PartForm] | None = None,
    replies: Mapping[int, ReplyForm] | None = None,
) -> list[PartView]:
    """In the order of the form."""
    open_returns = list(returns)
    old = _sent_words(report) if open_returns else {}
    found = []
    for part in parts:
        asked = tuple(item for item in open_returns if item.part_id == part.pk)
        found.append(
            PartView(
                item=items.get(part.code) or Item(part.code, Role(part.role), part.code, ""),
                part=part,
                form=forms.get(part.code) if forms else None,
                replies=tuple(replies[item.pk] for item in asked) if replies else (),
                figures=figures.get(part.code, ()),
                returns=asked,
                old=old.get(part.code, ""),
            )
        )
    return found


def _sent_words(report: Report) -> dict[str, str]:
    """What each item said when the report was last sent."""
    last = report.snapshots.order_by("-number").first()
    parts: list[dict[str, Any]] = last.content["parts"] if last else []
    return {part["code"]: part["result"] or part["nil_reason"] for part in parts}
