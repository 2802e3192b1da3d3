"""Every page, as each of the cast: found by following links from the first page on, and by the list of addresses."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.conftest import CAST
from tests.web.addresses import ADDRESSES, url_of

pytestmark = pytest.mark.django_db

PEOPLE = (
    "visitor",
    "outsider",
    *(name for name in CAST if not name.startswith("second_") and name != "commune_b_officer"),
)
ALIKE, ALIKE_ASKED = 8, 1  # so many pages of one kind are opened: eight bodies, one list sorted by the same column
ENGLISH = re.compile(
    r"This field|Enter a |Select a |valid choice|Sign [Ii]n|Log ?[Ii]n|Password|Submit|Required|Not [Ff]ound|"
    r"Forbidden|Traceback|ensure (that|this)|characters? \(it has|already exists|Showing|Previous|Next page"
)
UNRESOLVED = re.compile(
    r"%\([a-z_]+\)|\{\{|\{%|>\s*(None|True|False|nan|NaN)\s*<|năm (<[^>]*>)?2\.0[23]\d|&amp;(quot|lt|gt|amp);"
)
# one comes there by a letter, is sent there while signing in, or undoes what was done a moment ago
SENT_THERE = {"first-password", "second-factor", "register-undo"}
WITH_STATISTICS = {"productivity-csv"}  # offered once there are series, which this small province has not
WITH_CLAIMS = {"claim"}  # listed once two bodies claim the same thing, which none does in this small province


class Page(HTMLParser):
    """What a test asks of a page: its language, headings, title, links, and what a policy would refuse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.links: list[str] = []
        self.forms: list[str] = []
        self.refused: list[str] = []
        self.ids: Counter[str] = Counter()
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.counts[tag] += 1
        self.lang = given.get("lang") or self.lang if tag == "html" else self.lang
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        self.forms += [str(given[name]) for name in ("action", "formaction") if given.get(name)]
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.refused.append(f"<{tag}>")
        self.refused += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.refused += [f"{tag} {value}" for name, value in attrs if name in ("href", "src") and _is_foreign(value)]


def _is_foreign(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme not in ("", "data", "mailto", "tel") or bool(parts.netloc)


def faults_of(text: str) -> list[str]:
    """What is wrong with a page, in words."""
    page = Page(text)
    visible = re.sub(r"<(script|textarea)[^>]*>.*?</\1>", "", text, flags=re.S)
    found = [f"tiếng Anh: {match.group()}" for match in ENGLISH.finditer(re.sub(r"<[^>]+>", " ", visible))]
    found += [f"chưa điền: {match.group()}" for match in UNRESOLVED.finditer(visible)]
    found += [f"CSP: {refused}" for refused in page.refused]
    found += [f"hai lần id={name}" for name, count in page.ids.items() if count > 1]
    if page.lang != "vi":
        found.append("lang")
    if page.counts["h1"] != 1:
        found.append(f"{page.counts['h1']} h1")
    if not re.search(r"<title>\s*[^<\s]", text):
        found.append("title")
    return found


class Walk:
    """One person following every link he is shown, as far as pages differ in kind."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        self.opened: set[str] = set()
        self.names: set[str] = set()
        self.kinds: Counter[tuple[str, frozenset[str]]] = Counter()
        self.faults: dict[str, list[str]] = {}

    def open(self, address: str, *, found_on: str = "") -> None:
        """This page, and every page its links lead to. A page nobody links to may also refuse to open."""
        waiting = [(address, found_on)]
        while waiting:
            current, before = waiting.pop()
            if current in self.opened or (before and self._is_known_kind(current)):
                continue
            self.opened.add(current)
            try:
                with transaction.atomic():  # a fault inside leaves the others' pages a database that works
                    answer = self.browser.get(current)
            except Exception as fault:
                self.faults[current] = [repr(fault)]
                continue
            allowed = (200, 302) if before else (200, 302, 404, 405, 410)
            if answer.status_code not in allowed:
                self.faults[current] = [f"{answer.status_code}, liên kết trên {before}"]
            if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
                if answer.content and (faults := faults_of(answer.text)):
                    self.faults[current] = faults
                page = Page(answer.text)
                links = [urljoin(current, link).split("#")[0] for link in page.links]
                waiting += [(link, current) for link in links if not _is_foreign(link)]
                self.names |= {_name_of(urljoin(current, form)) for form in page.forms}

    def _is_known_kind(self, address: str) -> bool:
        name = _name_of(address)
        self.names.add(name)
        question = urlsplit(address).query
        kind = (name, frozenset(parse_qs(question)))
        self.kinds[kind] += 1
        return bool(name) and self.kinds[kind] > (ALIKE_ASKED if question else ALIKE)


def _name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


def test_every_page_is_whole_for_each_of_the_cast_and_reached_by_links_and_forms(things, sign_in, request):
    faults, reached = {}, set()
    for who in PEOPLE:
        walk = Walk(Client() if who == "visitor" else sign_in(request.getfixturevalue(who)))
        walk.open("/", found_on="/")
        reached |= walk.names
        for name in ADDRESSES:
            walk.open(url_of(name, things))
        faults |= {f"{who} {address}": found for address, found in walk.faults.items()}
    assert faults == {}
    assert set(ADDRESSES) - reached - SENT_THERE - WITH_STATISTICS - WITH_CLAIMS == set()


def test_in_a_demo_every_page_says_that_it_is_one(things, client, sign_in, department_leader, settings):
    settings.DEMO = True
    bare = []
    for browser in (client, sign_in(department_leader)):
        answers = {name: browser.get(url_of(name, things)) for name in ADDRESSES}
        pages = {
            name: each.text
            for name, each in answers.items()
            if each.get("Content-Type", "").startswith("text/html") and each.status_code != 302
        }
        assert len(pages) > 30
        bare += [name for name, text in pages.items() if '<section class="demo"' not in text]
    assert bare == []
