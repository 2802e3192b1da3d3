"""What every letter about a round has: its round, who sends it, whom to ask, its form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _

from nscl.documents.blocks import Annex, Block
from nscl.documents.form import Form
from nscl.organisations.models import Body
from nscl.plan import Plan
from nscl.reporting.models import Round
from nscl.reporting.papers.issuer import Issuer, recipients
from nscl.reporting.papers.paper import CannotWrite
from nscl.reporting.papers.wording import UNKNOWN
from nscl.vn.calendar import now


class Sender:
    """The standing body, writing about one round at this moment."""

    def __init__(self, plan: Plan, round: Round) -> None:
        self.plan = plan.in_force(date(round.year, 12, 31))
        self.round, self.year, self.at = round, round.year, now()

    @cached_property
    def issuer(self) -> Issuer:
        body = Body.objects.filter(code=self.plan.standing_body).first()
        if body is None:
            words = _("Chưa có cơ quan thường trực mã “{code}”. Chạy nscl init để lập các cơ quan của Kế hoạch.")
            raise CannotWrite(words.format(code=self.plan.standing_body))
        return Issuer(body.code, body.name, body.kind, body.notation, self.plan)

    @property
    def name(self) -> str:
        return self.issuer.short

    @property
    def committee(self) -> str:
        """As the letters of its departments name it: "UBND tỉnh"."""
        return self.issuing.replace("Ủy ban nhân dân", "UBND")

    @property
    def issuing(self) -> str:
        """Who issued the plan: "Ủy ban nhân dân tỉnh"."""
        province = self.plan.province
        return self.plan.issuer.replace(province.full_name, province.kind)

    @property
    def notation(self) -> str:
        """What follows the number; the clerk fills what is not known, and the unit that drafts."""
        return self.issuer.notation("") or UNKNOWN

    @cached_property
    def contact(self) -> str:
        """Whom to ask: who opened the round, when he still belongs to the standing body; his phone as he gave it."""
        person = self.round.opened_by
        belongs = any(held.body.code == self.issuer.code for held in person.current_memberships)
        name, phone = (person.full_name, person.phone) if belongs and person.is_active else ("", "")
        return _("{name}, điện thoại {phone}").format(name=name or UNKNOWN, phone=phone or UNKNOWN)

    @property
    def accompanying(self) -> str:
        """Under the title of an annex; number and day stay blank for the clerk."""
        words = _("(Kèm theo Công văn số        /{notation} ngày      tháng      năm {year} của {sender})")
        return words.format(notation=self.notation, year=self.at.year, sender=self.name)

    def letter(
        self,
        subject: str,
        body: Sequence[Block],
        annexes: Sequence[Annex],
        *,
        addressee: str = "",
        addressees: tuple[str, ...] = (),
    ) -> Form:
        """A draft always: the clerk writes number and day; it waits for the head of the body to sign."""
        return Form(
            agency=self.issuer.agency,
            parent=self.issuer.parent,
            notation=self.notation,
            place=self.issuer.place,
            on=self.at.date(),
            kind="",
            subject=subject,
            addressee=addressee,
            addressees=addressees,
            body=tuple(body),
            recipients=recipients(
                _("Như trên"), _("{committee} (b/c)").format(committee=self.committee), *self.issuer.copies()
            ),
            signature=self.issuer.signature("", ""),
            annexes=tuple(annexes),
        )


def sender(plan: Plan, year: int, as_of: datetime | None) -> Sender:
    """Raises CannotWrite for a year without a round, or for a moment gone by: who owed what then is not kept."""
    if as_of is not None:
        raise CannotWrite(_("Công văn, danh sách của kỳ lập theo tình trạng hiện nay. Bỏ --as-of."))
    round = Round.objects.annual().select_related("opened_by").filter(plan=plan.slug, year=year).first()
    if round is None:
        raise CannotWrite(_("Năm {year} chưa mở kỳ báo cáo. Mở kỳ trước, hoặc chọn năm khác.").format(year=year))
    return Sender(plan, round)
