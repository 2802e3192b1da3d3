"""`nscl workbook`: the workbook of a body's report."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.cli import CommandError, parse
from nscl.reporting.models import Report, Round
from tests.reporting.workbooks import InHand


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "bao-cao.xlsx"


def workbook(out: Path, *words: str) -> int:
    command, options = parse(["workbook", *words, "-o", str(out)])
    return command.run(options)


def test_the_workbook_of_a_body_is_written(filled: Report, out: Path, capsys: pytest.CaptureFixture[str]):
    assert workbook(out, "99901", "2028") == 0
    assert InHand(out.read_bytes()).cell("V.8a", "Kết quả").value == "Đã hướng dẫn 09 doanh nghiệp."
    assert capsys.readouterr().out == f"{filled.round.title}, UBND xã A: đã ghi vào {out}\n"


def test_as_sent_it_holds_nothing_that_is_being_written(filled: Report, out: Path):
    workbook(out, "99901", "2028", "--as-sent", "--round", "0")

    assert InHand(out.read_bytes()).cell("V.8a", "Kết quả").value is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("99901", "2031"), "Năm 2031 chưa mở kỳ báo cáo"),
        (("xã-lạ", "2028"), "Đơn vị “xã-lạ” không có trong danh sách của kỳ"),
        (("99901", "2028", "--round", "7"), r"không có kỳ số 7. Chọn một kỳ bằng --round: 0: Báo cáo"),
    ],
)
def test_what_is_not_there_is_told_by_name(round: Round, out: Path, words: tuple[str, ...], message: str):
    with pytest.raises(CommandError, match=message):
        workbook(out, *words)
    assert not out.exists()


def test_a_folder_is_no_file(round: Round, tmp_path: Path):
    with pytest.raises(CommandError, match="là thư mục"):
        workbook(tmp_path, "99901", "2028")


def test_a_list_that_is_not_approved_has_nothing_to_write_in(prepared: Round, out: Path):
    with pytest.raises(CommandError, match="chưa được duyệt"):
        workbook(out, "99901", "2028")
