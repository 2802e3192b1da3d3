"""`nscl paper`: writes a Word file, or says in one line why it does not."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import docx as word
import pytest

from nscl.cli import CommandError, parse, run_with_database
from nscl.cli.paper import NAMES
from nscl.config import launcher
from nscl.documents import docx
from nscl.reporting.papers.catalogue import BODY_PAPERS, PAPERS, PERIOD_PAPERS
from tests.documents.office import require_office

PLAN = "bac-ninh-2026-2030"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "bao-cao.docx"


def paper(*words: str, name: str = "province-annual", plan: str = PLAN, year: str = "2028") -> int:
    command, options = parse(["paper", name, "--plan", plan, "--year", year, *words])
    return command.run(options)


def refusal(*words: str, **how: str) -> str:
    with pytest.raises(CommandError) as refused:
        paper(*words, **how)
    return str(refused.value)


def test_the_paper_is_written_and_its_place_is_told(db: None, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert paper("--out", str(out)) == 0
    assert "Kết quả thực hiện năm 2028" in docx.text(out.read_bytes())
    assert capsys.readouterr().out == f"Báo cáo năm của UBND tỉnh, năm 2028: đã ghi vào {out}\n"


def test_programs_read_what_was_written_as_json(db: None, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper("--out", str(out), "--json")
    sha256 = hashlib.sha256(out.read_bytes()).hexdigest()
    assert json.loads(capsys.readouterr().out) == {"paper": "province-annual", "out": str(out), "sha256": sha256}


def test_as_of_writes_the_paper_as_known_then(db: None, out: Path) -> None:
    paper("--out", str(out), "--as-of", "2028-06-30")
    assert "đến hết ngày 30/6/2028" in docx.text(out.read_bytes())


def test_with_pdf_the_file_is_archival_and_its_name_says_so(db: None, tmp_path: Path) -> None:
    require_office()
    out = tmp_path / "bao-cao.pdf"
    assert paper("--out", str(out), "--pdf") == 0
    assert b"pdfaid:part" in out.read_bytes()


def test_a_name_and_what_is_asked_for_must_agree(db: None, tmp_path: Path) -> None:
    assert "kết thúc bằng .pdf" in refusal("--out", str(tmp_path / "a.docx"), "--pdf")
    assert "Thêm --pdf" in refusal("--out", str(tmp_path / "a.pdf"))


def test_a_machine_without_libreoffice_is_told_in_one_line(db: None, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "chưa có LibreOffice" in refusal("--out", str(tmp_path / "a.pdf"), "--pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_an_unknown_paper_is_answered_with_those_there_are(db: None, out: Path) -> None:
    assert refusal("--out", str(out), name="province-weekly") == (
        f"Không có văn bản “province-weekly”. Chọn một trong: {', '.join((*PAPERS, *BODY_PAPERS, *PERIOD_PAPERS))}."
    )


def test_the_help_names_every_paper() -> None:
    assert set(NAMES) == {*PAPERS, *BODY_PAPERS, *PERIOD_PAPERS, "check", "frame"}


def test_an_unknown_plan_is_named(db: None, out: Path) -> None:
    assert "“khong-co”" in refusal("--out", str(out), plan="khong-co")


@pytest.mark.parametrize(("year", "words"), [("2031", "không thuộc giai đoạn"), ("2029", "chưa đến")])
def test_a_year_without_a_report_is_refused(db: None, out: Path, year: str, words: str) -> None:
    assert words in refusal("--out", str(out), year=year)
    assert not out.exists()


def test_the_paper_of_a_body_needs_the_body_and_no_other_paper_takes_one(db: None, out: Path) -> None:
    assert refusal("--out", str(out), name="body-annual") == "Còn thiếu tham số: --body."
    assert "Bỏ --body" in refusal("--out", str(out), "--body", "99901")


def test_a_body_that_is_not_in_the_round_is_named(db: None, out: Path) -> None:
    assert "mã “99909” không có trong kỳ báo cáo năm 2028" in refusal(
        "--out", str(out), "--body", "99909", name="body-annual"
    )
    assert not out.exists()


def test_a_moment_that_is_none_is_refused(db: None, out: Path) -> None:
    assert "“hôm qua” không phải thời điểm" in refusal("--out", str(out), "--as-of", "hôm qua")


def test_a_folder_that_is_not_there_is_named_before_the_work(db: None, tmp_path: Path) -> None:
    assert f"Không có thư mục {tmp_path / 'khong'}" in refusal("--out", str(tmp_path / "khong" / "a.docx"))


def test_a_folder_in_place_of_a_file_is_named(db: None, tmp_path: Path) -> None:
    assert "là thư mục" in refusal("--out", str(tmp_path))


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="cần Linux")
def test_a_place_nobody_may_write_is_named_and_nothing_is_left(db: None) -> None:
    assert "Không ghi được tệp /proc/bao-cao.docx" in refusal("--out", "/proc/bao-cao.docx")


def test_a_file_already_there_is_replaced_whole(db: None, out: Path) -> None:
    out.write_bytes(b"old")
    paper("--out", str(out))
    assert out.read_bytes().startswith(b"PK")
    assert os.listdir(out.parent) == [out.name]  # noqa: PTH208


def test_what_cannot_be_done_leaves_with_exit_code_2(
    db: None, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.management.call_command", lambda *words, **how: None)
    command, options = parse(["paper", "province-annual", "--plan", PLAN, "--year", "2031", "--out", str(out)])
    assert run_with_database(command, options) == 2
    assert "Năm 2031 không thuộc giai đoạn 2026-2030 của Kế hoạch." in capsys.readouterr().err


def test_the_paper_written_here_conforms_to_the_decree(db: None, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper("--out", str(out))
    capsys.readouterr()
    command, options = parse(["paper", "check", str(out), "--json"])

    assert command.run(options) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_file_that_lacks_the_form_leaves_with_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx as word

    typed = tmp_path / "go-tay.docx"
    word.Document().save(str(typed))
    command, options = parse(["paper", "check", str(typed), "--json"])

    assert command.run(options) == 1
    first = json.loads(capsys.readouterr().out)[0]
    assert set(first) == {"article", "place", "found", "expected", "message"}


def test_checking_needs_a_file_and_writing_needs_its_options() -> None:
    for words, said in (
        (["check"], "Cần tên tệp"),
        (["check", "khong-co.docx"], "Không đọc được"),
        (["province-annual"], "--plan"),
    ):
        command, options = parse(["paper", *words])
        with pytest.raises(CommandError, match=said):
            command.run(options)


def test_a_province_s_own_frame_is_used_when_it_lies_in_its_plan(db: None, out: Path, tmp_path: Path) -> None:
    own = _plan_with_frame(tmp_path, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KHUNG RIÊNG CỦA TỈNH")
    assert paper("--out", str(out), plan=str(own)) == 0
    assert "KHUNG RIÊNG CỦA TỈNH" in docx.text(out.read_bytes())
    assert "Kết quả thực hiện năm 2028" in docx.text(out.read_bytes())


def test_a_fault_of_the_frame_is_told_by_its_file(db: None, out: Path, tmp_path: Path) -> None:
    own = _plan_with_frame(tmp_path, "{{ subject }}", "{{ ten_sai }}")
    message = refusal("--out", str(out), plan=str(own))
    assert message.startswith("templates/province-annual.docx: Tệp mẫu có thẻ không dùng được: {{ ten_sai }}")
    assert not out.exists()


def _plan_with_frame(folder: Path, old: str, new: str) -> Path:
    """The province's plan with a frame of its own, in which one paragraph reads otherwise."""
    own = shutil.copytree(launcher.ROOT / "plans" / PLAN, folder / PLAN)
    frame = own / "templates" / "province-annual.docx"
    frame.parent.mkdir(exist_ok=True)
    command, options = parse(["paper", "frame", "--out", str(frame)])
    assert command.run(options) == 0
    document = word.Document(str(frame))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    for paragraph in [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]:
        if old in paragraph.text:
            paragraph.runs[0].text = new
            for run in paragraph.runs[1:]:
                run.text = ""
    document.save(str(frame))
    return own
