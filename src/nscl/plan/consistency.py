"""What must hold between the parts of a plan: totals, codes, references, years, measures. One function per rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches
from gettext import gettext as _
from typing import Any

from nscl.plan.draft import Draft
from nscl.plan.measurement import CATALOGUE, DECISIONS, REQUIRED_DEADLINES, REQUIRED_DECISIONS, Argument
from nscl.plan.objectives import Indicator
from nscl.plan.problems import Problem
from nscl.vn.numbers import format_count, format_number


def check_codes_are_used_once(draft: Draft) -> None:
    """No code twice among things of one kind."""
    kinds = (
        ("objectives",),
        ("indicators",),
        ("groups",),
        ("tasks",),
        ("duties",),
        ("money_groups", "money_lines"),
        ("agencies", "body_groups", "communes"),
        ("lists",),
        ("deadlines",),
        ("regimes",),
        ("decisions",),
        ("contradictions",),
    )
    for sections in kinds:
        seen: set[str] = set()
        for section in sections:
            for code, source, line in draft.written_at(section):
                if code in seen:
                    message = _('mã "{code}" đã dùng ở trên. Mỗi mã dùng một lần.').format(code=code)
                    draft.problems.append(Problem(source.file, line, message))
                seen.add(code)


def check_line_totals(draft: Draft) -> None:
    """The printed total of each money line is the sum of its years."""
    for line in draft.get("money_lines"):
        if line.total != (summed := sum(line.amounts.values())):
            words = _(
                "dòng {line}: tổng in là {printed}, cộng các năm là {sum}. Đối chiếu bản in, sửa số năm hoặc tổng."
            )
            words = words.format(line=line.code, printed=format_number(line.total), sum=format_number(summed))
            draft.report(words, "money_lines", line.code, "total")


def check_yearly_totals(draft: Draft) -> None:
    """The printed total of each year is the sum of the lines."""
    if not draft.has("budget", "money_lines"):
        return
    budget = draft.sections["budget"]
    years = {year for line in draft.get("money_lines") for year in line.amounts} | budget.yearly_totals.keys()
    for year in sorted(years):
        summed = sum(line.amounts.get(year, 0) for line in draft.get("money_lines"))
        if (printed := budget.yearly_totals.get(year, 0)) != summed:
            words = _(
                "năm {year}: tổng in là {printed}, cộng các dòng là {sum}. Đối chiếu bản in, sửa số dòng hoặc tổng."
            )
            words = words.format(year=year, printed=format_number(printed), sum=format_number(summed))
            draft.report(words, "budget", None, "yearly_totals", year)


def check_overall_total(draft: Draft) -> None:
    """The printed overall total is the sum of the lines and of the yearly totals."""
    if not draft.has("budget", "money_lines"):
        return
    budget = draft.sections["budget"]
    lines = sum(line.total for line in draft.get("money_lines"))
    for summed in dict.fromkeys((lines, sum(budget.yearly_totals.values()))):
        if budget.total != summed:
            words = _("tổng số: tổng in là {printed}, phép cộng là {sum}. Đối chiếu bản in, sửa các dòng hoặc tổng.")
            words = words.format(printed=format_number(budget.total), sum=format_number(summed))
            draft.report(words, "budget", None, "total")


def check_references(draft: Draft) -> None:
    """Every code that is named stands somewhere."""
    for section, code, key, names, targets in _references(draft):
        if not all(target in draft.sections for target in targets):
            continue
        known = {written for target in targets for written in draft.written(target)}
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=3, cutoff=0.5)
                message = _('không có mã "{name}".').format(name=name)
                if near:
                    message += " " + _("Gần giống: {near}.").format(near=", ".join(near))
                draft.report(message, section, code, *key)


_BODIES = ("agencies", "body_groups", "communes")
_REFERENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("indicators", "objective", ("objectives",)),
    ("indicators", "task", ("tasks",)),
    ("indicators", "tasks", ("tasks",)),
    ("indicators", "owners", _BODIES),
    ("lists", "keeper", _BODIES),
    ("deadlines", "duty", ("duties",)),
    ("regimes", "due", ("deadlines",)),
    ("regimes", "onward", ("deadlines",)),
    ("regimes", "closing", ("decisions",)),
    ("tasks", "group", ("groups",)),
    ("tasks", "leads", _BODIES),
    ("tasks", "coordinating", _BODIES),
    ("duties", "bodies", _BODIES),
    ("money_lines", "group", ("money_groups",)),
    ("money_lines", "pays_for", ("tasks", "duties")),
    ("money_lines", "leads", _BODIES),
)


def _references(draft: Draft) -> Iterator[tuple[str, str | None, tuple[str, ...], Iterable[str], tuple[str, ...]]]:
    for section, key, targets in _REFERENCES:
        for item in draft.get(section):
            named = getattr(item, key)
            yield section, item.code, (key,), (named,) if isinstance(named, str) else named or (), targets
    for indicator in draft.get("indicators"):
        if indicator.target.list is not None:
            yield "indicators", indicator.code, ("target", "list"), (indicator.target.list,), ("lists",)
    if "standing_body" in draft.sections:
        yield "standing_body", None, (), (draft.sections["standing_body"],), ("agencies",)


def check_contradictions_name_known_codes(draft: Draft) -> None:
    """An open point touches codes that exist: of any kind, paragraphs of part III included."""
    sections = ("objectives", "indicators", "groups", "tasks", "duties", "budget", "money_groups", "money_lines")
    if not all(section in draft.sections for section in sections):
        return
    known = {code for section in sections for code in draft.written(section)}
    known |= {paragraph.code for group in draft.get("groups") for paragraph in group.paragraphs}
    for point in draft.get("contradictions"):
        for code in point.codes:
            if code not in known:
                draft.report(_('không có mã "{name}".').format(name=code), "contradictions", point.code, "codes")


def check_years(draft: Draft) -> None:
    """The period runs forward; years of money, milestones and schedules make sense in it."""
    period = draft.sections.get("period")
    if period is None:
        return
    if period.start > period.end:
        draft.report(_("năm cuối của giai đoạn đứng trước năm đầu. Đổi lại hai năm."), "period")
        return
    outside = _("năm {year} ngoài giai đoạn {start}-{end} của kế hoạch.")
    for section, code, key, year in _dated(draft):
        if year not in period.years:
            draft.report(outside.format(year=year, start=period.start, end=period.end), section, code, *key)
    for task in draft.get("tasks"):
        _check_schedule(draft, task.code, task.schedule)


def _dated(draft: Draft) -> Iterator[tuple[str, str | None, tuple[str | int, ...], int]]:
    for line in draft.get("money_lines"):
        yield from (("money_lines", line.code, ("amounts", year), year) for year in line.amounts)
    for indicator in draft.get("indicators"):
        target = indicator.target
        yield from (("indicators", indicator.code, ("target", "milestones", year), year) for year in target.milestones)
        if target.by is not None:
            yield "indicators", indicator.code, ("target", "by"), target.by


def _check_schedule(draft: Draft, code: str, schedule: Any) -> None:
    bounds = (schedule.first, schedule.last)
    if (schedule.form == "years") != (None not in bounds) or (schedule.form != "years" and bounds != (None, None)):
        draft.report(
            _("thời gian dạng years phải có cả first và last; dạng khác thì không có."), "tasks", code, "schedule"
        )
    elif schedule.form == "years" and schedule.first > schedule.last:
        draft.report(_("năm cuối của nhiệm vụ đứng trước năm đầu. Đổi lại hai năm."), "tasks", code, "schedule")


def check_indicators_belong_somewhere(draft: Draft) -> None:
    """An indicator measures one objective or one task."""
    for indicator in draft.get("indicators"):
        if (indicator.objective is None) == (indicator.task is None):
            message = _('chỉ tiêu {code} phải có đúng một trong hai khóa "objective", "task".').format(
                code=indicator.code
            )
            draft.report(message, "indicators", indicator.code)


def check_printed_targets(draft: Draft) -> None:
    """The number in the printed target is the number the target is judged by."""
    for indicator in draft.get("indicators"):
        value, printed = indicator.target.value, indicator.target.printed
        if value is None or printed is None:
            continue
        wanted = {format_number(value), format_count(value) if isinstance(value, int) else ""}
        if not wanted & set(re.findall(r"\d+(?:[.,]\d+)*", printed)):
            message = _('mức in "{printed}" không có số {value}. Đối chiếu bản in, sửa một trong hai.')
            message = message.format(printed=printed, value=format_number(value))
            draft.report(message, "indicators", indicator.code, "target", "printed")


def check_decisions(draft: Draft) -> None:
    """Decisions are ones the house knows, with values of the right form."""
    for decision in draft.get("decisions"):
        if decision.key not in DECISIONS:
            message = _('không có quyết định "{key}".').format(key=decision.key)
            draft.report(f"{message} {_near(decision.key, DECISIONS)}", "decisions", decision.key, "key")
        elif not re.fullmatch(DECISIONS[decision.key], str(decision.value)):
            message = _('quyết định "{key}": không dùng được giá trị "{value}". Xem kế hoạch mẫu.')
            message = message.format(key=decision.key, value=decision.value)
            draft.report(message, "decisions", decision.key, "value")


def check_what_every_plan_needs(draft: Draft) -> None:
    """The decisions and deadlines without which no round can be opened."""
    for section, required in (("decisions", REQUIRED_DECISIONS), ("deadlines", REQUIRED_DEADLINES)):
        for code in required:
            if section in draft.sections and code not in draft.written(section):
                draft.report(_('mục {section} thiếu "{code}".').format(section=section, code=code), section)


def check_regimes(draft: Draft) -> None:
    """A regime that asks once says in which year, and those of every year or on request name none."""
    for regime in draft.get("regimes"):
        if (regime.frequency == "once") != (regime.year is not None):
            message = _('chế độ báo cáo "{code}": chỉ chế độ một lần (once) mới có năm, và phải có năm.')
            draft.report(message.format(code=regime.code), "regimes", regime.code, "year")


def check_measures(draft: Draft) -> None:
    """Every measure is one of the catalogue, with its own arguments and the decisions it needs."""
    decisions = set(draft.written("decisions"))
    for indicator in draft.get("indicators"):
        measure = CATALOGUE.get(indicator.measure)
        if measure is None:
            message = _('không có phép đo "{name}".').format(name=indicator.measure)
            draft.report(f"{message} {_near(indicator.measure, CATALOGUE)}", "indicators", indicator.code, "measure")
            continue
        for key in measure.decisions:
            if key not in decisions and "decisions" in draft.sections:
                message = _('phép đo "{name}" cần quyết định "{key}". Thêm vào mục decisions.')
                draft.report(message.format(name=measure.name, key=key), "indicators", indicator.code, "measure")
        _check_arguments(draft, indicator, measure.arguments)


def _check_arguments(draft: Draft, indicator: Indicator, arguments: Any) -> None:
    def report(message: str, *key: str) -> None:
        draft.report(message, "indicators", indicator.code, "where", *key)

    for name in indicator.where.keys() - arguments.keys():
        message = _('phép đo "{measure}" không có tham số "{name}".').format(measure=indicator.measure, name=name)
        used = ", ".join(arguments) or _("không có tham số nào")
        report(message + " " + _("Các tham số được dùng: {used}.").format(used=used), name)
    for name, argument in arguments.items():
        if name in indicator.where:
            _check_argument(report, name, indicator.where[name], argument)
        elif argument.required:
            message = _('phép đo "{measure}" thiếu tham số "{name}".').format(measure=indicator.measure, name=name)
            report(message)


def _check_argument(report: Callable[..., None], name: str, given: Any, argument: Argument) -> None:
    if not isinstance(given, argument.type):
        wanted = _("một số nguyên") if argument.type is int else _("một danh sách chữ")
        report(_('tham số "{name}" phải là {wanted}.').format(name=name, wanted=wanted), name)
    elif isinstance(given, tuple) and not given:
        report(_('tham số "{name}" không được để trống.').format(name=name), name)
    elif isinstance(given, tuple) and argument.choices:
        for item in given:
            if item not in argument.choices:
                message = _('tham số "{name}": không có "{item}".').format(name=name, item=item)
                report(f"{message} {_near(item, argument.choices)}", name)


def _near(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, list(known), n=3, cutoff=0.4) or sorted(known)
    return _("Gần giống: {near}.").format(near=", ".join(near))


RULES: tuple[Callable[[Draft], None], ...] = (
    check_codes_are_used_once,
    check_line_totals,
    check_yearly_totals,
    check_overall_total,
    check_references,
    check_contradictions_name_known_codes,
    check_years,
    check_indicators_belong_somewhere,
    check_printed_targets,
    check_decisions,
    check_what_every_plan_needs,
    check_regimes,
    check_measures,
)


def check_consistency(draft: Draft) -> None:
    """Apply every rule; faults are added to the draft."""
    for rule in RULES:
        rule(draft)
