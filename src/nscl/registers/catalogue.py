"""Every register, by name. A new one is a module and a line here."""

from __future__ import annotations

from typing import Final

from nscl.registers.clubs import CLUB_ACTIVITIES, CLUBS
from nscl.registers.expected import EXPECTED
from nscl.registers.pilots import PILOTS
from nscl.registers.register import Register
from nscl.registers.training import TRAINING

REGISTERS: Final[dict[str, Register]] = {
    register.slug: register for register in (TRAINING, PILOTS, CLUBS, CLUB_ACTIVITIES, EXPECTED)
}


def register_of(label: str) -> Register:
    """The register of a model's label, as the history names its subjects."""
    return next(register for register in REGISTERS.values() if register.label == label)
