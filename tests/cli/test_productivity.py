from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nscl.config import launcher

TERRITORY = """year,output,investment,labour
2019,100,30,50
2020,106,32,50.5
2021,112,34,51
2022,120,37,51.4
"""


@pytest.fixture
def run(capsys, tmp_path):  # type: ignore[no-untyped-def]
    """Run one command on a file with this text; returns its exit code, what it printed and what it complained of."""

    def command(*arguments: str, text: str = "", name: str = "so-lieu.csv") -> tuple[int, str, str]:
        path = tmp_path / name
        if text:
            path.write_text(text, encoding="utf-8")
        try:
            code = launcher.main([argument.replace("FILE", str(path)) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_accounts_have_the_promised_keys(run):
    code, out, _err = run("tfp", "FILE", "--json", text=TERRITORY)
    result = json.loads(out)

    assert code == 0
    assert set(result) == {"mode", "conventions", "years", "periods", "diagnostics", "provenance"}
    assert set(result["years"][0]) == {
        "year", "output_growth", "capital_contribution", "labour_contribution", "tfp_growth", "tfp_share",
    }  # fmt: skip
    assert result["mode"] == "tornqvist"
    assert [row["year"] for row in result["years"]] == [2020, 2021, 2022]
    assert (result["periods"][0]["from"], result["periods"][0]["to"]) == (2020, 2022)
    assert result["conventions"]["initial_ky"] == 2.1


def test_the_initial_stock_stands_at_the_opening_of_the_first_year(run):
    _code, out, _err = run(
        "tfp", "FILE", "--initial-ky", "2", "--timing", "opening", "--mode", "official", "--json", text=TERRITORY
    )
    first = json.loads(out)["years"][0]
    second_opening = 200 * (1 - 0.055) + 30

    assert first["capital_contribution"] == pytest.approx(100 * (1 - 0.575) * (second_opening / 200 - 1))


def test_a_capital_column_is_used_as_it_stands(run):
    text = "year,output,capital,labour,labour_share\n2024,100,100,100,0.55\n2025,110.27,109,101.5,0.55\n"
    _code, out, _err = run("tfp", "FILE", "--mode", "official", "--json", text=text)
    row = json.loads(out)["years"][0]

    assert row["tfp_growth"] == pytest.approx(5.395)
    assert row["tfp_share"] == pytest.approx(52.53, abs=0.005)


def test_a_share_of_falling_output_is_null(run):
    text = "year,output,capital,labour\n2022,100,1,1\n2023,90.72,1.02,1\n"
    _code, out, _err = run("tfp", "FILE", "--json", text=text)
    result = json.loads(out)

    assert result["years"][0]["tfp_share"] is None
    assert result["years"][0]["tfp_growth"] < 0
    assert result["diagnostics"]["undefined_years"] == [2023]


def test_years_may_be_narrowed_and_a_year_outside_is_refused(run):
    _code, out, _err = run("tfp", "FILE", "--from", "2021", "--to", "2022", "--json", text=TERRITORY)
    assert [row["year"] for row in json.loads(out)["years"]] == [2021, 2022]

    code, _out, err = run("tfp", "FILE", "--from", "2015", text=TERRITORY)
    assert code == 2
    assert "2020" in err


def test_industries_are_added_by_year_and_shown_apart(run):
    cells = [(year, n, name) for n, name in ((1, "A"), (2, "B")) for year in (2020, 2021)]
    lines = [f"{year},{name},{10 * n + year - 2020},{20 * n},{5 * n}\n" for year, n, name in cells]
    text = "year,industry,output,capital,labour\n" + "".join(lines)
    _code, out, _err = run("tfp", "FILE", "--mode", "official", "--json", text=text)
    result = json.loads(out)

    assert result["years"][0]["output_growth"] == pytest.approx(100 * 2 / 30)
    assert [each["industry"] for each in result["industries"]] == ["A", "B"]


def test_vietnamese_numbers_and_semicolons_are_read(run):
    text = "year;output;capital;labour\n2024;1.000,5;100;100\n2025;1.100,55;109;101,5\n"
    code, out, _err = run("tfp", "FILE", "--mode", "official", "--json", text=text)

    assert code == 0
    assert json.loads(out)["years"][0]["output_growth"] == pytest.approx(10)


def test_a_column_is_read_in_one_notation(run):
    text = "year,output,capital,labour\n2024,998.575,100,100\n2025,1.012.345,109,101\n"
    _code, out, _err = run("tfp", "FILE", "--mode", "official", "--json", text=text)

    assert json.loads(out)["years"][0]["output_growth"] == pytest.approx(100 * (1_012_345 / 998_575 - 1))


def test_conventions_are_typed_with_a_comma_too(run):
    _code, out, _err = run("tfp", "FILE", "--depreciation", "0,055", "--initial-ky", "2,5", "--json", text=TERRITORY)

    assert json.loads(out)["conventions"]["initial_ky"] == 2.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year,output,capital\n2024,1,1\n", "labour"),
        ("year,output,labour\n2024,1,1\n2025,1,1\n", "investment"),
        ("year,output,capital,labour\n2024,1,1,1\n2024,1,1,1\n", "Năm 2024 có hai dòng"),
        ("year,output,capital,labour\n2024,1,1,1\n2026,1,1,1\n", "Thiếu năm 2025"),
        ("year,output,capital,labour\n2024,1,1,1\n2025,0,1,1\n", "năm 2025: giá trị 0"),
        ("year,output,capital,labour\n2024,1,1,1\n2025,,1,1\n", "Sản lượng, năm 2025"),
        ("year,output,capital,labour\n2024,một,1,1\n", ":2: cột “output”"),
        ("year,output,capital,labour\n2024,0.5,1,1\n2025,một,1,1\n", ":3: cột “output”"),
        ("year,output,capital,labour\n2024,inf,1,1\n", ":2: cột “output”"),
        ("year,output,capital,labour\n2024,1_000,1,1\n", ":2: cột “output”"),
        ("year,output,investment,labour\n2024,1,1,1\n2025,1,0,1\n", "Đầu tư, năm 2025: giá trị 0"),
        ("year,output,capital,labour\n2024,1,1\n", "có 3 ô"),
        ("year,output,output,labour\n2024,1,1,1\n", "đứng hai lần"),
        ("year,output,capital,labour\n", "chưa có dòng"),
    ],
)
def test_a_faulty_file_is_refused_by_place(run, text, said):
    code, out, err = run("tfp", "FILE", text=text)

    assert (code, out) == (2, "")
    assert said in err


def test_a_file_that_is_not_there_or_not_text_is_refused(run, tmp_path: Path):
    assert run("tfp", "FILE")[0] == 2
    (tmp_path / "so-lieu.csv").write_bytes(b"PK\x03\x04\x00\xff")
    assert run("tfp", "FILE")[0] == 2


def test_a_panel_prints_logs_and_says_what_it_left_out(run):
    cells = ["A,2018,100,200,10,0.5", "A,2019,110,210,10,0.6", "B,2018,5,,1,0.5", "B,2019,6,,1,0.5"]
    text = "\n".join(["nuoc,year,y,k,l,s", *cells])
    code, out, err = run(
        "tfp", "panel", "FILE", "--unit", "nuoc", "--column-map", "output=y,capital=k,labour=l,labour_share=s",
        "--json", text=text,
    )  # fmt: skip
    rows = json.loads(out)

    assert code == 0
    assert list(rows[0]) == ["unit", "year", "dln_output", "dln_capital", "dln_labour", "dln_tfp", "labour_share"]
    assert [(row["unit"], row["year"]) for row in rows] == [("A", 2019)]
    assert "B: không tính được, không có số liệu: capital" in err


def test_a_units_year_that_stands_twice_is_refused_by_line(run):
    text = "u,year,output,capital,labour,labour_share\nA,2018,1,1,1,0.5\nA,2018,2,1,1,0.5\n"
    code, _out, err = run("tfp", "panel", "FILE", "--unit", "u", text=text)

    assert code == 2
    assert ":3:" in err
    assert "dòng 2" in err


PANEL = "u,year,output,capital,labour,labour_share,hours\nA,2018,1,1,1,0.5,40\nA,2019,1,1,1,0.5,20\n"


def test_a_panel_takes_columns_by_their_own_names_beside_those_mapped(run):
    text = PANEL.replace("output", "y")
    code, out, _err = run("tfp", "panel", "FILE", "--unit", "u", "--column-map", "output=y", "--json", text=text)

    assert code == 0
    assert json.loads(out)[0]["dln_labour"] == pytest.approx(np.log(0.5))  # the hours of the file are used


@pytest.mark.parametrize(
    ("options", "text", "said"),
    [
        (("--mode", "official"), PANEL, "--mode: không dùng"),
        (("--labour-share", "0,6"), PANEL, "--labour-share: không dùng"),
        (("--vintage", "sơ bộ"), PANEL, "--vintage: không dùng"),
        ((), PANEL.replace("A,2019", "A,"), ":3: thiếu năm"),
        ((), PANEL.replace("1,0.5,20", "1,57.5,20"), "A, năm 2019: 57,5. Ghi dạng 0,575"),
    ],
)
def test_what_a_panel_cannot_use_is_refused(run, options, text, said):
    code, out, err = run("tfp", "panel", "FILE", "--unit", "u", *options, text=text)

    assert (code, out) == (2, "")
    assert said in err


def test_targets_are_solved_for_any_unknown(run):
    code, out, _err = run(
        "target",
        "--gY",
        ".12",
        "--gLP",
        ".11",
        "--tfp-share",
        ".55",
        "--labour-share",
        ".5",
        "--solve-for",
        "gK",
        "--json",
    )
    result = json.loads(out)

    assert code == 0
    assert result["value"] == pytest.approx(0.099, abs=1e-4)
    assert result["assumed"] == {"ky": 2.1, "depreciation": 0.055}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--gY", "12", "--solve-for", "gK"), "--gY: 12 là 1.200%. Ghi dạng 0,12 cho 12%"),
        (("--tfp-share", "55", "--solve-for", "gK"), "--tfp-share: 55 là 5.500%"),
        (("--labour-share", "57,5", "--solve-for", "gK"), "--labour-share: 57,5 là 5.750%"),
        (("--depreciation", "5,5", "--solve-for", "gK"), "--depreciation: 5,5 là 550%"),
        (("--gY", ".12", "--solve-for", "gK"), "Chưa đủ dữ kiện"),
        (("--gY", ".12", "--solve-for", "nothing"), "Không có đại lượng"),
    ],
)
def test_a_target_that_cannot_be_solved_says_why(run, arguments, said):
    code, _out, err = run("target", *arguments)

    assert code == 2
    assert said in err


def test_productivity_is_decomposed_from_a_file(run):
    cells = ["2020,A,100,50", "2020,B,300,50", "2021,A,100,40", "2021,B,360,62", "2020,T,20,", "2021,T,25,"]
    text = "\n".join(["year,industry,output,labour", *cells])
    code, out, _err = run("decompose", "FILE", "--taxes", "T", "--end-points", "--json", text=text)
    result = json.loads(out)

    assert code == 0
    assert sum(result["parts"].values()) + result["product_taxes"] == pytest.approx(result["total"])
    assert [each["industry"] for each in result["industries"]] == ["A", "B"]


def test_real_estate_left_in_is_told(run):
    text = "year,industry,output,labour\n2020,A,100,50\n2021,A,110,50\n2020,L,50,1\n2021,L,60,1\n"
    assert "có tính ngành L" in run("decompose", "FILE", text=text)[1]
    assert "có tính ngành" not in run("decompose", "FILE", "--exclude", "L")[1]


def test_an_industry_without_a_year_is_named(run):
    text = "year,industry,output,labour\n2020,A,100,50\n2021,A,110,50\n2020,B,1,1\n"
    code, _out, err = run("decompose", "FILE", text=text)

    assert code == 2
    assert "ngành B năm 2021" in err
