"""Rounds, reports, snapshots and official papers."""
