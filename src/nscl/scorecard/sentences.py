"""What a line says of itself, in official prose: one source for the page, the workbook and the report.

A family of sentences belongs to a measure, not to a code, so that another province's plan speaks without Python.
Templates hold the words; every number in them was computed on the line. A count of nothing is said, never printed as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from nscl.plan.targets import State, reached, required_growth
from nscl.scorecard.statistics import LEAST_GROWTH
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count, format_number, format_percent, format_percent_for_state

if TYPE_CHECKING:
    from nscl.scorecard.line import Line, Number

Templates = Mapping[str, str]
ZERO: Final = "_0"  # a template for a count of nothing: the state's name with this ending
NONE: Final = "_none"  # no figure: a sentence that says why
UNDEFINABLE: Final = "_undefined"  # statistics are there, and give none

TRAINING: Final[Templates] = {
    "met": N_("Năm {year} đã tổ chức {courses} lớp cho {value} lượt người, đạt {percent} kế hoạch."),
    "on_track": N_(
        "Đến hết ngày {closing} đã tổ chức {courses} lớp cho {value} lượt người, bằng {percent} kế hoạch, "
        "không thấp hơn mức tiến độ ({pace})."
    ),
    "behind": N_(
        "Năm {year} đã tổ chức {courses} lớp cho {value} lượt người, bằng {percent} kế hoạch "
        "(ít nhất {target} lượt người), còn thiếu {gap} lượt người."
    ),
    "behind_0": N_("Năm {year} chưa tổ chức lớp nào được tính (kế hoạch: ít nhất {target} lượt người)."),
    "not_due": N_(
        "Đến ngày {closing} đã tổ chức {courses} lớp cho {value} lượt người, bằng {percent} kế hoạch năm {year}."
    ),
    "not_due_0": N_("Đến ngày {closing} chưa tổ chức lớp nào được tính trong năm {year}."),
    "describe": N_("{where} năm {year} đã tổ chức {courses} lớp cho {value} lượt người."),
    "describe_0": N_("{where} năm {year} chưa tổ chức lớp nào được tính."),
}
OFFICIALS: Final[Templates] = {
    "describe": N_(
        "{where} năm {year} đã đào tạo, phổ biến kiến thức về năng suất trong lĩnh vực công cho {value} lượt cán bộ "
        "của {bodies} cơ quan hành chính."
    ),
    "describe_0": N_(
        "{where} năm {year} chưa đào tạo, phổ biến kiến thức về năng suất trong lĩnh vực công cho cán bộ "
        "cơ quan hành chính."
    ),
    "not_due": N_("Đến ngày {closing} có {value} lượt cán bộ được đào tạo, phổ biến kiến thức."),
}
ENTERPRISE_PILOTS: Final[Templates] = {
    "met": N_(
        "Năm {year} có {value} mô hình áp dụng tích hợp công cụ, hệ thống quản lý tiên tiến trong doanh nghiệp "
        "(kế hoạch: ít nhất {target} mô hình/năm); trong {years_elapsed} năm của giai đoạn đã có {years_met} năm đạt."
    ),
    "behind": N_(
        "Năm {year} có {value} mô hình được tính (kế hoạch: ít nhất {target} mô hình/năm); {in_progress} mô hình "
        "đang triển khai, chưa đến giai đoạn được tính; trong {years_elapsed} năm của giai đoạn đã có "
        "{years_met} năm đạt."
    ),
    "behind_0": N_(
        "Năm {year} chưa có mô hình nào được tính (kế hoạch: ít nhất {target} mô hình/năm); {running}"
        "trong {years_elapsed} năm của giai đoạn {met_years}."
    ),
    "not_due": N_("Đến ngày {closing} có {value} mô hình được tính trong năm {year}; {still_running}."),
    "not_due_0": N_("Đến ngày {closing} chưa có mô hình nào được tính trong năm {year}; {still_running}."),
    "describe": N_(
        "{where} năm {year} có {value} mô hình áp dụng tích hợp công cụ, hệ thống quản lý tiên tiến trong doanh nghiệp."
    ),
    "describe_0": N_("{where} năm {year} chưa có mô hình nào trong doanh nghiệp được tính."),
}
HEALTH_PILOTS: Final[Templates] = {
    "met": N_(
        "Lũy kế từ năm {start}, có {value} mô hình áp dụng công cụ, hệ thống quản lý tiên tiến tại cơ sở khám bệnh, "
        "chữa bệnh, đạt mục tiêu (ít nhất {target} mô hình)."
    ),
    "on_track": N_(
        "Lũy kế từ năm {start}, có {value} mô hình áp dụng công cụ, hệ thống quản lý tiên tiến tại cơ sở khám bệnh, "
        "chữa bệnh (mục tiêu: ít nhất {target} mô hình; mức tiến độ đến hết năm {year}: {pace} mô hình); "
        "cần thêm {gap} mô hình để đạt mục tiêu."
    ),
    "behind": N_(
        "Lũy kế từ năm {start}, có {value} mô hình tại cơ sở khám bệnh, chữa bệnh được tính, thấp hơn mức tiến độ "
        "đến hết năm {year} ({pace} mô hình); cần thêm {gap} mô hình để đạt mục tiêu."
    ),
    "behind_0": N_(
        "Lũy kế từ năm {start}, chưa có mô hình nào tại cơ sở khám bệnh, chữa bệnh được tính, thấp hơn mức tiến độ "
        "đến hết năm {year} ({pace} mô hình); cần thêm {gap} mô hình để đạt mục tiêu."
    ),
    "not_due": N_(
        "Đến ngày {closing} có {value} mô hình được tính; chưa đánh giá tiến độ do chưa hết năm đầu của giai đoạn."
    ),
    "not_due_0": N_(
        "Đến ngày {closing} chưa có mô hình nào được tính; chưa đánh giá tiến độ do chưa hết năm đầu của giai đoạn."
    ),
    "describe": N_("{where} có {value} mô hình tại cơ sở khám bệnh, chữa bệnh (lũy kế từ năm {start})."),
    "describe_0": N_("{where} chưa có mô hình nào tại cơ sở khám bệnh, chữa bệnh được tính (lũy kế từ năm {start})."),
}
OFFICE_PILOTS: Final[Templates] = {
    "describe": N_(
        "{where} đến hết ngày {closing} có {value} cơ quan hành chính áp dụng thí điểm công cụ, hệ thống quản lý "
        "tiên tiến ({tools})."
    ),
    "describe_0": N_(
        "{where} đến hết ngày {closing} chưa có cơ quan hành chính nào áp dụng thí điểm công cụ, hệ thống quản lý "
        "tiên tiến."
    ),
    "not_due": N_("Đến ngày {closing} có {value} cơ quan hành chính áp dụng thí điểm."),
}
CLUBS: Final[Templates] = {
    "met": N_(
        "Đến hết ngày {closing} có {value} câu lạc bộ cải tiến năng suất, chất lượng đang duy trì hoạt động, "
        "đạt mục tiêu ({target} câu lạc bộ)."
    ),
    "on_track": N_(
        "Đến hết ngày {closing} có {value} câu lạc bộ cải tiến năng suất, chất lượng đang duy trì hoạt động "
        "(mục tiêu: {target} câu lạc bộ; mức tiến độ đến hết năm {year}: {pace} câu lạc bộ); "
        "cần thêm {gap} câu lạc bộ để đạt mục tiêu{new}."
    ),
    "behind": N_(
        "Đến hết ngày {closing} có {value} câu lạc bộ cải tiến năng suất, chất lượng đang duy trì hoạt động, "
        "thấp hơn mức tiến độ đến hết năm {year} ({pace} câu lạc bộ){lapsed}."
    ),
    "behind_0": N_(
        "Đến hết ngày {closing} chưa có câu lạc bộ nào được tính là duy trì, thấp hơn mức tiến độ đến hết năm {year} "
        "({pace} câu lạc bộ){lapsed}."
    ),
    "not_due": N_("Đến ngày {closing} {founded}; chưa đánh giá việc duy trì do chưa hết năm đầu của giai đoạn."),
    "describe": N_("{where} có {value} câu lạc bộ cải tiến năng suất, chất lượng đang duy trì hoạt động."),
    "describe_0": N_("{where} chưa có câu lạc bộ nào được tính là duy trì."),
}
TFP: Final[Templates] = {
    "met": N_(
        "Bình quân giai đoạn {start}-{end}, năng suất các nhân tố tổng hợp (TFP) đóng góp {value} vào tăng trưởng "
        "kinh tế của tỉnh ({vintage}; nguồn: {source}), đạt mục tiêu (trên {target})."
    ),
    "on_track": N_(
        "Trong {period}, TFP đóng góp {value} vào tăng trưởng kinh tế của tỉnh ({vintage}; nguồn: {source}), "
        "cao hơn mục tiêu của cả giai đoạn (trên {target}) {diff} điểm phần trăm."
    ),
    "behind": N_(
        "Trong {period}, TFP đóng góp {value} vào tăng trưởng kinh tế của tỉnh ({vintage}; nguồn: {source}), "
        "{comparison} (trên {target})."
    ),
    "awaiting": N_(
        "Số liệu năm {year} chưa được công bố, dự kiến có vào ngày {expected_day}. Số liệu gần nhất: {period} "
        "({vintage}), TFP đóng góp {value} vào tăng trưởng kinh tế của tỉnh, {comparison} (trên {target})."
    ),
}
LABOUR_PRODUCTIVITY: Final[Templates] = {
    "met": N_(
        "Năng suất lao động của tỉnh tăng bình quân {value}/năm trong giai đoạn {start}-{end} "
        "({vintage}; nguồn: {source}), đạt mục tiêu của tỉnh (bình quân {target}/năm)."
    ),
    "on_track": N_(
        "Trong {period}, năng suất lao động của tỉnh tăng {growth} ({vintage}; nguồn: {source}), "
        "không thấp hơn mục tiêu của tỉnh (bình quân {target}/năm)."
    ),
    "behind": N_(
        "Trong {period}, năng suất lao động của tỉnh tăng {growth} ({vintage}; nguồn: {source}), "
        "thấp hơn mục tiêu của tỉnh (bình quân {target}/năm) {diff} điểm phần trăm{still_required}."
    ),
    "awaiting": N_(
        "Số liệu năm {year} chưa được công bố, dự kiến có vào ngày {expected_day}. Số liệu gần nhất: {period} "
        "({vintage}), năng suất lao động của tỉnh tăng {growth}, {against_province}{still_required}."
    ),
}
NO_STATISTIC: Final[Mapping[str, str]] = {
    "productivity.tfp_share": N_(
        "Chưa tính được tỷ trọng đóng góp của TFP: chưa có số liệu dùng trong báo cáo của tỉnh."
    ),
    "productivity.labour_growth": N_(
        "Chưa tính được tốc độ tăng năng suất lao động: chưa có số liệu dùng trong báo cáo của tỉnh."
    ),
}
STATISTIC_NOT_DUE: Final[Mapping[str, str]] = {
    "productivity.tfp_share": N_(
        "Tỷ trọng đóng góp của TFP được đánh giá khi có số liệu của ít nhất một năm thuộc giai đoạn {start}-{end}; "
        "đến nay chưa hết năm đầu."
    ),
    "productivity.labour_growth": N_(
        "Tốc độ tăng năng suất lao động được đánh giá khi có số liệu của ít nhất một năm thuộc giai đoạn "
        "{start}-{end}; đến nay chưa hết năm đầu."
    ),
}
ANY: Final[Templates] = {
    "met": N_("{title}: {value} {unit}, đạt mức của Kế hoạch ({target} {unit})."),
    "on_track": N_("{title}: {value} {unit} (mức tiến độ đến hết năm {year}: {pace} {unit})."),
    "behind": N_("{title}: {value} {unit}, thấp hơn mức tiến độ đến hết năm {year} ({pace} {unit})."),
    "not_due": N_("{title}: {value} {unit} đến ngày {closing}; chưa đến hạn đánh giá."),
    "describe": N_("{where} {title}: {value} {unit}."),
}
UNDEFINED: Final[Mapping[str, str]] = {
    "productivity.tfp_share": N_(
        "Không tính tỷ trọng đóng góp của TFP: trong {period}, kinh tế của tỉnh tăng bình quân dưới {least}/năm."
    ),
    "productivity.labour_growth": N_("Không tính được tốc độ tăng năng suất lao động bình quân trong {period}."),
}
NOT_BUILT: Final = N_("Chưa theo dõi được trên hệ thống (chưa có {register}).")
NOT_YET: Final = N_("Năm {year} chưa đến.")
ONE_PROVINCE_FIGURE: Final = N_("Chỉ tiêu tính chung toàn tỉnh, không tính riêng cho {body}.")
UNDER: Final = N_("Số liệu này đọc từ sổ, không phải số do {body} báo cáo.")
EXPECTED: Final = N_("Ước cả năm {year}: {expected} {unit} (cơ sở ước: {basis}).")
UNCONFIRMED: Final = N_("Số liệu trên chưa gồm {unconfirmed} {unit} đang chờ xác nhận.")
WHERE: Final[Mapping[str, str]] = {
    "reporter": N_("Theo số liệu do {body} báo cáo,"),
    "place": N_("Trên địa bàn {body},"),
    "under": N_("Tại các đơn vị thuộc phạm vi quản lý của {body},"),
}


def family(line: Line) -> Templates:
    """The family of a line's sentences: by the measure it names and what that measure is asked to count."""
    where = line.indicator.where
    match line.indicator.measure:
        case "training.attendances":
            return OFFICIALS if list(where.get("setting", ())) == ["administration"] else TRAINING
        case "pilots.models":
            return HEALTH_PILOTS if list(where.get("kind", ())) == ["health_facility"] else ENTERPRISE_PILOTS
        case "pilots.offices":
            return OFFICE_PILOTS
        case "clubs.maintained":
            return CLUBS
        case "productivity.tfp_share":
            return TFP
        case "productivity.labour_growth":
            return LABOUR_PRODUCTIVITY
    return ANY


def sentence(line: Line) -> str:
    """The line in one sentence (two where the scope demands it)."""
    said = starting_upper(template(line).format_map(Words(line)).strip())
    if line.scope.under and line.value is not None:
        said += " " + _(UNDER).format(body=line.scope.under.name)
    return said


def case(line: Line) -> str:
    """What a template is written for: a state; apart from it a count of nothing, no figure yet, none to be had."""
    if line.value is None:
        return line.state.value + (UNDEFINABLE if _is_undefined(line) else NONE)
    return line.state.value + (ZERO if line.value == 0 else "")


def template(line: Line) -> str:
    """The words of the line's sentence, each figure a name in braces."""
    if line.statistic is not None and line.value is None:
        return _(_without_statistic(line))
    if line.state is State.NO_DATA:
        return _(NOT_BUILT)
    if line.value is None:
        return _(NOT_YET)
    templates = family(line)
    return _(templates.get(case(line)) or templates.get(line.state.value) or ANY[line.state.value])


def _without_statistic(line: Line) -> str:
    if line.scope.body is not None:
        return ONE_PROVINCE_FIGURE
    reasons = NO_STATISTIC
    if line.state is State.NOT_DUE and line.rows == 0:
        reasons = STATISTIC_NOT_DUE
    elif _is_undefined(line):
        reasons = UNDEFINED
    return reasons[line.indicator.measure]


def _is_undefined(line: Line) -> bool:
    return line.value is None and line.statistic is not None and line.statistic.latest is not None


def lacking(line: Line) -> str:
    """The register (or the frozen list a share divides by) without which the figure cannot be computed."""
    if line.indicator.target.list is not None:
        return _("sổ danh sách chốt hằng năm")
    register = line.indicator.source
    return register[:1].lower() + register[1:]


def remarks(line: Line) -> list[str]:
    """What stands beside the sentence: the expected outturn, and what waits for a second person."""
    found = []
    if line.expectation is not None:
        found.append(
            _(EXPECTED).format(
                year=line.year, expected=quantity(line, line.expected), unit=line.unit, basis=line.expectation.basis
            )
        )
    if line.unconfirmed:
        found.append(_(UNCONFIRMED).format(unconfirmed=format_count(line.unconfirmed), unit=line.unit))
    return found


def quantity(line: Line, value: Any) -> str:
    """A value in prose: counts from 1 to 9 with a leading zero, shares with their sign."""
    if value is None:
        return "…"
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / value.denominator
    if line.unit.startswith("%"):
        return format_percent(value)
    return format_count(int(value)) if value == int(value) else format_number(value)


def percentage(line: Line, value: Number) -> str:
    """A share with as many decimals as it takes not to contradict the state it has against its target."""
    target = line.indicator.target
    if target.value is None or target.op is None:
        return format_percent(value)
    return format_percent_for_state(value, target.value, target.op, reached(target, value))


def _figure(line: Line) -> str:
    if line.value is not None and line.unit.startswith("%"):
        return percentage(line, line.value)
    return quantity(line, line.value)


class Words(dict[str, str]):
    """The names a template may use, each worked out and written only when the template asks for it."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line

    def __missing__(self, name: str) -> str:
        return WORDS[name](self.line)


def _count(name: str) -> Callable[[Line], str]:
    return lambda line: format_count(int(line.fact(name)))


def _clause(name: str, template: str, nothing: str = "") -> Callable[[Line], str]:
    """A clause about a number, or other words (or none) when it is nothing."""

    def write(line: Line) -> str:
        n = int(line.fact(name))
        return _(template).format(n=format_count(n), months=line.fact("months")) if n else _(nothing) if nothing else ""

    return write


def _met_years(line: Line) -> str:
    met = line.years_met
    return _("đã có {n} năm đạt").format(n=format_count(met)) if met else _("chưa có năm nào đạt")


def _where(line: Line) -> str:
    if line.scope.body is None:
        return ""
    return _(WHERE[line.scope.kind]).format(body=line.scope.body.name)


def _body(line: Line) -> str:
    return line.scope.body.name if line.scope.body else ""


def starting_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _target(line: Line) -> str:
    """The level as the plan prints it: "55%", not "55,0%"."""
    value = line.indicator.target.value
    if line.unit.startswith("%") and value is not None and value == int(value):
        return format_percent(value, 0)
    return quantity(line, value)


def difference(line: Line) -> Fraction:
    """How far the figure stands above its target, in its unit; negative below."""
    return Fraction(line.value or 0) - Fraction(line.indicator.target.value or 0)


def _comparison(line: Line) -> str:
    """Above, below, or just at a target that must be exceeded: never "thấp hơn 0,0 điểm phần trăm"."""
    above = difference(line)
    if above == 0:
        return _("chưa vượt mục tiêu")
    words = _("cao hơn mục tiêu {n} điểm phần trăm") if above > 0 else _("thấp hơn mục tiêu {n} điểm phần trăm")
    return words.format(n=points(above))


def points(difference: Fraction) -> str:
    """One decimal, or as many as it takes not to print a difference as none."""
    for decimals in range(1, 7):
        printed = format_number(abs(difference), decimals)
        if printed.strip("0,"):
            return printed
    return printed


def _against_province(line: Line) -> str:
    target = _target(line)
    if difference(line) >= 0:
        return _("không thấp hơn mục tiêu của tỉnh (bình quân {target}/năm)").format(target=target)
    words = _("thấp hơn mục tiêu của tỉnh (bình quân {target}/năm) {n} điểm phần trăm")
    return words.format(target=target, n=points(difference(line)))


def _still_required(line: Line) -> str:
    """What the remaining years need on average; nothing once the target is kept, or no year remains."""
    found, period = line.statistic, line.plan.period
    if found is None or found.latest is None or line.value is None or difference(line) >= 0:
        return ""
    done = found.latest - found.first + 1
    need = required_growth(
        Fraction(line.indicator.target.value or 0), line.value, years_done=done, years_in_all=len(period.years)
    )
    if need is None:
        return ""
    words = _("; để đạt bình quân của cả giai đoạn, những năm còn lại phải tăng bình quân {n}/năm")
    return words.format(n=format_percent(need))


def _growth(line: Line) -> str:
    """Of one year, or on average of several."""
    grown = _figure(line)
    return grown if line.statistic and line.statistic.is_one_year else _("bình quân {n}/năm").format(n=grown)


def _covered(line: Line) -> str:
    found = line.statistic
    if found is None or found.latest is None:
        return "…"
    if found.is_one_year:
        return _("năm {year}").format(year=found.latest)
    return _("giai đoạn {first}-{last}").format(first=found.first, last=found.latest)


WORDS: Final[Mapping[str, Callable[[Line], str]]] = {
    "end": lambda line: str(line.plan.period.end),
    "period": _covered,
    "vintage": lambda line: line.statistic.nature if line.statistic else "",
    "source": lambda line: line.statistic.source if line.statistic else "",
    "expected_day": lambda line: format_date(line.statistic.expected_on) if line.statistic else "",
    "comparison": _comparison,
    "against_province": _against_province,
    "diff": lambda line: points(difference(line)),
    "still_required": _still_required,
    "growth": _growth,
    "least": lambda line: format_percent(LEAST_GROWTH, 1),
    "register": lacking,
    "body": _body,
    "year": lambda line: str(line.year),
    "start": lambda line: str(line.plan.period.start),
    "closing": lambda line: format_date(line.knowledge.until),
    "value": _figure,
    "target": _target,
    "percent": lambda line: format_percent(line.percent) if line.percent is not None else "…",
    "pace": lambda line: quantity(line, line.needed),
    "gap": lambda line: quantity(line, line.gap),
    "years_met": lambda line: format_count(line.years_met),
    "years_elapsed": lambda line: format_count(line.years_elapsed),
    "met_years": _met_years,
    "where": _where,
    "title": lambda line: line.indicator.title,
    "unit": lambda line: line.unit,
    "courses": _count("courses"),
    "bodies": _count("bodies"),
    "in_progress": _count("in_progress"),
    "tools": lambda line: ", ".join(line.fact("tools") or ()),
    "running": _clause("in_progress", N_("{n} mô hình đang triển khai, chưa đến giai đoạn được tính; ")),
    "still_running": _clause("in_progress", N_("{n} mô hình đang triển khai"), N_("chưa có mô hình đang triển khai")),
    "new": _clause("new", N_("; {n} câu lạc bộ mới thành lập, chưa đủ thời gian để tính là duy trì")),
    "lapsed": _clause(
        "lapsed", N_("; {n} câu lạc bộ đã thành lập nhưng không có hoạt động trong {months} tháng gần nhất")
    ),
    "founded": _clause("founded", N_("đã thành lập {n} câu lạc bộ"), N_("chưa thành lập câu lạc bộ nào")),
}
