"""`nscl paper body-annual`: one body's report as a Word file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nscl.cli import CommandError, parse
from nscl.documents import docx
from nscl.reporting.models import Report


def paper(out: Path, *words: str) -> int:
    plan = ("--plan", "bac-ninh-2026-2030", "--year", "2028")
    command, options = parse(["paper", "body-annual", *plan, "--out", str(out), *words])
    return command.run(options)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "bao-cao.docx"


def test_the_report_of_a_body_is_written(sent: Report, out: Path, capsys: pytest.CaptureFixture[str]):
    assert paper(out, "--body", "99901") == 0
    assert "XÃ A" in docx.text(out.read_bytes())
    assert capsys.readouterr().out == f"Báo cáo năm của cơ quan, đơn vị, năm 2028: đã ghi vào {out}\n"


def test_it_conforms_to_the_decree(sent: Report, out: Path, capsys: pytest.CaptureFixture[str]):
    paper(out, "--body", "99901")
    capsys.readouterr()
    command, options = parse(["paper", "check", str(out), "--json"])

    assert command.run(options) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_before_its_sending_there_is_no_paper_as_of_then(sent: Report, out: Path):
    with pytest.raises(CommandError, match="Đến thời điểm đó UBND xã A chưa gửi báo cáo năm 2028"):
        paper(out, "--body", "99901", "--as-of", "2028-06-30")
    assert not out.exists()


def test_the_standing_body_is_refused_with_the_reason(sent: Report, out: Path):
    with pytest.raises(CommandError, match="là cơ quan nhận báo cáo của kỳ này"):
        paper(out, "--body", "skhcn")
    assert not out.exists()
