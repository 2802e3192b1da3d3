"""The demo province: what it shows, that it is made once, that it is only a demo; and the running server."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from tests.cli.conftest import PROGRAM, environment, run, started_by

FACTS = Path(__file__).with_name("demo_facts.py").read_text()
PLAN = "bac-ninh-2026-2030"


def facts_of(home: Path) -> dict[str, Any]:
    done = run(home, "manage", "shell", "-v0", "-c", FACTS)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def facts(demo_home: Path) -> dict[str, Any]:
    return facts_of(demo_home)


@pytest.fixture
def lines(facts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = facts["lines"]
    return found


# ---- figures


def test_every_state_can_be_seen(lines):
    states = {line["state"] for line in lines.values()}
    assert states == {"met", "on_track", "behind", "not_due", "awaiting", "describe", "no_data"}


@pytest.mark.parametrize(
    ("code", "state", "by_year"),
    [
        ("MT2.1", "met", [872, 1016, 1043]),
        ("MT3.1", "not_due", [0, 2, 0]),
        ("MT5.1", "behind", [1, 2, 2]),
        ("MT8.1", "on_track", [1, 3, 4]),
        ("MT9.1", "describe", [140, 265, 312]),
        ("MT9.2", "describe", [0, 1, 3]),
    ],
)
def test_the_figures_follow_from_the_rows(lines, code, state, by_year):
    assert (lines[code]["state"], lines[code]["by_year"][:3]) == (state, by_year)


def test_two_lists_wait_for_a_second_person_and_some_learners_came_too_short(lines, facts):
    assert lines["MT2.1"]["unconfirmed"] == 61
    assert lines["MT2.1"]["sentence"] == "Năm 2028 đã tổ chức 14 lớp cho 1.043 lượt người, đạt 104,3% kế hoạch."
    assert facts["short"] == 14


def test_what_came_after_the_freeze_is_in_the_live_figure_only(facts, lines):
    assert facts["frozen"]["2027"]["MT2.1"] == 1001
    assert lines["MT2.1"]["by_year"][1] == 1016


def test_rows_stand_in_every_state(facts):
    assert set(facts["row_states"]) == {"confirmed", "unconfirmed", "superseded", "withdrawn"}


# ---- rounds


def test_the_open_round_has_a_report_in_every_situation(facts):
    situations = {"return_overdue", "returned", "not_opened", "draft", "presented", "cleared", "submitted", "accepted"}
    assert set(facts["boards"]["2028"]["counts"]) == situations
    assert sum(facts["boards"]["2028"]["counts"].values()) == 115


def test_the_closed_round_has_late_and_nil_bodies(facts):
    board = facts["boards"]["2027"]
    assert board["counts"] == {"not_opened": 1, "accepted": 114}
    assert (board["late"], board["nil"]) == (5, 8)


def test_one_commune_was_asked_to_mend_its_report_and_told_why(facts):
    assert facts["returns"] == ["Chưa nêu số doanh nghiệp đã được hướng dẫn; báo cáo năm 2027 có số này."]


def test_what_was_sealed_is_whole(facts):
    assert facts["rounds_intact"]
    assert facts["snapshots_intact"]
    assert facts["evidence_missing"] == []


# ---- a believable past


def test_the_history_reads_as_it_was_lived(facts):
    assert facts["chain_faults"] == 0
    assert facts["in_order"]
    assert facts["years_of_acts"] == [2026, 2027, 2028]
    assert facts["in_the_future"] == 0


def test_people_wrote_after_the_fact_in_working_hours_and_others_confirmed_later(facts):
    odd = ("entered_before_it_happened", "confirmed_at_odd_moments", "acts_outside_working_hours")
    assert {name: facts[name] for name in odd} == dict.fromkeys(odd, 0)


def test_the_day_is_fixed(facts):
    assert facts["today"] == "2028-11-15"


def test_every_invented_body_says_so_in_its_name(facts):
    assert len(facts["invented"]) > 40
    assert [name for name in facts["invented"] if "Minh Họa" not in name] == []


def test_only_an_invented_body_has_ended_and_its_successor_is_named(facts):
    assert facts["ended"] == ["Công ty TNHH Nội thất Minh Họa 29, nay thuộc Công ty cổ phần Nội thất Minh Họa 30"]


# ---- made once, and only a demo


def test_running_it_again_serves_and_doubles_nothing(demo_home, facts):
    with serving(demo_home, free_port()) as server:
        assert server.poll() is None
    assert facts_of(demo_home)["sizes"] == facts["sizes"]


def test_its_accounts_are_printed_for_people_and_for_programs(demo, facts):
    words = demo("demo", "--load-only").stdout
    accounts = json.loads(demo("demo", "--load-only", "--json").stdout)
    assert set(accounts[0]) == {"email", "password", "person", "role", "body"}
    assert [account["email"] for account in accounts] == facts["signing_in"]
    assert all(account["email"] in words and account["body"] in words for account in accounts)
    assert re.search(r"Mã xác thực hai bước của quantri@nscl\.example: \d{6}", words)


def test_only_the_accounts_told_have_a_password_and_all_are_of_the_demo(facts):
    assert (facts["open_to_nobody"], facts["not_demo"]) == (0, 0)


def test_the_code_of_the_second_factor_is_told_in_the_demo_only(demo, nscl):
    assert re.fullmatch(r"\d{6}\n", demo("otp", "quantri@nscl.example").stdout)
    assert "Không có tài khoản minh họa" in demo("otp", "canbo.so@nscl.example").stderr
    refused = nscl("otp", "quantri@nscl.example")
    assert (refused.returncode, refused.stderr) == (2, "Chỉ bản minh họa mới in mã xác thực hai bước.\n")


@pytest.mark.parametrize(("asked", "named"), [(("--year", "1999"), "1999"), (("--place", "khong-co"), "“khong-co”")])
def test_what_the_scorecard_does_not_know_is_one_line_on_standard_error(demo, asked, named):
    refused = demo("scorecard", "--plan", PLAN, "--year", "2028", "--json", *asked)
    assert (refused.returncode, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert named in line


def test_a_demo_home_does_not_become_a_real_province(demo):
    refused = demo("init", "--plan", "mau", "--admin", "a@b.vn")
    assert refused.returncode == 2
    assert "là bản minh họa" in refused.stderr


def test_invented_figures_are_not_served_as_real_ones(demo, demo_home):
    mark = demo_home / "demo"
    day = mark.read_text()
    mark.unlink()
    try:
        refused = demo("serve", "--port", "8999")
    finally:
        mark.write_text(day)
    assert refused.returncode == 2
    assert "giữ dữ liệu minh họa" in refused.stderr


def test_a_load_cut_short_leaves_nothing_half_done(home):
    load = subprocess.Popen(  # noqa: S603
        [*PROGRAM, "demo", "--load-only"], env=environment(home), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    assert load.stderr is not None
    for said in load.stderr:
        if "năm 2026" in said:
            break
    load.send_signal(signal.SIGTERM)
    load.communicate()
    assert load.returncode == 128 + signal.SIGTERM
    counting = "from nscl.organisations.models import Body, User; print(Body.objects.count() + User.objects.count())"
    assert run(home, "manage", "shell", "-v0", "-c", counting).stdout == "0\n"


# ---- the running server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def status(port: int, path: str = "/") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


@contextmanager
def serving(home: Path, port: int, *before: str) -> Iterator[subprocess.Popen[str]]:
    """The demo's server in a process group of its own, once it has given its first page."""
    server = subprocess.Popen(  # noqa: S603
        [*before, *PROGRAM, "demo", "--port", str(port)], env=environment(home), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for_first_page(server, port)
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.communicate(timeout=30)


def _wait_for_first_page(server: subprocess.Popen[str], port: int) -> None:
    while server.poll() is None:
        try:
            assert status(port) == 200
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(server.communicate()[0])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_it_stops_everything_it_started(demo_home, number):
    port = free_port()
    with serving(demo_home, port) as server, ExitStack() as visitors:
        assert any("postgres" in line for line in started_by(demo_home))
        for _ in range(8):  # browsers hold their connections, and some wait for a page
            visitor = visitors.enter_context(socket.create_connection(("127.0.0.1", port)))
            visitor.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        os.killpg(server.pid, number)
        printed, _none = server.communicate(timeout=30)
    assert server.returncode == 0, printed
    assert "Tỉnh minh họa: http://127.0.0.1:" in printed
    assert not re.search("ERROR|WARNING|Killing", printed)
    assert started_by(demo_home) == []


def test_started_with_nohup_it_serves_on_when_the_terminal_closes(demo_home):
    port = free_port()
    with serving(demo_home, port, "nohup") as server:
        os.killpg(server.pid, signal.SIGHUP)
        time.sleep(1)
        assert server.poll() is None
        assert status(port) == 200


def test_a_busy_port_is_told_before_anything_is_started(demo):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = demo("demo", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 2
    assert re.fullmatch(
        r"Cổng \d+ đang có chương trình khác dùng\. Chọn cổng khác, ví dụ --port \d+\.\n", refused.stderr
    )


class Visitor:
    """A browser without pictures: keeps cookies, fills in forms."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        page: str = self.browser.open(self.site + path).read().decode()
        return page

    def post(self, path: str, **values: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token is not None
        body = urlencode({"csrfmiddlewaretoken": token[1], **values}).encode()
        page: str = self.browser.open(self.site + path, body).read().decode()
        return page


@pytest.fixture(scope="module")
def visitor(demo_home: Path) -> Iterator[Callable[[], Visitor]]:
    port = free_port()
    with serving(demo_home, port):
        yield lambda: Visitor(port)


def test_the_printed_password_opens_an_account(visitor):
    page = visitor().post("/dang-nhap/", username="canbo.yenphong@nscl.example", password="Minh-hoa-2028")
    assert "Nguyễn Văn Lực" in page


def test_the_printed_code_opens_the_administrator_s_account(visitor, demo):
    administrator = visitor()
    asked = administrator.post("/dang-nhap/", username="quantri@nscl.example", password="Minh-hoa-2028")
    assert "Mã xác thực" in asked
    code = demo("otp", "quantri@nscl.example").stdout.strip()
    assert "Lê Quốc Bảo" in administrator.post("/xac-thuc/", code=code)


def test_every_page_says_that_it_is_a_demo_and_its_day(visitor):
    for path in ("/", "/dang-nhap/"):
        page = visitor().get(path)
        assert "Dữ liệu minh họa" in page
        assert "15/11/2028" in page
