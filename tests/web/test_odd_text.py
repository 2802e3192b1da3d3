"""Text nobody could type, in every box of every form the site shows: taken or refused whole, never a fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.test import Client

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.registers.catalogue import REGISTERS
from nscl.reporting import actions
from nscl.reporting.models import Report

pytestmark = pytest.mark.django_db

ODD = "a\x00b Tru\u031bo\u031b\u0300ng 🙂👩‍👩‍👧 \u202e %ED%A0%80 <script>alert(1)</script> %(name)s {0} {{ 7*7 }} '; --"
MEGABYTE = "ă" * 500_000
DAY = "15/11/2028"
DATES = ("on", "day", "since", "due_before", "in_force_from", "issued_on", "opening_date", "closing_on")
ELSEWHERE = ("/dang-xuat/",)  # whoever leaves sends nothing more
FORMS = {
    "department_leader": (
        "/cach-hieu/figures.closing_day/",
        "/lich-lam-viec/",
        "/bao-cao/mo-ky/",
        "/bao-cao/2028/danh-sach/",
        "/don-vi/99901/thanh-vien/",
        "/don-vi/99901/thanh-vien/{membership}/thu-hoi/",
        "/tai-khoan/",
    ),
    "department_officer": (
        *(f"/so/{slug}/them/" for slug in REGISTERS),
        "/so/dao-tao/{course}/",
        "/bao-cao/2027/danh-sach/?q=xa",
        "/bao-cao/2027/danh-sach/sgddt/bo/",
        "/bao-cao/2028/99902/tra-lai/?muc=V.8b",
        "/don-vi/them/",
        "/don-vi/99901/doi-ten/",
        "/don-vi/99901/ket-thuc/",
        "/don-vi/99901/quan-ly/",
        "/don-vi/cd-a/quan-ly/{supervision}/thoi/",
    ),
    "commune_a_officer": ("/bao-cao/2028/99901/",),
    "commune_a_leader": ("/so/dao-tao/{course}/viec/rut/",),
}


@dataclass
class Form:
    """A form as a page shows it: where it goes, what it holds, which boxes take words and which are ticked."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    ticks: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page that change something."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self.open: Form | None = None
        self.select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            is_posted = given.get("method", "").lower() == "post"
            self.open = Form(urljoin(self.address, given.get("action", ""))) if is_posted else None
            self.found += [self.open] if self.open else []
        elif self.open and tag == "option" and self.select and given.get("value"):
            self.open.values.setdefault(self.select, given["value"])
        elif self.open and name and name != "csrfmiddlewaretoken":
            self._box(self.open, tag, name, given)

    def _box(self, form: Form, tag: str, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        if kind == "select":
            self.select = name
        elif kind in ("checkbox", "radio"):
            form.ticks.append(name)
            form.values |= {name: given.get("value", "on")} if "checked" in given else {}
        elif kind in ("hidden", "submit", "button"):
            form.values.setdefault(name, given.get("value", ""))
        elif kind != "file":
            form.values[name] = given.get("value", "")
            form.words.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""


def forms_of(browser: Client, address: str) -> list[Form]:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return [form for form in Forms(address, answer.text).found if form.action not in ELSEWHERE]


def odd_words(form: Form) -> dict[str, str]:
    """What was asked for, and odd text wherever words may stand."""
    asked = dict.fromkeys(form.words, ODD) | {name: DAY for name in form.words if name.endswith(DATES)}
    return form.values | asked | {name: value for name, value in form.values.items() if name in form.words and value}


def odd_values(form: Form) -> dict[str, str]:
    """Odd text everywhere, also where a browser lets nobody type."""
    return dict.fromkeys([*form.values, *form.words, *form.ticks], ODD)


def long_words(form: Form) -> dict[str, str]:
    """A megabyte in the last box of words, which is mostly a reason."""
    return odd_words(form) | dict.fromkeys(form.words[-1:], MEGABYTE)


def fault_of(browser: Client, form: Form, values: dict[str, str]) -> str:
    """What goes wrong when a form is sent so; nothing of it stays."""
    try:
        with transaction.atomic():
            events = Event.objects.count()
            answer = browser.post(form.action, values)
            written = Event.objects.count() - events
            shown = browser.get(answer["Location"], follow=True) if answer.status_code == 302 else answer
            transaction.set_rollback(True)
    except Exception as fault:
        return repr(fault)[:300]
    if answer.status_code not in (200, 302, 400, 404, 409):
        return f"trả lời {answer.status_code}"
    is_file = answer.streaming or answer.has_header("Content-Disposition")
    if answer.status_code != 302 and written and not is_file:
        return f"vừa báo lỗi vừa ghi {written} việc"
    return "chữ lạ thành mã lệnh" if b"<script>alert" in b"".join(shown) else ""


@pytest.mark.parametrize("fill", [odd_words, odd_values, long_words])
def test_odd_text_in_any_form_is_taken_or_refused_whole(things, sign_in, request, fill: Callable[[Form], dict]):
    faults = {}
    for who, addresses in FORMS.items():
        browser = sign_in(request.getfixturevalue(who))
        for address in addresses:
            forms = forms_of(browser, address.format(**things))
            assert any(form.words for form in forms), address
            for form in forms:
                if fault := fault_of(browser, form, fill(form)):
                    faults[f"{who} {form.action}"] = fault
    assert faults == {}


def test_two_versions_of_odd_text_are_laid_side_by_side_and_both_kept(
    report: Report, sign_in, commune_a_officer: User, second_commune_a_officer: User
):
    browser = sign_in(commune_a_officer)
    (form,) = [form for form in forms_of(browser, "/bao-cao/2028/99901/") if "V.8b-result" in form.words]
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result="Hướng dẫn 09 hợp tác xã.")
    page = browser.post(form.action, form.values | {"V.8b-result": ODD, "verb": "save"})
    assert "Hai người cùng sửa" in page.text
    assert "<script>alert" not in page.text

    (asked,) = [form for form in Forms(form.action, page.text).found if form.values.get("verb") == "merge"]
    for values in (odd_values(asked), asked.values | dict.fromkeys(asked.ticks, MEGABYTE)):
        assert fault_of(browser, asked, values) == ""
    assert browser.post(asked.action, asked.values | dict.fromkeys(asked.ticks, "both")).status_code == 302
    kept = report.parts.get(code="V.8b").result
    assert "Hướng dẫn 09 hợp tác xã." in kept
    assert "ab Trường 🙂" in kept
