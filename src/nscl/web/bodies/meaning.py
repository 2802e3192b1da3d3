"""What a change to a body means: the sentences an officer reads before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.organisations.models import Body, Kind, Membership, Supervision
from nscl.registers.catalogue import REGISTERS
from nscl.reporting.models import Report
from nscl.reporting.reports import SENT
from nscl.vn.calendar import today
from nscl.vn.dates import format_date
from nscl.vn.numbers import format_count


def of_adding(code: str, kind: Kind, since: date) -> list[str]:
    return [
        _("Đơn vị mang mã %(code)s; mã không đổi về sau.") % {"code": code},
        _("Từ ngày %(day)s, việc của đơn vị được tính theo loại: %(kind)s.")
        % {"day": format_date(since), "kind": kind.label},
    ]


def of_renaming(body: Body, name: str, kind: Kind, since: date) -> list[str]:
    day = format_date(since)
    said = []
    if name != body.name:
        said.append(_("Từ ngày %(day)s mang tên %(name)s.") % {"day": day, "name": name})
        said.append(_("Việc có ngày trước đó vẫn ghi tên %(name)s; tìm theo tên cũ vẫn thấy.") % {"name": body.name})
    if kind != body.kind:
        words = {"day": day, "new": kind.label, "old": Kind(body.kind).label}
        said.append(_("Từ ngày %(day)s tính là: %(new)s; việc trước ngày đó vẫn tính là: %(old)s.") % words)
    return said


def of_ending(body: Body, on: date, successors: Sequence[Body]) -> list[str]:
    said = [
        _("Ngày hoạt động cuối cùng là %(last)s. Dòng sổ có ngày sau đó không ghi được cho đơn vị này.")
        % {"last": format_date(on - timedelta(days=1))},
        _heirs(on, successors),
    ]
    if people := Membership.objects.filter(body=body).in_force(today()).count():
        said.append(
            _("%(n)s vai trò đang giữ ở đơn vị này không tự chuyển sang đơn vị kế thừa; trao lại ở trang người dùng.")
            % {"n": format_count(people)}
        )
    if rows := _rows_from(body, on):
        said.append(
            _("Có %(n)s dòng sổ ghi từ ngày %(day)s trở đi. Chuyển sang đơn vị kế thừa bằng dòng thay thế.")
            % {"n": format_count(rows), "day": format_date(on)}
        )
    if open_reports := Report.objects.filter(body=body, round__frozen_at=None).exclude(state__in=SENT).count():
        said.append(_("Còn %(n)s báo cáo chưa gửi.") % {"n": format_count(open_reports)})
    return said


def _heirs(on: date, successors: Sequence[Body]) -> str:
    if not successors:
        return _("Không có đơn vị kế thừa: dòng sổ và báo cáo đã ghi chỉ còn cơ quan thường trực xem, sửa.")
    words = {"names": "; ".join(body.name for body in successors), "day": format_date(on)}
    return _("Từ ngày %(day)s, %(names)s xem, thay được dòng sổ và báo cáo của đơn vị này.") % words


def _rows_from(body: Body, day: date) -> int:
    """Standing rows dated on or after a day that name the body as reporter or beneficiary."""
    found = 0
    for register in REGISTERS.values():
        field = register.model.beneficiary_field
        named = Q(reported_by=body) | (Q(**{field: body}) if field else Q())
        found += register.model.objects.current().filter(named, on__gte=day).count()
    return found


def of_supervising(body: Body, supervisor: Body, since: date) -> list[str]:
    words = {"day": format_date(since), "supervisor": supervisor.name, "name": body.name}
    said = [_("Từ ngày %(day)s, người có vai trò đọc ở %(supervisor)s xem được dòng sổ, báo cáo của %(name)s.") % words]
    others = (
        Supervision.objects.filter(body=body).filter(Q(until=None) | Q(until__gte=since)).select_related("supervisor")
    )
    if names := "; ".join(line.supervisor.name for line in others):
        said.append(_("Cơ quan đang quản lý vẫn giữ nguyên: %(names)s.") % {"names": names})
    return said


def of_ending_supervision(line: Supervision, on: date) -> list[str]:
    words = {"supervisor": line.supervisor.name, "name": line.body.name, "day": format_date(on)}
    return [
        _("Sau ngày %(day)s, %(supervisor)s không còn xem dòng sổ, báo cáo của %(name)s.") % words,
        _("Việc có ngày đến hết ngày %(day)s vẫn tính vào số liệu của lĩnh vực do %(supervisor)s quản lý.") % words,
    ]
