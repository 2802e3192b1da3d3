"""The names of measures a plan may use, built or not yet.

A plan names a measure and its keyword arguments; the function that computes it lives with its register. A name that is
not in this table is a misspelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import gettext as _
from types import MappingProxyType

SETTINGS = ("vocational", "enterprise", "administration")
SCHOOL_KINDS = ("upper_secondary_school", "college", "university", "vocational_school")
PILOT_KINDS = (*SCHOOL_KINDS, "enterprise", "cooperative", "health_facility", "laboratory")
OFFICE_KINDS = ("department", "office", "commune")


@dataclass(frozen=True)
class Argument:
    """One keyword argument: `type` is int, or tuple for a list of texts; `choices` bounds the texts where it can."""

    type: type[int] | type[tuple]
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class MeasureName:
    """A measure a plan may name: the register it reads, its arguments, and the decisions its rule depends on."""

    name: str
    register: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()


def _names(*names: MeasureName) -> Mapping[str, MeasureName]:
    return MappingProxyType({name.name: name for name in names})


_ECONOMY = ("figures.economy_day",)
_COUNTED_PILOT = ("pilots.counting_stage", "counting.grade")

CATALOGUE: Mapping[str, MeasureName] = _names(
    MeasureName("productivity.tfp_share", _("Ước tính TFP của tỉnh"), decisions=_ECONOMY),
    MeasureName("productivity.labour_growth", _("Sổ số liệu kinh tế"), decisions=_ECONOMY),
    MeasureName(
        "training.attendances",
        _("Sổ đào tạo"),
        {"setting": Argument(tuple, SETTINGS, required=True)},
        ("counting.min_hours",),
    ),
    MeasureName(
        "pilots.models",
        _("Sổ mô hình"),
        {"kind": Argument(tuple, PILOT_KINDS, required=True), "min_systems": Argument(int), "systems": Argument(tuple)},
        _COUNTED_PILOT,
    ),
    MeasureName(
        "pilots.schools",
        _("Sổ mô hình"),
        {"kind": Argument(tuple, SCHOOL_KINDS, required=True), "systems": Argument(tuple, required=True)},
        _COUNTED_PILOT,
    ),
    MeasureName(
        "pilots.offices", _("Sổ mô hình"), {"kind": Argument(tuple, OFFICE_KINDS, required=True)}, _COUNTED_PILOT
    ),
    MeasureName(
        "clubs.maintained",
        _("Sổ câu lạc bộ"),
        {"kind": Argument(tuple, SCHOOL_KINDS, required=True)},
        ("clubs.maintained_months",),
    ),
    MeasureName("standards.high_risk_supported", _("Sổ áp dụng tiêu chuẩn")),
    MeasureName("awards.entered", _("Sổ Giải thưởng")),
    MeasureName("support.enterprises", _("Sổ hỗ trợ doanh nghiệp")),
    MeasureName("requests.answered", _("Sổ yêu cầu thông tin")),
    MeasureName("metrology.members", _("Sổ đo lường")),
)

DECISIONS: Mapping[str, str] = MappingProxyType(
    {
        "figures.closing_day": r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        "figures.economy_day": r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        "counting.min_hours": r"[1-9][0-9]?",
        "counting.grade": r"[ABC]",
        "pilots.counting_stage": r"[a-z0-9_]+",
        "clubs.maintained_months": r"[1-9][0-9]?",
    }
)
"""The decisions the house knows, and the form of their values."""

REQUIRED_DECISIONS = ("figures.closing_day",)
REQUIRED_DEADLINES = ("bodies", "province")
