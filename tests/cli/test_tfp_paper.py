"""`nscl paper tfp-evaluation`: the evaluation of TFP as a Word file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nscl.cli import CommandError, parse
from nscl.documents import docx
from nscl.economy import actions
from nscl.economy.growth import Conventions
from nscl.economy.selection import select
from nscl.vn.calendar import now
from tests.economy.conftest import full, publish, territories  # noqa: F401 - fixtures

PERIOD = ("--from", "2021", "--to", "2025", "--territory", "moi")


@pytest.fixture
def kept(bodies, territories, full) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    chosen = select(territories["moi"], first=2018, last=2025, at=now())
    actions.keep_estimate(chosen, Conventions(), title="", by=None)


def paper(out: Path, *words: str, kind: str = "tfp-evaluation") -> int:
    command, options = parse(["paper", kind, "--plan", "bac-ninh-2026-2030", "--out", str(out), *words])
    return command.run(options)


def test_it_is_written_and_conforms_to_the_decree(kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "tfp.docx"
    assert paper(out, *PERIOD) == 0
    assert "giai đoạn 2021-2025" in docx.text(out.read_bytes())
    assert capsys.readouterr().out == f"Báo cáo đánh giá TFP, giai đoạn 2021-2025: đã ghi vào {out}\n"
    command, options = parse(["paper", "check", str(out), "--json"])
    assert command.run(options) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_options_of_another_kind_of_paper_are_refused(db, tmp_path: Path):
    out = tmp_path / "tfp.docx"
    with pytest.raises(CommandError, match="Còn thiếu tham số: --from, --to"):
        paper(out)
    with pytest.raises(CommandError, match="Bỏ --year"):
        paper(out, *PERIOD, "--year", "2025")
    with pytest.raises(CommandError, match="Bỏ --from"):
        paper(out, "--year", "2028", "--from", "2021", kind="province-annual")
    assert not out.exists()


def test_what_is_missing_is_said_and_nothing_written(bodies, territories, tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: F811
    out = tmp_path / "tfp.docx"
    with pytest.raises(CommandError, match="Biểu còn thiếu: “Tổng sản phẩm trên địa bàn theo giá so sánh 2010”"):
        paper(out, *PERIOD)
    assert not out.exists()
