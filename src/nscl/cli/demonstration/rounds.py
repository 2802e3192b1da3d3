"""The rounds of the demo: 2026 and 2027 frozen, 2028 open. Every report is written and sent by its own people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from nscl.cli.demonstration.course_list import COURSES
from nscl.cli.demonstration.diary import Diary, moment, working_day
from nscl.cli.demonstration.names import number
from nscl.cli.demonstration.people import REPORTING, STANDING, Cast
from nscl.cli.demonstration.reasons import explain
from nscl.cli.demonstration.report_words import NOTHING, said
from nscl.organisations.models import Body, Kind, User
from nscl.plan import Plan
from nscl.reporting import actions
from nscl.reporting.conflicts import Words
from nscl.reporting.models import Part, Report, Role, Round


@dataclass(frozen=True)
class RoundStory:
    """One round. `late` came on these days, `missing` never; `nil` had nothing to say."""

    year: int
    opening_number: str
    opened: date
    frozen: date | None = None
    late: Mapping[str, date] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    nil: frozenset[str] = frozenset()

    @property
    def last_day(self) -> date:
        """The last day on which somebody sends in time; of the open round, the day before the demo's."""
        return date(self.year, 11, 19 if self.frozen else 14)


@dataclass(frozen=True)
class ReturnStory:
    """A report sent back: on which day, for which item and why, to be answered before which day."""

    sent: date
    returned: date
    code: str
    reason: str
    before: date


ROUNDS: Final = (
    RoundStory(
        2026, "186/SKHCN-TĐC", date(2026, 10, 14), date(2026, 11, 25),
        late={"07594": date(2026, 11, 20), "09529": date(2026, 11, 23), "sdttg": date(2026, 11, 20)},
        missing=frozenset({"07534", "07672"}),
        nil=frozenset(
            {"07246", "07264", "07492", "07543", "07552", "07616", "07621", "07627", "07654", "07663", "ttt"}
        ),
    ),
    RoundStory(
        2027, "203/SKHCN-TĐC", date(2027, 10, 13), date(2027, 11, 23),
        late={
            "07534": date(2027, 11, 22), "07616": date(2027, 11, 22), "07738": date(2027, 11, 22),
            "09313": date(2027, 11, 22), "sxd": date(2027, 11, 22),
        },
        missing=frozenset({"07672"}),
        nil=frozenset({"07264", "07492", "07543", "07594", "07621", "07654", "07663", "ttt"}),
    ),
    RoundStory(
        2028, "214/SKHCN-TĐC", date(2028, 10, 16),
        nil=frozenset({"07594", "07492", "07543", "07621", "07654", "07663", "07246", "ttt"}),
    ),
)  # fmt: skip

# 2028, where each report stands on the demo's day; whoever is not named has been accepted
RETURNS: Final[Mapping[str, tuple[ReturnStory, ...]]] = {
    "09247": (
        ReturnStory(
            date(2028, 11, 10), date(2028, 11, 14), "V.8b",
            "Chưa nêu số doanh nghiệp đã được hướng dẫn; báo cáo năm 2027 có số này.", date(2028, 11, 17),
        ),
    ),
    "bqlkcn": (
        ReturnStory(
            date(2028, 11, 9), date(2028, 11, 14), "V.6b",
            "Chưa nêu tên doanh nghiệp được nhân rộng mô hình.", date(2028, 11, 18),
        ),
    ),
    "07381": (
        ReturnStory(
            date(2028, 11, 7), date(2028, 11, 9), "V.8b",
            "Nêu rõ trong số doanh nghiệp được hướng dẫn, bao nhiêu đã lập hồ sơ.", date(2028, 11, 15),
        ),
    ),
    "07738": (
        ReturnStory(
            date(2028, 10, 31), date(2028, 11, 2), "V.8a",
            "Chưa nêu số, ngày kế hoạch năm của phường.", date(2028, 11, 7),
        ),
        ReturnStory(
            date(2028, 11, 6), date(2028, 11, 8), "V.8a",
            "Kế hoạch nêu trong báo cáo là của năm 2027; bổ sung kế hoạch năm 2028.", date(2028, 11, 14),
        ),
    ),
}  # fmt: skip
UNTOUCHED: Final = frozenset(
    {"09193", "07534", "07616", "07264", "07552", "07573", "07627", "07642", "07672"}
    | {"09466", "09469", "09487", "09523", "09529", "hhdn", "07288", "07330"}
)
WRITING: Final = frozenset(
    {"07375", "lmhtx", "07210", "07282", "07306", "07333", "07351", "07399", "07432", "07450", "07486", "07498"}
    | {"07525", "07582", "07603", "07615", "07681", "07699", "07774", "07840", "09202", "09238", "09265", "09292"}
    | {"09313", "snnmt", "svhttdl", "07795"}
)
CLEARED: Final = frozenset({"sgddt", "09343", "07864"})  # of a body with a head of section: before him
SENT: Final = frozenset(
    {"syt", "09367", "sct", "07228", "07294", "07339", "07420", "07462", "07519", "07537", "07612"}
    | {"07696", "07735", "07777", "07822", "09169", "09205", "09286", "09319", "stp", "sxd"}
)


class _Writing:
    """A report in the hands of its officer."""

    def __init__(self, year: int, body: Body, officer: User, *, is_nil: bool = False) -> None:
        self.year, self.body, self.officer, self.is_nil = year, body, officer, is_nil

    @property
    def report(self) -> Report:
        return Report.objects.get(round__year=self.year, round__number=0, body=self.body)

    def begin(self, *, half: bool) -> None:
        """Write what the body has to say, and close the rest of the coordinating tasks; `half` stops on the way."""
        report = self.report
        parts = [part for part in report.parts.all() if part.role != Role.COORDINATING or self._has_something(part)]
        if half:
            parts = parts[: max(1, len(parts) // 2)]
        actions.write(report, {part.code: self._words(part) for part in parts}, by=self.officer)
        if not half:
            actions.nil_rest(report, by=self.officer)
            explain(report, by=self.officer)

    def mend(self, code: str) -> None:
        """Answer a return by mending the words."""
        part = self.report.parts.get(code=code)
        words = replace(Words.of(part), result=f"{part.result} Kế hoạch ban hành ngày 12/01/{self.year - 1}.")
        actions.write(part.report, {code: words}, by=self.officer)
        explain(part.report, by=self.officer)

    def _words(self, part: Part) -> Words:
        if self.is_nil and part.role != Role.GENERAL:
            return Words(version=part.version, nil=True, nil_reason=NOTHING)
        return Words(version=part.version, **said(part, self.body, self.year))

    def _has_something(self, part: Part) -> bool:
        """Whoever held courses says so; of the others some tell of needs and meetings."""
        if self.is_nil:
            return False
        if part.code in ("NV3.1", "NV3.4"):
            return self.body.code in _HELD_COURSES[self.year]
        if part.code == "NV2.1" and self.body.kind != Kind.COMMUNE:
            return True
        return part.code in ("NV2.1", "NV2.3", "NV3.3") and number(4, self.body.code, self.year, part.code) == 0


_HELD_COURSES: Final = {
    year: frozenset(story.reporter for story in COURSES if story.on.year == year) for year in (2026, 2027, 2028)
}


class Rounds:
    """Notes every act of the three rounds."""

    def __init__(self, diary: Diary, cast: Cast, plan: Plan) -> None:
        self._diary = diary
        self._cast = cast
        self._plan = plan
        self._reporting = [
            body for body in cast.bodies.values() if body.code in cast.officers and body.kind in REPORTING
        ]

    def note(self) -> None:
        for story in ROUNDS:
            self._note_round(story)
            for body in self._reporting:
                if body.code != STANDING and body.code not in story.missing:
                    self._note_report(story, body)
            self._note_own(story)

    def _note_round(self, story: RoundStory) -> None:
        officer, leader = self._cast.officers[STANDING], self._cast.leaders[STANDING]
        day = story.opened
        self._diary.note(
            moment(day, 9),
            lambda: actions.open_round(
                by=officer, plan=self._plan, year=story.year, opening_number=story.opening_number, opening_date=day
            ),
        )
        self._diary.note(
            moment(day, 15, 30), lambda: actions.approve_roster(Round.objects.annual().get(year=story.year), by=leader)
        )
        if story.frozen:
            self._diary.note(
                moment(story.frozen, 16, 45),
                lambda: actions.freeze(Round.objects.annual().get(year=story.year), by=leader),
            )

    def _note_report(self, story: RoundStory, body: Body) -> None:
        """One body's report as far as it has come: untouched, in writing, cleared, sent, returned, accepted."""
        code = body.code
        open_round = story.frozen is None
        if open_round and code in UNTOUCHED:
            return
        officer, leader = self._cast.officers[code], self._cast.leaders[code]
        writing = _Writing(story.year, body, officer, is_nil=code in story.nil)
        sent = self._sent(story, code)
        begun = moment(working_day(sent.date() - timedelta(days=3)), 9, sent.minute)
        self._diary.note(begun, lambda: writing.begin(half=open_round and code in WRITING))
        if open_round and code in WRITING:
            return
        if open_round and code in CLEARED:
            self._diary.note(sent, lambda: actions.clear(writing.report, by=officer))
            return
        if head := self._cast.heads.get(code):
            self._diary.note(before := sent - timedelta(minutes=40), lambda: actions.clear(writing.report, by=officer))
            self._diary.note(before + timedelta(minutes=25), lambda: actions.endorse(writing.report, by=head))
        self._diary.note(sent, lambda: actions.submit(writing.report, by=leader))
        for back in RETURNS.get(code, ()) if open_round else ():
            self._note_return(writing, back, again=back is not RETURNS[code][0])
        if not open_round or code not in SENT | set(RETURNS):
            receiver = self._cast.officers[STANDING]
            accepted = self._accepted(story, sent)
            self._diary.note(accepted, lambda: actions.accept(writing.report, by=receiver))

    def _sent(self, story: RoundStory, code: str) -> datetime:
        """When a body sent its report: most in the three weeks before the deadline, at some hour of the day."""
        minute = number(60, "minute", code, story.year)
        hour = 8 + number(8, "hour", code, story.year)
        if code in story.late:
            return moment(story.late[code], hour, minute)
        if story.frozen is None and code in RETURNS:
            return moment(RETURNS[code][0].sent, hour, minute)
        spread = 19 if story.frozen else 14
        day = working_day(story.opened + timedelta(days=14 + number(spread, "day", code, story.year)))
        return moment(min(day, story.last_day), hour, minute)

    def _accepted(self, story: RoundStory, sent: datetime) -> datetime:
        day = working_day(sent.date() + timedelta(days=1))
        last = story.frozen or story.last_day
        return moment(day, 11, sent.minute) if day < last else max(sent, moment(last, 16, 10))

    def _note_return(self, writing: _Writing, back: ReturnStory, *, again: bool) -> None:
        leader = self._cast.leaders[writing.body.code]
        receiver = self._cast.officers[STANDING]
        if again:
            self._diary.note(moment(back.sent, 9, 10), lambda: writing.mend(back.code))
            self._diary.note(moment(back.sent, 15, 25), lambda: actions.submit(writing.report, by=leader))
        self._diary.note(
            moment(back.returned, 10, 40),
            lambda: actions.return_report(
                writing.report, reasons={back.code: back.reason}, due_before=back.before, by=receiver
            ),
        )

    def _note_own(self, story: RoundStory) -> None:
        """The standing body's own part: written by an officer, approved by the leader; in 2028 half written."""
        officer, leader = self._cast.officers[STANDING], self._cast.leaders[STANDING]
        writing = _Writing(story.year, self._cast.bodies[STANDING], officer)
        begun = date(story.year, 11, 13)
        self._diary.note(moment(working_day(begun), 14, 20), lambda: writing.begin(half=story.frozen is None))
        if story.frozen:
            self._diary.note(moment(story.frozen, 9), lambda: actions.clear(writing.report, by=officer))
            self._diary.note(moment(story.frozen, 15), lambda: actions.submit(writing.report, by=leader))
