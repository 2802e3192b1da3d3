"""What a command is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

Options = argparse.Namespace


class CommandError(Exception):
    """The command cannot be carried out; the message is for the one who typed it. Exit code 2."""


@dataclass(frozen=True)
class Command:
    """One command: what it is called, how it reads its options, what it does."""

    name: str
    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Options], int]
    needs_database: bool = True
    migrates_first: bool = True
    prepare: Callable[[Options], None] | None = None  # before settings are read and the database is started
