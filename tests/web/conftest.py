"""What tests of pages share: files by their plain names, the plan in use, and a round of the small cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from http.cookies import Morsel

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.live_server_helper import LiveServer

from nscl.documents import pdf
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.plan.schema import Amendment, Change
from nscl.scorecard import programme as scorecard_programme
from tests.reporting.conftest import (  # noqa: F401 - fixtures
    ad_hoc,
    filled,
    on_day,
    own_report,
    prepared,
    programme,
    report,
    returned,
    round,
    sent,
)
from tests.web import addresses, browser


@pytest.fixture(autouse=True)
def _static_files_by_their_plain_names(settings) -> None:  # type: ignore[no-untyped-def]
    """No collected manifest is needed to look at a page."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are tested without it: a PDF here says only of how many bytes of Word it was made."""
    monkeypatch.setattr(pdf, "from_word", lambda data: b"%%PDF of %d" % len(data))


@pytest.fixture
def count_queries():  # type: ignore[no-untyped-def]
    """How many queries a visitor's page costs."""

    def count(address: str, client: Client | None = None) -> int:
        visitor = client or Client()
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(address).status_code == 200
        return len(seen)

    return count


@pytest.fixture
def html(client: Client, programme: None) -> Callable[..., str]:  # noqa: F811
    """The page at an address, as the public or a visitor sees it; the answer has the status that is asked for."""

    def get(address: str = "/", status: int = 200, visitor: Client | None = None) -> str:
        answer = (visitor or client).get(address)
        assert answer.status_code == status
        return answer.content.decode()

    return get


@pytest.fixture
def amended_plan(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """The plan of the deployment with an amendment in force: bodies report five days later."""
    deadline = Change(code="bodies", set={"before": "11-25"})
    document = plan.legal_bases[0]
    amendment = Amendment(document=document, in_force=date(2027, 6, 15), changes=(deadline,))
    amended = plan.model_copy(update={"amendments": (amendment,)})
    monkeypatch.setattr(scorecard_programme, "read", lambda folder: amended)
    return amended


@pytest.fixture
def officer(sign_in: Callable[[User], Client], commune_a_officer: User) -> Client:
    """The browser of commune A's officer; below, of a second officer and of the leader."""
    return sign_in(commune_a_officer)


@pytest.fixture
def colleague(sign_in: Callable[[User], Client], second_commune_a_officer: User) -> Client:
    return sign_in(second_commune_a_officer)


@pytest.fixture
def leader(sign_in: Callable[[User], Client], commune_a_leader: User) -> Client:
    return sign_in(commune_a_leader)


@pytest.fixture(scope="session")
def chromium() -> Iterator[browser.Browser]:
    """One Chromium for all tests that need it. Its loop runs in the thread of the tests, where Django looks for one."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = browser.launch(playwright)
        yield started
        started.close()


@pytest.fixture
def server(transactional_db: None, settings) -> Iterator[LiveServer]:  # type: ignore[no-untyped-def]
    """A running server. It starts under the settings of the tests: plain HTTP, files by their plain names."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    started = LiveServer("localhost")
    yield started
    started.stop()


@pytest.fixture
def clicks() -> browser.Clicks:
    return browser.Clicks()


@pytest.fixture
def window_of(  # type: ignore[no-untyped-def]
    chromium: browser.Browser, server: LiveServer, sign_in, clicks: browser.Clicks
) -> Iterator[Callable[..., browser.Page]]:
    """A window of somebody signed in, or of nobody, on a running server; its clicks are counted in `clicks`."""
    opened = []

    def window(user: User | None, size: tuple[int, int] = browser.DESKTOP) -> browser.Page:
        context = chromium.new_context(
            base_url=server.url, locale="vi-VN", viewport={"width": size[0], "height": size[1]}
        )
        opened.append(context)
        context.expose_binding("countClick", clicks)
        context.add_init_script(browser.COUNTING)
        if user is not None:
            session: Morsel[str] = sign_in(user).cookies["sessionid"]
            context.add_cookies([{"name": "sessionid", "value": session.value, "url": server.url}])
        return context.new_page()

    yield window
    for context in opened:
        context.close()


@pytest.fixture
def things(bodies, plan, everyone: dict[str, User], returned) -> dict[str, int]:  # type: ignore[no-untyped-def]  # noqa: F811
    """A province in which every example of `addresses` exists: rows, a round, a report sent back, evidence."""
    return addresses.world(bodies, everyone, plan)
