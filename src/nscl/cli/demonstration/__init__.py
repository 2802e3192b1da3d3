"""The demo province: invented rows, people and reports of three years, lived through by the same verbs as the pages.

The only place in Python that names a province: its bodies and their codes come from the plan. Everything is written in
one transaction, so that a demo is whole or is not there at all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from django.db import connection, transaction

from nscl.cli.demonstration.ad_hoc import note_ad_hoc, note_extension
from nscl.cli.demonstration.bodies import ENDED, ENDED_ON, SUCCESSOR, add_bodies
from nscl.cli.demonstration.clubs import note_clubs
from nscl.cli.demonstration.courses import Courses
from nscl.cli.demonstration.diary import Diary, moment, working_day
from nscl.cli.demonstration.economy import note_economy
from nscl.cli.demonstration.expected import note_expectations
from nscl.cli.demonstration.people import Cast, make_cast
from nscl.cli.demonstration.pilots import note_pilots
from nscl.cli.demonstration.rounds import Rounds
from nscl.organisations.actions import adopt, end_body
from nscl.organisations.models import Programme, User
from nscl.scorecard import programme
from nscl.vn.calendar import standing_at

PLAN: Final = "bac-ninh-2026-2030"
LOADING: Final = 49_2028  # the lock of who loads: another one waits, and finds it done
FIRST_DAY: Final = moment(date(2026, 1, 12), 8)


def is_loaded() -> bool:
    return User.objects.filter(demo=True).exists()


@transaction.atomic
def load(progress: Callable[[int], None]) -> None:
    """Write the demo province into an empty database, once. `progress` is told each year as it begins."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOADING])
    folder = programme.folder_of(PLAN)
    if is_loaded():
        Programme.objects.filter(plan=PLAN).update(folder=str(folder))  # another clone may serve this home now
        return
    plan = programme.read(folder)
    with standing_at(FIRST_DAY):
        adopt(plan=plan, folder=folder)
        add_bodies()
        cast = make_cast()
    diary = Diary()
    Courses(diary, cast).note()
    note_pilots(diary, cast)
    note_clubs(diary, cast)
    note_expectations(diary, cast, plan.slug)
    note_economy(diary, cast, folder)
    _note_the_merger(diary, cast)
    Rounds(diary, cast, plan).note()
    note_ad_hoc(diary, cast, plan)
    note_extension(diary, cast)
    diary.live(progress)


def _note_the_merger(diary: Diary, cast: Cast) -> None:
    """One invented enterprise became part of another: its rows keep the old name, its successor answers for them."""
    old, new, administrator = cast.bodies[ENDED], cast.bodies[SUCCESSOR], cast.administrator
    assert administrator is not None  # noqa: S101 - the cast is whole
    document = f"Thông báo sáp nhập số 07/TB-MH ngày {ENDED_ON:%d/%m/%Y}"
    diary.note(
        moment(working_day(ENDED_ON), 8, 30),
        lambda: end_body(by=administrator, body=old, on=ENDED_ON, successors=[new], document=document),
    )
