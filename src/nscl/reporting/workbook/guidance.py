"""What the workbook tells who fills it in: a sheet of guidance, and the lines above the table."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from nscl.documents.fillable import FillCell, FillColumn, FillSheet
from nscl.reporting.models import Report
from nscl.reporting.workbook import layout
from nscl.vn.calendar import now
from nscl.vn.dates import format_date, format_moment


def told_on_top(report: Report) -> list[str]:
    round = report.round
    return [
        round.title,
        *([round.content] if round.content else []),
        _("Gửi trước ngày %(due)s; số liệu chốt đến hết ngày %(closing)s. Tệp tải lúc %(moment)s.")
        % {
            "due": format_date(report.due_before),
            "closing": format_date(round.closing_on),
            "moment": format_moment(now()),
        },
        _('Viết vào các ô nền vàng. Cách làm ở trang "%(guide)s".') % {"guide": layout.GUIDE},
    ]


def guidance(report: Report) -> FillSheet:
    rows = [[FillCell(head), FillCell(text)] for head, text in (*_writing(), *_bringing_back())]
    return FillSheet(
        title=str(layout.GUIDE),
        heading=_("Cách điền tệp báo cáo của %(body)s") % {"body": report.body.name},
        described=[report.round.title],
        columns=[FillColumn(_("Việc"), 24), FillColumn(_("Cách làm"), 100)],
        rows=rows,
    )


def _writing() -> list[tuple[str, str]]:
    names = _names()
    return [
        (_("Viết ở đâu"), _('Trang "%(words)s", các ô nền vàng. Ô nền xám là nội dung có sẵn, chỉ để đọc.') % names),
        (
            _("Dán từ Word, Excel"),
            _(
                "Bấm đúp vào ô (hoặc phím F2) rồi mới dán: cả đoạn nằm gọn trong một ô. Dán cả bảng thì chọn "
                "dán giá trị (Paste Special, Values)."
            ),
        ),
        (_("Xuống dòng trong ô"), _("Alt + Enter; trên máy Mac: Option + Enter.")),
        (
            _("Không phát sinh"),
            _(
                'Chọn "%(nil)s" ở cột cùng tên. Nhiệm vụ chủ trì và trách nhiệm tại Phần V ghi thêm lý do. '
                "Đã có kết quả thì để trống cột này."
            )
            % names,
        ),
        (
            _("Số liệu"),
            _('Trang "%(figures)s" tính từ sổ, không sửa ở đây. Nhiệm vụ mà sổ đã có số thì không phải viết lời.')
            % names,
        ),
        (
            _("Được đề nghị bổ sung"),
            _(
                'Tệp có thêm cột "%(sent_back)s" (lý do, hạn) và cột "%(reply)s": '
                "sửa nội dung, hoặc viết trả lời, hoặc cả hai."
            )
            % names,
        ),
        (
            _("Năm trước"),
            _("Nội dung đã gửi năm trước đứng ngay bên trái ô cần viết, để đối chiếu. Không chép lại nguyên văn."),
        ),
    ]


def _bringing_back() -> list[tuple[str, str]]:
    names = _names()
    return [
        (
            _("Lưu tệp"),
            _("Lưu dạng .xlsx. Dùng được Excel, LibreOffice, WPS. Không đổi tên cột, không xóa trang tính."),
        ),
        (
            _("Gửi lại"),
            _(
                'Trên web: mở báo cáo, bấm "Tệp Excel", chọn tệp; xem trước rồi mới ghi vào bản nháp. Không vào được '
                "web thì gửi tệp cho cơ quan thường trực để nhập thay."
            ),
        ),
        (
            _("Có chỗ sai"),
            _('Hệ thống trả lại chính tệp này: ô sai nền đỏ kèm ghi chú, trang "%(mending)s" liệt kê từng ô.') % names,
        ),
        (
            _("Ô bị khóa sau khi dán"),
            _(
                "Vào Review, chọn Unprotect Sheet (bản tiếng Việt: Xem lại, Bỏ bảo vệ trang tính); không có mật khẩu. "
                "Hệ thống đọc theo mã ở cột đầu nên vẫn nhận đúng."
            ),
        ),
        (_("Ký gửi"), _("Tệp chỉ ghi vào bản nháp. Lãnh đạo ký gửi báo cáo trên web.")),
    ]


def _names() -> dict[str, StrOrPromise]:
    heads = {column.key: column.heading for column in layout.COLUMNS if column.key in layout.OF_RETURNS}
    return {**heads, "words": layout.WORDS, "figures": layout.FIGURES, "mending": layout.MENDING, "nil": layout.NIL}
