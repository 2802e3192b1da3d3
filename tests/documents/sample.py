"""A report of an invented province, of the shape a real one has: prose, points, tables, annexes."""

from datetime import date

from nscl.documents.blocks import Annex, Column, Heading, Paragraph, Point, Run, Table
from nscl.documents.form import Form, Signature

INDICATORS = Table(
    caption="Bảng 1. Kết quả thực hiện các chỉ tiêu năm 2028",
    columns=(
        Column("TT", 11, "center"),
        Column("Chỉ tiêu", 41),
        Column("Kế hoạch", 24),
        Column("Thực hiện", 24),
        Column("%", 16, "right"),
        Column("Trạng thái", 20, "center"),
        Column("Nguồn", 24),
    ),
    rows=tuple(
        (
            f"{row}.1",
            "Đào tạo về năng suất, chất lượng trong cơ sở giáo dục nghề nghiệp, doanh nghiệp",
            "Ít nhất 1.000 lượt người/năm",
            "1.043 lượt người",
            "104,3%",
            "Đúng tiến độ",
            "Sổ đào tạo: 14 lớp",
        )
        for row in range(1, 13)
    ),
    note="Ghi chú: (…) chưa có số liệu; (x) không áp dụng.",
)
MONEY = Table(
    caption="Bảng 2. Kinh phí năm 2028",
    unit="Đơn vị tính: triệu đồng",
    columns=(
        Column("TT", 14, "center"),
        Column("Nội dung", 66),
        Column("Khái toán", 26, "right"),
        Column("Dự toán giao", 28, "right"),
        Column("Giải ngân", 26, "right"),
    ),
    rows=(
        ("I.1", "Phóng sự tuyên truyền", "100", "100", "60"),
        ("II.1", "Khóa đào tạo, bồi dưỡng kiến thức", "1.400", "1.300", "1.105,5"),
        ("IV", "Hội nghị tổng kết (năm 2030)", "x", "x", "x"),
    ),
    total=("", "Tổng số", "1.500", "1.400", "1.165,5"),
    note="Ghi chú: (x) không áp dụng trong năm.",
)
RECONCILIATION = Table(
    columns=(
        Column("TT", 12, "center"),
        Column("Chỉ tiêu", 50),
        Column("Đơn vị", 45),
        Column("Số trong báo cáo của đơn vị", 35, "right"),
        Column("Số tính trong báo cáo này", 35, "right"),
        Column("Lý do", 70),
    ),
    rows=tuple(
        (
            str(row),
            "Đào tạo (lượt người)",
            f"Ủy ban nhân dân xã thứ {row}",
            "96",
            "71",
            "Hai đơn vị cùng báo cáo; thống nhất tính cho Hiệp hội Doanh nghiệp tỉnh",
        )
        for row in range(1, 31)
    ),
    note="Ghi chú: chỉ nêu đơn vị có số khác; các đơn vị còn lại khớp./.",
)
REFERENCE = "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm 2028 của Ủy ban nhân dân tỉnh Đông Hà)"


def prose(sentences: int) -> Paragraph:
    return Paragraph(
        "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về nâng cao năng suất và chất lượng trên địa bàn tỉnh, các sở, "
        "ban, ngành và địa phương đã triển khai các nhiệm vụ được giao. " * sentences
    )


def report(**changes: object) -> Form:
    parts: dict[str, object] = {
        "agency": ("ỦY BAN NHÂN DÂN", "TỈNH ĐÔNG HÀ"),
        "notation": "BC-UBND",
        "place": "Đông Hà",
        "on": date(2028, 11, 5),
        "kind": "BÁO CÁO",
        "subject": "Kết quả thực hiện năm 2028 Kế hoạch nâng cao năng suất và chất lượng trên địa bàn tỉnh Đông Hà "
        "giai đoạn 2026-2030",
        "addressee": "Bộ Khoa học và Công nghệ.",
        "body": (
            prose(2),
            Heading(1, "I. TÌNH HÌNH TRIỂN KHAI", "(từ ngày 01/01/2028 đến hết ngày 16/11/2028)"),
            Heading(2, "1. Chỉ đạo, điều hành"),
            prose(3),
            Paragraph((Run("2. Mục tiêu 2 (đào tạo).", bold=True), Run(" Năm 2028 đã tổ chức 14 lớp."))),
            Heading(1, "II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU"),
            INDICATORS,
            Point("a", "Tỷ trọng đóng góp của TFP: số liệu năm 2028 chưa được công bố."),
            Point("đ", "Năng suất lao động: số liệu năm 2028 chưa được công bố."),
            Heading(1, "III. KINH PHÍ THỰC HIỆN"),
            MONEY,
            prose(2),
            Paragraph("UBND tỉnh Đông Hà báo cáo Bộ Khoa học và Công nghệ để tổng hợp./."),
        ),
        "recipients": ("- Như trên;", "- TT Tỉnh ủy, TT HĐND tỉnh (b/c);", "- Các sở, ban, ngành;", "- Lưu: VT, KGVX."),
        "signature": Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thị Minh"),
        "annexes": (
            Annex(
                number="I",
                title="ĐỐI CHIẾU SỐ LIỆU TOÀN TỈNH VỚI BÁO CÁO CỦA CÁC ĐƠN VỊ",
                reference=REFERENCE,
                body=(RECONCILIATION,),
            ),
            Annex(number="II", title="DANH SÁCH CÁC LỚP ĐÀO TẠO", reference=REFERENCE, body=(MONEY,)),
            Annex(
                number="III", title="BẢNG KẾT THÚC BẰNG BẢNG", body=(Table(MONEY.columns, MONEY.rows),), landscape=False
            ),
        ),
    }
    return Form(**{**parts, **changes})  # type: ignore[arg-type]


def letter(**changes: object) -> Form:
    """To several; one of them has a name longer than a line."""
    parts: dict[str, object] = {
        "kind": "",
        "subject": "báo cáo kết quả thực hiện Kế hoạch số 49/KH-UBND năm 2028",
        "notation": "SKHCN",
        "addressee": "",
        "addressees": (
            "- Các sở, cơ quan thuộc UBND tỉnh;",
            "- Báo và Phát thanh, truyền hình của cả vùng và của riêng tỉnh Đông Hà.",
        ),
    }
    return report(**{**parts, **changes})
