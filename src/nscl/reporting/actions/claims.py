"""Settling a double claim: one body's row goes on counting and the others are withdrawn, or all are told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.history.acts import record, subject_of
from nscl.notices.actions import Telling, tell
from nscl.organisations.models import Body, User
from nscl.organisations.permissions import allowed
from nscl.organisations.roles import Verb
from nscl.registers.actions import withdraw
from nscl.registers.entry import RowState
from nscl.reporting import debts
from nscl.reporting.addresses import row_url
from nscl.reporting.claims import Claim, claim_of
from nscl.reporting.models import AgreedRow, Agreement, Round
from nscl.reporting.plans import plan_of
from nscl.scorecard.evaluate import evaluate_one
from nscl.scorecard.line import Line
from nscl.scorecard.measures import MEASURES
from nscl.vn.calendar import now, today
from nscl.vn.dates import format_date
from nscl.vn.text import clean, excerpt

LONGEST_NOTICE: Final = 600


@dataclass(frozen=True)
class Effect:
    """A figure of the province before and after the agreement."""

    before: Line
    after: Line

    @property
    def code(self) -> str:
        return self.before.code

    @property
    def is_change(self) -> bool:
        return self.before.value != self.after.value


@transaction.atomic
def agree(
    round: Round,
    slug: str,
    keys: Collection[int],
    *,
    owner: Body | None,
    people: str,
    on: date | None,
    why: str,
    by: User,
) -> tuple[Agreement, list[Effect]]:
    """Write down whose the thing is (`owner`), or that the rows are different things, and what changes by it."""
    _require(by)
    round = Round.objects.select_for_update().get(pk=round.pk)
    claim = _claim(round, slug, keys)
    people, why = _said(people, why, on)
    gone = _others(claim, owner, by)
    before = _figures(round, claim)
    for row in gone:
        withdraw(row, by=by, why=_reason(owner, why))
    effects = [Effect(old, new) for old, new in zip(before, _figures(round, claim), strict=True)]
    agreement = Agreement.objects.create(
        round=round, register=slug, owner=owner, people=people, on=on or today(), why=why, by=by, at=now()
    )
    AgreedRow.objects.bulk_create(
        AgreedRow(
            agreement=agreement, row=row.pk, name=str(row)[:400], reported_by=row.reported_by, is_withdrawn=row in gone
        )
        for row in claim.rows
    )
    _record(agreement, claim, effects, by)
    _tell(agreement, claim, gone)
    return agreement, effects


def effects_of(round: Round, claim: Claim, owner: Body | None, *, by: User) -> list[Effect]:
    """Which figures of the province would change, and how: tried, and undone at once."""
    _require(by)
    gone = [row.pk for row in _others(claim, owner, by)]
    before = _figures(round, claim)
    with transaction.atomic():
        claim.register.model.objects.filter(pk__in=gone).update(withdrawn_at=now(), withdrawn_by=by)
        after = _figures(round, claim)
        transaction.set_rollback(True)
    return [Effect(old, new) for old, new in zip(before, after, strict=True)]


def _require(by: User) -> None:
    if not allowed(by, Verb.MAKE_PAPER):
        raise PermissionDenied


def _claim(round: Round, slug: str, keys: Collection[int]) -> Claim:
    found = claim_of(round, slug, keys)
    if found is None:
        raise ValidationError(
            _("Các dòng này đã được thống nhất, hoặc đã đổi từ lúc bạn mở trang. Về danh sách để xem trạng thái mới.")
        )
    return found


def _others(claim: Claim, owner: Body | None, by: User) -> list[Any]:
    """The rows that stop counting: of everybody but the owner."""
    if owner is None:
        return []
    own = [row for row in claim.rows if row.reported_by_id == owner.pk]
    if not own:
        raise ValidationError(
            {"owner": _("%(body)s không báo cáo dòng nào ở đây. Chọn đơn vị khác.") % {"body": owner}}
        )
    if not any(row.state is RowState.CONFIRMED for row in own):
        message = _(
            "Dòng của %(body)s chưa được xác nhận nên chưa tính được. Xác nhận dòng đó trước, hoặc chọn đơn vị khác."
        )
        raise ValidationError({"owner": message % {"body": owner}})
    gone = [row for row in claim.rows if row.reported_by_id != owner.pk]
    if any(not row.confirmed_at and not allowed(by, Verb.ENTER_ROWS, row.reported_by) for row in gone):
        message = _(
            "Có dòng chưa được xác nhận mà bạn không bỏ được. Nhờ cán bộ cơ quan thường trực ghi thống nhất này."
        )
        raise ValidationError({"owner": message})
    return gone


def _said(people: str, why: str, on: date | None) -> tuple[str, str]:
    people, why = " ".join(clean(people).split()), clean(why).strip()
    faults = {}
    if not people:
        faults["people"] = _(
            'Ô "Người thống nhất" còn trống. Nêu ai thống nhất, ví dụ "bà Ánh (Sở), ông Lực (UBND xã A)".'
        )
    if len(people) > 300:
        faults["people"] = _('Ô "Người thống nhất" dài quá 300 ký tự. Rút gọn.')
    if not why:
        faults["why"] = _('Ô "Lý do" còn trống. Nêu lý do, ví dụ "Sở mở lớp, xã cử người học".')
    if len(why) > 2000:
        faults["why"] = _('Ô "Lý do" dài quá 2.000 ký tự. Rút gọn.')
    if on and on > today():
        faults["on"] = _("Ngày thống nhất %(day)s sau hôm nay. Sửa ngày.") % {"day": format_date(on)}
    if faults:
        raise ValidationError(faults)
    return people, why


def _reason(owner: Body | None, why: str) -> str:
    return _("Hai đơn vị cùng báo cáo; thống nhất tính cho %(owner)s (%(why)s)") % {
        "owner": owner,
        "why": why.rstrip(". "),
    }


def _figures(round: Round, claim: Claim) -> list[Line]:
    """The figures that read the register, as they stand now for the round's period."""
    plan, how = plan_of(round), {"year": round.year, "until": round.closing_on}
    reading = [i.code for i in plan.indicators if _register(i.measure) == claim.register.slug]
    return [evaluate_one(plan, code, **how) for code in reading]


def _register(measure: str) -> str:
    return MEASURES[measure].register if measure in MEASURES else ""


def _record(agreement: Agreement, claim: Claim, effects: Iterable[Effect], by: User) -> None:
    verb = "claim.agreed" if agreement.owner else "claim.told_apart"
    changed = {e.code: [e.before.as_dict()["value"], e.after.as_dict()["value"]] for e in effects if e.is_change}
    record(
        by=by,
        verb=verb,
        subject=subject_of(agreement.round),
        summary=f"{claim.rows[0]}: {agreement.owner or '; '.join(map(str, claim.bodies))}",
        why=agreement.why,
        register=claim.register.slug,
        rows=list(claim.keys),
        people=agreement.people,
        figures=changed,
    )


def _tell(agreement: Agreement, claim: Claim, gone: Collection[Any]) -> None:
    """The people of each body whose row no longer counts."""
    people = debts.people_of({row.reported_by_id for row in gone})
    words = _(
        "%(row)s, ngày %(day)s: đã thống nhất tính cho %(owner)s nên dòng của đơn vị không còn tính. Lý do: %(why)s"
    )
    tell(
        Telling(
            person,
            "claim",
            f"claim/{agreement.pk}/{row.pk}",
            excerpt(words % _words_of(agreement, row), LONGEST_NOTICE),
            row_url(claim.register.slug, row.pk),
        )
        for row in gone
        for person in people[row.reported_by_id].answering(writers=True, signers=True)
    )


def _words_of(agreement: Agreement, row: Any) -> dict[str, object]:
    return {"row": row, "day": format_date(row.on), "owner": agreement.owner, "why": agreement.why}
