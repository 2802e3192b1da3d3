"""Lists as they come from Excel: cells by their place, headings and running numbers left out."""

import pytest

from nscl.registers.paste import MOST_LEARNERS, lines_of


def names(text):
    return [line["name"] for line in lines_of(text)]


def test_cells_stand_in_the_order_the_page_says():
    line = "Nguyễn Văn An\t1990\tTổ trưởng\tCông ty A\tDoanh nghiệp\t16"
    assert lines_of(line) == [
        {
            "name": "Nguyễn Văn An",
            "birth_year": "1990",
            "position": "Tổ trưởng",
            "body": "Công ty A",
            "setting": "Doanh nghiệp",
            "hours": "16",
        }
    ]


def test_a_name_alone_is_a_line():
    assert lines_of("Nguyễn Văn An") == [{"name": "Nguyễn Văn An"}]


def test_empty_lines_and_a_line_of_headings_are_left_out():
    assert names("TT\tHọ và tên\tNăm sinh\n\n1\tNguyễn Văn An\n\t\t\n2.\tTrần Thị Bình\n") == [
        "Nguyễn Văn An",
        "Trần Thị Bình",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_machine_ends_them(end):
    assert names(f"Nguyễn Văn An{end}Trần Thị Bình") == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_a_list_typed_by_hand_is_parted_by_semicolons():
    assert lines_of("Nguyễn Văn An; 1990; kế toán")[0] == {
        "name": "Nguyễn Văn An",
        "birth_year": "1990",
        "position": "kế toán",
    }


def test_quotes_that_excel_adds_are_taken_off():
    assert names('"Nguyễn Văn An"\t1990') == ["Nguyễn Văn An"]


def test_a_cell_too_many_names_the_line():
    with pytest.raises(ValueError, match="Dòng 2 của danh sách dán có 7 cột"):
        lines_of("Nguyễn Văn An\nTrần Thị Bình\t1\t2\t3\t4\t5\t6")


def test_empty_cells_beyond_the_last_column_do_no_harm():
    assert names("Nguyễn Văn An\t1990\t\t\t\t\t\t\t") == ["Nguyễn Văn An"]


def test_the_longest_list_is_taken_and_one_more_line_is_not():
    assert len(lines_of("An\n" * MOST_LEARNERS)) == MOST_LEARNERS
    with pytest.raises(ValueError, match="801 dòng, quá 800"):
        lines_of("An\n" * (MOST_LEARNERS + 1))


def test_a_text_of_a_megabyte_is_refused_before_it_is_read():
    with pytest.raises(ValueError, match=r"1\.000\.000 ký tự"):
        lines_of("a" * 1_000_000)
