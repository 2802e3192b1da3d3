"""What tests of pages share: files by their plain names, the plan in use, and a round of the small cast."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.reporting.conftest import (  # noqa: F401 - fixtures
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


@pytest.fixture(autouse=True)
def _static_files_by_their_plain_names(settings) -> None:  # type: ignore[no-untyped-def]
    """No collected manifest is needed to look at a page."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def count_queries():  # type: ignore[no-untyped-def]
    """How many queries a visitor's page costs."""

    def count(address: str, client: Client | None = None) -> int:
        visitor = client or Client()
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(address).status_code == 200
        return len(seen)

    return count
