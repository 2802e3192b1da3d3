"""Whatever is typed into a report or sent to it: refused in words at its place, kept in its box."""

from __future__ import annotations

import pytest
from django.test import Client

from nscl.reporting.models import Report
from tests.web.report_page import form_of, html_of, page_of, part_of

pytestmark = pytest.mark.django_db


def test_a_text_too_long_is_refused_at_its_box_and_kept_in_it(report: Report, officer: Client):
    html = html_of(officer.post(page_of(report), form_of(report, **{"V.8a-result": "ă" * 20_001})))

    assert "Ô &quot;V.8a, Kết quả&quot; dài 20.001 ký tự, quá 20.000. Rút gọn, hoặc đính kèm thành tệp." in html
    assert '<a href="#id_V.8a-result">' in html
    assert "ă" * 20_001 in html
    assert part_of(report, "V.8a").version == 0


def test_a_megabyte_in_a_box_is_refused_in_words(report: Report, officer: Client):
    response = officer.post(page_of(report), form_of(report, **{"NV2.1-difficulty": "a" * 1_000_000}))

    assert response.status_code == 200
    assert "dài 1.000.000 ký tự" in html_of(response)
    assert '<details class="fold" id="NV2.1" open>' in html_of(response)


def test_what_no_server_takes_is_refused_without_a_failure(report: Report, officer: Client):
    assert officer.post(page_of(report), form_of(report, **{"V.8a-result": "a" * 5_000_000})).status_code == 400


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("Đã làm 👍🏽", "Đã làm 👍🏽"),
        ("Đa\u0303 la\u0300m", "Đã làm"),
        ("a" + "\u0301" * 4000, "á" + "\u0301" * 29),
        ("\u200b\ufeff", ""),
    ],
    ids=["NUL", "emoji", "decomposed", "heap of marks", "invisible"],
)
def test_odd_characters_are_taken_composed_or_left_out(report: Report, officer: Client, typed: str, kept: str):
    assert officer.post(page_of(report), form_of(report, **{"V.8a-result": typed})).status_code == 302

    assert part_of(report, "V.8a").result == kept


def test_bytes_that_are_no_text_do_not_fail(report: Report, officer: Client):
    body = b"verb=save&V.8a-version=0&V.8a-result=%ED%A0%80l%FFe"
    response = officer.post(page_of(report), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 302
    assert part_of(report, "V.8a").result.endswith("e")


def test_a_result_beside_nil_is_refused_at_the_box_of_nil(report: Report, officer: Client):
    html = html_of(officer.post(page_of(report), form_of(report, **{"V.8a-result": "Có.", "V.8a-nil": "on"})))

    assert "Mục V.8a: vừa có kết quả vừa chọn &quot;không phát sinh&quot;. Bỏ một trong hai." in html
    assert '<a href="#id_V.8a-nil">' in html


@pytest.mark.parametrize("version", ["", "x", "-1", "1", "99999999999999999999", "1.0", "٣", "0; drop table"])
def test_a_version_the_page_did_not_give_out_is_refused_in_words(report: Report, officer: Client, version: str):
    html = html_of(officer.post(page_of(report), form_of(report, **{"V.8a-version": version, "V.8a-result": "Có."})))

    assert "Mục V.8a: biểu mẫu không đúng với trang này" in html
    assert part_of(report, "V.8a").result == ""


def test_an_item_the_report_does_not_have_is_refused_by_name(report: Report, officer: Client):
    form = form_of(report, **{"NV9.9-version": "0", "NV9.9-result": "Có.", "V.8a-result": "Đã làm."})
    html = html_of(officer.post(page_of(report), form))

    assert "Báo cáo này không có mục NV9.9. Tải lại trang rồi nhập lại." in html
    assert part_of(report, "V.8a").result == ""


def test_a_form_with_nothing_in_it_changes_nothing(report: Report, officer: Client):
    assert officer.post(page_of(report), {}).status_code == 302
    assert officer.post(page_of(report), {"verb": "no-such-verb"}).status_code == 302
    assert not report.parts.filter(version__gt=0).exists()
