"""argparse in Vietnamese."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final, NoReturn

WORDS: Final = {
    "usage: ": "Cách dùng: ",
    "options": "Tùy chọn",
    "positional arguments": "Tham số",
    "show this help message and exit": "in hướng dẫn này rồi thoát",
    "the following arguments are required: %s": "còn thiếu tham số: %s",
    "one of the arguments %s is required": "cần một trong các tham số: %s",
    "unrecognized arguments: %s": "không hiểu tham số: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là: %(matches)s; ghi đủ chữ",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; chọn một trong: %(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "not allowed with argument %s": "không dùng cùng %s",
}


def _said(text: str) -> str:
    return WORDS.get(text, text)


def _counted(one: str, many: str, n: int) -> str:
    return _said(one if n == 1 else many)


# argparse asks gettext for its own words: these are the ones it is given
argparse._ = _said  # type: ignore[attr-defined]
argparse.ngettext = _counted  # type: ignore[attr-defined]


class Help(argparse.HelpFormatter):
    """Wide enough that each command and its summary share a line."""

    def __init__(self, prog: str, **how: Any) -> None:
        super().__init__(prog, max_help_position=30, **how)
        self._action_max_length = 14  # argparse forgets that the names of commands are indented


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where help is. Exit code 2."""

    def __init__(self, **how: Any) -> None:
        super().__init__(formatter_class=Help, **how)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{message[:1].upper()}{message[1:]}. Xem: {self.prog} --help\n")
