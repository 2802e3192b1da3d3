"""Living the courses: entered by an officer, confirmed by a second person, some corrected or withdrawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from nscl.cli.demonstration.course_list import COURSES, CourseStory
from nscl.cli.demonstration.diary import SIGNED_LATE, Diary, moment, working_day
from nscl.cli.demonstration.evidence import signed_sheet
from nscl.cli.demonstration.names import number, person, pick
from nscl.cli.demonstration.people import Cast
from nscl.organisations.models import Body, Kind
from nscl.registers import actions
from nscl.registers.models import Attendance, Course, Learner
from nscl.registers.training import SETTING_OF_KIND, Setting
from nscl.registers.training_actions import LearnerEntry, SessionEntry, edit_course, enter_course

HOURS: Final = Decimal(8)  # of one day
SHORT: Final = Decimal(4)
RETURNING: Final = 6  # one learner in so many has attended before
POSITIONS: Final = {
    Setting.ENTERPRISE: ("Tổ trưởng sản xuất", "Công nhân kỹ thuật", "Nhân viên chất lượng", "Quản đốc", "Kỹ sư"),
    Setting.COOPERATIVE: ("Thành viên", "Kế toán", "Phó Giám đốc"),
    Setting.VOCATIONAL: ("Học viên",),
    Setting.EDUCATION: ("Giáo viên", "Phó Hiệu trưởng"),
    Setting.HEALTH: ("Điều dưỡng trưởng", "Bác sĩ", "Kỹ thuật viên"),
    Setting.ADMINISTRATION: ("Chuyên viên", "Công chức", "Phó Trưởng phòng"),
}


class Courses:
    """Knows the learners of every body, so that some of them come again."""

    def __init__(self, diary: Diary, cast: Cast) -> None:
        self._diary = diary
        self._cast = cast
        self._learners: defaultdict[str, list[Learner]] = defaultdict(list)
        self._newcomers: Counter[str] = Counter()

    def note(self) -> None:
        for position, story in enumerate(COURSES):
            self._note(story, position)

    def _note(self, story: CourseStory, position: int) -> None:
        entered = moment(working_day(story.on + timedelta(days=1)), 8 + position % 3, 5 + position * 7 % 50)
        rows: list[Course] = []
        self._diary.note(entered, lambda: rows.append(self._enter(story)))
        if story.confirmed_after is None:
            return
        day = working_day(story.on + timedelta(days=story.confirmed_after))
        confirmer = self._cast.confirmer(story.reporter)
        self._diary.note(
            moment(day, 14, position * 11 % 60),
            lambda: rows.append(actions.confirm(rows[-1], by=confirmer, why=SIGNED_LATE)),
        )
        if story.mistaken:
            self._note_correction(story, rows, day)
        if story.withdrawn_after:
            later = moment(working_day(day + timedelta(days=story.withdrawn_after)), 9, 20)
            why = "Ghi trùng: những người này đã có trong danh sách lớp ngày 15/3/2028 của cơ quan thường trực."
            self._diary.note(later, lambda: actions.withdraw(rows[-1], by=confirmer, why=why))

    def _note_correction(self, story: CourseStory, rows: list[Course], day: date) -> None:
        """Some on the list had not come: a new row takes the place of the first, after a second confirmation."""
        officer, confirmer = self._cast.officers[story.reporter], self._cast.confirmer(story.reporter)

        def correct() -> None:
            rows.append(actions.start_correction(rows[-1], by=officer))
            kept = _without(rows[-1], story.mistaken)
            sessions = [SessionEntry(s.on, s.hours, s.topic) for s in rows[-1].sessions.all()]
            rows[-1].note = "Bỏ người có tên trong danh sách đăng ký nhưng không ký tên dự học."
            edit_course(rows[-1], sessions=sessions, learners=kept, by=officer)

        later = working_day(day + timedelta(days=10))
        self._diary.note(moment(later, 10, 15), correct)
        self._diary.note(
            moment(working_day(later + timedelta(days=1)), 15, 40),
            lambda: actions.confirm(rows[-1], by=confirmer, why=SIGNED_LATE),
        )

    def _enter(self, story: CourseStory) -> Course:
        reporter, officer = self._cast.bodies[story.reporter], self._cast.officers[story.reporter]
        started = story.on - timedelta(days=story.days - 1)
        course = Course(
            reported_by=reporter, title=story.title, topic=story.topic, started_on=started, on=story.on,
            venue=_venue(reporter),
        )  # fmt: skip
        sheet = signed_sheet(by=officer, body=reporter, day=story.on, lines=sum(story.learners.values()))
        sessions = [SessionEntry(started + timedelta(days=day), HOURS) for day in range(story.days)]
        entered = enter_course(
            course, sessions=sessions, learners=list(self._list(story)), by=officer, evidence=(sheet,)
        )
        for attendance in entered.attendances.select_related("learner__body"):
            pool = self._learners[attendance.learner.body.code]
            if attendance.learner not in pool:
                pool.append(attendance.learner)
        return entered

    def _list(self, story: CourseStory) -> Iterator[LearnerEntry]:
        full = HOURS * story.days
        for code, n in story.learners.items():
            listed = n + story.mistaken.get(code, 0)
            yield from (replace(entry, hours=full) for entry in self._of(code, listed))
        for code, n in story.short.items():
            yield from (replace(self._newcomer(code), hours=SHORT) for _each in range(n))

    def _of(self, code: str, n: int) -> Iterator[LearnerEntry]:
        """So many people of a body: some who came before, the others new."""
        known, returning = self._learners[code], n // RETURNING
        again = known[:: max(1, len(known) // returning)][:returning] if returning else []
        for learner in again:
            yield _entry(learner.body, learner.name, learner.birth_year, learner.position, learner)
        for _each in range(n - len(again)):
            yield self._newcomer(code)

    def _newcomer(self, code: str) -> LearnerEntry:
        self._newcomers[code] += 1
        body, index = self._cast.bodies[code], self._newcomers[code]
        setting = _setting(body)
        youngest, years = (2004, 6) if setting is Setting.VOCATIONAL else (1972, 30)
        return _entry(
            body,
            person("learner", code, index),
            youngest + number(years, "born", code, index),
            pick(POSITIONS[setting], "position", code, index),
        )


def _entry(
    body: Body, name: str, birth_year: int | None, position: str, learner: Learner | None = None
) -> LearnerEntry:
    return LearnerEntry(
        name=name, body=body, setting=_setting(body), hours=HOURS, birth_year=birth_year, position=position,
        learner=learner,
    )  # fmt: skip


def _setting(body: Body) -> Setting:
    return SETTING_OF_KIND[Kind(body.kind)]


def _venue(reporter: Body) -> str:
    return f"Hội trường {reporter.short}"


def _without(course: Course, mistaken: Mapping[str, int]) -> list[LearnerEntry]:
    """The list without the last of those who were listed but did not come."""
    leaving = dict(mistaken)
    kept: list[LearnerEntry] = []
    standing: list[Attendance] = list(course.attendances.select_related("learner", "body").order_by("pk"))
    for line in reversed(standing):
        if leaving.get(line.body.code):
            leaving[line.body.code] -= 1
            continue
        learner = line.learner
        entry = _entry(line.body, learner.name, learner.birth_year, learner.position, learner)
        kept.append(replace(entry, hours=line.hours))
    return kept[::-1]
