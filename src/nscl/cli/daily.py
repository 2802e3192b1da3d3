"""`nscl daily`: the jobs of every day. Safe to run again, at any hour, and after days off."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from nscl.cli import Command, print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả từng việc dạng JSON")


def run(options: argparse.Namespace) -> int:
    """A job that fails does not stop the next; exit code 1 says that one has to be looked at."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    done = [_outcome(job) for job in import_string(settings.DAILY_JOBS)]
    if options.json:
        print_json(done)
    else:
        for each in done:
            counts = ", ".join(f"{_WORDS[name]} {n}" for name, n in each["counts"].items())
            print(f"{each['title']}: {counts or 'chưa làm được'}")
    for each in done:
        if each["fault"]:
            print(f"{each['title']}: {each['fault']}", file=sys.stderr)
    return 1 if any(each["fault"] for each in done) else 0


def _outcome(job: Any) -> dict[str, Any]:
    from django.core.exceptions import ValidationError

    try:
        found = job.run()
    except ValidationError as error:
        return {"job": job.name, "title": job.title, "counts": {}, "fault": "\n".join(error.messages)}
    fault = f"không gửi được thư ({found.fault}); lượt sau gửi tiếp" if found.fault else ""
    return {"job": job.name, "title": job.title, "counts": found.counts, "fault": fault}


_WORDS = {"notices": "thông báo mới", "sent": "đã gửi", "failed": "bị từ chối", "swept": "tệp đã dọn"}

COMMAND = Command("daily", "làm các việc hằng ngày: nhắc việc, gửi thư, dọn tệp", arguments, run)
