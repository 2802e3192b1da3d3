"""Invented people. Names are put together from common ones by a digest, so that every load makes the same people."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

FAMILY: Final = (
    *("Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Phạm", "Hoàng", "Vũ", "Vũ", "Đặng"),
    *("Bùi", "Đỗ", "Ngô", "Dương", "Đinh", "Đào", "Hà", "Giáp", "Lương", "Thân", "Chu", "Tạ", "Phan", "Trịnh"),
)
MEN: Final = (
    *("Văn An", "Quốc Bảo", "Văn Bình", "Minh Châu", "Văn Chiến", "Mạnh Cường", "Tiến Dũng", "Văn Duy", "Minh Đức"),
    *("Trung Hiếu", "Văn Hòa", "Quang Huy", "Văn Hùng", "Duy Khánh", "Văn Lâm", "Hải Long", "Văn Lực", "Đức Mạnh"),
    *("Hoài Nam", "Văn Nghĩa", "Hồng Phong", "Văn Phúc", "Minh Quân", "Văn Quyết", "Thanh Sơn", "Văn Tài", "Đức Thắng"),
    *("Văn Thịnh", "Minh Tiến", "Văn Toàn", "Anh Tuấn", "Văn Tùng", "Quốc Việt", "Văn Vinh", "Xuân Trường", "Bá Lộc"),
)
WOMEN: Final = (
    *("Thị Ánh", "Ngọc Anh", "Thị Bích", "Thị Chi", "Thùy Dung", "Thị Duyên", "Hương Giang", "Thị Hà", "Thu Hằng"),
    *("Thị Hạnh", "Thị Hoa", "Thanh Huyền", "Thị Hương", "Thị Lan", "Thùy Linh", "Thị Loan", "Khánh Ly", "Thị Mai"),
    *("Thị Minh", "Trà My", "Thị Nga", "Bích Ngọc", "Thị Nhung", "Thị Oanh", "Thu Phương", "Thị Quyên", "Như Quỳnh"),
    *("Phương Thảo", "Thị Thơm", "Thị Thu", "Anh Thư", "Thị Trang", "Kiều Trinh", "Thị Vân", "Hải Yến", "Thị Xuân"),
)


def pick(choices: Sequence[T], *key: object) -> T:
    """One of the choices, always the same for a key."""
    return choices[number(len(choices), *key)]


def number(below: int, *key: object) -> int:
    """A number from 0 up to `below`, always the same for a key."""
    text = "/".join(str(part) for part in key)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % below


def person(*key: object) -> str:
    """Family name and given names of somebody who does not exist."""
    return f"{pick(FAMILY, 'họ', *key)} {pick(MEN + WOMEN, 'tên', *key)}"
