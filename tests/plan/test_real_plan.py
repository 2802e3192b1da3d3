"""The printed plan is held exactly: numbers, codes, wording, bodies, years, money."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from nscl.plan import Plan, check, load
from nscl.scorecard.measures import MEASURES
from tests.plan.conftest import REAL


def test_the_check_summarises_the_plan_in_numbers() -> None:
    found = check(REAL).as_dict()
    assert {key: found[key] for key in ("objectives", "indicators", "tasks", "money_lines", "total")} == {
        "objectives": 10,
        "indicators": 15,
        "tasks": 29,
        "money_lines": 7,
        "total": 20410,
    }
    assert found["yearly_totals"] == {"2026": 4130, "2027": 4130, "2028": 4130, "2029": 4130, "2030": 3890}
    assert found["errors"] == []


def test_each_of_the_twenty_open_points_is_a_warning() -> None:
    warnings = check(REAL).as_dict()["warnings"]
    for number in range(1, 21):
        assert sum(f": CH{number} (" in warning for warning in warnings) == 1


def test_an_open_point_is_printed_with_the_reading_it_starts_from() -> None:
    warning = next(w for w in check(REAL).as_dict()["warnings"] if ": CH12 (" in w)
    assert "tính vào MT2.1; cán bộ cơ quan hành chính tính vào MT9.1" in warning


def test_a_measure_that_is_built_is_no_warning() -> None:
    warnings = "\n".join(check(REAL, built=["training.attendances"]).as_dict()["warnings"])
    assert '"training.attendances"' not in warnings
    assert warnings.count("chưa được xây dựng") == 13


def test_with_what_is_built_the_rest_is_told_measure_by_measure() -> None:
    warnings = [w for w in check(REAL, built=MEASURES).as_dict()["warnings"] if "chưa được xây dựng" in w]
    named = {indicator.code: indicator.measure for indicator in load(REAL).indicators}
    waiting = {
        code for code, measure in named.items() if any(f"{code}: " in w and f'"{measure}"' in w for w in warnings)
    }
    assert waiting == {"MT4.1", "MT4.2", "MT6.1", "MT6.2", "MT7.1", "MT10.1", "NV5.2"}
    assert len(warnings) == len(waiting)


def test_tasks_without_money_and_money_without_a_task_are_warnings() -> None:
    warnings = check(REAL).as_dict()["warnings"]
    assert sum(": nhiệm vụ NV" in w and "không có dòng kinh phí" in w for w in warnings) == 23
    assert [w for w in warnings if "không chi cho nhiệm vụ nào" in w and "KP.IV" in w]


def test_indicators_stand_in_plan_order_with_the_metrology_one_last(plan: Plan) -> None:
    codes = " ".join(indicator.code for indicator in plan.indicators)
    assert codes == "MT1.1 MT1.2 MT2.1 MT3.1 MT4.1 MT4.2 MT5.1 MT6.1 MT6.2 MT7.1 MT8.1 MT9.1 MT9.2 MT10.1 NV5.2"


@pytest.mark.parametrize(
    ("code", "shape", "op", "value"),
    [
        ("MT1.1", "yearly_average", ">", 55),
        ("MT1.2", "yearly_average", ">=", 11),
        ("MT2.1", "each_year", ">=", 1000),
        ("MT3.1", "each_year", ">=", 1),
        ("MT4.1", "share_of", ">=", 50),
        ("MT4.2", "by_end", ">=", 5),
        ("MT5.1", "by_end", ">=", 5),
        ("MT6.1", "share_of", ">=", 20),
        ("MT6.2", "share_of", ">=", 50),
        ("MT7.1", "describe", None, None),
        ("MT8.1", "maintain", ">=", 5),
        ("MT9.1", "describe", None, None),
        ("MT9.2", "describe", None, None),
        ("MT10.1", "each_year", ">=", 100),
        ("NV5.2", "share_of", ">=", 80),
    ],
)
def test_targets_are_those_of_the_plan(plan: Plan, code: str, shape: str, op: str | None, value: int | None) -> None:
    target = plan.indicator(code).target
    assert (target.shape, target.op, target.value) == (shape, op, value)


def test_only_learners_of_vocational_institutions_and_enterprises_count_for_objective_2(plan: Plan) -> None:
    assert plan.indicator("MT2.1").where == {"setting": ("vocational", "enterprise")}
    assert plan.indicator("MT9.1").where == {"setting": ("administration",)}


def test_an_integrated_model_has_at_least_two_systems(plan: Plan) -> None:
    assert plan.indicator("MT3.1").where == {"kind": ("enterprise",), "min_systems": 2}


def test_a_model_school_needs_both_systems(plan: Plan) -> None:
    assert plan.indicator("MT6.1").where["systems"] == ("5S", "TCVN ISO 21001")


def test_objectives_keep_their_wording(plan: Plan) -> None:
    assert plan.objective("MT2").text == (
        "Đào tạo về năng suất, chất lượng được ít nhất 1000 lượt người/năm trong các cơ sở giáo dục nghề nghiệp, "
        "doanh nghiệp."
    )
    assert "6 sigma, TWI ...)" in plan.objective("MT3").text


def test_every_letter_of_the_plan_and_of_its_open_points_is_pinned(plan: Plan) -> None:
    """Whoever changes a letter of the plan's wording on purpose writes its new fingerprint here."""
    money = [f"{each.title} {each.amounts}" for each in plan.money_lines]
    printed = {
        "preamble": [plan.text.preamble],
        "objectives": [each.text for each in plan.objectives],
        "paragraphs": [each.text for group in plan.groups for each in group.paragraphs],
        "tasks": [f"{each.text} {each.schedule.printed} {each.note or ''}" for each in plan.tasks],
        "duties": [each.text for each in plan.duties],
        "money": money,
        "open points": [f"{each.text} {each.reading}" for each in plan.contradictions],
    }
    found = {part: sha256("\n".join(texts).encode()).hexdigest()[:12] for part, texts in printed.items()}
    assert found == {
        "preamble": "7fbe44b502c0",
        "objectives": "c02e62c6a7f9",
        "paragraphs": "b335634799f2",
        "tasks": "5e6024ba1a02",
        "duties": "6f5bbdbe2a32",
        "money": "e96d3c08d7c0",
        "open points": "dbd385127ba5",
    }


def test_an_open_point_tells_which_tools_stand_where(plan: Plan) -> None:
    (point,) = [each for each in plan.contradictions if each.code == "CH17"]
    texts = {"MT3": plan.objective("MT3").text, "NV4.2": plan.task("NV4.2").text}
    texts |= {"MT9": plan.objective("MT9").text, "NV4.8": plan.task("NV4.8").text}
    tools = {
        tool: {code for code, text in texts.items() if tool in text}
        for tool in ("BRCGS", "6 sigma", "TWI", "work layout", "Kaizen")
        if tool in point.text
    }
    assert tools == {
        "BRCGS": {"MT3"},
        "6 sigma": {"MT3"},
        "TWI": {"MT3"},
        "work layout": {"NV4.2"},
        "Kaizen": {"MT3", "NV4.2", "MT9"},
    }


def test_what_the_scan_leaves_unclear_is_kept_beside_the_wording(plan: Plan) -> None:
    assert plan.objective("MT3").marks == ('Bản quét ghi "TWT"; đọc là TWI.',)
    assert "TWT" not in plan.objective("MT3").text


def test_no_remark_of_the_reader_slips_into_the_wording(plan: Plan) -> None:
    wording = [plan.text.preamble, *(item.text for item in (*plan.objectives, *plan.tasks, *plan.duties))]
    wording += [paragraph.text for group in plan.groups for paragraph in group.paragraphs]
    assert not [text for text in wording if "[" in text or "SKHCN" in text or "**" in text]


def test_part_three_has_its_paragraphs(plan: Plan) -> None:
    assert [len(group.paragraphs) for group in plan.groups] == [3, 4, 4, 4, 2, 3, 2]
    assert plan.paragraph("III.4d").text.endswith("Giải thưởng chất lượng Quốc gia hằng năm.")


def test_commendations_are_led_by_the_home_department(plan: Plan) -> None:
    task = plan.task("NV2.5")
    assert (task.leads, task.coordinating) == (("snv",), ("skhcn",))
    assert task.schedule.printed == "2030 hoặc đột xuất"
    assert task.schedule.ad_hoc


def test_broadcasting_has_two_leads(plan: Plan) -> None:
    assert plan.task("NV2.2").leads == ("skhcn", "bptth")


def test_curricula_run_in_two_years_as_a_commissioned_task(plan: Plan) -> None:
    task = plan.task("NV3.2")
    assert (task.schedule.first, task.schedule.last, task.commissioned) == (2027, 2028, True)
    assert plan.names(task.coordinating) == "Sở Giáo dục và Đào tạo, các cơ sở giáo dục"


def test_five_tasks_are_commissioned(plan: Plan) -> None:
    commissioned = [task.code for task in plan.tasks if task.commissioned]
    assert commissioned == ["NV1.4", "NV3.2", "NV4.2", "NV4.3", "NV4.8"]


def test_the_standing_body_leads_27_tasks(plan: Plan) -> None:
    assert len(plan.led_by("skhcn")) == 27
    assert [task.code for task in plan.led_by("sgddt")] == ["NV4.5"]


def test_a_commune_coordinates_20_tasks_due_in_2028(plan: Plan) -> None:
    due = plan.tasks_due(2028)
    coordinated = [task.code for task in plan.coordinated_by("09193") if task in due]
    assert len(coordinated) == 20
    assert not {"NV1.1", "NV1.2", "NV4.3"} & set(coordinated)


def test_the_education_department_coordinates_23_tasks_due_in_2028(plan: Plan) -> None:
    due = plan.tasks_due(2028)
    assert len([task for task in plan.coordinated_by("sgddt") if task in due]) == 23


def test_a_school_the_plan_does_not_list_coordinates_by_its_kind(plan: Plan) -> None:
    codes = [task.code for task in plan.coordinated_by("thpt-mot", kind="upper_secondary_school")]
    assert {"NV2.4", "NV3.1", "NV3.2", "NV3.3", "NV3.4", "NV4.1"} == set(codes)


def test_the_task_of_2025_is_due_in_no_year_of_the_plan(plan: Plan) -> None:
    assert all(plan.task("NV1.1") not in plan.tasks_due(year) for year in plan.period.years)


def test_a_blank_time_means_every_year_of_the_plan(plan: Plan) -> None:
    assert [plan.task("NV5.2").schedule.is_due(year, plan.period) for year in (2025, 2026, 2030, 2031)] == [
        False,
        True,
        True,
        False,
    ]


def test_duties_of_a_commune_and_of_the_union(plan: Plan) -> None:
    assert [duty.code for duty in plan.duties_of("09193")] == ["V.1", "V.8a", "V.8b"]
    assert [duty.code for duty in plan.duties_of("lmhtx")] == ["V.7a", "V.7b"]
    assert [(d.code, d.role) for d in plan.duties_of("syt")] == [
        ("V.1", "lead"),
        ("V.4a", "coordinate"),
        ("V.4b", "lead"),
    ]


def test_twenty_duties_with_the_vietnamese_letter(plan: Plan) -> None:
    assert len(plan.duties) == 20
    assert "Trước ngày 30/11 hằng năm" in plan.duty("V.2đ").text


def test_ninety_nine_communes_with_official_codes(plan: Plan) -> None:
    communes = [body for body in plan.bodies if body.kind == "commune"]
    assert len({body.code for body in communes}) == 99
    assert sum(body.place is not None and body.place.startswith("xã ") for body in communes) == 66
    assert plan.body("09193").name == "Ủy ban nhân dân xã Yên Phong"
    assert plan.body("07210").short == "UBND phường Bắc Giang"


def test_the_roster_the_plan_proposes_has_112_obliged_and_3_invited(plan: Plan) -> None:
    assert len(plan.obliged) == 112
    assert [body.code for body in plan.invited] == ["lmhtx", "hhdn", "bptth"]
    assert plan.standing_body not in {body.code for body in plan.obliged}


def test_money_by_year_leaves_the_blank_cell_blank(plan: Plan) -> None:
    line = plan.money_line("KP.I.3")
    assert 2030 not in line.amounts
    assert line.total == 1200
    assert [plan.estimate(year) for year in plan.period.years] == [4130, 4130, 4130, 4130, 3890]


def test_deadlines_are_the_two_of_part_five(plan: Plan) -> None:
    assert (plan.deadline("bodies").before, plan.deadline("bodies").duty) == ("11-20", "V.1")
    assert (plan.deadline("province").before, plan.deadline("province").duty) == ("11-30", "V.2đ")
    assert all(deadline.ad_hoc for deadline in plan.deadlines)


def test_the_closing_day_is_a_decision_since_the_plan_prints_none(plan: Plan) -> None:
    decision = plan.decision("figures.closing_day")
    assert decision.value == "11-16"
    assert "Kế hoạch không quy định" in decision.basis


def test_the_plan_names_itself(plan: Plan) -> None:
    assert (plan.number, plan.issued_on, plan.province.code) == ("49/KH-UBND", date(2025, 8, 28), "24")
    assert plan.citation == "Kế hoạch số 49/KH-UBND"
    assert plan.full_title == (
        "Kế hoạch nâng cao năng suất và chất lượng trên địa bàn tỉnh Bắc Ninh giai đoạn 2026-2030"
    )
    assert [basis.number for basis in plan.legal_bases] == ["1322/QĐ-TTg", "36/QĐ-TTg"]


def test_a_figure_says_which_register_it_comes_from(plan: Plan) -> None:
    assert plan.indicator("MT2.1").source == "Sổ đào tạo"
    assert (plan.indicator("MT6.1").counted_unit, plan.indicator("MT5.1").counted_unit) == ("trường", "mô hình")


def test_open_points_are_found_by_the_codes_they_touch(plan: Plan) -> None:
    assert [point.code for point in plan.contradictions_of("NV4.3")] == ["CH3", "CH16"]


def test_the_hash_depends_on_the_text_and_not_on_the_folder(plan: Plan, tmp_path: Path) -> None:
    copy = tmp_path / "ten-khac"
    copy.mkdir()
    for file in REAL.glob("*.yaml"):
        (copy / file.name).write_bytes(file.read_bytes())
    assert load(copy).hash == plan.hash
    text = (copy / "plan.yaml").read_text(encoding="utf-8")
    (copy / "plan.yaml").write_text(text.replace("value: 1000,", "value: 1001,").replace("1.000", "1.001"), "utf-8")
    assert load(copy).hash != plan.hash


def test_an_unknown_code_is_a_key_error(plan: Plan) -> None:
    with pytest.raises(KeyError):
        plan.indicator("MT99.1")
