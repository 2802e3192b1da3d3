"""The courses of the demo, 2026–2028. The figures of MT2.1 and MT9.1 follow from these rows; nothing states them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

Numbers = Mapping[str, int]


@dataclass(frozen=True)
class CourseStory:
    """One course: who reports it, how many learners of which bodies, and what became of the row.

    `short` attended less than a day; `mistaken` were listed first and taken out by a correction; `confirmed_after` is
    None where the list still waits for a second person; `withdrawn_after` counts from the confirmation.
    """

    reporter: str
    on: date
    title: str
    learners: Numbers
    topic: str = ""
    days: int = 2
    short: Numbers = field(default_factory=dict)
    mistaken: Numbers = field(default_factory=dict)
    confirmed_after: int | None = 4
    withdrawn_after: int | None = None


def spread(total: int, codes: Sequence[str]) -> dict[str, int]:
    """So many learners over these bodies, as evenly as whole people allow; the first get one more."""
    each, rest = divmod(total, len(codes))
    return {code: each + (position < rest) for position, code in enumerate(codes)}


AGENCIES: Final = (
    "snv",
    "stc",
    "sct",
    "sgddt",
    "syt",
    "sxd",
    "stp",
    "snnmt",
    "svhttdl",
    "sdttg",
    "ttt",
    "vpubnd",
    "bqlkcn",
)
COMMUNES: Final = (
    *("07210", "09187", "09190", "09367", "07777", "09193", "09247", "09319", "07375", "07840", "07444", "07525"),
    *("09169", "09400", "07795", "07681", "07339", "09454", "09496", "09340", "09265", "07228", "07582", "07615"),
    *("09292", "09385", "07306", "07399", "09202", "09349", "07864", "07288"),
)

COURSES_2026: Final = (
    CourseStory(
        "skhcn", date(2026, 4, 22), "Công cụ 5S và Kaizen cho doanh nghiệp nhỏ và vừa",
        {"dn01": 22, "dn04": 20, "dn09": 18, "dn13": 16, "dn16": 14}, short={"dn16": 3},
    ),
    CourseStory(
        "bqlkcn", date(2026, 5, 20), "Lean cơ bản trong sản xuất", {"dn02": 26, "dn05": 24, "dn08": 22, "dn07": 20}
    ),
    CourseStory("cd01", date(2026, 6, 10), "Năng suất, chất lượng cho học viên nghề", {"cd01": 112}),
    CourseStory(
        "skhcn", date(2026, 6, 25), "TCVN ISO 9001 và đánh giá nội bộ",
        {"dn10": 20, "dn14": 22, "dn17": 18, "dn19": 16, "dn23": 14},
    ),
    CourseStory(
        "sct", date(2026, 7, 15), "Bảo trì năng suất toàn diện (TPM) trong công nghiệp chế biến",
        {"dn11": 24, "dn12": 18, "dn21": 20, "dn22": 22},
    ),
    CourseStory(
        "skhcn", date(2026, 8, 12), "Quản lý chất lượng trong khu vực công",
        spread(140, (*AGENCIES[:5], *COMMUNES[:11])),
    ),
    CourseStory(
        "skhcn", date(2026, 8, 26), "5S cho học viên cơ sở giáo dục nghề nghiệp", {"gdnn01": 70, "gdnn02": 54}
    ),
    CourseStory(
        "bqlkcn", date(2026, 9, 16), "Xây dựng KPI trong sản xuất", {"dn03": 28, "dn06": 26, "dn26": 22, "dn28": 18}
    ),
    CourseStory("07777", date(2026, 9, 30), "5S tại doanh nghiệp trên địa bàn phường", {"dn07": 30, "dn08": 24}),
    CourseStory("skhcn", date(2026, 10, 14), "Cải tiến năng suất cho học viên cao đẳng", {"cd02": 78, "cd03": 54}),
)  # fmt: skip

COURSES_2027: Final = (
    CourseStory(
        "skhcn", date(2027, 3, 17), "5S và Kaizen nâng cao",
        {"dn01": 20, "dn02": 18, "dn10": 22, "dn18": 16, "dn24": 20},
    ),
    CourseStory(
        "bqlkcn", date(2027, 4, 14), "Lean và giảm lãng phí trong nhà máy",
        {"dn03": 30, "dn04": 24, "dn05": 28, "dn06": 22},
    ),
    CourseStory("cd01", date(2027, 5, 12), "Kaizen cho học viên nghề", {"cd01": 120}),
    CourseStory(
        "sct", date(2027, 5, 26), "ISO 14001 và sản xuất sạch hơn", {"dn11": 22, "dn15": 20, "dn16": 18, "dn25": 24}
    ),
    CourseStory(
        "skhcn", date(2027, 6, 16), "TCVN ISO 22000 và HACCP", {"dn11": 16, "dn14": 18, "dn19": 20, "dn21": 24},
        short={"dn21": 2},
    ),
    CourseStory(
        "bqlkcn", date(2027, 7, 14), "Bảo trì năng suất toàn diện (TPM)",
        {"dn07": 24, "dn08": 28, "dn26": 20, "dn28": 18},
    ),
    CourseStory(
        "skhcn", date(2027, 8, 11), "Năng suất trong khu vực công",
        spread(243, (*AGENCIES[:9], *COMMUNES[:21])),
    ),
    CourseStory("skhcn", date(2027, 8, 25), "5S cho học viên nghề", {"gdnn01": 66, "gdnn02": 58}),
    CourseStory("09367", date(2027, 9, 15), "Quản lý chất lượng tại làng nghề", {"dn09": 30, "dn10": 14}),
    CourseStory(
        "skhcn", date(2027, 9, 29), "Truy xuất nguồn gốc, mã số mã vạch",
        {"dn12": 20, "dn20": 24, "dn22": 22, "dn27": 16},
    ),
    CourseStory("skhcn", date(2027, 10, 20), "Cải tiến năng suất cho học viên cao đẳng", {"cd02": 84, "cd03": 52}),
    CourseStory("09190", date(2027, 11, 3), "Kaizen tại doanh nghiệp", {"dn17": 43}, confirmed_after=3),
    # after the closing date of its round: it stays in its own year
    CourseStory(
        "skhcn", date(2027, 11, 25), "Năng suất xanh", {"dn26": 15, "sct": 12, "snnmt": 10}, confirmed_after=11
    ),
)  # fmt: skip

COURSES_2028: Final = (
    CourseStory(
        "skhcn", date(2028, 3, 15), "Công cụ 5S và Kaizen cho doanh nghiệp nhỏ và vừa",
        {"dn09": 18, "dn13": 20, "dn16": 22, "dn23": 20, "dn29": 16},
    ),
    CourseStory("09193", date(2028, 4, 12), "5S tại doanh nghiệp", {"dn11": 20, "dn12": 18}),
    CourseStory(
        "bqlkcn", date(2028, 4, 26), "Bảo trì năng suất toàn diện (TPM)", {"dn01": 30, "dn02": 34, "dn04": 28},
        mistaken={"dn04": 3},
    ),
    CourseStory(
        "sct", date(2028, 5, 17), "Lean trong sản xuất công nghiệp", {"dn14": 20, "dn15": 22, "dn18": 24, "dn27": 22},
        short={"dn27": 4},
    ),
    CourseStory("lmhtx", date(2028, 5, 30), "Truy xuất nguồn gốc cho hợp tác xã", {"htx01": 14, "htx02": 10}, days=1),
    CourseStory(
        "skhcn", date(2028, 6, 7), "TCVN ISO 9001 và đánh giá nội bộ",
        {"dn05": 24, "dn10": 26, "dn17": 24, "dn19": 20, "dn22": 18},
    ),
    CourseStory("09193", date(2028, 6, 20), "Truy xuất nguồn gốc sản phẩm, hàng hóa", {"dn11": 21, "dn12": 12}, days=1),
    CourseStory(
        "bqlkcn", date(2028, 7, 19), "ISO 45001: nhận diện mối nguy", {"dn03": 28, "dn06": 32, "dn08": 28}
    ),
    CourseStory("09367", date(2028, 7, 20), "5S cho doanh nghiệp đồ gỗ", {"dn09": 22}, withdrawn_after=18),
    CourseStory(
        "skhcn", date(2028, 8, 8), "Quản lý chất lượng cho cán bộ xã, phường",
        {**spread(160, COMMUNES), "dn20": 11}, days=1,
    ),
    CourseStory("cd01", date(2028, 8, 24), "5S và Kaizen cơ bản cho học viên nghề", {"cd01": 118}, days=3),
    CourseStory(
        "skhcn", date(2028, 9, 13), "ISO 14001 và kiểm kê khí nhà kính",
        {"dn07": 26, "dn24": 24, "dn25": 22, "dn26": 26}, short={"dn26": 2},
    ),
    CourseStory("09193", date(2028, 9, 18), "Quản lý chất lượng theo TCVN ISO 9001", {"dn12": 25}),
    CourseStory("sgddt", date(2028, 9, 20), "5S kết hợp TCVN ISO 21001 cho trường học", {"thpt01": 12, "thpt02": 11}),
    CourseStory(
        "bqlkcn", date(2028, 9, 26), "KPI và TPM trong sản xuất", {"dn02": 30, "dn03": 30, "dn28": 24},
        short={"dn28": 3},
    ),
    CourseStory(
        "skhcn", date(2028, 10, 11), "Chuyển đổi số và năng suất",
        {"cd02": 62, "cd03": 40, "gdnn01": 28, "dn30": 24},
    ),
    CourseStory(
        "skhcn", date(2028, 10, 17), "Năng suất trong khu vực công", {**spread(152, AGENCIES), "dn21": 6}, days=1
    ),
    CourseStory(
        "syt", date(2028, 10, 24), "5S và Kaizen tại cơ sở khám bệnh, chữa bệnh", {"bv01": 12, "bv02": 10, "bv03": 8}
    ),
    CourseStory(
        "07795", date(2028, 10, 31), "Lean cho doanh nghiệp điện tử", {"dn02": 18, "dn03": 16}, confirmed_after=None
    ),
    CourseStory("07375", date(2028, 11, 8), "Truy xuất nguồn gốc, mã số mã vạch", {"dn20": 27}, confirmed_after=None),
)  # fmt: skip

COURSES: Final = (*COURSES_2026, *COURSES_2027, *COURSES_2028)
