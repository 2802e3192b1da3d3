"""Section VI: difficulties and proposals, equal ones once, with the bodies that raise them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Heading, Paragraph
from nscl.plan.codes import task_number
from nscl.reporting.papers.province_annual.annexes import Annexes
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.province_annual.digest import Digest, Section
from nscl.reporting.papers.province_annual.situation import rest
from nscl.reporting.papers.wording import pointed
from nscl.reporting.papers.words import Idea, inside, named


def blocks(context: Context, digest: Digest, annexes: Annexes) -> Iterator[Block]:
    yield Heading(1, _("VI. KHÓ KHĂN, VƯỚNG MẮC, NGUYÊN NHÂN VÀ KIẾN NGHỊ"))
    yield Heading(2, _("1. Khó khăn, vướng mắc và nguyên nhân"))
    nothing = _("Các báo cáo đã tiếp nhận không nêu khó khăn, vướng mắc.")
    yield from _raised(digest.difficulties, annexes, nothing, context)
    yield Heading(2, _("2. Đề xuất, kiến nghị"))
    nothing = _("Các báo cáo đã tiếp nhận không nêu đề xuất, kiến nghị.")
    yield from _raised(digest.proposals, annexes, nothing, context)


def _raised(section: Section, annexes: Annexes, nothing: str, context: Context) -> list[Block]:
    if not section.shown:
        return [Paragraph(nothing if context.answers else _("Chưa có báo cáo nào được tiếp nhận."))]
    return [*pointed([(_raised_by(idea), ()) for idea in section.shown]), *rest(section, annexes)]


def _raised_by(idea: Idea) -> str:
    """With who raises it; a sentence of the Department's own stands alone."""
    if not idea.speakers:
        return idea.text
    return _("{idea} ({source}).").format(idea=inside(idea.text), source=_source(idea))


def _source(idea: Idea) -> str:
    """Who says it, and on which tasks when it was said there."""
    tasks = [task_number(code) for code in idea.codes if code.startswith("NV")]
    if not tasks:
        return named(idea.speakers)
    return _("{names}; nhiệm vụ {tasks}").format(names=named(idea.speakers), tasks=", ".join(tasks))
