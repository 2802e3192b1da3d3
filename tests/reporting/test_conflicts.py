"""Two people in one report: nobody's words are lost."""

import pytest

from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import Conflict, EditConflict, ReplyConflict, Words
from nscl.reporting.models import Part, Report, Return

pytestmark = pytest.mark.django_db
MINE, THEIRS = "Hướng dẫn 12 doanh nghiệp.", "Hướng dẫn 09 hợp tác xã."


def _part(report: Report, code: str) -> Part:
    return report.parts.get(code=code)


def _conflict(report: Report, words: dict[str, Words], by: User) -> Conflict:
    with pytest.raises(EditConflict) as raised:
        actions.write(report, words, by=by)
    (conflict,) = raised.value.conflicts
    assert isinstance(conflict, Conflict)
    return conflict


def test_a_conflict_keeps_both_texts(report: Report, commune_a_officer: User, second_commune_a_officer: User):
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result=THEIRS)

    conflict = _conflict(report, {"V.8b": Words(version=0, result=MINE)}, commune_a_officer)

    assert conflict.mine.result == MINE
    assert conflict.theirs.result == THEIRS
    assert conflict.person == second_commune_a_officer
    assert _part(report, "V.8b").result == THEIRS
    assert "Chưa có gì bị mất" in conflict.message


def test_parts_without_a_conflict_are_saved(report: Report, commune_a_officer: User, second_commune_a_officer: User):
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result=THEIRS)

    words = {"V.8a": Words(version=0, result="Đã ban hành kế hoạch."), "V.8b": Words(version=0, result=MINE)}
    _conflict(report, words, commune_a_officer)

    assert _part(report, "V.8a").result == "Đã ban hành kế hoạch."


def test_the_same_words_from_two_people_are_no_conflict(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result=MINE)

    assert actions.write(report, {"V.8b": Words(version=0, result=MINE)}, by=commune_a_officer) == []


def test_a_part_the_author_left_as_he_read_it_is_no_conflict(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    """One form sends every part, also those somebody else wrote in meanwhile."""
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result=THEIRS)
    actions.nil_rest(report, by=second_commune_a_officer)

    words = {p.code: Words(version=0) for p in report.parts.all()} | {"V.8a": Words(version=0, result=MINE)}
    (saved,) = actions.write(report, words, by=commune_a_officer)

    assert saved.code == "V.8a"
    assert _part(report, "V.8b").result == THEIRS
    assert _part(report, "NV2.1").nil


def test_two_boxes_of_one_part_written_by_two_people_are_both_kept(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result=THEIRS)

    actions.write_part(report, "V.8b", by=commune_a_officer, version=0, difficulty="Thiếu người.")

    part = _part(report, "V.8b")
    assert (part.result, part.difficulty, part.version) == (THEIRS, "Thiếu người.", 2)


def test_nil_from_one_and_a_result_from_another_are_a_conflict(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result=THEIRS)

    conflict = _conflict(report, {"V.8b": Words(version=0, nil=True, nil_reason="Chưa có.")}, commune_a_officer)

    assert conflict.mine.nil
    assert conflict.theirs.result == THEIRS


def test_a_version_nobody_ever_wrote_is_a_conflict_not_an_overwriting(report: Report, commune_a_officer: User):
    actions.write_part(report, "V.8b", by=commune_a_officer, version=0, result=THEIRS)

    _conflict(report, {"V.8b": Words(version=77, result=MINE)}, commune_a_officer)

    assert _part(report, "V.8b").result == THEIRS


def test_the_choice_is_saved_over_the_version_it_was_made_from(
    report: Report, commune_a_officer: User, second_commune_a_officer: User
):
    actions.write_part(report, "V.8b", by=second_commune_a_officer, version=0, result=THEIRS)
    conflict = _conflict(report, {"V.8b": Words(version=0, result=MINE)}, commune_a_officer)

    both = f"{conflict.theirs.result}\n{conflict.mine.result}"
    actions.write_part(report, "V.8b", by=commune_a_officer, version=conflict.theirs.version, result=both)

    assert _part(report, "V.8b").result == f"{THEIRS}\n{MINE}"


def test_two_replies_to_one_item_are_a_conflict(
    returned: Report, commune_a_officer: User, second_commune_a_officer: User
):
    item = returned.returns.get()
    actions.reply(item, text="Số là 09.", by=second_commune_a_officer, seen="")

    with pytest.raises(EditConflict) as raised:
        actions.reply(item, text="Số là 12.", by=commune_a_officer, seen="")

    (conflict,) = raised.value.conflicts
    assert isinstance(conflict, ReplyConflict)
    assert (conflict.mine, conflict.item.reply) == ("Số là 12.", "Số là 09.")
    assert Return.objects.get(pk=item.pk).reply == "Số là 09."
    assert "Trả lời mục V.8b" in conflict.message


def test_a_reply_over_the_one_that_was_read_is_saved(
    returned: Report, commune_a_officer: User, second_commune_a_officer: User
):
    actions.reply(returned.returns.get(), text="Số là 09.", by=second_commune_a_officer, seen="")
    read = returned.returns.get()

    actions.reply(read, text="Số là 12.", by=commune_a_officer, seen=read.stamp)

    assert returned.returns.get().reply == "Số là 12."
