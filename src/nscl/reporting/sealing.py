"""Content that is fixed by its SHA-256: figures of a freeze, snapshots of reports."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise


def plain(value: Any) -> Any:
    """The value as JSON reads it back: what is hashed today must hash alike after a journey through the database."""
    match value:
        case None | bool() | int() | str():
            return value
        case Promise():
            return str(value)
        case float() | Decimal():
            return int(value) if value == int(value) else float(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"not for sealing: {type(value)}")


def digest(content: Any) -> str:
    """SHA-256 of the canonical text of plain content."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
