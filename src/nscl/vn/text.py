"""Text as people paste it, made safe to store and to compare."""

import re
import unicodedata

# C0 and C1 controls (tab, line feed and carriage return apart), lone surrogates, and Unicode's noncharacters:
# PostgreSQL refuses the first, XML (Word, Excel) all of them.
_CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
# Soft hyphen, zero-width space, word joiner, byte order mark, and the marks that reverse the direction of writing:
# nobody types them, they come with pasted text and make equal names differ.
_INVISIBLE = re.compile("[\\u00ad\\u200b\\u2060\\ufeff\\u202a-\\u202e\\u2066-\\u2069]")
_LINE_END = re.compile("\\r\\n?|[\\u2028\\u2029]")
_WORD = re.compile(r"[^\W_]+")
_D_WITH_STROKE = str.maketrans(
    {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "Ɖ": "d", "ɖ": "d"}
)  # no form of Unicode takes the stroke off
_LONGEST_MARK_RUN = 30  # Unicode's stream-safe limit (UAX 15); Vietnamese needs two


def clean(text: str) -> str:
    """`text` in NFC, its line ends as \\n, without control, invisible and unencodable characters. Raises nothing."""
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", _stream_safe(text))


def control_character_at(text: str) -> int | None:
    """Where the first unreadable character of `text` stands, counted from 1 as a message says it; None without one."""
    found = _CONTROL.search(text)
    return found.start() + 1 if found else None


def excerpt(text: str, length: int = 40) -> str:
    """`text` on one line, cut to `length` characters with an ellipsis: for quoting it in a message."""
    line = " ".join(clean(text[: length * 4]).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def fold(text: str) -> str:
    """The search key of `text`: no tone or vowel marks, đ as d, lower case, single spaces.

    Equal for every Unicode form of the same text, and `fold(fold(x)) == fold(x)`.
    """
    decomposed = unicodedata.normalize("NFKD", clean(text).casefold()).translate(_D_WITH_STROKE)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def words(text: str) -> list[str]:
    """The folded words of `text`: runs of letters and digits."""
    return _WORD.findall(fold(text))


def is_match(query: str, text: str) -> bool:
    """Whether every word of `query` begins some word of `text`, marks and case aside. An empty query matches."""
    wanted, present = words(query), words(text)
    return all(any(word.startswith(start) for word in present) for start in wanted)


def _stream_safe(text: str) -> str:
    """Without absurd heaps of combining marks: normalising them takes time quadratic in the heap's height."""
    if len(text) < 1000:
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _LONGEST_MARK_RUN:
            kept.append(character)
    return "".join(kept)
