"""How a round stands in addresses: /bao-cao/2028/ is the annual one, /bao-cao/2028-1/ the first beside it."""

from __future__ import annotations

from typing import Any


class RoundAddress:
    """The year, and for every other round than the annual one its number after a hyphen. Kept as text."""

    regex: str = "[0-9]{4}(?:-[1-9][0-9]{0,2})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: Any) -> str:
        return str(value)
