"""Wording a line of the province's paper: the words are an officer's, the figures are the registers'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from nscl.history.models import Event
from nscl.organisations.models import User
from nscl.registers.models import Course
from nscl.reporting import actions
from nscl.reporting.conflicts import WordingConflict
from nscl.reporting.models import Round, Wording
from nscl.reporting.papers.sayings import Saying, saying_of, sayings_of
from nscl.vn.calendar import now

pytestmark = pytest.mark.django_db
WORDS = "Toàn tỉnh mở [số lớp] lớp, có [số lượt người] lượt người theo học."
OTHERS = "Có [số lượt người] lượt người học ở [số lớp] lớp."
KEPT = "Toàn tỉnh mở [courses] lớp, có [value] lượt người theo học."


@pytest.fixture
def say(round: Round, department_officer: User, train: Callable[..., Course]) -> Callable[..., Wording | None]:
    """Word MT2.1, which has one course of three learners: say("…")."""
    train(3, on=date(2028, 5, 5))

    def write(text: str, *, version: int = 0, by: User = department_officer, **how: bool) -> Wording | None:
        return actions.reword(round, "MT2.1", text, by=by, version=version, **({"leaving_out": True} | how))

    return write


def _now(round: Round) -> Saying:
    return saying_of(round, "MT2.1")


def test_without_other_words_the_paper_says_the_house_s(round: Round):
    assert [each.text for each in sayings_of(round)] == [each.line.sentence for each in sayings_of(round)]


def test_words_are_printed_with_the_figures_of_the_moment(say: Callable[..., Wording], round: Round, train):  # type: ignore[no-untyped-def]
    say(WORDS)
    assert _now(round).text == "Toàn tỉnh mở 01 lớp, có 03 lượt người theo học."
    train(9, on=date(2028, 6, 6))
    assert _now(round).text == "Toàn tỉnh mở 02 lớp, có 12 lượt người theo học."


def test_words_are_kept_with_who_wrote_them_when_and_for_which_case(
    say: Callable[..., Wording], department_officer: User
):
    written = say(WORDS)
    assert (written.text, written.case, written.version) == (KEPT, "not_due", 1)
    assert (written.by, written.at.date()) == (department_officer, date(2028, 11, 15))


def test_each_wording_is_an_act_of_the_history(say: Callable[..., Wording]):
    say(WORDS)
    say("", version=1)
    acts = Event.objects.order_by("id").filter(verb__startswith="paper.")
    assert [(act.verb, act.summary) for act in acts] == [("paper.worded", "MT2.1"), ("paper.words_given_back", "MT2.1")]
    assert acts[0].details["text"] == KEPT


def test_nothing_written_gives_the_line_back_to_the_house(say: Callable[..., Wording], round: Round):
    say(WORDS)
    say("  \n", version=1)
    assert _now(round).text == _now(round).line.sentence
    assert not _now(round).is_written


def test_the_house_s_own_words_are_not_kept_as_somebody_s(say: Callable[..., Wording], round: Round):
    assert say(_now(round).phrase.typed) is None
    assert not Wording.objects.exists()


def test_the_same_words_twice_are_one_act(say: Callable[..., Wording]):
    say(WORDS)
    say(WORDS, version=1)
    say(WORDS)
    assert Wording.objects.count() == 1


def test_words_written_for_another_case_wait_and_the_house_s_stand(
    say: Callable[..., Wording], round: Round, on_day: Callable[[str], None]
):
    say(WORDS)
    on_day("2028-11-17")
    saying = _now(round)
    assert saying.case == "behind"
    assert saying.is_stale
    assert saying.text == saying.line.sentence


def test_the_same_words_may_be_written_anew_for_the_new_case(
    say: Callable[..., Wording], round: Round, on_day: Callable[[str], None]
):
    say(WORDS)
    on_day("2028-11-17")
    say(WORDS, version=1)
    assert _now(round).text == "Toàn tỉnh mở 01 lớp, có 03 lượt người theo học."


def test_words_of_a_count_of_nothing_do_not_stand_once_something_is_counted(
    round: Round, department_officer: User, train: Callable[..., Course]
):
    actions.reword(round, "MT2.1", "Chưa mở lớp nào.", by=department_officer, version=0, leaving_out=True)
    assert _now(round).text == "Chưa mở lớp nào."
    train(1)
    assert _now(round).is_stale


def test_a_line_without_a_register_may_be_worded_without_figures(round: Round, department_officer: User):
    actions.reword(round, "MT6.1", "Đang rà soát danh sách trường.", by=department_officer, version=0, leaving_out=True)
    assert saying_of(round, "MT6.1").text == "Đang rà soát danh sách trường."


@pytest.mark.parametrize("text", ["Có 412 lượt người, [số lượt người].", "[gì đó], [số lượt người].", "Không có số."])
def test_words_that_touch_a_figure_are_refused_and_nothing_is_kept(say: Callable[..., Wording], text: str):
    with pytest.raises(ValidationError) as refused:
        say(text)
    assert list(refused.value.message_dict) == ["text"]
    assert not Wording.objects.exists()


def test_figures_are_left_out_only_when_the_author_says_so(say: Callable[..., Wording]):
    with pytest.raises(ValidationError, match=r"Câu không còn in: \[ngày chốt\], \[tỷ lệ so với kế hoạch\]"):
        say(WORDS, leaving_out=False)
    assert not Wording.objects.exists()


def test_who_wrote_meanwhile_is_not_overwritten(
    say: Callable[..., Wording], second_department_officer: User, round: Round
):
    say(WORDS, by=second_department_officer)
    with pytest.raises(WordingConflict) as both:
        say(OTHERS)
    assert both.value.theirs is not None
    assert (both.value.theirs.text, both.value.mine) == (KEPT, OTHERS)
    assert _now(round).version == 1


def test_only_who_makes_the_paper_words_it(say: Callable[..., Wording], everyone: dict[str, User]):
    may = {"department_officer", "second_department_officer", "department_leader"}
    for name, user in everyone.items():
        if name in may:
            continue
        with pytest.raises(PermissionDenied):
            say(WORDS, by=user)
    assert not Wording.objects.exists()


def test_the_leader_may_word_it(say: Callable[..., Wording], department_leader: User):
    assert say(WORDS, by=department_leader).by == department_leader


def test_no_word_is_written_before_the_list_is_approved(prepared: Round, department_officer: User):
    with pytest.raises(ValidationError, match="chưa được duyệt"):
        actions.reword(prepared, "MT2.1", "Chưa mở lớp nào.", by=department_officer, version=0, leaving_out=True)


def test_words_may_be_written_after_the_freeze_around_the_frozen_figures(
    say: Callable[..., Wording], round: Round, department_leader: User, on_day: Callable[[str], None], train
):  # type: ignore[no-untyped-def]
    on_day("2028-11-17")
    actions.freeze(round, by=department_leader, at=now() - timedelta(minutes=1))
    train(9, on=date(2028, 6, 6))
    say(WORDS)
    assert _now(Round.objects.get(pk=round.pk)).text == "Toàn tỉnh mở 01 lớp, có 03 lượt người theo học."


def test_the_database_keeps_every_wording_and_no_figure_in_one(say: Callable[..., Wording], department_officer: User):
    written = say(WORDS)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Wording.objects.filter(pk=written.pk).update(text="")
    figure = Wording(
        round=written.round, indicator="MT2.1", version=2, text="Có 5.", case="met", by=department_officer, at=now()
    )
    with pytest.raises(IntegrityError, match="a_wording_holds_no_figure"), transaction.atomic():
        figure.save()
