"""What a page sent in boxes of words and was not saved, so that its author can copy it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from nscl.reporting.conflicts import TEXTS
from nscl.reporting.models import Return
from nscl.vn.numbers import whole_number
from nscl.vn.text import clean, excerpt
from nscl.web.reports.report_form import ReportForm
from nscl.web.reports.written_page import WrittenPage

# Names of boxes on the report's form, and of "mine" on the page where two people wrote one item.
WORDS: Final = re.compile(rf"(?P<code>.+?)(?P<mine>-mine)?-(?P<name>{'|'.join(TEXTS)})")
REASON: Final = re.compile(r"why-[a-z_]+-(?P<code>.+)-text")
REPLY: Final = re.compile(r"reply-(?P<pk>[0-9]+)-(?:text|mine)")
Typed = tuple[str, str, str]  # item, label of the box, text


def typed(posted: Mapping[str, str], page: WrittenPage) -> list[Typed]:
    form = page.fresh_form()
    replies = {item.pk: item for item in page.report.returns.select_related("part")}
    found: list[Typed] = []
    said = ((name, clean(text).strip()) for name, text in posted.items())
    for name, text in said:
        if not text:
            continue
        if box := REPLY.fullmatch(name):
            found += _reply(replies.get(whole_number(box["pk"]) or 0), text)
        elif box := REASON.fullmatch(name):
            found.append((excerpt(box["code"], 20), str(_("Lý do giữ nguyên")), text))
        elif (box := WORDS.fullmatch(name)) and not box["code"].endswith("-theirs"):
            found += _words(form, box["code"], box["name"], text)
    return found


def _words(form: ReportForm, code: str, name: str, text: str) -> Iterator[Typed]:
    item = form.parts.get(code)
    if item is None or text != getattr(item.part, name):
        label = item.fields[name].label if item and name in item.fields else ""
        yield excerpt(code, 20), str(label or _("Nội dung")), text


def _reply(item: Return | None, text: str) -> Iterator[Typed]:
    if item is None or text != item.reply:
        yield item.part.code if item else "", _("Trả lời đề nghị bổ sung"), text
