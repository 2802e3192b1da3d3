"""The pages that notices and lists of work lead to. Only names of pages are known here; the pages are above."""

from __future__ import annotations

from django.urls import reverse

from nscl.reporting.models import Report, Round


def report_url(report: Report) -> str:
    """The report before its own body; who reads it from outside is led on from there."""
    return reverse("report", args=[report.round.address, report.body.code])


def board_url(round: Round, which: str = "") -> str:
    """The board, with one of its filters on: "cham" for the bodies that are late."""
    return reverse("board", args=[round.address]) + (f"?loc={which}" if which else "")


def row_url(slug: str, row: int) -> str:
    return reverse("row", args=[slug, row])
