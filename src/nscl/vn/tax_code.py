"""Enterprise codes (mã số doanh nghiệp, also the tax code)."""

import re

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def is_tax_code(text: str) -> bool:
    """Whether `text` is ten digits whose last is the right check digit, with "-001" after it for a dependent unit.

    The tenth digit is 10 minus the remainder by 11 of the weighted sum of the first nine; no code is given where that
    is 10. Source: the structure is that of Circular 86/2024/TT-BTC, article 5; the weights are common practice, held
    against published codes.
    """
    found = re.fullmatch(r"([0-9]{9})([0-9])(?:-[0-9]{3})?", text)
    if not found:
        return False
    first_nine, check = found.groups()
    remainder = sum(int(digit) * weight for digit, weight in zip(first_nine, _WEIGHTS, strict=True)) % 11
    return 10 - remainder == int(check)
