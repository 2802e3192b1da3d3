"""Numbers as Vietnamese offices write and type them: a dot every three digits, a comma before decimals.

Rounding is half up; a float is first read to 15 significant digits, which takes off the binary noise (0.285 * 100 is
28,5). Negative numbers carry the true minus sign U+2212. What prints raises ValueError on infinities and not-a-number.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from gettext import gettext as _

from nscl.vn.text import excerpt

Number = int | float | Decimal | Fraction
MINUS = "\N{MINUS SIGN}"

_WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)  # a float has at most 309 digits before the comma
_NUMBER = re.compile(rf"([-+{MINUS}]?)([1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+|[0-9]+)(?:,([0-9]+))?")
_THOUSANDS_OR_DECIMALS = re.compile(rf"([-+{MINUS}]?)([1-9][0-9]{{0,2}}),([0-9]{{3}})")
_LONGEST_NUMBER = 100
_MOST_DIGITS = 18  # more than the number of any row has, and what a database's whole number still holds


def whole_number(text: str) -> int | None:
    """The number that plain digits stand for, as a page or a form sends one; None for all else, and past 18 digits."""
    return int(text) if len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal() else None


def format_number(x: Number, decimals: int | None = None) -> str:
    """1043 as "1.043", 1105.5 as "1.105,5".

    `decimals`: digits after the comma; None keeps those the number has.
    """
    value = _decimal(x) if decimals is None else _rounded(x, decimals)
    digits = f"{value.copy_abs():,f}".translate({ord(","): ".", ord("."): ","})
    if decimals is None and "," in digits:
        digits = digits.rstrip("0").rstrip(",")
    return f"{MINUS}{digits}" if value < 0 else digits


def format_percent(x: Number, decimals: int | None = 1) -> str:
    """104.3 as "104,3%": `x` is in per cent (0-100), not a fraction.

    What is under 100 is never rounded up to 100%: 99.97 is "99,97%".
    """
    if decimals is None:
        return f"{format_number(x)}%"
    while _decimal(x) < 100 <= _rounded(x, decimals):
        decimals += 1
    return f"{format_number(x, decimals)}%"


def format_percent_for_state(x: Number, target: Number, op: str, met: bool) -> str:
    """`x` in per cent with one decimal, or as many as it takes for the print not to contradict the state.

    54.96 against "> 55", not met, is "54,96%": "55,0%" would read as reached. `op` is ">=" or ">"; `met` is the state
    decided on the unrounded value. When no number of decimals helps (the state rests on something else), one is used.
    """
    for decimals in range(1, 13):
        if not _contradicts(_rounded(x, decimals), _decimal(x), _decimal(target), op, met):
            return format_percent(x, decimals)
    return format_percent(x)


def format_count(n: int) -> str:
    """A count in prose: 2 as "02", 12 as "12", 1043 as "1.043". Zero is "0": a sentence says "chưa có" instead."""
    return f"{n:02d}" if 0 < n < 10 else format_number(n)


def format_signed(x: Number, decimals: int | None = None) -> str:
    """A difference in a table: "+25", "−7", "0"."""
    printed = format_number(x, decimals)
    is_positive = (_decimal(x) if decimals is None else _rounded(x, decimals)) > 0
    return f"+{printed}" if is_positive else printed


def parse_number(text: str) -> Decimal:
    """The number typed as 1043, 1.043, 1.214,6 or 9,8, with an optional sign.

    "1,043" may be 1.043 in the English manner or 1,043: refused with both readings, never guessed. Raises ValueError,
    in Vietnamese, naming the value and the mend.
    """
    typed = text.strip()
    if doubtful := _THOUSANDS_OR_DECIMALS.fullmatch(typed):
        raise ValueError(_ambiguous(text, *doubtful.groups()))
    found = _NUMBER.fullmatch(typed) if len(typed) <= _LONGEST_NUMBER else None
    if not found:
        raise ValueError(_not_a_number(text))
    sign, whole, fraction = found.groups()
    value = Decimal(f"{whole.replace('.', '')}.{fraction or 0}")
    return value.copy_negate() if sign in ("-", MINUS) else value


def _decimal(x: Number) -> Decimal:
    if isinstance(x, Fraction):
        return _WIDE.divide(Decimal(x.numerator), Decimal(x.denominator))
    value = Decimal(f"{x:.15g}") if isinstance(x, float) else Decimal(x)
    if not value.is_finite():
        raise ValueError(_("Phép tính không cho một con số xác định ({value}).").format(value=x))
    return value


def _rounded(x: Number, decimals: int) -> Decimal:
    return _decimal(x).quantize(Decimal(1).scaleb(-decimals), context=_WIDE)


def _contradicts(printed: Decimal, exact: Decimal, target: Decimal, op: str, met: bool) -> bool:
    reached = printed >= target if op == ">=" else printed > target
    return reached != met or (printed == target and exact < target)


def _ambiguous(text: str, sign: str, whole: str, fraction: str) -> str:
    message = _(
        '"{value}" có thể là {a} hoặc {b}. Nhập lại, bỏ dấu ngăn phần nghìn: {plain_a} nếu là số nguyên, '
        "{plain_b} nếu là số thập phân."
    )
    sign = sign.replace(MINUS, "-")
    return message.format(
        value=excerpt(text),
        a=f"{sign}{whole}.{fraction}",
        b=f"{sign}{whole},{fraction}",
        plain_a=f"{sign}{whole}{fraction}",
        plain_b=f"{sign}{whole},{fraction}0",
    )


def _not_a_number(text: str) -> str:
    message = _(
        '"{value}" không phải số. Dùng dấu chấm ngăn phần nghìn, dấu phẩy ngăn phần thập phân, ví dụ 1.043 hoặc 9,8.'
    )
    return message.format(value=excerpt(text))
