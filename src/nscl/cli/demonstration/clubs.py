"""The clubs of the demo: four kept alive, one young, one dissolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nscl.cli.demonstration.diary import SIGNED_LATE, Diary, moment, working_day
from nscl.cli.demonstration.evidence import reference
from nscl.cli.demonstration.names import number, pick
from nscl.cli.demonstration.people import STANDING, Cast
from nscl.organisations.models import User
from nscl.registers import actions
from nscl.registers.models import Club, ClubActivity


@dataclass(frozen=True)
class ClubStory:
    """One club; it meets every so many months from its founding on, until it is dissolved."""

    reporter: str
    body: str
    name: str
    on: date
    members: int
    every: int
    dissolved_on: date | None = None


CLUBS: Final = (
    ClubStory("dh01", "dh01", "Câu lạc bộ Kaizen sinh viên", date(2025, 10, 15), 48, 3),
    ClubStory("cd01", "cd01", "Câu lạc bộ Năng suất trẻ", date(2026, 9, 21), 35, 3),
    ClubStory("sgddt", "cd02", "Câu lạc bộ 5S", date(2027, 3, 9), 42, 3),
    ClubStory("sgddt", "gdnn01", "Câu lạc bộ Cải tiến", date(2027, 10, 12), 26, 3),
    ClubStory("sgddt", "cd03", "Câu lạc bộ Lean", date(2028, 4, 5), 30, 3),
    ClubStory("sgddt", "gdnn02", "Câu lạc bộ Chất lượng", date(2026, 4, 14), 18, 5, date(2028, 5, 31)),
)
TOPICS: Final = (
    "Sinh hoạt chuyên đề 5S tại xưởng thực hành",
    "Tham quan dây chuyền áp dụng Lean của doanh nghiệp",
    "Cuộc thi ý tưởng cải tiến",
    "Trao đổi với kỹ sư doanh nghiệp về Kaizen",
    "Hướng dẫn bảy công cụ kiểm soát chất lượng",
)
LAST_DAY: Final = date(2028, 11, 8)


def note_clubs(diary: Diary, cast: Cast) -> None:
    for story in CLUBS:
        _note(diary, cast, story)


def _note(diary: Diary, cast: Cast, story: ClubStory) -> None:
    confirmer = _confirmer(cast, story)
    rows: list[Club] = []
    entered = working_day(max(story.on, date(2026, 1, 19)) + timedelta(days=5))
    diary.note(moment(entered, 8, 40), lambda: rows.append(_found(cast, story)))
    diary.note(
        moment(working_day(entered + timedelta(days=2)), 10),
        lambda: actions.confirm(rows[-1], by=confirmer, why=SIGNED_LATE),
    )
    for met in _meetings(story):
        _note_meeting(diary, cast, story, met, rows)
    if story.dissolved_on:
        day = working_day(story.dissolved_on + timedelta(days=4))
        diary.note(moment(day, 9), lambda: rows.append(_dissolved(cast, story, rows[-1])))
        diary.note(
            moment(working_day(day + timedelta(days=1)), 9),
            lambda: actions.confirm(rows[-1], by=confirmer, why=SIGNED_LATE),
        )


def _note_meeting(diary: Diary, cast: Cast, story: ClubStory, met: date, rows: list[Club]) -> None:
    officer, confirmer = cast.officers[story.reporter], _confirmer(cast, story)
    kept: list[ClubActivity] = []

    def enter() -> None:
        activity = ClubActivity(
            reported_by=cast.bodies[story.reporter],
            club=rows[-1],
            body=rows[-1].body,
            on=met,
            title=pick(TOPICS, story.name, met),
            participants=story.members - number(9, story.name, met),
        )
        kept.append(actions.enter(activity, by=officer))

    entered = working_day(met + timedelta(days=2))
    diary.note(moment(entered, 16, 10), enter)
    confirmed = working_day(entered + timedelta(days=3))
    if confirmed <= LAST_DAY:
        diary.note(moment(confirmed, 8, 50), lambda: actions.confirm(kept[-1], by=confirmer, why=SIGNED_LATE))


def _confirmer(cast: Cast, story: ClubStory) -> User:
    """What a school reports of its own club, the standing body confirms."""
    return cast.confirmer(STANDING if story.reporter == story.body else story.reporter)


def _meetings(story: ClubStory) -> Iterator[date]:
    day = story.on + timedelta(days=30 * story.every)
    last = story.dissolved_on - timedelta(days=200) if story.dissolved_on else LAST_DAY
    while day <= last:
        if day >= date(2026, 2, 1):
            yield working_day(day)
        day += timedelta(days=30 * story.every)


def _found(cast: Cast, story: ClubStory) -> Club:
    reporter, officer = cast.bodies[story.reporter], cast.officers[story.reporter]
    title = f"Quyết định thành lập {story.name}"
    paper = reference(by=officer, body=reporter, title=title, of=f"{story.on:%m%d}/QĐ", day=story.on)
    club = Club(
        reported_by=reporter, body=cast.bodies[story.body], name=story.name, document=paper.number, on=story.on,
        members=story.members,
    )  # fmt: skip
    return actions.enter(club, by=officer, evidence=(paper,))


def _dissolved(cast: Cast, story: ClubStory, row: Club) -> Club:
    officer = cast.officers[story.reporter]
    new = actions.start_correction(row, by=officer)
    new.dissolved_on = story.dissolved_on
    return actions.edit(new, by=officer)
