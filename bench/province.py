"""A made-up province of any size, written by SQL: communes, enterprises, courses and attendances over three years."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from nscl.config import launcher
from nscl.organisations.actions import add_body, adopt, grant
from nscl.organisations.models import Body, User
from nscl.plan import Plan, load
from nscl.reporting import actions
from nscl.reporting.models import Round
from nscl.vn.calendar import ZONE

FOLDER = launcher.ROOT / "plans" / "bac-ninh-2026-2030"
PER_COURSE = 40


def plan() -> Plan:
    return load(FOLDER)


def people() -> tuple[User, User]:
    """The one who enters and the one who confirms."""
    found = []
    for name in ("ghi", "xac-nhan"):
        user = User(email=f"{name}@vi-du.vn", full_name=name, created_at=datetime(2026, 1, 1, tzinfo=ZONE))
        user.set_unusable_password()
        user.save()
        found.append(user)
    return found[0], found[1]


def fill(attendances: int) -> None:
    """Empty the registers and write so many attendances: 9 in 10 confirmed, 1 in 5 of officials, some short of hours."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(
            "truncate registers_course, registers_session, registers_attendance, registers_learner,"
            " registers_pilot, registers_pilotsystem, registers_club, registers_clubactivity cascade"
        )
        for statement in STATEMENTS:
            cursor.execute(statement, {"courses": attendances // PER_COURSE, "size": PER_COURSE})
        cursor.execute("set session_replication_role = default")
        cursor.execute("vacuum analyze")


def bodies() -> None:
    adopt(plan=plan(), folder=FOLDER)
    communes = list(Body.objects.filter(kind="commune"))
    for number in range(400):
        kind = ("enterprise", "enterprise", "enterprise", "college", "health_facility")[number % 5]
        add_body(
            by=None, code=f"b{number}", name=f"Đơn vị {number}", kind=kind, since=date(2020, 1, 1),
            commune=communes[number % len(communes)],
        )  # fmt: skip


def asked(number: int = 0, year: int = 2028) -> tuple[Round, User]:
    """A round whose list, of at least so many bodies, is approved; and the officer who opened it."""
    department = Body.objects.get(code=plan().standing_body)
    for user, role in zip(User.objects.order_by("pk")[:2], ("department_officer", "department_leader"), strict=True):
        grant(by=None, user=user, body=department, role=role, since=date(2026, 1, 1))
    officer, leader = User.objects.order_by("pk")[:2]  # read anew: what they may do is remembered on the person
    round = actions.open_round(by=officer, plan=plan(), year=year)
    for body in Body.objects.exclude(reports__round=round)[: max(number - round.reports.count(), 0)]:
        actions.add_to_roster(round, body, why="được đề nghị", by=officer)
    return actions.approve_roster(round, by=leader), officer


STATEMENTS = (
    """insert into registers_course (reported_by_id, "on", started_on, title, topic, venue, note, search_key,
         entered_by_id, entered_at, confirmed_by_id, confirmed_at, withdrawal_reason)
       select (select array_agg(id order by id) from organisations_body where kind in ('department', 'commune'))[1 + n %% 100],
         d, d, 'Lớp ' || n, '', '', '', 'lop ' || n, u.ghi, d + interval '9 hours',
         case when n %% 10 <> 0 then u.xac end, case when n %% 10 <> 0 then d + interval '2 days' end, ''
       from generate_series(1, %(courses)s) n,
         lateral (select date '2026-01-05' + (n * 7919) %% 1040 as d) days,
         (select min(id) as ghi, max(id) as xac from organisations_user) u""",
    """insert into registers_learner (body_id, name, name_key, sort_key, birth_year, position)
       select (select array_agg(id order by id) from organisations_body where code like 'b%%')[1 + n %% 400],
         'Học viên ' || n, 'hoc vien ' || n, 'hoc vien ' || n, 1970 + n %% 35, ''
       from generate_series(1, 20000) n""",
    """insert into registers_attendance (course_id, learner_id, body_id, setting, hours)
       select c.id, l.id, l.body_id,
         (array['enterprise', 'enterprise', 'vocational', 'enterprise', 'administration'])[1 + (c.id + n) %% 5],
         case when n %% 25 = 0 then 4 else 16 end
       from registers_course c
       cross join generate_series(1, %(size)s) n
       join registers_learner l on l.id = (select min(id) from registers_learner) + (c.id * 131 + n * 499) %% 20000""",
    """insert into registers_pilot (reported_by_id, body_id, "on", title, document, note, grade, search_key, applying_on, audited_on,
         entered_by_id, entered_at, confirmed_by_id, confirmed_at, withdrawal_reason)
       select (select id from organisations_body where code = 'skhcn'),
         (select array_agg(id order by id) from organisations_body where code like 'b%%' or kind = 'commune')[1 + n %% 480],
         d, 'Mô hình ' || n, '', '', (array['A', 'B', 'C'])[1 + n %% 3], 'mo hinh ' || n, d + 30,
         case when n %% 4 <> 0 then d + 90 end, u.ghi, d + interval '9 hours', u.xac, d + interval '100 days', ''
       from generate_series(1, 400) n, lateral (select date '2026-01-05' + (n * 37) %% 900 as d) days,
         (select min(id) as ghi, max(id) as xac from organisations_user) u""",
    """insert into registers_pilotsystem (pilot_id, tool)
       select id, t from registers_pilot, unnest(array['5s', 'iso_9001']) t where t = '5s' or id %% 3 <> 0""",
    """insert into registers_club (reported_by_id, body_id, "on", name, document, note, search_key,
         entered_by_id, entered_at, confirmed_by_id, confirmed_at, withdrawal_reason)
       select b.id, b.id, date '2025-03-01' + (row_number() over ())::int * 20, 'Câu lạc bộ ' || b.id, 'QĐ', '', 'cau lac bo',
         u.ghi, timestamp '2026-01-02', u.xac, timestamp '2026-01-03', ''
       from organisations_body b, (select min(id) as ghi, max(id) as xac from organisations_user) u
       where b.kind = 'college'""",
    """insert into registers_clubactivity (reported_by_id, body_id, club_id, "on", title, note, search_key,
         entered_by_id, entered_at, confirmed_by_id, confirmed_at, withdrawal_reason)
       select c.reported_by_id, c.body_id, c.id, c."on" + 60 * n, 'Sinh hoạt', '', 'sinh hoat',
         c.entered_by_id, timestamp '2026-01-02', c.confirmed_by_id, timestamp '2026-01-03', ''
       from registers_club c, generate_series(1, 12) n where c.id %% 4 <> 0""",
)
