"""The order of a Vietnamese dictionary, as keys a column can hold (PostgreSQL without ICU sorts by bytes)."""

import re
import unicodedata

from nscl.vn.text import clean

_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0300": ")", "\u0309": "*", "\u0303": "+", "\u0301": ",", "\u0323": "-"}  # huyền hỏi ngã sắc nặng
_LEVEL = "("  # ngang; all six stand below digits and letters
_VOWEL_MARKS = {"a\u0306": "a~", "a\u0302": "a~~", "e\u0302": "e~", "o\u0302": "o~", "o\u031b": "o~~", "u\u031b": "u~"}
_END = " "  # below every tone, so that the shorter comes first


def collation_key(text: str) -> str:
    """A key whose order by bytes (or code points) is the order of a Vietnamese dictionary.

    Word by word; within a word first the letters (digits, then a ă â b c d đ e ê … z), then the tone (ngang, huyền,
    hỏi, ngã, sắc, nặng): "an chè" < "anh", "hoà bình" < "hoá chất". Spaces and punctuation only part words; they and
    capitals decide last, lower case first. A letter with a mark is its plain letter and "~", which stands above z.
    """
    text = clean(text)
    return "".join(_word_key(word) for word in _WORD.findall(text)) + _END + text.swapcase()


def _word_key(word: str) -> str:
    letters, tones = [""], ""
    for character in unicodedata.normalize("NFKD", word.lower()):
        if character in _TONES:
            tones += _TONES[character]
        elif letters[-1] + character in _VOWEL_MARKS:
            letters[-1] = _VOWEL_MARKS[letters[-1] + character]
        elif character == "đ":
            letters.append("d~")
        elif not unicodedata.combining(character):
            letters.append(character)
    return "".join(letters) + (tones or _LEVEL)
