"""Each page of the productivity lab (goal: at most 1 s) against the engine alone on the same series and conventions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.test import Client, override_settings
from django.test.utils import setup_test_environment

from bench import province
from bench.clock import side_by_side
from nscl.economy.intake import load_folder
from nscl.economy.models import Territory
from nscl.organisations.actions import adopt
from nscl.organisations.models import Programme
from nscl.web.productivity import answers
from nscl.web.productivity.pages import TABS, url
from nscl.web.productivity.question import DEFAULTS, Asked, Question, question_of

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
GOAL = 1.0  # seconds
YEARS = {"dia_ban": "viet-nam", "tu": "2010", "den": "2024"}
TARGETS = {"nang_suat": "11", "tfp": "55"}


def run() -> None:
    if not Programme.objects.exists():
        adopt(plan=province.plan(), folder=province.FOLDER)
    load_folder(province.FOLDER / "statistics", by=None)
    setup_test_environment()
    question = question_of(Asked({**DEFAULTS, **TARGETS, **YEARS}, territories=list(Territory.objects.all())))
    assert question is not None
    with override_settings(STORAGES=PLAIN, SECURE_SSL_REDIRECT=False):
        for tab in TABS:
            mine, bare = side_by_side(partial(_page, url(tab)), _engine(tab.slug, question))
            told = "" if mine <= GOAL else "   OVER THE GOAL"
            print(
                f"  {tab.slug or 'dong-gop':<12} page {mine * 1000:7.1f} ms   engine {bare * 1000:7.1f} ms"
                f"   ratio {mine / bare:5.2f}{told}"
            )


def _page(address: str) -> None:
    answer = Client().get(address, YEARS)
    assert answer.status_code == 200, answer.status_code
    assert b'role="img"' in answer.content, "the page answers, but draws nothing"


def _engine(slug: str, question: Question) -> Callable[[], Any]:
    """What the page computes, without the page: the series are read and worked, nothing is drawn or printed."""
    if slug:
        return partial(answers.work, question)

    def share() -> None:
        worked = answers.work(question)
        answers.consistency(question, question.conventions.initial_ky)
        answers.bands(worked, {})
        answers.sensitivity(worked)

    return share
