"""Verbs on rounds and reports: keyword `by=`, one transaction and one history event each."""

from nscl.reporting.actions.claims import agree
from nscl.reporting.actions.explaining import explain
from nscl.reporting.actions.extending import extend
from nscl.reporting.actions.merging import merge
from nscl.reporting.actions.opening import enter_letter, open_ad_hoc, open_round
from nscl.reporting.actions.papers import make_evaluation, make_paper
from nscl.reporting.actions.regimes import change_regime
from nscl.reporting.actions.reminding import remind, remind_now
from nscl.reporting.actions.rounds import (
    add_to_roster,
    approve_roster,
    freeze,
    remove_from_roster,
)
from nscl.reporting.actions.sending import accept, clear, endorse, reply, resolve, return_report, submit, take_back
from nscl.reporting.actions.wording import reword
from nscl.reporting.actions.workbooks import take_workbook
from nscl.reporting.actions.writing import Carrier, attach, detach, nil_rest, undo_nil_rest, write, write_part

__all__ = [
    "Carrier",
    "accept",
    "add_to_roster",
    "agree",
    "approve_roster",
    "attach",
    "change_regime",
    "clear",
    "detach",
    "endorse",
    "enter_letter",
    "explain",
    "extend",
    "freeze",
    "make_evaluation",
    "make_paper",
    "merge",
    "nil_rest",
    "open_ad_hoc",
    "open_round",
    "remind",
    "remind_now",
    "remove_from_roster",
    "reply",
    "resolve",
    "return_report",
    "reword",
    "submit",
    "take_back",
    "take_workbook",
    "undo_nil_rest",
    "write",
    "write_part",
]
