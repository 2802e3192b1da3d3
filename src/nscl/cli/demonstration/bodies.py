"""Invented enterprises, schools, hospitals: «Minh Họa» and a number in each name, each in a real commune."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from nscl.organisations.actions import add_body, supervise
from nscl.organisations.models import Body, Kind

SINCE: Final = date(2020, 1, 1)

# code: (name, code of the commune)
ENTERPRISES: Final[Mapping[str, tuple[str, str]]] = {
    "dn01": ("Công ty TNHH Cơ khí Minh Họa 01", "07795"),
    "dn02": ("Công ty TNHH Điện tử Minh Họa 02", "07795"),
    "dn03": ("Công ty cổ phần Linh kiện Minh Họa 03", "07795"),
    "dn04": ("Công ty TNHH Khuôn mẫu Minh Họa 04", "09247"),
    "dn05": ("Công ty cổ phần Cơ khí chính xác Minh Họa 05", "09247"),
    "dn06": ("Công ty TNHH Nhựa kỹ thuật Minh Họa 06", "09247"),
    "dn07": ("Công ty TNHH May Minh Họa 07", "07777"),
    "dn08": ("Công ty cổ phần Điện tử Minh Họa 08", "07777"),
    "dn09": ("Công ty TNHH Đồ gỗ Minh Họa 09", "09367"),
    "dn10": ("Công ty cổ phần Thép Minh Họa 10", "09367"),
    "dn11": ("Công ty TNHH Thực phẩm Minh Họa 11", "09193"),
    "dn12": ("Công ty TNHH Bao bì Minh Họa 12", "09193"),
    "dn13": ("Công ty cổ phần In Minh Họa 13", "09187"),
    "dn14": ("Công ty cổ phần Dược liệu Minh Họa 14", "07210"),
    "dn15": ("Công ty TNHH Phân bón Minh Họa 15", "07210"),
    "dn16": ("Công ty TNHH Giấy Minh Họa 16", "09400"),
    "dn17": ("Công ty cổ phần Cao su Minh Họa 17", "09190"),
    "dn18": ("Công ty TNHH Thiết bị y tế Minh Họa 18", "09169"),
    "dn19": ("Công ty TNHH Thức ăn chăn nuôi Minh Họa 19", "09319"),
    "dn20": ("Công ty cổ phần May Minh Họa 20", "07375"),
    "dn21": ("Công ty TNHH Chế biến nông sản Minh Họa 21", "07525"),
    "dn22": ("Công ty TNHH Da giày Minh Họa 22", "07840"),
    "dn23": ("Công ty cổ phần Cơ điện Minh Họa 23", "07228"),
    "dn24": ("Công ty TNHH Vật liệu xây dựng Minh Họa 24", "07444"),
    "dn25": ("Công ty TNHH Gốm Minh Họa 25", "09292"),
    "dn26": ("Công ty cổ phần Thiết bị điện Minh Họa 26", "09340"),
    "dn27": ("Công ty TNHH Đúc Minh Họa 27", "09454"),
    "dn28": ("Công ty TNHH Kho vận Minh Họa 28", "09265"),
    "dn29": ("Công ty TNHH Nội thất Minh Họa 29", "09385"),
    "dn30": ("Công ty cổ phần Nội thất Minh Họa 30", "09385"),
}
# the first of the two became part of the second on this day
ENDED, SUCCESSOR, ENDED_ON = "dn29", "dn30", date(2028, 7, 1)
OTHERS: Final[Mapping[str, tuple[str, str, Kind]]] = {
    "htx01": ("Hợp tác xã Nông nghiệp Minh Họa 01", "07582", Kind.COOPERATIVE),
    "htx02": ("Hợp tác xã Rau an toàn Minh Họa 02", "09466", Kind.COOPERATIVE),
    "cd01": ("Trường Cao đẳng Cơ điện Minh Họa 01", "09190", Kind.COLLEGE),
    "cd02": ("Trường Cao đẳng Công nghiệp Minh Họa 02", "07210", Kind.COLLEGE),
    "cd03": ("Trường Cao đẳng Kỹ thuật Minh Họa 03", "09367", Kind.COLLEGE),
    "gdnn01": ("Trường Trung cấp nghề Minh Họa 01", "07777", Kind.VOCATIONAL_SCHOOL),
    "gdnn02": ("Trung tâm Giáo dục nghề nghiệp Minh Họa 02", "09400", Kind.VOCATIONAL_SCHOOL),
    "dh01": ("Trường Đại học Công nghệ Minh Họa 01", "09187", Kind.UNIVERSITY),
    "thpt01": ("Trường THPT Minh Họa 01", "09169", Kind.UPPER_SECONDARY_SCHOOL),
    "thpt02": ("Trường THPT Minh Họa 02", "07339", Kind.UPPER_SECONDARY_SCHOOL),
    "bv01": ("Bệnh viện Đa khoa Minh Họa 01", "09190", Kind.HEALTH_FACILITY),
    "bv02": ("Bệnh viện Phụ sản Minh Họa 02", "07210", Kind.HEALTH_FACILITY),
    "bv03": ("Trung tâm Y tế Minh Họa 03", "07681", Kind.HEALTH_FACILITY),
    "bv04": ("Trung tâm Y tế Minh Họa 04", "09496", Kind.HEALTH_FACILITY),
    "tn01": ("Trung tâm Kiểm định, hiệu chuẩn Minh Họa 01", "09187", Kind.LABORATORY),
}
# who looks after which bodies; those in industrial zones are named one by one
SUPERVISED: Final[Mapping[str, tuple[str, ...]]] = {
    "sgddt": ("cd01", "cd02", "cd03", "gdnn01", "gdnn02", "thpt01", "thpt02"),
    "syt": ("bv01", "bv02", "bv03", "bv04"),
    "bqlkcn": ("dn01", "dn02", "dn03", "dn04", "dn05", "dn06", "dn07", "dn08", "dn26", "dn28"),
    "lmhtx": ("htx01", "htx02"),
}


def add_bodies() -> None:
    """Every invented body, in its commune, under who looks after it. Those of the plan are there already."""
    known = {body.code: body for body in Body.objects.all()}
    invented = {code: (name, place, Kind.ENTERPRISE) for code, (name, place) in ENTERPRISES.items()} | dict(OTHERS)
    for code, (name, place, kind) in invented.items():
        known[code] = add_body(by=None, code=code, name=name, kind=kind, since=SINCE, commune=known[place])
    for supervisor, codes in SUPERVISED.items():
        for code in codes:
            supervise(by=None, body=known[code], supervisor=known[supervisor], since=SINCE)
