"""How every command answers: help, mistakes, a database that does not answer; in Vietnamese, never with a traceback."""

from __future__ import annotations

import re
import subprocess

import pytest

from nscl.cli import commands
from nscl.config import launcher
from nscl.config.launcher import main
from tests.cli.conftest import PROGRAM, environment

ENGLISH = re.compile(r"\b(usage|options|optional|arguments?|show|exit|error|invalid|required|choose|expected)\b")
NAMES = [command.name for command in commands()]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and everything printed."""
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out + printed.err


@pytest.mark.parametrize("name", [name for name in NAMES if name != "manage"])
def test_every_command_explains_itself_in_vietnamese(name, capsys):
    code, text = said(capsys, name, "--help")
    assert code == 0
    assert text.startswith(f"Cách dùng: nscl {name}")
    assert not ENGLISH.search(re.sub(r"--[a-z-]+", "", text.lower()))


def test_the_program_lists_its_commands_one_a_line(capsys):
    code, text = said(capsys, "--help")
    lines = [line.split()[0] for line in text.splitlines() if line.startswith("    ")]
    assert (code, lines) == (0, NAMES)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Còn thiếu tham số: LỆNH."),
        (("foo",), "LỆNH: không có 'foo'; chọn một trong: 'demo',"),
        (("scorecard", "--year", "abc"), "--year: giá trị 'abc' không hợp lệ. Xem: nscl scorecard --help"),
        (("scorecard", "--year", "2026"), "Còn thiếu tham số: --plan."),
        (("scorecard", "--plan"), "--plan: cần một giá trị."),
        (("scorecard", "--plan", "mau", "--year", "2026", "thừa"), "Không hiểu tham số: thừa."),
        (("scorecard", "--place", "a", "--under", "b"), "--under: không dùng cùng --place."),
        (("serve", "--port", "70000"), "--port: giá trị '70000' không hợp lệ."),
        (("demo", "--port", "-1"), "--port: giá trị '-1' không hợp lệ."),
        (("serve", "--workers", "0"), "--workers: giá trị '0' không hợp lệ."),
        (("serve", "--json=1"), "Không hiểu tham số: --json=1."),
        (("scorecard", "--json=1", "--plan", "m", "--year", "1"), "--json: không nhận giá trị '1'."),
        (("plan",), "Còn thiếu tham số: VIỆC."),
        (("init", "--plan", "mau"), "Còn thiếu tham số: --admin."),
    ],
)  # fmt: skip
def test_a_mistyped_command_is_told_what_is_wrong(words, message, capsys):
    code, text = said(capsys, *words)
    assert code == 2
    assert message in text
    assert not ENGLISH.search(re.sub(r"--[a-z-]+", "", text.lower()))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"DATABASE_URL": "postgresql://a:bi-mat@127.0.0.1:1/x"}, "Không làm việc được với cơ sở dữ liệu."),
        ({"DATABASE_URL": "postgresql://a:bi-mat@/x?host=/nowhere"}, "Không làm việc được với cơ sở dữ liệu."),
        ({"DATABASE_URL": "mysql://a:bi-mat@db/x"}, "Biến DATABASE_URL: không đọc được."),
        ({"DATABASE_URL": "postgresql://a:bi-mat@db:99999/x"}, "Biến DATABASE_URL: không đọc được."),
        ({"DATABASE_URL": "postgresql://a:bi-mat@db"}, "Biến DATABASE_URL: không đọc được."),
        ({"NSCL_TODAY": "hôm nay"}, 'Biến NSCL_TODAY: "hôm nay" không phải ngày.'),
        ({"NSCL_HOME": "/proc/nscl"}, "Không tạo được thư mục /proc/nscl"),
    ],
)
def test_a_wrong_setting_is_named_in_a_line(nscl, wrong, message):
    done = nscl("scorecard", "--plan", "mau", "--year", "2026", **wrong)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "bi-mat" not in done.stderr


def test_a_reader_that_stops_reading_is_no_fault(home):
    folder = launcher.ROOT / "plans" / "bac-ninh-2026-2030"
    reader = subprocess.Popen(["head", "-c", "1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S607
    writer = subprocess.run(  # noqa: S603
        [*PROGRAM, "plan", "check", str(folder)],
        env=environment(home),
        stdout=reader.stdin,
        stderr=subprocess.PIPE,
        check=False,
    )
    reader.communicate()
    assert writer.stderr == b""
