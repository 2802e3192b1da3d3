"""The pilots of the demo: in enterprises, hospitals and offices, at every stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from nscl.cli.demonstration.diary import SIGNED_LATE, Diary, moment, working_day
from nscl.cli.demonstration.evidence import reference
from nscl.cli.demonstration.people import Cast
from nscl.registers import actions
from nscl.registers.models import Pilot
from nscl.registers.pilots import Grade, Tool
from nscl.registers.systems_form import write_systems


@dataclass(frozen=True)
class PilotStory:
    """One pilot. `later` are stages that came after the row was confirmed: written as a row in its place."""

    reporter: str
    body: str
    title: str
    on: date
    tools: tuple[Tool, ...]
    stages: Mapping[str, date]
    later: Mapping[str, date] = field(default_factory=dict)
    grade: Grade = Grade.B
    confirmed: bool = True


PILOTS: Final = (
    # enterprises: one year without, one with two, one with none yet
    PilotStory(
        "skhcn", "dn05", "Tích hợp ISO 9001 và 5S tại nhà máy cơ khí chính xác", date(2026, 8, 5),
        (Tool.ISO_9001, Tool.FIVE_S),
        {"baseline_on": date(2026, 9, 10), "applying_on": date(2026, 11, 2)},
        later={"audited_on": date(2027, 8, 20), "certified_on": date(2027, 10, 5)}, grade=Grade.A,
    ),
    PilotStory(
        "skhcn", "dn11", "Tích hợp ISO 22000, HACCP và 5S tại nhà máy thực phẩm", date(2027, 1, 18),
        (Tool.ISO_22000, Tool.HACCP, Tool.FIVE_S),
        {"baseline_on": date(2027, 2, 22), "applying_on": date(2027, 4, 1), "audited_on": date(2027, 10, 12)},
    ),
    PilotStory(
        "skhcn", "dn03", "Tích hợp ISO 9001, TPM và KPI trên nền tảng số", date(2028, 2, 8),
        (Tool.ISO_9001, Tool.TPM, Tool.KPI),
        {"baseline_on": date(2028, 3, 20), "applying_on": date(2028, 5, 15)}, grade=Grade.A,
    ),
    PilotStory(
        "bqlkcn", "dn08", "Tích hợp ISO 14001 và ISO 50001 tại nhà máy điện tử", date(2028, 3, 1),
        (Tool.ISO_14001, Tool.ISO_50001),
        {"baseline_on": date(2028, 4, 4), "applying_on": date(2028, 6, 12), "audited_on": date(2028, 10, 30)},
        confirmed=False,
    ),
    PilotStory(
        "skhcn", "dn21", "Áp dụng 5S tại xưởng chế biến nông sản", date(2028, 1, 15), (Tool.FIVE_S,),
        {"applying_on": date(2028, 3, 1), "audited_on": date(2028, 9, 20)},
    ),
    PilotStory(
        "sct", "dn22", "Tích hợp Lean và Kaizen tại xưởng da giày", date(2028, 1, 20), (Tool.LEAN, Tool.KAIZEN),
        {"applying_on": date(2028, 3, 10), "audited_on": date(2028, 9, 5)}, grade=Grade.C,
    ),
    # hospitals: two counted, two on their way
    PilotStory(
        "skhcn", "bv01", "5S và Kaizen tại khoa Xét nghiệm", date(2026, 5, 12), (Tool.FIVE_S, Tool.KAIZEN),
        {"baseline_on": date(2026, 6, 2), "applying_on": date(2026, 7, 1), "audited_on": date(2026, 12, 8)},
        grade=Grade.A,
    ),
    PilotStory(
        "skhcn", "bv02", "ISO 15189 tại phòng xét nghiệm", date(2026, 10, 6), (Tool.ISO_15189,),
        {"baseline_on": date(2026, 11, 3), "applying_on": date(2027, 1, 11), "audited_on": date(2027, 9, 14)},
    ),
    PilotStory(
        "syt", "bv03", "Lean trong quy trình khám bệnh ngoại trú", date(2028, 4, 18), (Tool.LEAN,),
        {"baseline_on": date(2028, 5, 22), "applying_on": date(2028, 8, 1)},
    ),
    PilotStory(
        "skhcn", "bv04", "5S và ISO 9001 tại trung tâm y tế", date(2028, 6, 5), (Tool.FIVE_S, Tool.ISO_9001),
        {"baseline_on": date(2028, 7, 12), "applying_on": date(2028, 9, 4)},
    ),
    # offices
    PilotStory(
        "skhcn", "snv", "5S và KPI trong giải quyết thủ tục hành chính", date(2027, 3, 3), (Tool.FIVE_S, Tool.KPI),
        {"applying_on": date(2027, 5, 4), "audited_on": date(2027, 11, 2)},
    ),
    PilotStory(
        "skhcn", "09187", "ISO 18091 tại Ủy ban nhân dân phường", date(2027, 9, 7), (Tool.ISO_18091, Tool.FIVE_S),
        {"applying_on": date(2027, 12, 1), "audited_on": date(2028, 6, 26)},
    ),
    PilotStory(
        "skhcn", "stc", "Lean trong thẩm định dự toán", date(2028, 1, 10), (Tool.LEAN, Tool.KPI),
        {"applying_on": date(2028, 3, 6), "audited_on": date(2028, 9, 28)},
    ),
)  # fmt: skip


def note_pilots(diary: Diary, cast: Cast) -> None:
    for position, story in enumerate(PILOTS, 1):
        _note(diary, cast, story, position)


def _note(diary: Diary, cast: Cast, story: PilotStory, position: int) -> None:
    """Written once its last known stage is reached; a later stage is a new row that takes the place of the first."""
    confirmer = cast.confirmer(story.reporter)
    rows: list[Pilot] = []
    entered = working_day(max(story.stages.values()) + timedelta(days=3))
    diary.note(moment(entered, 9, 10 + position), lambda: rows.append(_enter(cast, story, position)))
    if story.confirmed:
        diary.note(
            moment(working_day(entered + timedelta(days=2)), 15, position),
            lambda: actions.confirm(rows[-1], by=confirmer, why=SIGNED_LATE),
        )
    if story.later:
        day = working_day(max(story.later.values()) + timedelta(days=3))
        diary.note(moment(day, 10, 30), lambda: rows.append(_advanced(cast, story, rows[-1])))
        diary.note(
            moment(working_day(day + timedelta(days=1)), 16),
            lambda: actions.confirm(rows[-1], by=confirmer, why=SIGNED_LATE),
        )


def _enter(cast: Cast, story: PilotStory, position: int) -> Pilot:
    reporter, officer = cast.bodies[story.reporter], cast.officers[story.reporter]
    paper = reference(
        by=officer, body=reporter, title="Quyết định chọn đơn vị áp dụng", of=f"{40 + position}/QĐ", day=story.on
    )
    row = Pilot(
        reported_by=reporter,
        body=cast.bodies[story.body],
        title=story.title,
        document=paper.number,
        on=story.on,
        grade=story.grade,
        **story.stages,
    )
    return actions.enter(row, by=officer, evidence=(paper,), lists=(lambda pilot: write_systems(pilot, story.tools),))


def _advanced(cast: Cast, story: PilotStory, row: Pilot) -> Pilot:
    officer = cast.officers[story.reporter]
    new = actions.start_correction(row, by=officer)
    for name, day in story.later.items():
        setattr(new, name, day)
    return actions.edit(new, by=officer)
