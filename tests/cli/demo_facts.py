"""Read by `nscl manage shell`: what the demo province holds, as JSON, for the tests of the demo."""

import json
from collections import Counter
from datetime import date

from django.apps import apps

from nscl.cli.demonstration.people import ACCOUNTS, PASSWORD
from nscl.evidence.models import Document
from nscl.history.models import Event
from nscl.history.verification import faults
from nscl.organisations.backends import AccountBackend
from nscl.organisations.models import Body, User
from nscl.registers.catalogue import REGISTERS
from nscl.registers.models import Attendance
from nscl.reporting import queries
from nscl.reporting.models import Return, Round, Snapshot
from nscl.scorecard import programme
from nscl.scorecard.evaluate import evaluate
from nscl.vn.calendar import ZONE, is_working_day, now

_current, plan = programme.current()
viewer = User.objects.get(email="nguoixem@nscl.example")
frozen_rounds = list(Round.objects.exclude(figures=None))
told = [account.email for account in ACCOUNTS]
models = [model for model in apps.get_models() if model is Event or "Event" not in model.__name__]
rows = [row for register in REGISTERS.values() for row in register.model.objects.select_related("entered_by")]
moments = list(Event.objects.order_by("id").values_list("at", flat=True))


def line(one):
    facts = {"state": one.state.value, "value": one.value, "unconfirmed": one.unconfirmed}
    return {**facts, "by_year": [figure.value for figure in one.by_year], "sentence": one.sentence}


def board(round):
    found = queries.board(round, user=viewer)
    counts = {situation.value: n for situation, n in found.counts.items() if n}
    return {"counts": counts, "late": queries.tally(round, at=round.frozen_at).late, "nil": found.nil}


def on_a_working_day(moment):
    here = moment.astimezone(ZONE)
    return is_working_day(here.date()) and 7 <= here.hour < 18


print(
    json.dumps(
        {
            "lines": {one.code: line(one) for one in evaluate(plan, year=2028)},
            "frozen": {r.year: {f["indicator"]: f["value"] for f in r.figures} for r in frozen_rounds},
            "boards": {round.address: board(round) for round in Round.objects.all()},
            "rounds_intact": all(r.is_intact for r in frozen_rounds),
            "snapshots_intact": all(snapshot.is_intact for snapshot in Snapshot.objects.all()),
            "returns": list(Return.objects.open().filter(report__body__code="09247").values_list("reason", flat=True)),
            "row_states": Counter(row.state.value for row in rows),
            "short": Attendance.objects.filter(hours__lt=8).count(),
            "evidence_missing": [d.title for d in Document.objects.exclude(sha256="") if not d.path.is_file()],
            "invented": [b.name for b in Body.objects.exclude(code__in=[b.code for b in plan.bodies])],
            "ended": [body.label() for body in Body.objects.exclude(ended_on=None)],
            "chain_faults": len(faults(Snapshot.objects.heads())),
            "in_order": moments == sorted(moments),
            "in_the_future": sum(at > now() for at in moments),
            "entered_before_it_happened": sum(row.entered_at.astimezone(ZONE).date() < row.on for row in rows),
            "confirmed_at_odd_moments": sum(bool(r.confirmed_at) and r.confirmed_at <= r.entered_at for r in rows),
            "acts_outside_working_hours": sum(not on_a_working_day(at) for at in moments),
            "years_of_acts": sorted({at.year for at in moments}),
            "not_demo": User.objects.filter(demo=False).count(),
            "signing_in": [email for email in told if AccountBackend().authenticate(None, email, PASSWORD)],
            "open_to_nobody": User.objects.exclude(email__in=told).exclude(password__startswith="!").count(),
            "today": date.isoformat(now().date()),
            "sizes": {model._meta.label: model._default_manager.count() for model in models},
        },
        ensure_ascii=False,
        default=str,
    )
)  # fmt: skip
