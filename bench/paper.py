"""The province's report with every body reporting: seconds and peak memory, from records to a Word file.

Goals: at most 5 s and 500 MB.
"""

from __future__ import annotations

import os
import resource
import time
from datetime import datetime

from django.db.models import F

from bench import province
from nscl.organisations.models import User
from nscl.reporting.models import Part, Report, Role, Round, State
from nscl.reporting.papers.province_annual import PROVINCE_ANNUAL
from nscl.vn.calendar import ZONE, now

ATTENDANCES = 50_000
SECONDS, MEGABYTES = 5.0, 500.0
BODIES = 120  # the plan names 117: three more are asked
SENT_AT = datetime(2028, 11, 14, 9, 0, tzinfo=ZONE)

RESULTS = (
    "Tổ chức {n} hội nghị, lớp tập huấn cho {m} lượt người của các doanh nghiệp, hợp tác xã trên địa bàn; phát {k} bộ "
    "tài liệu hướng dẫn áp dụng 5S, Kaizen và các hệ thống quản lý theo tiêu chuẩn.",
    "Khảo sát nhu cầu của {m} doanh nghiệp, trong đó {n} doanh nghiệp đăng ký tham gia mô hình; đăng {k} tin, bài.",
    "Phối hợp lựa chọn {n} doanh nghiệp áp dụng công cụ cải tiến năng suất; hướng dẫn {k} hộ kinh doanh về mã số mã vạch, "
    "truy xuất nguồn gốc sản phẩm, hàng hóa.",
)
DIFFICULTIES = (
    "Kinh phí cấp xã bố trí cho hoạt động năng suất, chất lượng còn ít.",
    "Doanh nghiệp nhỏ và siêu nhỏ không có cán bộ chuyên trách về tiêu chuẩn, đo lường, chất lượng.",
    "Cán bộ theo dõi làm kiêm nhiệm, chưa được đào tạo.",
    "Trên địa bàn có {m} doanh nghiệp nhưng chỉ {n} doanh nghiệp cung cấp thông tin.",
)
PROPOSALS = (
    "Tổ chức lớp tập huấn cho cán bộ cấp xã.",
    "Ban hành mức chi cụ thể cho nhiệm vụ của cấp xã.",
    "Hỗ trợ {n} doanh nghiệp trên địa bàn xây dựng mô hình điểm.",
)


def run() -> None:
    round = _province()
    plan = province.plan()
    before = _resident()
    PROVINCE_ANNUAL.render(plan, 2028)  # warm: templates, plan, connection
    start, used = time.perf_counter(), time.process_time()
    data = PROVINCE_ANNUAL.render(plan, 2028)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    over = "" if seconds <= SECONDS and _resident() <= MEGABYTES else "   OVER THE GOAL"
    said = Part.objects.filter(report__round=round).exclude(result="").count()
    print(
        f"  {round.reports.count()} reports accepted, {said:,} items with words, {ATTENDANCES:,} attendances: "
        f"{seconds:.2f} s (processor {used:.2f} s)   peak memory of the process {_resident():.0f} MB (+{_resident() - before:.0f})   "
        f"file {len(data) / 1024:.0f} kB   goals {SECONDS:.0f} s, {MEGABYTES:.0f} MB{over}   load average {os.getloadavg()[0]:.1f}"
    )


def _resident() -> float:
    """Peak resident memory in MB so far: the tree of the document lives outside Python's own counting."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _province() -> Round:
    """Everybody asked, everybody accepted: words as a commune's officer would write them, three items in ten told."""
    if not User.objects.exists():  # after the benchmark of the scorecard they are there
        province.people()
        province.bodies()
    province.fill(ATTENDANCES)
    round, officer = province.asked(BODIES)
    _write(round)
    round.reports.update(
        state=State.ACCEPTED, receipt_number=F("pk"), submitted_by=officer, submitted_at=SENT_AT,
        first_submitted_at=SENT_AT, accepted_by=officer, accepted_at=now(),
    )  # fmt: skip
    return round


def _write(round: Round) -> None:
    parts = list(Part.objects.filter(report__round=round).select_related("report"))
    for part in parts:
        _say(part, part.report)
    Part.objects.bulk_update(
        parts, ["result", "difficulty", "proposal", "next_year", "nil", "nil_reason", "version"], batch_size=500
    )


def _say(part: Part, report: Report) -> None:
    seed = report.pk * 31 + part.position * 17
    values = {"n": 2 + seed % 17, "m": 20 + seed % 230, "k": 3 + seed % 41}
    part.version = 1
    if part.role == Role.GENERAL:
        part.result = f"Ban hành Kế hoạch số {seed % 300}/KH-UBND và {2 + seed % 6:02d} văn bản chỉ đạo, hướng dẫn."
        part.difficulty = "\n".join(DIFFICULTIES[i].format(**values) for i in {seed % 4, (seed // 4) % 4})
        part.proposal = PROPOSALS[seed % 3].format(**values)
        part.next_year = f"Vận động {values['n']} doanh nghiệp tham gia; tổ chức {1 + seed % 3:02d} lớp tập huấn."
    elif part.role in (Role.LEAD, Role.DUTY) or seed % 10 < 3:
        part.result = RESULTS[seed % 3].format(**values)
    else:
        part.nil = True
