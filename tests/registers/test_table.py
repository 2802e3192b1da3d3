"""Tables of a register: what narrows them, in which order they stand, what they sum, what a file of them says."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from nscl.documents import csv, xlsx
from nscl.organisations.actions import end_body, rename_body
from nscl.registers import actions
from nscl.registers.catalogue import REGISTERS
from nscl.registers.confirming import awaits, confirmable
from nscl.registers.entry import RowState
from nscl.registers.expected import EXPECTED
from nscl.registers.models import Club, Course, Expected, Pilot
from nscl.registers.narrowing import MINE, Narrowing
from nscl.registers.pilots import PILOTS
from nscl.registers.table import ALL, Table
from nscl.registers.training import TRAINING
from tests import make


@pytest.fixture
def table(department_officer):
    """The table of a register as an address asks for it, read by an officer of the Department."""

    def asked(register=TRAINING, user=department_officer, **given):
        return Table(Narrowing.read(register, given), user)

    return asked


def _titles(table):
    return [str(row) for row in table.rows]


# ---- narrowing


def test_words_are_found_without_tones_in_any_searched_column(course_of_a, table):
    course_of_a("Truy xuất nguồn gốc")
    course_of_a("Kaizen cơ bản")
    assert _titles(table(q="truy XUAT xa a")) == ["Truy xuất nguồn gốc"]
    assert _titles(table(q="Nguồn kaizen")) == []


def test_a_number_alone_finds_the_row_of_that_number(course_of_a, table):
    row = course_of_a("Kaizen")
    course_of_a("Lean")
    assert _titles(table(q=str(row.pk))) == ["Kaizen"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"nam": "2027"}, ["Cũ"]),
        ({"tu": "02/01/2028"}, ["Mới"]),
        ({"den": "31/12/2027"}, ["Cũ"]),
        ({"tu": "01/01/2027", "den": "05/5/2028"}, ["Mới", "Cũ"]),
        ({"don-vi": "99902"}, []),
        ({"don-vi": "99901", "nam": "2028"}, ["Mới"]),
    ],
)
def test_years_days_and_reporters_narrow(course_of_a, commune_b, table, given, found):
    course_of_a("Cũ", date(2027, 3, 3))
    course_of_a("Mới", date(2028, 5, 5))
    assert _titles(table(**given)) == found


def test_a_filter_over_the_list_of_a_row_shows_the_row_once(course_of_a, enterprise, college, table):
    course_of_a("Lớp chung", learners={enterprise: 3, college: 2})
    course_of_a("Lớp trường", learners={college: 1})
    assert _titles(table(setting="enterprise")) == ["Lớp chung"]
    assert table(setting="enterprise").count == 1


@pytest.mark.parametrize(
    "given",
    [
        {"trang-thai": "khong-co"},
        {"nam": "hai nghìn"},
        {"nam": "99999"},
        {"don-vi": "khong-co"},
        {"setting": "'; drop table"},
        {"sap": "reported_by__users__password"},
        {"sap": "--on"},
        {"tu": "31/02/2028"},
        {"den": "\x00"},
    ],
)
def test_what_means_nothing_is_left_out_of_account(course_of_a, table, given):
    course_of_a("Một")
    assert _titles(table(**given)) == ["Một"]


def test_a_day_that_is_none_is_named(table):
    assert "31/02/2028" in table(tu="31/02/2028").narrowing.unread[0]


def test_a_very_long_text_is_cut(table):
    assert len(table(q="a" * 5000).narrowing.text) == 200


def test_a_year_of_its_own_column_goes_before_the_year_of_the_day(commune_a, commune_a_officer, table):
    row = Expected(
        plan="p", indicator="MT2.1", year=2028, value=5, basis="x", reported_by=commune_a, on=date(2027, 12, 1)
    )
    actions.enter(row, by=commune_a_officer)
    assert table(EXPECTED, nam="2028").count == 1
    assert table(EXPECTED, nam="2027").count == 0
    assert table(EXPECTED).years() == [2028]


# ---- order


def test_the_newest_day_comes_first_unless_asked_otherwise(course_of_a, table):
    for day in (date(2028, 3, 3), date(2028, 5, 5), date(2028, 1, 1)):
        course_of_a(f"{day:%m}", day)
    assert _titles(table()) == ["05", "03", "01"]
    assert _titles(table(sap="on")) == ["01", "03", "05"]


def test_computed_columns_and_names_sort_too(course_of_a, enterprise, table):
    course_of_a("Bốn", learners={enterprise: 1})
    course_of_a("An toàn", learners={enterprise: 3})
    assert _titles(table(sap="-attendance_count")) == ["An toàn", "Bốn"]
    assert _titles(table(sap="title")) == ["An toàn", "Bốn"]


def test_empty_cells_sort_last_both_ways(commune_a, commune_a_officer, college, table):
    for name, members in (("Ít", 5), ("Nhiều", 50), ("Không rõ", None)):
        row = Club(reported_by=commune_a, body=college, name=name, document="1", on=date(2028, 1, 1), members=members)
        actions.enter(row, by=commune_a_officer)
    clubs = REGISTERS["cau-lac-bo"]
    assert _titles(table(clubs, sap="members")) == ["Ít", "Nhiều", "Không rõ"]
    assert _titles(table(clubs, sap="-members")) == ["Nhiều", "Ít", "Không rõ"]


# ---- views, sums


@pytest.fixture
def all_states(course_of_a, commune_a_officer, commune_a_leader):
    """One row in each state, and a draft that will replace a confirmed row."""
    course_of_a("Chờ")
    course_of_a("Xong", confirmed_by=commune_a_leader)
    actions.withdraw(course_of_a("Rút", confirmed_by=commune_a_leader), by=commune_a_leader, why="nhầm")
    old = course_of_a("Thay", confirmed_by=commune_a_leader)
    actions.confirm(actions.start_correction(old, by=commune_a_officer), by=commune_a_leader)
    actions.start_correction(course_of_a("Sẽ thay", confirmed_by=commune_a_leader), by=commune_a_officer)


def test_views_count_every_state_within_the_other_conditions(all_states, course_of_a, table):
    course_of_a("Năm trước", date(2027, 5, 5))
    assert table(nam="2028").counts == {
        ALL: 7,
        MINE: 0,
        RowState.WAITING: 2,
        RowState.CONFIRMED: 3,
        RowState.SUPERSEDED: 1,
        RowState.WITHDRAWN: 1,
    }


def test_sums_leave_out_what_is_replaced_withdrawn_or_only_a_correction(all_states, table):
    standing, confirmed = table().sums
    assert (standing.rows, standing.values) == (4, {"attendance_count": 8})
    assert (confirmed.rows, confirmed.values) == (3, {"attendance_count": 6})


def test_sums_of_a_view_of_withdrawn_rows_are_theirs(all_states, table):
    standing, _confirmed = table(**{"trang-thai": "withdrawn"}).sums
    assert standing.values == {"attendance_count": 2}


def test_sums_cover_the_whole_filtered_set(course_of_a, table):
    course_of_a("Kaizen")
    course_of_a("Lean")
    assert table(q="kaizen").sums[0].values == {"attendance_count": 2}
    assert table(q="khong co").sums[0].values == {"attendance_count": 0}


# ---- whose rows


READS = {
    # rows of:             commune A, commune B, enterprise A
    "department_officer": {"A", "B", "DN"},
    "department_leader": {"A", "B", "DN"},
    "commune_a_officer": {"A"},
    "commune_a_leader": {"A"},
    "commune_b_officer": {"B"},
    "enterprise_officer": {"DN"},
    "education_head": set(),
    "supervisor": {"DN"},  # looks after the enterprise, by the rows of the fixture
    "viewer": {"A", "B", "DN"},
    "administrator": set(),
    "outsider": set(),
}


@pytest.mark.parametrize("name", READS)
def test_everybody_reads_the_rows_the_table_says(name, request, bodies, course_of_a, table):
    from nscl.organisations.models import Supervision

    Supervision.objects.create(body=bodies.enterprise, supervisor=bodies.education, since=date(2020, 1, 1))
    course_of_a("A")
    writers = {"B": ("commune_b_officer", bodies.commune_b), "DN": ("enterprise_officer", bodies.enterprise)}
    for title, (writer, body) in writers.items():
        course_of_a(title, by=request.getfixturevalue(writer), reported_by=body)
    found = table(user=request.getfixturevalue(name))
    assert set(_titles(found)) == READS[name]
    assert found.count == len(READS[name])


def test_a_successor_reads_what_its_predecessor_reported(course_of_a, commune_a, commune_b, commune_b_officer, table):
    course_of_a("Của xã A")
    end_body(by=None, body=commune_a, on=date(2028, 7, 1), successors=[commune_b], document="NQ")
    assert _titles(table(user=commune_b_officer)) == ["Của xã A"]


# ---- confirming


def test_the_set_of_confirmable_rows_says_the_same_as_the_refusal_of_each(request, bodies, everyone):
    """Every person of the cast against rows of communes, and one an enterprise reported of itself."""
    from nscl.organisations.permissions import allowed
    from nscl.organisations.roles import Verb

    enterprise, a, b = everyone["enterprise_officer"], everyone["commune_a_officer"], everyone["commune_b_officer"]
    rows = [
        make.pilot(by=a, reported_by=bodies.commune_a, body=bodies.enterprise, on=date(2028, 1, 5)),
        make.pilot(by=a, reported_by=bodies.commune_a, body=bodies.commune_a, on=date(2028, 1, 5)),
        make.pilot(by=b, reported_by=bodies.commune_b, body=bodies.hospital, on=date(2028, 1, 5)),
        make.pilot(by=enterprise, reported_by=bodies.enterprise, body=bodies.enterprise, on=date(2028, 1, 5)),
        make.pilot(
            by=everyone["department_officer"],
            reported_by=bodies.department,
            body=bodies.department,
            on=date(2028, 1, 5),
        ),
    ]
    for person in everyone.values():
        one_by_one = {
            row.pk
            for row in rows
            if allowed(person, Verb.CONFIRM_ROWS, row.reported_by) and not actions.confirmation_refusal(row, by=person)
        }
        assert set(Pilot.objects.filter(confirmable(Pilot, person)).values_list("pk", flat=True)) == one_by_one


def test_rows_of_ones_own_body_and_of_bodies_about_themselves_wait_for_oneself(
    bodies, commune_a_officer, enterprise_officer, department_officer, commune_a_leader
):
    mine = make.pilot(by=commune_a_officer, reported_by=bodies.commune_a, body=bodies.enterprise, on=date(2028, 1, 5))
    own = make.pilot(by=enterprise_officer, reported_by=bodies.enterprise, body=bodies.enterprise, on=date(2028, 1, 5))
    assert list(Pilot.objects.filter(awaits(Pilot, commune_a_leader))) == [mine]
    assert list(Pilot.objects.filter(awaits(Pilot, department_officer))) == [own]
    assert not Pilot.objects.filter(awaits(Pilot, commune_a_officer)).exists()


# ---- files


def test_a_workbook_has_the_rows_on_screen_with_real_numbers_and_days(course_of_a, department_officer, table):
    row = course_of_a("=SUM(A1)", date(2028, 5, 5))
    course_of_a("Khác", date(2027, 1, 1))
    sheet = load_workbook(BytesIO(xlsx.write([table(nam="2028").sheet()]))).active
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert cells[0][0] == "Sổ đào tạo"
    assert cells[1][0] == "Điều kiện lọc: Năm 2028"
    heads = next(n for n, line in enumerate(cells) if line[0] == "Dòng số")
    assert cells[heads][:6] == ["Dòng số", "Ngày kết thúc", "Tên lớp", "Đơn vị báo cáo", "Lượt người", "Trạng thái"]
    number, day, title, body, people, state = cells[heads + 1][:6]
    assert (number, title, body, people, state) == (row.pk, "=SUM(A1)", "UBND xã A", 2, "Chờ xác nhận")
    assert day.date() == date(2028, 5, 5)
    assert sheet.cell(heads + 2, 3).data_type == "s"
    assert len(cells) == heads + 2


def test_a_csv_does_not_run_what_somebody_wrote(course_of_a, table):
    course_of_a("=1+1")
    text = csv.write(table().sheet()).decode("utf-8-sig")
    assert ",'=1+1," in text
    assert text.splitlines()[0].startswith("Dòng số,Ngày kết thúc,Tên lớp")


def test_files_stand_in_the_order_of_the_screen_whatever_the_page(course_of_a, table, settings):
    settings.DEFAULT_PAGE_SIZE = 1
    for name in ("Ba", "An", "Chi"):
        course_of_a(name)
    lines = csv.write(table(sap="title").sheet()).decode().splitlines()[1:]
    assert [line.split(",")[2] for line in lines] == ["An", "Ba", "Chi"]


def test_no_private_column_leaves(course_of_a, enterprise, table):
    row = course_of_a("Lớp", learners={})
    make.attend(row, enterprise, name="Nguyễn Thị Kín Đáo")
    for register in REGISTERS.values():
        content = csv.write(table(register).sheet()).decode()
        assert "Kín Đáo" not in content
        private = {path for lines in register.lines for path in lines.private}
        used = {path for column in register.columns for path in (column.path, column.sort)} | set(register.search)
        assert not [path for path in used if path.endswith(tuple(private))]


def test_an_ended_body_keeps_its_name_with_who_carries_on(course_of_a, commune_a, commune_b, table):
    course_of_a("Lớp")
    end_body(by=None, body=commune_a, on=date(2028, 7, 1), successors=[commune_b], document="NQ")
    assert '"UBND xã A, nay thuộc UBND phường B"' in csv.write(table().sheet()).decode()


def test_a_row_names_a_body_as_it_was_called_on_its_day(course_of_a, commune_a, administrator, table):
    for day in (date(2028, 5, 5), date(2028, 9, 1)):
        course_of_a(on=day)
    rename_body(by=administrator, body=commune_a, name="UBND phường A", since=date(2028, 9, 1), document="NQ")
    lines = csv.write(table().sheet()).decode().splitlines()[1:]
    assert [line.split(",")[3] for line in lines] == ["UBND phường A", "UBND xã A"]


def test_a_file_takes_three_queries_however_many_rows(course_of_a, table, django_assert_num_queries):
    for n in range(12):
        course_of_a(f"Lớp {n}")
    asked = table(q="lop", setting="enterprise")
    with django_assert_num_queries(3):  # former names, counts, rows
        csv.write(asked.sheet())


def test_pilots_filter_by_kind_tool_and_grade(bodies, commune_a_officer, table):
    make.pilot(
        by=commune_a_officer, reported_by=bodies.commune_a, body=bodies.enterprise, on=date(2028, 1, 5), grade="A"
    )
    make.pilot(
        by=commune_a_officer, reported_by=bodies.commune_a, body=bodies.hospital, on=date(2028, 1, 5), tools=("lean",)
    )
    assert _titles(table(PILOTS, kind="enterprise", grade="A", tool="5s")) == ["Mô hình tại Công ty TNHH A"]
    assert _titles(table(PILOTS, tool="lean")) == ["Mô hình tại Bệnh viện B"]


def test_a_tampered_order_never_reaches_the_database(table):
    assert str(table(sap="password").rows.query) == str(table().rows.query)
    assert Course.objects.count() == 0
