"""The page of a row that belongs to a frozen period asks for the reason before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from nscl.organisations.models import User
from nscl.registers.actions import last_change
from nscl.registers.entry import RowState
from nscl.registers.models import Course
from nscl.reporting import actions
from nscl.reporting.models import Round
from tests.web.report_page import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(round: Round, course_of_a: Callable[..., Course], department_leader: User, on_day) -> Course:  # type: ignore[no-untyped-def]
    """A class of May that waits, the figures of its year frozen."""
    waiting = course_of_a()
    on_day("2028-11-24")
    actions.freeze(round, by=department_leader)
    return waiting


def _address(course: Course, verb: str = "") -> str:
    return (
        reverse("row-act", args=["dao-tao", course.pk, verb]) if verb else reverse("row", args=["dao-tao", course.pk])
    )


def test_the_reason_is_asked_where_the_row_is_confirmed(course: Course, leader: Client):
    html = html_of(leader.get(_address(course)))
    assert "Lý do điều chỉnh sau chốt" in html
    assert "Số liệu năm 2028 (đến hết ngày 16/11/2028) đã khóa ngày 24/11/2028." in html


def test_without_a_reason_nothing_is_confirmed_with_one_it_is_told_to_everybody(
    course: Course, leader: Client, sign_in, department_leader: User
):  # type: ignore[no-untyped-def]
    assert "chỉ được tính là điều chỉnh sau chốt" in html_of(
        leader.post(_address(course, "xac-nhan"), {"seen": str(last_change(course).pk), "why": ""}, follow=True)  # type: ignore[union-attr]
    )
    assert Course.objects.get().state is RowState.WAITING
    seen = str(last_change(course).pk)  # type: ignore[union-attr]
    leader.post(_address(course, "xac-nhan"), {"seen": seen, "why": "Danh sách ký về muộn"})
    assert Course.objects.get().state is RowState.CONFIRMED
    html = html_of(sign_in(department_leader).get("/bao-cao/2028/khoa/"))
    assert "Điều chỉnh sau chốt" in html
    assert "Danh sách ký về muộn" in html
    assert "Danh sách ký về muộn" in html_of(leader.get(_address(course)))
