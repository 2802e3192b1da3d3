"""The evaluation of TFP from the page of an estimate: who takes it away, what the history keeps."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nscl.documents import docx
from nscl.economy import actions
from nscl.economy.growth import Conventions
from nscl.economy.models import Estimate, Observation
from nscl.economy.selection import select
from nscl.history.models import Event
from nscl.vn.calendar import now
from tests.conftest import CAST
from tests.economy.conftest import full, publish, territories  # noqa: F401 - fixtures

MAKERS = {"department_officer", "second_department_officer", "department_leader"}
PERIOD = {"giai_doan": "2021-2025"}


@pytest.fixture
def estimate(programme, territories, full) -> Estimate:  # type: ignore[no-untyped-def]  # noqa: F811
    chosen = select(territories["moi"], first=2018, last=2025, at=now())
    return actions.keep_estimate(chosen, Conventions(), title="Tỉnh mới", by=None)


def paper(estimate: Estimate, ending: str = "docx") -> str:
    return reverse("estimate-paper", args=[estimate.pk, ending])


def test_only_who_makes_papers_takes_it_away(estimate, everyone, sign_in):
    browsers = {name: sign_in(person) for name, person in everyone.items()} | {"anonymous": Client()}
    answers = {name: browser.post(paper(estimate), PERIOD).status_code for name, browser in browsers.items()}
    assert answers == {name: 200 if name in MAKERS else 404 for name in (*CAST, "outsider", "anonymous")}
    assert Event.objects.filter(verb="paper.made").count() == len(MAKERS)


def test_the_button_stands_only_before_who_may_press_it(estimate, sign_in, department_leader, viewer):
    page = reverse("estimate", args=[estimate.pk])
    assert paper(estimate) in sign_in(department_leader).get(page).text
    assert paper(estimate) not in sign_in(viewer).get(page).text


def test_it_is_of_this_estimate_though_a_later_one_is_kept(estimate, sign_in, department_officer):
    chosen = select(estimate.territory, first=2018, last=2025, at=now())
    actions.keep_estimate(chosen, Conventions(labour_share=0.6), title="Sau", by=None)

    answer = sign_in(department_officer).post(paper(estimate), PERIOD)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="danh-gia-tfp-2021-2025.docx"'
    assert f"bản tính số {estimate.pk} “Tỉnh mới”" in docx.text(answer.content)
    event = Event.objects.get(verb="paper.made")
    assert (event.actor_id, len(event.details["sha256"])) == (department_officer.pk, 64)


def test_it_comes_as_a_pdf_too_and_as_nothing_else(estimate, sign_in, department_officer):
    browser = sign_in(department_officer)
    answer = browser.post(paper(estimate, "pdf"), PERIOD)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="danh-gia-tfp-2021-2025.pdf"'
    assert browser.post(paper(estimate, "odt"), PERIOD).status_code == 404


@pytest.mark.parametrize("asked", ["", "2021-2030", "x", "2021-2025 ", "9" * 500])
def test_a_period_the_estimate_has_not_is_answered_on_its_page(estimate, sign_in, department_officer, asked):
    answer = sign_in(department_officer).post(paper(estimate), {"giai_doan": asked}, follow=True)
    assert answer.status_code == 200
    assert "Bản tính không có giai đoạn này" in answer.text
    assert not Event.objects.filter(verb="paper.made").exists()


def test_opened_by_hand_it_leads_to_the_estimate(estimate, sign_in, department_officer):
    answer = sign_in(department_officer).get(paper(estimate))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("estimate", args=[estimate.pk]))


def test_an_estimate_that_is_not_there_is_404(sign_in, department_officer, programme):
    assert sign_in(department_officer).post(reverse("estimate-paper", args=[999, "docx"]), PERIOD).status_code == 404


def test_what_was_withdrawn_since_is_printed_as_it_was_used_and_says_so(estimate, sign_in, department_officer):
    rows = list(Observation.objects.filter(year=2025))
    actions.withdraw_statistics(rows, why="chép nhầm", by=department_officer)
    text = docx.text(sign_in(department_officer).post(paper(estimate), PERIOD).content)
    assert "Niên giám thống kê (chính thức), đã rút ngày 15/11/2028" in text
    assert text.count("đã rút") == 3
