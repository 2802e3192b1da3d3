"""Merging: sentences are taken from sealed reports, keep their sources, and are told when a body has corrected them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.actions.merging import Draft
from nscl.reporting.conflicts import MergeConflict, Words
from nscl.reporting.merged_words import Merged, merged_words
from nscl.reporting.models import Merging, Report, Round
from nscl.reporting.papers.province_annual import compose, context
from nscl.reporting.plans import plan_of
from nscl.reporting.sealed_words import sealed, sentences_of
from nscl.reporting.slots import slots_of
from nscl.vn.calendar import now
from tests.reporting.papers.reading import said

pytestmark = pytest.mark.django_db
SLOT = "V.8b"
OLD, NEW = "Đã hướng dẫn 09 doanh nghiệp.", "Đã hướng dẫn 12 doanh nghiệp."


def _token(report: Report, code: str = SLOT, number: int = 0) -> str:
    return f"{report.snapshots.last().pk}|{code}|{number}"


def _now(round: Round, key: str = SLOT) -> Merged | None:
    return merged_words(round, slots_of(plan_of(round), round.year), sealed(round, now()), now()).get(key)


@pytest.fixture
def merge(round: Round, department_officer: User) -> Callable[..., Merging | None]:
    def write(*drafts: Draft, version: int = 0, by: User = department_officer, key: str = SLOT) -> Merging | None:
        return actions.merge(round, key, drafts, by=by, version=version)

    return write


@pytest.fixture
def corrected(sent: Report, department_officer: User, commune_a_officer: User, commune_a_leader: User):  # type: ignore[no-untyped-def]
    """Have commune A send other words: corrected("…")."""

    def correct(words: str = NEW) -> Report:
        report = Report.objects.get(pk=sent.pk)
        actions.return_report(report, reasons={SLOT: "Sai số"}, due_before=date(2028, 11, 18), by=department_officer)
        part = sent.parts.get(code=SLOT)
        actions.write(report, {SLOT: Words(version=part.version, result=words)}, by=commune_a_officer)
        return actions.submit(Report.objects.get(pk=sent.pk), by=commune_a_leader)

    return correct


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mở 02 lớp. Có 40 người học.", ["Mở 02 lớp.", "Có 40 người học."]),
        ("- Mở 02 lớp\n- Có 40 người học;", ["Mở 02 lớp.", "Có 40 người học;"]),
        ("Tại TP. Bắc Ninh mở 02 lớp.", ["Tại TP. Bắc Ninh mở 02 lớp."]),
        ("Do ThS. Nam dạy. Đã xong.", ["Do ThS. Nam dạy.", "Đã xong."]),
        ("Tổng số 3. 05 lớp đã xong.", ["Tổng số 3. 05 lớp đã xong."]),
        (" ./. ", []),
    ],
)
def test_words_are_cut_into_sentences(text: str, sentences: list[str]):
    assert list(sentences_of(text)) == sentences


def test_a_sentence_keeps_the_body_the_sending_and_the_words_it_was_taken_from(sent: Report, round: Round, merge):  # type: ignore[no-untyped-def]
    merge(Draft("Các xã hướng dẫn 09 doanh nghiệp.", (_token(sent),)))
    (sentence,) = _now(round).sentences  # type: ignore[union-attr]
    (origin,) = sentence.origins
    assert (origin.speaker.name, origin.source.snapshot.number, origin.source.words) == ("UBND xã A", 1, OLD)
    assert not sentence.is_own


def test_a_sentence_without_a_source_is_the_department_s_own(merge, round: Round):  # type: ignore[no-untyped-def]
    merge(Draft("Sở đã kiểm tra 05 đơn vị."))
    assert _now(round).sentences[0].is_own  # type: ignore[union-attr]


def test_the_province_s_paper_prints_the_merged_words_instead_of_the_bodies(
    plan: Plan, sent: Report, department_officer: User, merge
):  # type: ignore[no-untyped-def]
    actions.accept(sent, by=department_officer)
    before = said(compose(context(plan, 2028))).count(f"UBND xã A: {OLD}")
    merge(Draft("Cấp xã hướng dẫn 09 doanh nghiệp.", (_token(sent),)), Draft("Sở kiểm tra 05 xã."))
    text = said(compose(context(plan, 2028)))
    assert "Điểm b khoản 8: Cấp xã hướng dẫn 09 doanh nghiệp. Sở kiểm tra 05 xã." in text
    assert text.count(f"UBND xã A: {OLD}") == before - 1


def test_merged_difficulties_name_who_raises_them_and_the_department_s_own_nobody(plan: Plan, round: Round, merge):  # type: ignore[no-untyped-def]
    merge(Draft("Kinh phí giao chậm."), key="kho-khan")
    assert "Kinh phí giao chậm." in said(compose(context(plan, 2028))).splitlines()


def test_as_known_before_the_merging_the_paper_says_what_it_said(plan: Plan, round: Round, merge):  # type: ignore[no-untyped-def]
    before = now()
    merge(Draft("Sở kiểm tra 05 xã."))
    assert "Sở kiểm tra 05 xã." not in said(compose(context(plan, 2028, before)))


def test_words_the_body_has_corrected_since_are_stale(sent: Report, round: Round, merge, corrected):  # type: ignore[no-untyped-def]
    merge(Draft(OLD, (_token(sent),)))
    corrected()
    own = _now(round)
    assert own.stale == 1  # type: ignore[union-attr]
    assert own.sentences[0].origins[0].newer.snapshot.number == 2  # type: ignore[union-attr]


def test_a_correction_that_keeps_the_words_makes_nothing_stale(sent: Report, round: Round, merge, corrected):  # type: ignore[no-untyped-def]
    merge(Draft(OLD, (_token(sent),)))
    corrected(f"{OLD} Đã kiểm tra.")
    assert _now(round).stale == 0  # type: ignore[union-attr]


def test_who_has_looked_at_the_correction_may_keep_the_sentence(sent: Report, round: Round, merge, corrected):  # type: ignore[no-untyped-def]
    token = _token(sent)
    merge(Draft(OLD, (token,)))
    corrected()
    merge(Draft(OLD, (token,), seen=True), version=1)
    assert _now(round).stale == 0  # type: ignore[union-attr]
    corrected("Đã hướng dẫn 13 doanh nghiệp.")
    assert _now(round).stale == 1  # type: ignore[union-attr]


def test_each_of_two_sentences_on_one_source_is_looked_at_by_itself(sent: Report, round: Round, merge, corrected):  # type: ignore[no-untyped-def]
    token = _token(sent)
    first, second = Draft(OLD, (token,)), Draft(f"{OLD} Đã kiểm tra.", (token,))
    merge(first, second)
    corrected()
    merge(first, Draft(second.text, (token,), seen=True), version=1)
    assert _now(round).stale == 1  # type: ignore[union-attr]
    merge(first, second, Draft("Sở kiểm tra 05 xã."), version=2)
    assert _now(round).stale == 1  # type: ignore[union-attr]


def test_what_came_after_the_page_was_opened_is_still_to_be_looked_at(
    sent: Report, round: Round, merge, corrected, department_officer: User
):  # type: ignore[no-untyped-def]
    token = _token(sent)
    merge(Draft(OLD, (token,)))
    opened = sent.snapshots.latest("pk").pk
    corrected()
    seen = [Draft(OLD, (token,), seen=True)]
    actions.merge(round, "V.8b", seen, by=department_officer, version=1, looked=opened)
    assert _now(round).stale == 1  # type: ignore[union-attr]


def test_sentences_without_a_stop_are_told_apart(round: Round, merge):  # type: ignore[no-untyped-def]
    merge(Draft("Sở kiểm tra 05 xã"), Draft("Cấp xã hướng dẫn"))
    assert _now(round).text == "Sở kiểm tra 05 xã. Cấp xã hướng dẫn."  # type: ignore[union-attr]


def test_a_frozen_paper_on_words_not_accepted_says_that_they_must_be_looked_at(
    plan: Plan, sent: Report, round: Round, merge, on_day, department_leader: User, department_officer: User
):  # type: ignore[no-untyped-def]
    merge(Draft(OLD, (_token(sent),)))
    on_day("2028-11-24")
    actions.freeze(round, by=department_leader)
    assert compose(context(plan, 2028)).mark == "DỰ THẢO, LỜI CẦN XEM LẠI"
    actions.accept(sent, by=department_officer)
    assert compose(context(plan, 2028)).mark == ""


def test_what_the_other_wrote_stands_and_mine_is_handed_back(merge, second_department_officer: User):  # type: ignore[no-untyped-def]
    merge(Draft("Câu của người kia."), by=second_department_officer)
    with pytest.raises(MergeConflict) as raised:
        merge(Draft("Câu của tôi."))
    assert [each.text for each in raised.value.mine] == ["Câu của tôi."]
    assert [each.text for each in raised.value.theirs.said] == ["Câu của người kia."]  # type: ignore[union-attr]


def test_the_same_words_saved_twice_are_one_version(merge):  # type: ignore[no-untyped-def]
    merge(Draft("Một câu."))
    merge(Draft(" Một  câu. "), version=0)
    assert Merging.objects.count() == 1


def test_no_sentences_give_the_slot_back_to_the_bodies(merge, round: Round):  # type: ignore[no-untyped-def]
    merge(Draft("Một câu."))
    merge(version=1)
    assert _now(round) is None
    assert [e.verb for e in Event.objects.filter(verb__startswith="paper.").order_by("id")] == [
        "paper.merged",
        "paper.merging_given_back",
    ]


def test_a_source_that_is_no_place_of_a_sealed_report_is_refused(sent: Report, merge):  # type: ignore[no-untyped-def]
    for token in (_token(sent, number=7), "0|V.8b|0", "x", _token(sent, code="NV2.1")):
        with pytest.raises(ValidationError, match="Biểu mẫu không đúng với trang này"):
            merge(Draft("Câu.", (token,)))
    assert not Merging.objects.exists()


def test_who_does_not_make_the_paper_merges_nothing(merge, commune_a_officer: User, viewer: User):  # type: ignore[no-untyped-def]
    for person in (commune_a_officer, viewer):
        with pytest.raises(PermissionDenied):
            merge(Draft("Câu."), by=person)


def test_what_was_merged_is_never_rewritten(merge):  # type: ignore[no-untyped-def]
    merge(Draft("Một câu."))
    with pytest.raises(ProgrammingError, match="Cannot update or delete"):
        Merging.objects.update(slot="V.8a")


def test_the_queries_of_merged_words_do_not_grow_with_sentences(sent: Report, round: Round, merge):  # type: ignore[no-untyped-def]
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            _now(round)
        return len(captured)

    merge(Draft(OLD, (_token(sent),)))
    few = queries()
    merge(*(Draft(f"Câu {n}.", (_token(sent),)) for n in range(30)), version=1)
    assert queries() == few
