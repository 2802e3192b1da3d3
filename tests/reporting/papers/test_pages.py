"""The yearly report as LibreOffice lays it out: a long one, of every kind of block."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pypdf import PdfReader

from nscl.documents import docx
from nscl.plan import Plan
from nscl.reporting.models import Role, Round
from nscl.reporting.papers.province_annual import compose, context
from nscl.reporting.papers.province_annual.context import Context
from nscl.reporting.papers.words import Answer, Speaker
from nscl.reporting.reports import GENERAL
from tests.documents.office import pages

pytestmark = pytest.mark.office

WORDS = "Tổ chức {n} lớp tập huấn cho {n} lượt người của các doanh nghiệp, hợp tác xã trên địa bàn xã thứ {n}"


def crowded(base: Context) -> Context:
    """Thirty communes with something to say on five tasks, and one that writes without a space."""
    communes = [Speaker(str(n), f"UBND xã số {n}", is_commune=True) for n in range(1, 31)]
    answers = [
        Answer(code, Role.COORDINATING, one, result=WORDS.format(n=10 + int(one.code)))
        for code in ("NV2.1", "NV2.3", "NV3.1", "NV4.1", "NV6.1")
        for one in communes
    ]
    endless = Answer(GENERAL, Role.GENERAL, communes[0], result="x" * 3000, difficulty="Thiếu cán bộ\n" * 40)
    long = Answer("NV5.1", Role.COORDINATING, communes[1], result="\n".join([WORDS.format(n=11)] * 60))
    overflowing = [replace(long, speaker=one, result=f"{one.name}. {long.result}") for one in communes[:10]]
    return replace(base, answers=(*base.answers, *answers, endless, *overflowing))


@pytest.fixture
def paper(plan: Plan, frozen: Round, tmp_path) -> PdfReader:
    return pages(docx.render(compose(crowded(context(plan, 2028)))), tmp_path)


def texts(paper: PdfReader) -> list[str]:
    return [page.extract_text() for page in paper.pages]


def test_the_paper_lies_on_pages_as_the_decree_asks(paper: PdfReader) -> None:
    """One test, for laying out takes seconds: no blank page, numbers from the second page on and anew in each annex."""
    found = texts(paper)
    assert all(len(text.strip()) > 40 for text in found)
    lines = [next(line.strip() for line in text.splitlines() if line.strip()) for text in found]
    annexes = [position for position, line in enumerate(lines) if opens_annex(line)]
    assert len(annexes) == 3
    assert lines[0] == "ỦY BAN NHÂN DÂN"
    assert lines[1 : annexes[0]] == [str(number) for number in range(2, annexes[0] + 1)]
    for first, following in zip(annexes, [*annexes[1:], len(lines)], strict=True):
        assert lines[first + 1 : following] == [str(number) for number in range(2, following - first + 1)]
    upright = [page.mediabox.height > page.mediabox.width for page in paper.pages]
    assert upright == [True] * annexes[0] + [False] * (len(lines) - annexes[0])


def test_words_longer_than_a_page_are_printed_to_their_end(paper: PdfReader) -> None:
    whole = "".join("".join(texts(paper)).split())
    assert whole.count("x" * 100) >= 1
    assert whole.count("x") >= 3000
    assert whole.count("UBNDxãsố10.Tổchức11lớp") == 1
    assert whole.count("trênđịabànxãthứ11") >= 600


def test_the_signature_stands_with_the_last_sentence(paper: PdfReader) -> None:
    (foot,) = [text for text in texts(paper) if "PHÓ CHỦ TỊCH" in text]
    assert "để tổng hợp./." in foot
    assert "Nơi nhận:" in foot


def opens_annex(line: str) -> bool:
    return line.startswith("Phụ lục") and len(line) < len("Phụ lục VIII ")
