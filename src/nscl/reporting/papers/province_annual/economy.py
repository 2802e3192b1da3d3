"""Section V: total factor productivity and labour productivity, once there is a figure to give."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Heading, Paragraph
from nscl.reporting.papers.province_annual.context import Context

_MEASURED_FROM_SERIES = "productivity."


def blocks(context: Context) -> Iterator[Block]:
    yield Heading(1, _("V. NĂNG SUẤT CÁC NHÂN TỐ TỔNG HỢP VÀ NĂNG SUẤT LAO ĐỘNG"))
    lines = [line for line in context.lines if line.indicator.measure.startswith(_MEASURED_FROM_SERIES)]
    known = [line for line in lines if line.value is not None]
    if known:
        yield from (Paragraph(line.sentence) for line in known)
        return
    words = _("Năm {year} chưa có số liệu về năng suất các nhân tố tổng hợp (TFP) và năng suất lao động của {place}.")
    yield Paragraph(words.format(year=context.year, place=context.plan.province.kind))
