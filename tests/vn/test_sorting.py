"""The order of a Vietnamese dictionary."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.vn.sorting import collation_key

DICTIONARY = [
    "", "5S", "7 công cụ", "a", "à", "ả", "ã", "á", "ạ", "ạch", "ai", "an", "an chè", "an toàn", "án", "án binh",
    "anh", "ánh", "ắc quy", "ăn", "ăn chay", "ằng", "ẵng", "ân", "ấn", "ba", "bà", "bả", "bã", "bá", "bạ",
    "bắc", "bậc", "ca", "da", "đa", "đá", "đường", "e", "em", "ê", "ếch", "ga", "hoà", "hoà bình", "hoá chất", "hoạ",
    "hoan", "la", "ma", "mà", "mả", "mã", "má", "mạ", "mai", "nga", "ngang", "o", "ong", "ô", "ông", "ơ", "ơn", "pha",
    "quả", "ra", "sa", "ta", "tha", "tra", "u", "um", "ư", "ưng", "va", "xa", "y", "ý", "yên", "zê-rô",
]  # fmt: skip
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


def in_order(texts):
    return sorted(texts, key=collation_key)


@given(st.permutations(DICTIONARY))
def test_a_word_list_comes_in_the_order_of_the_dictionary(shuffled):
    assert in_order(shuffled) == DICTIONARY


def test_letters_follow_the_vietnamese_alphabet():
    assert in_order(reversed(LETTERS)) == list(LETTERS)


def test_tones_follow_ngang_huyen_hoi_nga_sac_nang():
    for row in ("aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "oòỏõóọ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ"):
        assert in_order(reversed(row)) == list(row)


def test_communes_come_as_an_official_expects_them():
    names = ["Yên Phong", "Đại Sơn", "Bắc Lũng", "An Lạc", "Bố Hạ", "Dương Hưu", "Bảo Đài", "Đa Mai"]
    assert in_order(names) == [
        "An Lạc", "Bảo Đài", "Bắc Lũng", "Bố Hạ", "Dương Hưu", "Đa Mai", "Đại Sơn", "Yên Phong",
    ]  # fmt: skip


def test_capitals_decide_last_with_lower_case_first():
    assert in_order(["An", "an", "AN", "án"]) == ["an", "An", "AN", "án"]


def test_punctuation_only_parts_words():
    assert in_order(["an-toàn", "an chè", "«an»"])[1:] == ["an chè", "an-toàn"]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_the_key_does_not_depend_on_the_form_of_unicode(text):
    assert collation_key(unicodedata.normalize("NFD", text)) == collation_key(unicodedata.normalize("NFC", text))


@given(st.lists(st.text("aáàăâđdươ 5A-", max_size=8)))
def test_keys_compare_alike_as_strings_and_as_bytes(texts):
    assert in_order(texts) == sorted(texts, key=lambda text: collation_key(text).encode())


@given(st.text())
def test_a_key_can_be_stored(text):
    key = collation_key(text)
    assert "\x00" not in key
    key.encode()


@pytest.mark.parametrize(
    ("first", "second"), [("an", "an chè"), ("an chè", "anh"), ("ân", "ba"), ("9", "a"), (" b", "c")]
)
def test_the_shorter_and_the_spaced_come_first(first, second):
    assert collation_key(first) < collation_key(second)
