"""A faulty plan folder is refused: every fault named by file and line, in Vietnamese, never a traceback."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from nscl.plan import PlanErrors, check, load
from tests.plan.conftest import REAL, Spoil


def faults(folder: Path) -> list[str]:
    """The faults of a folder as "file:line: message", without the folder."""
    with pytest.raises(PlanErrors) as refused:
        load(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in refused.value.problems]


def at(folder: Path, file: str, passage: str) -> str:
    """Where a fault about a passage must point: its first line in the file."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return f"{file}:{next(n for n, line in enumerate(lines, start=1) if passage in line)}: "


def test_an_unquoted_code_says_how_it_was_read(spoilt: Spoil) -> None:
    folder = spoilt("tasks.yaml", 'code: "NV1.2"', "code: 1.20")
    said = 'mã 1.20 không có dấu ngoặc kép nên bị đọc thành số 1,2. Viết "NV1.20".'
    assert at(folder, "tasks.yaml", "1.20") + said in faults(folder)


def test_an_unquoted_reference_is_told_its_kind(spoilt: Spoil) -> None:
    folder = spoilt("budget.yaml", 'pays_for: ["NV1.1"]', "pays_for: [1.10]")
    said = 'mã 1.10 không có dấu ngoặc kép nên bị đọc thành số 1,1. Viết "NV1.10".'
    assert at(folder, "budget.yaml", "1.10") + said in faults(folder)


def test_an_unquoted_commune_code_would_lose_its_zeros(spoilt: Spoil) -> None:
    folder = spoilt("organisations.yaml", '"00001"', "00001")
    said = 'mã 00001 không có dấu ngoặc kép nên bị đọc thành số 1. Viết "00001".'
    assert faults(folder) == [at(folder, "organisations.yaml", "00001") + said]


def test_an_unquoted_code_that_is_still_text_is_refused_too(spoilt: Spoil) -> None:
    folder = spoilt("plan.yaml", 'tasks: ["NV1.1"]', "tasks: [NV1.1]")
    said = 'mã NV1.1 không có dấu ngoặc kép nên có thể bị đọc thành số. Viết "NV1.1".'
    assert faults(folder) == [at(folder, "plan.yaml", "[NV1.1]") + said]


def test_an_unknown_key_names_the_keys_in_use(spoilt: Spoil) -> None:
    folder = spoilt("budget.yaml", "    leads:", "    lead:")
    assert faults(folder) == [
        'budget.yaml:11: thiếu khóa "leads" ở money_lines › KP.I.1.',
        'budget.yaml:17: không có khóa "lead" ở money_lines › KP.I.1. Các khóa được dùng: code, group, short, title, '
        "amounts, total, pays_for, leads, marks.",
    ]


def test_an_unknown_key_inside_a_target_is_named_there(spoilt: Spoil) -> None:
    folder = spoilt("plan.yaml", "value: 100,", "value: 100, valeu: 1,")
    said = 'không có khóa "valeu" ở indicators › MT1.1 › target. Các khóa được dùng: shape, op, value,'
    (fault,) = faults(folder)
    assert fault.startswith(at(folder, "plan.yaml", "valeu") + said)


def test_an_unknown_key_at_the_top_is_named(spoilt: Spoil) -> None:
    (fault,) = faults(spoilt("tasks.yaml", "groups:", "nhom: 1\ngroups:"))
    assert fault.startswith('tasks.yaml:1: không có khóa "nhom" ở tệp. Các khóa được dùng: groups, tasks, duties.')


def test_a_line_total_that_does_not_add_up(spoilt: Spoil) -> None:
    found = faults(spoilt("budget.yaml", "    total: 120", "    total: 121"))
    assert found[1] == (
        "budget.yaml:15: dòng KP.I.1: tổng in là 121, cộng các năm là 120. Đối chiếu bản in, sửa số năm hoặc tổng."
    )


def test_a_yearly_total_that_does_not_add_up(spoilt: Spoil) -> None:
    found = faults(spoilt("budget.yaml", "yearly_totals: {2026: 50", "yearly_totals: {2026: 5000"))
    assert (
        "budget.yaml:7: năm 2026: tổng in là 5.000, cộng các dòng là 50. Đối chiếu bản in, sửa số dòng hoặc tổng."
        in (found)
    )


def test_an_overall_total_that_does_not_add_up(spoilt: Spoil) -> None:
    assert faults(spoilt("budget.yaml", "  total: 120", "  total: 130")) == [
        "budget.yaml:8: tổng số: tổng in là 130, phép cộng là 120. Đối chiếu bản in, sửa các dòng hoặc tổng."
    ]


def test_a_wrong_cell_of_the_real_plan_shows_in_line_and_year(spoilt: Spoil) -> None:
    found = faults(spoilt("budget.yaml", "2027: 1400", "2027: 1500", of=REAL))
    assert [fault.split(": ")[1] for fault in found] == ["năm 2027", "dòng KP.II.1"]
    assert all("budget.yaml:" in fault for fault in found)


def test_an_amount_with_a_dot_is_told_how_to_be_written(spoilt: Spoil) -> None:
    found = faults(spoilt("budget.yaml", "2027: 1400", "2027: 1.400", of=REAL))
    assert found == [
        "budget.yaml:60: số tiền 1.400 có phần lẻ. Ghi số nguyên triệu đồng, không dấu chấm: 1400.",
    ]


def test_a_misspelt_measure_gets_suggestions(spoilt: Spoil) -> None:
    folder = spoilt("plan.yaml", "training.attendances", "training.attendence")
    said = 'không có phép đo "training.attendence". Gần giống: training.attendances'
    (fault,) = faults(folder)
    assert fault.startswith(at(folder, "plan.yaml", "attendence") + said)


def test_an_unknown_argument_of_a_measure(spoilt: Spoil) -> None:
    folder = spoilt("plan.yaml", "where: {setting: [enterprise]}", "where: {place: [enterprise]}")
    where = at(folder, "plan.yaml", "place:")
    assert faults(folder) == [
        where + 'phép đo "training.attendances" không có tham số "place". Các tham số được dùng: setting.',
        where + 'phép đo "training.attendances" thiếu tham số "setting".',
    ]


def test_an_argument_out_of_its_choices(spoilt: Spoil) -> None:
    folder = spoilt("plan.yaml", "[enterprise]}", "[enterprises]}")
    said = 'tham số "setting": không có "enterprises". Gần giống: enterprise.'
    assert faults(folder) == [at(folder, "plan.yaml", "enterprises") + said]


@pytest.mark.parametrize(
    "argument", ["{setting: enterprise}", "{setting: [1]}", "{setting: {if: enterprise}}", "x > 1"]
)
def test_where_holds_no_conditions_and_no_formulas(spoilt: Spoil, argument: str) -> None:
    folder = spoilt("plan.yaml", "{setting: [enterprise]}", argument)
    assert all(fault.startswith(at(folder, "plan.yaml", f"where: {argument}")) for fault in faults(folder))


def test_a_task_that_does_not_exist(spoilt: Spoil) -> None:
    assert faults(spoilt("budget.yaml", 'pays_for: ["NV1.1"]', 'pays_for: ["NV1.9"]')) == [
        'budget.yaml:16: không có mã "NV1.9". Gần giống: NV1.2, NV1.1, V.1.'
    ]


def test_a_body_that_does_not_exist(spoilt: Spoil) -> None:
    (fault,) = faults(spoilt("tasks.yaml", 'leads: ["skhcn"]', 'leads: ["skhcnn"]'))
    assert fault.startswith('tasks.yaml:15: không có mã "skhcnn". Gần giống: skhcn')


def test_a_decision_a_measure_needs_is_missing(spoilt: Spoil) -> None:
    found = faults(spoilt("plan.yaml", "key: counting.min_hours", "key: counting.min_hour"))
    assert 'cần quyết định "counting.min_hours". Thêm vào mục decisions.' in found[0]
    assert 'không có quyết định "counting.min_hour". Gần giống: counting.min_hours' in found[1]


def test_a_code_used_twice(spoilt: Spoil) -> None:
    folder = spoilt("tasks.yaml", 'code: "V.2a"', 'code: "V.1"\n    # lần hai')
    line = int(at(folder, "tasks.yaml", "# lần hai").split(":")[1]) - 1
    assert f'tasks.yaml:{line}: mã "V.1" đã dùng ở trên. Mỗi mã dùng một lần.' in faults(folder)


def test_a_key_written_twice(spoilt: Spoil) -> None:
    assert faults(spoilt("plan.yaml", "standing_body:", "addressee: Bộ khác\nstanding_body:")) == [
        'plan.yaml:12: khóa "addressee" ghi hai lần. Giữ một dòng.'
    ]


@pytest.mark.parametrize("day", ["2025-02-30", "01/12/2025", "'2025-12-01'", "2025"])
def test_a_day_that_does_not_exist(spoilt: Spoil, day: str) -> None:
    (fault,) = faults(spoilt("plan.yaml", "issued_on: 2025-12-01", f"issued_on: {day}"))
    assert fault.startswith('plan.yaml:4: khóa "issued_on" ở tệp: ')
    assert fault.endswith("không phải ngày. Viết năm-tháng-ngày, ví dụ 2025-08-28.")


@pytest.mark.parametrize("day", ["11-31", "20/11", "02-29", "1120"])
def test_a_deadline_that_is_no_day_of_every_year(spoilt: Spoil, day: str) -> None:
    (fault,) = faults(spoilt("plan.yaml", 'before: "11-20"', f'before: "{day}"'))
    assert fault.endswith('không phải ngày có mọi năm. Viết tháng-ngày, ví dụ "11-20".')


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  purpose: Mục", "  purpose: Mục: tiêu", "thừa dấu hai chấm"),
        ("  purpose:", "\tpurpose:", "phím Tab"),
        ('number: "01/KH-UBND"', 'number: "01/KH-UBND', "ngoặc"),
        ("signature: [TM.", "signature: [[TM.", "ngoặc"),
    ],
)
def test_broken_yaml_says_where(spoilt: Spoil, old: str, new: str, why: str) -> None:
    found = faults(spoilt("plan.yaml", old, new))
    assert found[0].startswith("plan.yaml:")
    assert "sai cú pháp YAML ở cột" in found[0]
    assert why in found[0]


def test_a_missing_file(spoilt: Spoil) -> None:
    folder = spoilt("budget.yaml", "KP", "KP")
    (folder / "budget.yaml").unlink()
    assert faults(folder)[0].startswith("budget.yaml:1: thiếu tệp này trong thư mục kế hoạch.")


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    assert len(faults(tmp_path / "khong-co")) == 4


def test_a_file_that_is_not_utf8(spoilt: Spoil) -> None:
    folder = spoilt("tasks.yaml", "Đào tạo", "Đào tạo")
    (folder / "tasks.yaml").write_bytes("groups:\n  - Đ".encode("utf-16"))
    assert "không phải mã UTF-8" in faults(folder)[0]


def test_a_control_character(spoilt: Spoil) -> None:
    assert faults(spoilt("budget.yaml", "khái toán", "khái\0 toán"))[0] == (
        "budget.yaml:6: có ký tự không đọc được. Xóa ký tự đó."
    )


def test_a_file_too_large(spoilt: Spoil) -> None:
    folder = spoilt("budget.yaml", "KP", "KP")
    (folder / "budget.yaml").write_text("#" * 1_000_001, encoding="utf-8")
    assert "tệp nặng 1000001 byte" in faults(folder)[0]


def test_references_that_would_unfold_are_refused_quickly(spoilt: Spoil) -> None:
    folder = spoilt("budget.yaml", "KP", "KP")
    layers = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))
    (folder / "budget.yaml").write_text(f"a0: &a0 [x]\n{layers}\n", encoding="utf-8")
    assert any("không dùng neo (&) và tham chiếu (*)" in fault for fault in faults(folder))


def test_nesting_without_end_is_refused(spoilt: Spoil) -> None:
    folder = spoilt("budget.yaml", "KP", "KP")
    (folder / "budget.yaml").write_text("a: " + "[" * 5000, encoding="utf-8")
    assert faults(folder)[0].startswith("budget.yaml:1: các khóa lồng nhau quá 12 cấp.")


def test_a_python_tag_is_refused(spoilt: Spoil) -> None:
    found = faults(spoilt("plan.yaml", "issuer: ", "issuer: !!python/name:os.system "))
    assert found == ["plan.yaml:5: không dùng thẻ kiểu (!) trong tệp kế hoạch. Bỏ thẻ."]


def test_two_documents_in_one_file(spoilt: Spoil) -> None:
    found = faults(spoilt("budget.yaml", "money_lines:", "---\nmoney_lines:"))
    assert any("tệp chỉ được có một tài liệu YAML" in fault for fault in found)


def test_an_empty_file_and_a_file_that_is_a_list(spoilt: Spoil) -> None:
    folder = spoilt("budget.yaml", "KP", "KP")
    (folder / "budget.yaml").write_text("", encoding="utf-8")
    (folder / "tasks.yaml").write_text("- a\n", encoding="utf-8")
    assert [fault for fault in faults(folder) if "cấp ngoài cùng" in fault]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("shape: each_year, op", "shape: each_years, op", 'không có giá trị "each_years"'),
        ('op: ">=", value: 100', 'op: ">="', 'dạng each_year phải có khóa "value"'),
        ("value: 100, printed", "value: 100, list: truong, printed", 'dạng each_year không dùng khóa "list"'),
        ("value: 100,", 'value: "100",', "không phải số từ 0 trở lên"),
        ("Ít nhất 100 lượt", "Ít nhất 200 lượt", 'mức in "Ít nhất 200 lượt người/năm" không có số 100'),
        ("value: 2,", "value: 2, milestones: {2026: 3},", "các mốc phải tăng dần"),
        ("value: 2,", "value: 2, milestones: {2025: 1},", "năm 2025 ngoài giai đoạn 2026-2027"),
        ("period: {start: 2026", "period: {start: 2028", "năm cuối của giai đoạn đứng trước năm đầu"),
        ('    objective: "MT2"\n', "", 'phải có đúng một trong hai khóa "objective", "task"'),
        ("code: province", "code: ministry", 'mục deadlines thiếu "province"'),
        ("    title: Đào tạo về", "    title: 5 # Đào tạo về", "phải là chữ"),
        ("short_title: Kế", 'short_title: "" # Kế', "còn trống"),
        ("ad_hoc: true", "ad_hoc: có", "chỉ nhận true hoặc false"),
        ("where: {kind: [enterprise]}", "where: {kind: [enterprise], min_systems: hai}", "phải là một số nguyên"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(spoilt: Spoil, old: str, new: str, said: str) -> None:
    found = faults(spoilt("plan.yaml", old, new))
    assert any(fault.startswith("plan.yaml:") and said in fault for fault in found), found


def test_a_schedule_of_years_needs_both_years(spoilt: Spoil) -> None:
    folder = spoilt("tasks.yaml", "first: 2027, last: 2027,", "first: 2027,")
    said = "thời gian dạng years phải có cả first và last; dạng khác thì không có."
    assert faults(folder) == [at(folder, "tasks.yaml", "first: 2027") + said]


def test_faults_in_every_file_are_all_named(spoilt: Spoil) -> None:
    spoilt("plan.yaml", "addressee:", "adressee:")
    spoilt("plan.yaml", "training.attendances", "training.attendence")
    spoilt("plan.yaml", 'code: "MT2.1"', "code: 2.1")
    spoilt("tasks.yaml", 'leads: ["skhcn"]', 'leads: ["sk"]')
    spoilt("budget.yaml", "  total: 120", "  total: 125")
    folder = spoilt("organisations.yaml", "kind: department", "kind: departments")
    found = "\n".join(faults(folder))
    for said in (
        'không có khóa "adressee"',
        'thiếu khóa "addressee"',
        'không có phép đo "training.attendence"',
        'Viết "MT2.1"',
        'không có mã "sk"',
        "tổng in là 125",
        'không có giá trị "departments"',
    ):
        assert said in found


def test_one_fault_makes_no_false_ones(spoilt: Spoil) -> None:
    assert len(faults(spoilt("organisations.yaml", "kind: department", "kind: departments"))) == 1
    assert len(faults(spoilt("organisations.yaml", "abbreviation: STC", "abbreviaton: STC"))) == 3


def test_the_check_of_a_bad_folder_counts_what_it_could_read(spoilt: Spoil) -> None:
    found = check(spoilt("budget.yaml", "  total: 120", "  total: 130")).as_dict()
    assert (found["objectives"], found["money_lines"], found["warnings"]) == (2, 1, [])
    assert "budget.yaml:8: tổng số: tổng in là 130" in found["errors"][0]


def test_decomposed_letters_are_composed(spoilt: Spoil) -> None:
    folder = spoilt("plan.yaml", "Mục đích của kế hoạch mẫu.", unicodedata.normalize("NFD", "Mục đích khác."))
    assert load(folder).text.purpose == "Mục đích khác."
