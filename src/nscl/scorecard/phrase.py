"""A line's sentence taken apart: words, which people may write anew, and figures, which nobody types.

A figure is a place in square brackets, named in Vietnamese for who writes ("[số lượt người]") and by its name among
the line's words where it is kept ("[value]").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import Formatter
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as N_
from django_stubs_ext import StrOrPromise

from nscl.plan.targets import State
from nscl.scorecard.line import Line
from nscl.scorecard.sentences import NONE, UNDEFINABLE, ZERO, Words, case, starting_upper, template
from nscl.vn.numbers import format_number
from nscl.vn.text import clean, excerpt, fold

LONGEST: Final = 1_000
MAIN: Final = frozenset({"value", "growth", "founded"})  # the figure the sentence is there for
BELOW_PROVINCE: Final = "where"  # empty in a sentence of the province
PLACES: Final[Mapping[str, StrOrPromise]] = {
    "year": gettext_lazy("năm báo cáo"),
    "start": gettext_lazy("năm đầu giai đoạn"),
    "end": gettext_lazy("năm cuối giai đoạn"),
    "closing": gettext_lazy("ngày chốt"),
    "target": gettext_lazy("mức phải đạt"),
    "percent": gettext_lazy("tỷ lệ so với kế hoạch"),
    "pace": gettext_lazy("mức tiến độ"),
    "gap": gettext_lazy("số còn thiếu"),
    "years_met": gettext_lazy("số năm đạt"),
    "years_elapsed": gettext_lazy("số năm đã qua"),
    "met_years": gettext_lazy("đã có mấy năm đạt"),
    "title": gettext_lazy("tên chỉ tiêu"),
    "unit": gettext_lazy("đơn vị tính"),
    "courses": gettext_lazy("số lớp"),
    "bodies": gettext_lazy("số cơ quan hành chính"),
    "tools": gettext_lazy("tên công cụ"),
    "in_progress": gettext_lazy("số đang triển khai"),
    "running": gettext_lazy("mô hình đang triển khai, nếu có"),
    "still_running": gettext_lazy("mô hình đang triển khai"),
    "founded": gettext_lazy("câu lạc bộ đã thành lập"),
    "new": gettext_lazy("câu lạc bộ mới, nếu có"),
    "lapsed": gettext_lazy("câu lạc bộ không hoạt động, nếu có"),
    "register": gettext_lazy("sổ chưa có"),
    "least": gettext_lazy("mức tăng ít nhất để tính"),
    "growth": gettext_lazy("mức tăng"),
    "period": gettext_lazy("thời gian của số liệu"),
    "vintage": gettext_lazy("lần công bố"),
    "source": gettext_lazy("nguồn số liệu"),
    "expected_day": gettext_lazy("ngày dự kiến có số liệu"),
    "comparison": gettext_lazy("so với mục tiêu"),
    "against_province": gettext_lazy("so với mục tiêu của tỉnh"),
    "diff": gettext_lazy("số điểm phần trăm chênh lệch"),
    "still_required": gettext_lazy("mức phải tăng các năm còn lại, nếu có"),
}
ENDINGS: Final[Mapping[str, str]] = {
    ZERO: N_("{state}, chưa có kết quả nào"),
    NONE: N_("{state}, chưa có số liệu"),
    UNDEFINABLE: N_("{state}, có số liệu nhưng không tính được"),
}
_BRACKETS: Final = re.compile(r"\[([^\[\]]*)\]")
_BEFORE_STOP: Final = re.compile(r" (?=[.,;])")


class Misworded(ValueError):
    """What is wrong with words as typed: every fault, each with its mend."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


@dataclass(frozen=True)
class Piece:
    """Words, or the figure of a place."""

    text: str
    place: str = ""


@dataclass(frozen=True)
class Phrase:
    """A sentence of a line, in pieces. The text of a place is its Vietnamese name."""

    pieces: tuple[Piece, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Each once, in the order of the sentence."""
        return tuple(dict.fromkeys(piece.place for piece in self.pieces if piece.place))

    @property
    def typed(self) -> str:
        """As a person writes it."""
        return "".join(_apart(f"[{piece.text}]" if piece.place else piece.text for piece in self.pieces))

    @property
    def kept(self) -> str:
        """As it is kept: names of places may be said in other words one day."""
        return "".join(f"[{piece.place}]" if piece.place else piece.text for piece in self.pieces)

    def filled(self, line: Line) -> tuple[Piece, ...]:
        """The sentence as it is printed, with the figures of the line."""
        words = Words(line)
        said = [replace(piece, text=words[piece.place]) if piece.place else piece for piece in self.pieces]
        first, *others = _tidy(said)
        return replace(first, text=starting_upper(first.text)), *others


def printed(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def house(line: Line) -> Phrase:
    """The house's own words for the state a line of the province is in."""
    pieces: list[Piece] = []
    for words, name, _spec, _conversion in Formatter().parse(template(line)):
        pieces.append(Piece(words))
        if name and name != BELOW_PROVINCE:
            pieces.append(Piece(name_of(line, name), name))
    return Phrase(tuple(_tidy(pieces)))


def name_of(line: Line, place: str) -> str:
    """What an officer reads and types in the brackets: the figure itself by its unit."""
    if place != "value":
        return str(PLACES[place])
    return _("tỷ lệ đạt được") if line.unit.startswith("%") else _("số {unit}").format(unit=line.unit)


def opened(line: Line, kept: str) -> Phrase | None:
    """Words as they were kept; None where the line's sentence of today has no such place."""
    found = named(line, kept)
    return found if set(found.places) <= set(house(line).places) else None


def named(line: Line, kept: str) -> Phrase:
    """Words as they were kept, to be read: their places by Vietnamese names, whatever the line's sentence is today."""
    known = {"value", *PLACES}
    pieces = (replace(p, text=name_of(line, p.place)) if p.place in known else p for p in _split(kept))
    return Phrase(tuple(pieces))


def read(line: Line, typed: str) -> Phrase:
    """Words an officer typed around the figures of the line's sentence. Raises Misworded."""
    own, found = house(line), tuple(_split(_one_line(typed)))
    names = {fold(name_of(line, place)): place for place in own.places}
    if faults := [*_too_long(typed), *_unknown(line, own, found, names), *_figures_typed(own, found)]:
        raise Misworded(faults)
    if not any(sign.isalpha() for piece in found if not piece.place for sign in piece.text):
        raise Misworded([_("Câu chưa có lời nào. Viết lời quanh các số, hoặc để trống để dùng lời của hệ thống.")])
    places = [names[fold(piece.text)] if piece.place else "" for piece in found]
    if missing := [place for place in own.places if place in MAIN and place not in places]:
        message = _("Câu thiếu {place}, là kết quả của chỉ tiêu. Đưa trở lại vào câu.")
        raise Misworded([message.format(place=_listed(line, missing))])
    named = zip(found, places, strict=True)
    return Phrase(tuple(Piece(name_of(line, place), place) if place else piece for piece, place in named))


def left_out(line: Line, phrase: Phrase) -> list[str]:
    """Figures of the house's sentence that these words do not print, by name."""
    return [name_of(line, place) for place in house(line).places if place not in phrase.places]


def case_label(case: str) -> str:
    """The case words were written for, as a person says it."""
    for ending, words in ENDINGS.items():
        if case.endswith(ending):
            state = State(case.removesuffix(ending))
            return state.label if case == "no_data_none" else _(words).format(state=state.label)
    return State(case).label


def fits(line: Line, kept: str, written_for: str) -> bool:
    """Do words written for one case still tell the truth of the line as it is?"""
    return written_for == case(line) and opened(line, kept) is not None


def _split(text: str) -> Iterator[Piece]:
    """Words and places in turn; what stands in brackets is both text and place."""
    end = 0
    for match in _BRACKETS.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        yield Piece(match[1].strip(), match[1].strip() or " ")
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


def _one_line(text: str) -> str:
    """One sentence on one line, with its stop."""
    text = _BEFORE_STOP.sub("", " ".join(clean(text).split()))
    return text if text.endswith((".", "…", ";")) else f"{text}."


def _too_long(text: str) -> Iterator[str]:
    if len(text) > LONGEST:
        message = _("Câu dài {n} ký tự, quá {max}. Rút gọn; nội dung chi tiết ghi ở phần báo cáo của cơ quan.")
        yield message.format(n=format_number(len(text)), max=format_number(LONGEST))


def _unknown(line: Line, own: Phrase, found: tuple[Piece, ...], names: Mapping[str, str]) -> Iterator[str]:
    known = _listed(line, own.places) if own.places else _("câu này không có số nào")
    for piece in found:
        if piece.place and fold(piece.text) not in names:
            message = _("Không có chỗ đặt số tên [{name}]. Dùng đúng tên: {known}.")
            yield message.format(name=excerpt(piece.text), known=known)
    if any(sign in piece.text for piece in found if not piece.place for sign in "[]"):
        message = _("Dấu ngoặc vuông mở và đóng không thành cặp. Viết đủ cả hai dấu, ví dụ [{example}].")
        yield message.format(example=name_of(line, own.places[0]) if own.places else _("năm báo cáo"))


def _figures_typed(own: Phrase, found: tuple[Piece, ...]) -> Iterator[str]:
    typed = [word for piece in found if not piece.place for word in piece.text.split() if _has_figure(word)]
    if not typed:
        return
    words = ", ".join(f'"{excerpt(word.strip(".,;:()"), 20)}"' for word in typed[:5])
    message = _("Câu có chữ số gõ tay: {words}. Con số do hệ thống tính: xóa đi, đặt tên số trong ngoặc vuông.")
    if not own.places:
        message = _("Câu có chữ số gõ tay: {words}. Chỉ tiêu này chưa có số: xóa đi.")
    yield message.format(words=words)


def _has_figure(word: str) -> bool:
    return any(sign.isnumeric() for sign in word)


def _listed(line: Line, places: Sequence[str]) -> str:
    return ", ".join(f"[{name_of(line, place)}]" for place in places)


def _apart(parts: Iterable[str]) -> Iterator[str]:
    """A place stands apart from the word that follows or precedes it, though its clause brings its own space."""
    last = ""
    for part in parts:
        if (last.endswith("]") and part[:1].isalpha()) or (part.startswith("[") and last[-1:].isalpha()):
            yield " "
        yield part
        last = part


def _tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Without empty pieces, and without the spaces these leave: at both ends, before a stop, doubled; a capital to
    begin with."""
    tidied: list[Piece] = []
    for piece in pieces:
        begins = not tidied and not piece.place
        text = starting_upper(piece.text.lstrip()) if begins else piece.text
        if tidied and tidied[-1].text.endswith(" ") and text[:1] in (" ", ".", ",", ";"):
            tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip())
        if text:
            tidied.append(replace(piece, text=text))
    if tidied:
        tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip())
    return tidied
