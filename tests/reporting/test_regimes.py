"""Reporting regimes: a periodic one is complete or is not opened, an ad hoc one may lack; one engine for all."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nscl.history.models import Event
from nscl.organisations.models import Programme, User
from nscl.plan import Plan
from nscl.plan.regimes import Regime as Printed
from nscl.reporting import actions
from nscl.reporting.models import Frequency, Report, Role, Round, State
from nscl.reporting.regimes import ELEMENTS, regime, regimes
from nscl.reporting.reminders import Rhythm
from nscl.vn.calendar import now
from tests.reporting.conftest import fill

pytestmark = pytest.mark.django_db

DAY = date(2028, 11, 15)
DOCUMENT = {"document": "12/QĐ-SKHCN", "in_force_from": DAY}
NEEDED = {
    "name": "Tên báo cáo",
    "content": "Nội dung yêu cầu báo cáo",
    "reporters": "Đối tượng thực hiện báo cáo",
    "receiver": "Cơ quan nhận báo cáo",
    "method": "Phương thức gửi, nhận báo cáo",
    "due": "Thời hạn gửi báo cáo",
    "frequency": "Tần suất thực hiện báo cáo",
    "closing": "Thời gian chốt số liệu",
    "outline": "Mẫu đề cương báo cáo",
}


def lacking(plan: Plan, code: str, *elements: str) -> Plan:
    """The plan with some elements of a regime left out."""
    changed = plan.regime(code).model_copy(update=dict.fromkeys(elements))
    return plan.model_copy(update={"regimes": (changed,)})


def ask(plan: Plan, by: User, bodies: list, **how) -> Round:  # type: ignore[no-untyped-def, type-arg]
    asked = {
        "title": "Báo cáo đột xuất về nhiệm vụ 3.1",
        "content": "Số lớp đã mở đến ngày chốt.",
        "closing_on": date(2028, 11, 20),
        "due_before": date(2028, 11, 25),
        "codes": ["V.8b", "NV3.1"],
    }
    return actions.open_ad_hoc(by=by, plan=plan, bodies=bodies, **{**asked, **how})


# ---- periodic


@pytest.mark.parametrize(("element", "title"), NEEDED.items())
def test_a_periodic_regime_that_lacks_an_element_is_not_opened_and_its_name_is_said(
    plan: Plan, programme: Programme, department_officer: User, element: str, title: str
):
    with pytest.raises(ValidationError) as refusal:
        actions.open_round(by=department_officer, plan=lacking(plan, "annual", element), year=2028)

    assert f"còn thiếu: {title}." in refusal.value.message
    assert not Round.objects.exists()


def test_everything_lacking_is_named_at_once(plan: Plan, programme: Programme, department_officer: User):
    with pytest.raises(ValidationError, match="Cơ quan nhận báo cáo; Mẫu đề cương báo cáo"):
        actions.open_round(by=department_officer, plan=lacking(plan, "annual", "receiver", "outline"), year=2028)


def test_forms_and_guidance_may_lack(plan: Plan, programme: Programme, department_officer: User):
    round = actions.open_round(by=department_officer, plan=lacking(plan, "annual", "forms", "guidance"), year=2028)
    assert (round.address, round.called, round.freeze_on) == ("2028", "năm 2028", date(2028, 11, 23))


def test_an_element_left_empty_by_the_office_lacks_from_its_day_on(
    plan: Plan, programme: Programme, department_officer: User
):
    actions.change_regime(plan, "annual", {"method": ""}, by=department_officer, **DOCUMENT)

    with pytest.raises(ValidationError, match="Phương thức gửi, nhận báo cáo"):
        actions.open_round(by=department_officer, plan=plan, year=2028)
    before = regime(plan, "annual", date(2028, 11, 14), now())
    assert before is not None
    assert before.lacking == ()


def test_what_the_office_changes_holds_from_its_day_with_its_document(
    plan: Plan, programme: Programme, department_officer: User
):
    said = {"name": "Báo cáo năm", "freeze": "11-24", "reminders": "-5 0", "leaders": "-1"}
    changed = actions.change_regime(plan, "annual", said, by=department_officer, **DOCUMENT)

    assert {row.key for row in changed} == {f"regime.annual.{name}" for name in said}
    found = regime(plan, "annual", DAY, now())
    assert found is not None
    assert (found.name, found.freeze) == ("Báo cáo năm", "11-24")
    assert found.rhythm == Rhythm((-5, 0), heads=-3, leaders=-1, letter=3)
    assert Event.objects.filter(verb="decision.made", summary="regime.annual.name = Báo cáo năm").exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reminders": "hằng tuần"}, "reminders"),
        ({"leaders": ""}, "leaders"),
        ({"letter": "1 3"}, "letter"),
        ({"heads": "-3 -3"}, "heads"),
    ],
)
def test_days_of_reminders_are_whole_numbers(
    plan: Plan, programme: Programme, department_officer: User, said: dict[str, str], field: str
):
    with pytest.raises(ValidationError) as refusal:
        actions.change_regime(plan, "annual", said, by=department_officer, **DOCUMENT)
    assert list(refusal.value.message_dict) == [field]


def test_saying_what_already_holds_is_a_slip(plan: Plan, programme: Programme, department_officer: User):
    with pytest.raises(ValidationError, match="Không có yếu tố nào thay đổi"):
        actions.change_regime(plan, "annual", {"freeze": "11-23"}, by=department_officer, **DOCUMENT)


def test_only_who_decides_changes_a_regime(plan: Plan, programme: Programme, commune_a_leader: User):
    with pytest.raises(PermissionDenied):
        actions.change_regime(plan, "annual", {"name": "Khác"}, by=commune_a_leader, **DOCUMENT)


def test_the_final_review_is_opened_in_its_year_beside_the_annual_round(
    plan: Plan, programme: Programme, department_officer: User
):
    annual = actions.open_round(by=department_officer, plan=plan, year=2030)
    final = actions.open_round(by=department_officer, plan=plan, year=2030, code="final")

    assert (annual.address, final.address, final.called) == ("2030", "2030-1", "tổng kết năm 2030")
    assert final.due_before == date(2030, 11, 20)
    with pytest.raises(ValidationError, match="chỉ mở năm 2030"):
        actions.open_round(by=department_officer, plan=plan, year=2028, code="final")
    with pytest.raises(ValidationError, match="Năm 2030 đã mở kỳ"):
        actions.open_round(by=department_officer, plan=plan, year=2030, code="final")


def test_the_final_review_asks_about_every_task_of_the_plan(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User
):
    final = actions.open_round(by=department_officer, plan=plan, year=2030, code="final")
    asked = set(final.reports.get(body=bodies.education).parts.filter(role=Role.LEAD).values_list("code", flat=True))
    assert asked == {task.code for task in plan.led_by("sgddt")}


# ---- ad hoc


def test_an_ad_hoc_round_is_opened_although_its_regime_lacks_elements(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User
):
    found = next(each for each in regimes(plan, DAY, now()) if each.is_ad_hoc)
    assert [element.name for element in ELEMENTS if not found.words(element.name)] != []

    round = ask(plan, department_officer, [bodies.education])
    assert (round.address, round.frequency, round.called) == ("2028-1", Frequency.AD_HOC, "đột xuất số 1 năm 2028")
    assert round.codes == ["NV3.1", "V.8b"]
    assert ask(plan, department_officer, [bodies.education]).address == "2028-2"


def test_bodies_answer_the_chosen_items_the_plan_gives_them_and_the_general_part(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User
):
    round = ask(plan, department_officer, [bodies.commune_a, bodies.education, bodies.enterprise])

    asked = {report.body.code: [p.code for p in report.parts.all()] for report in round.reports.select_related("body")}
    assert asked["99901"] == ["V.8b", "NV3.1", "chung"]
    assert asked["dn-a"] == ["chung"]
    assert {report.body.code: report.obligation for report in round.reports.all()} == {
        "99901": "invited",  # the commune of the cast is none of the plan's
        "sgddt": "obliged",
        "dn-a": "invited",
    }


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"bodies": []}, "Chưa chọn đơn vị nào"),
        ({"codes": ["NV99.9"]}, "Kế hoạch không có mục NV99.9"),
        ({"closing_on": date(2031, 1, 5)}, "không thuộc giai đoạn"),
        ({"due_before": date(2028, 11, 20)}, "Ngày chốt số liệu phải trước thời hạn gửi"),
        ({"freeze_on": date(2028, 11, 20)}, "Ngày khóa số liệu phải sau ngày chốt"),
    ],
)
def test_an_ad_hoc_round_that_makes_no_sense_is_refused(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User, how: dict, message: str
):
    with pytest.raises(ValidationError, match=message):
        ask(plan, department_officer, **{"bodies": [bodies.education], **how})
    assert not Round.objects.exists()


def test_an_ad_hoc_report_goes_the_way_of_every_report(
    plan: Plan,
    programme: Programme,
    bodies: SimpleNamespace,
    department_officer: User,
    department_leader: User,
    commune_a_officer: User,
    commune_a_leader: User,
):
    round = ask(plan, department_officer, [bodies.commune_a])
    actions.approve_roster(round, by=department_leader)
    report = fill(round.reports.get(), commune_a_officer)
    report = actions.submit(report, by=commune_a_leader)
    returned = {"chung": "Nêu rõ số lớp."}
    actions.return_report(report, reasons=returned, due_before=date(2028, 11, 20), by=department_officer)
    actions.reply(report.returns.get(), text="02 lớp.", by=commune_a_officer)
    report = actions.submit(Report.objects.get(pk=report.pk), by=commune_a_leader)
    report = actions.accept(report, by=department_officer)

    assert report.state == State.ACCEPTED
    assert [each.number for each in report.snapshots.order_by("number")] == [1, 2]


def test_an_ad_hoc_round_leaves_the_paper_of_the_year_alone(
    plan: Plan, programme: Programme, bodies: SimpleNamespace, department_officer: User
):
    from nscl.reporting.papers.province_annual.context import context

    ask(plan, department_officer, [bodies.commune_a])
    assert context(plan, 2028).round is None
    assert [*Round.objects.annual()] == []


def test_a_regime_that_asks_once_names_its_year(plan: Plan):
    assert plan.regime("final").year == 2030
    assert isinstance(plan.regime("annual"), Printed)
    assert plan.regime("annual").year is None
