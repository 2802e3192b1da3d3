"""Who issues a paper and who signs it, in the forms of Decree 30/2020/ND-CP, article 13 and annex I."""

from __future__ import annotations

import pytest

from nscl.plan import Plan
from nscl.reporting.papers.issuer import Issuer


@pytest.fixture
def issuer(plan: Plan):  # type: ignore[no-untyped-def]
    return lambda name, kind="department", notation="": Issuer("ma", name, kind, notation, plan)


@pytest.mark.parametrize(
    ("name", "kind", "parent", "agency", "place"),
    [
        ("Ủy ban nhân dân xã Yên Phong", "commune", "", ("ỦY BAN NHÂN DÂN", "XÃ YÊN PHONG"), "Yên Phong"),
        ("UBND phường Từ Sơn", "commune", "", ("ỦY BAN NHÂN DÂN", "PHƯỜNG TỪ SƠN"), "Từ Sơn"),
        ("Sở Y tế", "department", "UBND TỈNH BẮC NINH", ("SỞ Y TẾ",), "Bắc Ninh"),
        ("Văn phòng UBND tỉnh", "office", "UBND TỈNH BẮC NINH", ("VĂN PHÒNG",), "Bắc Ninh"),
        ("Hiệp hội Doanh nghiệp tỉnh", "association", "", ("HIỆP HỘI DOANH NGHIỆP TỈNH",), "Bắc Ninh"),
    ],
)
def test_the_head_of_the_paper(issuer, name: str, kind: str, parent: str, agency: tuple[str, ...], place: str):  # type: ignore[no-untyped-def]
    found = issuer(name, kind)
    assert (found.parent, found.agency, found.place) == (parent, agency, place)


@pytest.mark.parametrize(
    ("position", "authority"),
    [
        ("Giám đốc", ("GIÁM ĐỐC",)),
        ("Phó Giám đốc Sở", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Phó Giám đốc phụ trách", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Phó Giám đốc Thường trực Sở", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Phó Chánh Văn phòng", ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        ("Quyền Giám đốc", ("Q. GIÁM ĐỐC",)),
        ("Chánh Văn phòng Sở", ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        ("Trưởng phòng Nghiệp vụ", ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ")),
    ],
)
def test_who_signs_for_a_department(issuer, position: str, authority: tuple[str, ...]):  # type: ignore[no-untyped-def]
    signature = issuer("Sở Y tế").signature("Nguyễn Văn A", position)
    assert (signature.authority, signature.name) == (authority, "Nguyễn Văn A")


@pytest.mark.parametrize(
    ("position", "authority"),
    [
        ("Chủ tịch UBND xã A", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Phó Chủ tịch Thường trực", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("Phó Chánh Văn phòng", ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
    ],
)
def test_who_signs_for_a_commune(issuer, position: str, authority: tuple[str, ...]):  # type: ignore[no-untyped-def]
    assert issuer("UBND xã A", "commune").signature("Nguyễn Văn A", position).authority == authority


@pytest.mark.parametrize("position", ["", "Chuyên viên", "Công chức"])
def test_whose_position_is_no_leaders_is_not_named(issuer, position: str):  # type: ignore[no-untyped-def]
    signature = issuer("UBND xã A", "commune").signature("Nguyễn Văn A", position)
    assert (signature.authority, signature.name) == (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Ban Quản lý các khu công nghiệp", "TRƯỞNG BAN"),
        ("Thanh tra tỉnh", "CHÁNH THANH TRA"),
        ("Văn phòng UBND tỉnh", "CHÁNH VĂN PHÒNG"),
        ("Trường Cao đẳng A", "HIỆU TRƯỞNG"),
        ("Báo và Phát thanh truyền hình", "THỦ TRƯỞNG CƠ QUAN"),
    ],
)
def test_before_it_is_known_who_signs_the_head_is_waited_for(issuer, name: str, head: str):  # type: ignore[no-untyped-def]
    assert issuer(name).signature("", "").authority == (head,)


def test_the_head_of_an_office_signs_as_its_head(issuer):  # type: ignore[no-untyped-def]
    assert issuer("Văn phòng UBND tỉnh", "office").signature("A", "Chánh Văn phòng").authority == ("CHÁNH VĂN PHÒNG",)


def test_a_body_without_an_abbreviation_leaves_it_to_its_clerk(issuer):  # type: ignore[no-untyped-def]
    assert issuer("Sở Y tế", notation="SYT").notation("BC") == "BC-SYT"
    assert issuer("UBND xã A", "commune").notation("BC") == "BC-UBND"
    assert issuer("Sở Y tế").notation("BC") == "BC"
