"""The tables of this app, by subject."""

from nscl.reporting.agreements import AgreedRow, Agreement
from nscl.reporting.explanations import Explanation
from nscl.reporting.extensions import Extension
from nscl.reporting.mergings import MergedSentence, Merging, SentenceSource
from nscl.reporting.reports import Obligation, Part, Report, Role, State
from nscl.reporting.returns import Return
from nscl.reporting.rounds import Frequency, Round
from nscl.reporting.snapshots import Snapshot
from nscl.reporting.wordings import Wording

__all__ = [
    "AgreedRow",
    "Agreement",
    "Explanation",
    "Extension",
    "Frequency",
    "MergedSentence",
    "Merging",
    "Obligation",
    "Part",
    "Report",
    "Return",
    "Role",
    "Round",
    "SentenceSource",
    "Snapshot",
    "State",
    "Wording",
]
