"""Letters of a round, against texts written by hand after the models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace

import docx as word
import pytest
from docx.shared import Mm

from nscl.config import launcher
from nscl.documents import conformity, docx
from nscl.notices.models import Notice
from nscl.organisations.models import Kind, Programme, User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.models import Report, Round
from nscl.reporting.papers.catalogue import PAPERS
from nscl.reporting.papers.letters.chasing_letter import answer_day
from nscl.reporting.papers.letters.late_list import late_bodies
from nscl.reporting.papers.paper import CannotWrite
from nscl.vn.calendar import ZONE, standing_at
from tests import make
from tests.documents.office import pages

GOLDEN = launcher.ROOT / "tests" / "papers"
LATE = datetime(2028, 11, 20, 10, 0, tzinfo=ZONE)


def golden(name: str) -> str:
    return (GOLDEN / name).read_text("utf-8").rstrip("\n")


def render(slug: str, plan: Plan) -> bytes:
    return PAPERS[slug].render(plan, 2028)


@pytest.fixture
def known(round: Round, department_officer: User, commune_b_officer: User) -> Round:
    """The letter that opened the round is signed; two people have told the phones of their desks."""
    for person, phone in ((department_officer, "0222 000 001"), (commune_b_officer, "0222 000 002")):
        User.objects.filter(pk=person.pk).update(phone=phone)
    Round.objects.filter(pk=round.pk).update(opening_number="214/SKHCN-TĐC", opening_date=date(2028, 10, 16))
    return Round.objects.get(pk=round.pk)


@pytest.fixture
def late(known: Round, sent: Report, on_day: Callable[[str], None], commune_b_officer: User) -> Iterator[Round]:
    """Commune A has sent; commune B was reminded on the last day, and the education department has nobody here."""
    on_day("2028-11-19")
    Report.objects.exclude(body=sent.body).exclude(body__code__in=("sgddt", "99902", "skhcn")).delete()
    report = known.reports.get(body__code="99902")
    Notice.objects.create(
        recipient=commune_b_officer, kind="reminder", subject=f"reminder/{report.pk}/0/+0", text="Nhắc", url="/",
        created_at=datetime(2028, 11, 19, 8, 0, tzinfo=ZONE),
    )  # fmt: skip
    with standing_at(LATE):
        yield known


def test_the_letter_that_chases_reads_as_written_by_hand(plan: Plan, late: Round):
    assert docx.text(render("chasing-letter", plan)) == golden("cong-van-don-doc-2028.txt")


def test_the_list_of_the_late_reads_as_written_by_hand(plan: Plan, late: Round):
    assert docx.text(render("late-list", plan)) == golden("danh-sach-cham-2028.txt")


def test_the_letter_that_opens_a_round_reads_as_written_by_hand(
    plan: Plan, programme: Programme, department_officer: User, bodies: SimpleNamespace, settings
):  # type: ignore[no-untyped-def]
    settings.SITE_ADDRESS = "https://nscl.vi-du.vn"
    make.body("lmhtx", "Liên minh Hợp tác xã tỉnh", Kind.UNION)
    User.objects.filter(pk=department_officer.pk).update(phone="0222 000 001")
    with standing_at(datetime(2028, 10, 16, 9, 0, tzinfo=ZONE)):
        round = actions.open_round(by=department_officer, plan=plan, year=2028)
        for commune in (bodies.commune_a, bodies.commune_b):
            actions.add_to_roster(round, commune, why="xã mới", by=department_officer, obligation="obliged")
        lines = docx.text(render("opening-letter", plan)).split("\n")

    annexes = lines.index("Phụ lục I")
    assert "\n".join(lines[:annexes]) == golden("cong-van-mo-ky-2028.txt")
    assert lines[-2:] == [
        "4 | Liên minh Hợp tác xã tỉnh | Cung cấp thông tin",
        "Tổng số: 04 cơ quan, đơn vị, địa phương./.",
    ]


@pytest.mark.parametrize("slug", ["opening-letter", "chasing-letter", "late-list"])
def test_every_letter_has_the_form_of_the_decree(plan: Plan, late: Round, slug: str):
    assert conformity.check(render(slug, plan)) == []


def test_the_list_of_the_late_stands_in_the_frame_of_the_province(plan: Plan, late: Round, tmp_path):  # type: ignore[no-untyped-def]
    frame = word.Document(BytesIO(docx.house_template()))
    frame.sections[0].left_margin = Mm(35)
    (tmp_path / "templates").mkdir()
    frame.save(str(tmp_path / "templates" / "late-list.docx"))
    data = render("late-list", plan.model_copy(update={"folder": tmp_path}))

    assert docx.text(data) == golden("danh-sach-cham-2028.txt")
    assert word.Document(BytesIO(data)).sections[0].left_margin.mm == pytest.approx(35, abs=0.1)


def test_a_fault_of_the_frame_of_the_list_is_told_by_its_file(plan: Plan, late: Round, tmp_path):  # type: ignore[no-untyped-def]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "late-list.docx").write_bytes(b"PK")
    with pytest.raises(CannotWrite, match=r"templates/late-list\.docx: Tệp mẫu không phải tệp Word"):
        render("late-list", plan.model_copy(update={"folder": tmp_path}))


def test_the_list_of_the_late_is_one_page_across(plan: Plan, late: Round, tmp_path):  # type: ignore[no-untyped-def]
    (page,) = pages(render("late-list", plan), tmp_path).pages
    assert page.mediabox.width > page.mediabox.height


def test_a_body_that_was_asked_to_mend_and_did_not_is_late_by_its_own_day(
    late: Round, sent: Report, department_officer: User, on_day
):  # type: ignore[no-untyped-def]
    with standing_at(datetime(2028, 11, 20, 9, 0, tzinfo=ZONE)):
        reasons = {"V.8b": "Chưa nêu số doanh nghiệp."}
        actions.return_report(sent, reasons=reasons, due_before=date(2028, 11, 22), by=department_officer)
    in_time = late_bodies(late, datetime(2028, 11, 21, 9, 0, tzinfo=ZONE))
    over = late_bodies(late, datetime(2028, 11, 23, 9, 0, tzinfo=ZONE))

    assert [row.name for row in in_time.rows if row.mends] == []
    assert [(row.name, row.last_day, row.days) for row in over.rows if row.mends] == [
        ("UBND xã A", date(2028, 11, 21), 2)
    ]
    assert over.owed == (
        "02 cơ quan, đơn vị, địa phương chưa gửi báo cáo, "
        "01 cơ quan, đơn vị, địa phương chưa gửi lại báo cáo được đề nghị bổ sung"
    )


def test_who_is_only_asked_for_information_is_never_late_but_told_apart(late: Round):
    Report.objects.filter(body__code="sgddt").update(obligation="invited")
    found = late_bodies(late, LATE)
    assert ([row.name for row in found.rows], found.bodies, found.invited) == (["UBND phường B"], 2, 1)


def test_who_was_given_more_time_is_not_late_before_its_own_day(late: Round):
    late.reports.filter(body__code="99902").update(extended_before=date(2028, 11, 22))
    found = late_bodies(late, LATE)
    assert ([row.name for row in found.rows], found.bodies, found.received) == (["Sở Giáo dục và Đào tạo"], 3, 1)
    (_education, commune) = late_bodies(late, datetime(2028, 11, 23, 9, 0, tzinfo=ZONE)).rows
    assert (commune.last_day, commune.days) == (date(2028, 11, 21), 2)


def test_nobody_is_chased_while_there_is_time(plan: Plan, round: Round):
    for slug in ("chasing-letter", "late-list"):
        with pytest.raises(CannotWrite, match="Chưa hết thời hạn"):
            render(slug, plan)


def test_nobody_is_chased_when_all_have_sent(plan: Plan, late: Round):
    Report.objects.filter(body__code__in=("sgddt", "99902")).update(obligation="invited")
    with pytest.raises(CannotWrite, match="Không còn đơn vị nào chậm"):
        render("chasing-letter", plan)


def test_letters_tell_what_is_now_and_of_a_round_that_is_there(plan: Plan, late: Round):
    with pytest.raises(CannotWrite, match="Bỏ --as-of"):
        PAPERS["late-list"].render(plan, 2028, as_of=LATE)
    with pytest.raises(CannotWrite, match="Năm 2027 chưa mở kỳ báo cáo"):
        PAPERS["opening-letter"].render(plan, 2027)


def test_the_day_to_answer_by_is_two_working_days_on():
    assert answer_day(date(2028, 11, 20), {}) == date(2028, 11, 22)
    assert answer_day(date(2028, 11, 17), {}) == date(2028, 11, 21)
    assert answer_day(date(2028, 11, 20), {date(2028, 11, 21): False}) == date(2028, 11, 23)


def test_queries_do_not_grow_with_the_late(late: Round, django_assert_max_num_queries):  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(9):
        late_bodies(late, LATE)
