"""The six measured figures of one year by hand-written SQL: as few passes as we know how, no model, no object per row."""

from __future__ import annotations

from typing import Any

KNOWN = """{0}.confirmed_at <= %(at)s and ({0}.withdrawn_at is null or {0}.withdrawn_at > %(at)s)
           and ({0}.superseded_at is null or {0}.superseded_at > %(at)s)"""
WAITING = """{0}.supersedes_id is null and {0}.entered_at <= %(at)s and ({0}.confirmed_at is null or {0}.confirmed_at > %(at)s)
           and ({0}.withdrawn_at is null or {0}.withdrawn_at > %(at)s)"""

# one pass over the attendances: per course and setting, then per year; the small tables are joined last
TRAINING = f"""
with counted as (
    select course_id, setting, count(*) as n, count(*) filter (where hours >= 8) as enough
    from registers_attendance group by 1, 2
), listed as (
    select c.id, extract(year from c."on")::int as year,
           sum(case when k.setting in ('vocational', 'enterprise') then k.enough end) filter (where {KNOWN.format("c")}) as learners,
           sum(case when k.setting = 'administration' then k.enough end) filter (where {KNOWN.format("c")}) as officials,
           sum(case when k.setting in ('vocational', 'enterprise') then k.n end) filter (where {WAITING.format("c")}) as learners_waiting,
           sum(case when k.setting = 'administration' then k.n end) filter (where {WAITING.format("c")}) as officials_waiting
    from registers_course c join counted k on k.course_id = c.id
    where c."on" between %(first)s and %(last)s
    group by 1
)
select year, sum(learners), count(learners), sum(officials), count(officials), sum(learners_waiting), sum(officials_waiting)
from listed group by year"""

# which bodies the officials come from (said in the sentence of MT9.1)
OFFICES_TRAINED = f"""
select count(distinct a.body_id) from registers_attendance a join registers_course c on c.id = a.course_id
where a.setting = 'administration' and a.hours >= 8 and c."on" between %(year_first)s and %(last)s and {KNOWN.format("c")}"""

PILOTS = f"""
select kind, extract(year from audited_on)::int, count(*), count(distinct body_id),
       array_agg(body_id), count(*) filter (where systems >= 2)
from (
    select p.id, p.body_id, p.audited_on, p.grade,
           (select d.kind from organisations_designation d where d.body_id = p.body_id and d.since <= p.audited_on
            order by d.since desc limit 1) as kind,
           (select count(*) from registers_pilotsystem s where s.pilot_id = p.id) as systems
    from registers_pilot p
    where p.audited_on between %(first)s and %(last)s and p.grade in ('A', 'B') and {KNOWN.format("p")}
) reached group by 1, 2"""

PILOTS_ON_THE_WAY = f"""
select b.kind, count(*) filter (where {KNOWN.format("p")} and (p.audited_on is null or p.audited_on > %(last)s)),
       count(*) filter (where {WAITING.format("p")} and p.audited_on <= %(last)s)
from registers_pilot p join organisations_body b on b.id = p.body_id where p."on" <= %(last)s group by 1"""

TOOLS = f"""
select distinct s.tool from registers_pilotsystem s join registers_pilot p on p.id = s.pilot_id
join organisations_body b on b.id = p.body_id
where b.kind in ('department', 'office', 'commune') and p.audited_on <= %(last)s and p.grade in ('A', 'B') and {KNOWN.format("p")}"""

CLUBS = f"""
select y.year,
       count(*) filter (where c."on" <= y.day - interval '12 months' and exists (
           select from registers_clubactivity a where a.club_id in (c.id, c.origin_id) and {KNOWN.format("a")}
             and a."on" > y.day - interval '12 months' and a."on" <= y.day)),
       count(*) filter (where c."on" > y.day - interval '12 months'), count(*)
from (values (2026, date '2026-12-31'), (2027, date '2027-12-31'), (2028, %(last)s::date)) y (year, day)
join registers_club c on c."on" <= y.day and (c.dissolved_on is null or c.dissolved_on > y.day)
join organisations_body b on b.id = c.body_id and b.kind in ('university', 'college', 'vocational_school')
where {KNOWN.format("c")} group by 1"""

STATEMENTS = (TRAINING, OFFICES_TRAINED, PILOTS, PILOTS_ON_THE_WAY, TOOLS, CLUBS)


def figures(cursor: Any, parameters: dict[str, Any]) -> list[list[tuple[Any, ...]]]:
    found = []
    for statement in STATEMENTS:
        cursor.execute(statement, parameters)
        found.append(cursor.fetchall())
    return found
