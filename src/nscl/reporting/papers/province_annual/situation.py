"""Section I: what was directed, who has reported, and which figures the report gives."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.documents.blocks import Block, Heading, Paragraph
from nscl.plan import Plan
from nscl.reporting.papers.grounds import cited
from nscl.reporting.papers.province_annual.annexes import ARRIVALS, EARLIER, PLACES, RECONCILED, WORDS, Annexes
from nscl.reporting.papers.province_annual.context import Context, Difference
from nscl.reporting.papers.province_annual.digest import Digest, Section
from nscl.reporting.papers.wording import dashed, figure, number_of, place_of
from nscl.reporting.papers.words import counted, named
from nscl.reporting.queries import Tally
from nscl.vn.dates import format_date, format_moment
from nscl.vn.numbers import format_count, format_percent


def opening(plan: Plan, year: int) -> Paragraph:
    """On what ground the report is made: the plan's legal bases, the plan itself, its amendments."""
    bases = [
        _("{kind} số {number} ngày {date} của {issuer} về {subject}").format(
            kind=base.kind,
            number=base.number,
            date=format_date(base.date),
            issuer=base.issuer,
            subject=base.subject.rstrip("."),
        )
        for base in plan.legal_bases
    ]
    own = cited(plan, year, plan.issuer)
    words = _("Thực hiện {grounds}, {reporter} báo cáo kết quả thực hiện năm {year} như sau:")
    grounds = _("{first} và {last}").format(first=", ".join(bases), last=own) if bases else own
    return Paragraph(words.format(grounds=grounds, reporter=reporter(plan), year=year))


def reporter(plan: Plan) -> str:
    """The committee that reports, after its first mention: "UBND tỉnh …"."""
    return plan.issuer.replace("Ủy ban nhân dân", "UBND")


def blocks(context: Context, digest: Digest, annexes: Annexes) -> Iterator[Block]:
    yield Heading(1, _("I. TÌNH HÌNH TRIỂN KHAI"))
    yield Heading(2, _("1. Chỉ đạo, điều hành"))
    yield from told(digest.situation, annexes, _("Các báo cáo đã tiếp nhận không nêu nội dung này."), context)
    yield Heading(2, _("2. Chế độ báo cáo"))
    yield Paragraph(_reports(context, annexes))
    yield Heading(2, _("3. Số liệu trong báo cáo"))
    yield Paragraph(_figures(context, annexes))


def told(section: Section, annexes: Annexes, nothing: str, context: Context) -> list[Block]:
    """What bodies say, a line each; the rest by name, with the annex where it stands. Merged words name no body."""
    if not section.shown:
        return [Paragraph(nothing if context.answers else _("Chưa có báo cáo nào được tiếp nhận."))]
    if section.is_merged:
        return dashed(idea.text for idea in section.shown)
    lines = dashed(f"{named(idea.speakers)}: {idea.text}" for idea in section.shown)
    return [*lines, *rest(section, annexes)]


def rest(section: Section, annexes: Annexes) -> list[Block]:
    """Who else said something, and where it stands."""
    if not section.rest:
        return []
    speakers = dict.fromkeys(speaker for idea in section.rest for speaker in idea.speakers)
    sentence = _("Nội dung của {names} nêu tại {annex}.")
    return dashed([sentence.format(names=counted(speakers), annex=annexes.cite(WORDS))])


def _reports(context: Context, annexes: Annexes) -> str:
    values = {"year": context.year}
    if context.round is None or context.tally is None:
        return _("Chưa mở kỳ báo cáo năm {year} nên chưa có báo cáo của các cơ quan, đơn vị, địa phương.").format(
            **values
        )
    if not context.round.is_approved:
        return _("Danh sách báo cáo năm {year} đang được rà soát, chưa duyệt nên chưa có báo cáo nào.").format(**values)
    sentences = [_roster(context, context.tally), _received(context, context.tally, annexes), _accepted(context)]
    return " ".join(sentences)


def _roster(context: Context, counts: Tally) -> str:
    duty = context.plan.deadline("bodies").duty
    reference = _("{place} Phần V {plan}").format(place=place_of(duty), plan=context.plan.citation)
    if counts.obliged and counts.invited:
        words = _(
            "Danh sách báo cáo năm {year} có {bodies} cơ quan, đơn vị, địa phương, gồm {obliged} cơ quan, đơn vị, "
            "địa phương có trách nhiệm báo cáo theo {reference} và {invited} cơ quan, tổ chức được đề nghị "
            "cung cấp thông tin."
        )
    elif counts.obliged:
        words = _(
            "Danh sách báo cáo năm {year} có {bodies} cơ quan, đơn vị, địa phương, đều có trách nhiệm báo cáo "
            "theo {reference}."
        )
    elif counts.invited:
        words = _("Danh sách báo cáo năm {year} có {bodies} cơ quan, tổ chức được đề nghị cung cấp thông tin.")
    else:
        words = _("Danh sách báo cáo năm {year} chỉ có cơ quan thường trực.")
    return words.format(
        year=context.year,
        bodies=format_count(counts.bodies),
        obliged=format_count(counts.obliged),
        invited=format_count(counts.invited),
        reference=reference,
    )


def _received(context: Context, counts: Tally, annexes: Annexes) -> str:
    moment = format_moment(context.moment)
    when = _("Đến thời điểm khóa số liệu ({moment})") if context.is_frozen else _("Đến {moment}")
    parts = [_on_time(counts) if counts.received else _("chưa nhận được báo cáo nào")]
    if counts.nil:
        parts.append(_("{n} báo cáo không phát sinh").format(n=format_count(counts.nil)))
    missing = _("{n} cơ quan, đơn vị, địa phương chưa gửi báo cáo").format(n=format_count(counts.missing))
    is_listed = any(arrival.on is None for arrival in context.arrivals)
    if ARRIVALS in annexes and not is_listed:
        parts[-1] += f" ({annexes.cite(ARRIVALS)})"
    if counts.missing and counts.received:
        parts.append(missing)
    listed = f" ({annexes.cite(ARRIVALS)})" if is_listed else ""
    return f"{when.format(moment=moment)}, {'; '.join(parts)}{listed}."


def _on_time(counts: Tally) -> str:
    received = _("đã nhận {n} báo cáo ({percent})").format(
        n=format_count(counts.received),
        percent=format_percent(counts.received_percent or 0, 0 if counts.missing == 0 else 1),
    )
    if not counts.late:
        return _("{received}, đều đúng hạn").format(received=received)
    if not counts.on_time:
        return _("{received}, đều chậm").format(received=received)
    return _("{received}, trong đó {on_time} báo cáo đúng hạn, {late} báo cáo chậm").format(
        received=received, on_time=format_count(counts.on_time), late=format_count(counts.late)
    )


def _accepted(context: Context) -> str:
    has_own = any(answer.speaker.is_standing for answer in context.answers)
    own = _("phần báo cáo của {body}, cơ quan thường trực").format(body=context.standing.name)
    others = _("{n} báo cáo đã tiếp nhận").format(n=format_count(context.accepted)) if context.accepted else ""
    if not others and not has_own:
        return _("Chưa có báo cáo nào được tiếp nhận.")
    sources = _(" và ").join(part for part in (others, own if has_own else "") if part)
    return _("Nội dung của báo cáo này tổng hợp từ {sources}.").format(sources=sources)


def _figures(context: Context, annexes: Annexes) -> str:
    sentences = [] if context.is_frozen else [_provisional(context)]
    sentences += [_period(context), _expected(context)]
    if context.is_frozen:
        sentences.append(
            _("Số liệu toàn tỉnh được tính một lần tại thời điểm khóa, không cộng từ báo cáo của các đơn vị.")
        )
    if context.has_sealed:
        sentences.append(_against_bodies(annexes))
    sentences += [_changed(difference) for difference in context.differences]
    if PLACES in annexes:
        sentences.append(_("Số liệu theo xã, phường nêu tại {annex}.").format(annex=annexes.cite(PLACES)))
    if EARLIER in annexes:
        years = ", ".join(map(str, context.reported))
        words = _("Số liệu đã báo cáo của năm {years} và số cập nhật nêu tại {annex}.")
        sentences.append(words.format(years=years, annex=annexes.cite(EARLIER)))
    return " ".join(sentences)


def _against_bodies(annexes: Annexes) -> str:
    if RECONCILED not in annexes:
        return _("Số trong báo cáo của các đơn vị khớp số tính trong báo cáo này.")
    words = _(
        "Số trong báo cáo của đơn vị khác số tính trong báo cáo này và số liệu tạo ra chênh lệch nêu tại {annex}."
    )
    return words.format(annex=annexes.cite(RECONCILED))


def _provisional(context: Context) -> str:
    words = _("Báo cáo này là dự thảo, số liệu là số tạm tính đến {moment}: số liệu năm {year} chưa khóa.")
    return words.format(moment=format_moment(context.moment), year=context.year)


def _period(context: Context) -> str:
    words = _("Số thực hiện tính từ ngày 01/01/{year} đến hết ngày {until} ({closing}){cumulative}.")
    closing = _("ngày chốt số liệu")
    if context.until != context.closing:
        closing = _("ngày chốt số liệu: {day}").format(day=format_date(context.closing))
    period = context.plan.period
    cumulative = _("; chỉ tiêu đặt đến năm {end} tính lũy kế từ ngày 01/01/{start}")
    has_cumulative = any(line.indicator.target.is_cumulative for line in context.lines)
    return words.format(
        year=context.year,
        until=format_date(context.until),
        closing=closing,
        cumulative=cumulative.format(start=period.start, end=period.end) if has_cumulative else "",
    )


def _expected(context: Context) -> str:
    return _("Số ước cả năm tính đến hết ngày 31/12/{year} và ghi ở cột riêng.").format(year=context.year)


def _changed(difference: Difference) -> str:
    line = difference.line
    frozen, found = figure(line, difference.frozen), figure(line, difference.found)
    if frozen == found:
        words = _(
            "Chỉ tiêu {code}: số ước hoặc trạng thái tính lại cho thời điểm khóa khác số đã khóa; đối chiếu trước khi "
            "ban hành."
        )
        return words.format(code=number_of(line.code))
    words = _(
        "Chỉ tiêu {code}: số tính lại cho thời điểm khóa là {found}, khác số đã khóa ({frozen}); đối chiếu trước khi "
        "ban hành."
    )
    return words.format(code=number_of(line.code), found=found, frozen=frozen)
