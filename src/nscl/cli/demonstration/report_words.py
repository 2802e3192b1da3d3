"""What the bodies of the demo say in their reports: invented, in the register of such papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from nscl.cli.demonstration.names import number, pick
from nscl.organisations.models import Body, Kind
from nscl.reporting.models import Part, Role

# item: what was done; {year} and {n} are filled in
RESULTS: Final[Mapping[str, str]] = {
    "NV1.2": "Đã trình Hội đồng nhân dân tỉnh ban hành nghị quyết quy định mức chi thực hiện Kế hoạch.",
    "NV1.3": "Đã lồng ghép nội dung năng suất, chất lượng vào {n} chương trình, kế hoạch năm {year}.",
    "NV1.4": "Đã nghiệm thu chuyên đề về phương pháp đánh giá TFP; đang thu thập số liệu giai đoạn 2021-2025.",
    "NV2.1": "Đã tổ chức {n} hội nghị, hội thảo phổ biến công cụ, hệ thống quản lý tiên tiến.",
    "NV2.2": "Đã đăng, phát {n} tin, bài, phóng sự về năng suất, chất lượng.",
    "NV2.3": "Đã khảo sát nhu cầu hỗ trợ của doanh nghiệp; kết quả chuyển các đơn vị để xếp lịch đào tạo, tư vấn.",
    "NV2.4": "Đã tổ chức 01 đoàn học tập kinh nghiệm áp dụng Lean, TPM tại doanh nghiệp ngoài tỉnh.",
    "NV2.5": "Đã hướng dẫn quy trình, hồ sơ khen thưởng chuyên đề; chưa đến thời điểm tổng kết.",
    "NV3.1": "Đã tổ chức các lớp đào tạo theo kế hoạch năm {year}; số liệu theo sổ đào tạo.",
    "NV3.2": "Đã hoàn thành đề cương chương trình đào tạo về năng suất, chất lượng; dạy thử tại {n} trường cao đẳng.",
    "NV3.3": "Đã hướng dẫn các trường thành lập, duy trì câu lạc bộ; số liệu theo sổ câu lạc bộ.",
    "NV3.4": "Đã thông báo chương trình đào tạo của các tổ chức tiêu chuẩn hóa và hướng dẫn {n} doanh nghiệp đăng ký.",
    "NV4.1": "Đã hướng dẫn {n} doanh nghiệp lập hồ sơ đề nghị hỗ trợ theo Nghị quyết của Hội đồng nhân dân tỉnh.",
    "NV4.2": "Đã triển khai mô hình trong doanh nghiệp theo nhiệm vụ được giao; số liệu theo sổ mô hình.",
    "NV4.3": "Đã triển khai mô hình tại cơ sở khám bệnh, chữa bệnh; số liệu theo sổ mô hình.",
    "NV4.4": "Đã thống nhất danh sách trường tham gia; đang khảo sát hiện trạng 5S và hệ thống quản lý.",
    "NV4.5": "Duy trì mô hình tại các trường đã áp dụng; phổ biến cách làm cho {n} trường trong cụm.",
    "NV4.6": "Đã rà soát doanh nghiệp sản xuất hàng hóa có mức độ rủi ro cao; tư vấn cho {n} doanh nghiệp.",
    "NV4.7": "Đã vận động, hướng dẫn {n} doanh nghiệp tìm hiểu tiêu chí Giải thưởng Chất lượng Quốc gia.",
    "NV4.8": "Đã hướng dẫn cơ quan hành chính áp dụng thí điểm; số liệu theo sổ mô hình.",
    "NV5.1": "Duy trì cơ sở dữ liệu tiêu chuẩn, quy chuẩn kỹ thuật; trả lời yêu cầu thông tin của doanh nghiệp.",
    "NV5.2": "Đã lập danh sách tổ chức kiểm định, hiệu chuẩn, thử nghiệm để mời tham gia mạng lưới đo lường.",
    "NV5.3": "Đã hướng dẫn {n} tổ chức chuẩn bị hồ sơ công nhận theo TCVN ISO/IEC 17025.",
    "NV6.1": "Đang thực hiện {n} nhiệm vụ khoa học và công nghệ hỗ trợ doanh nghiệp nâng cao năng suất.",
    "NV6.2": "Đã hướng dẫn {n} doanh nghiệp đăng ký sáng kiến, đổi mới công nghệ.",
    "NV6.3": "Đã kết nối {n} doanh nghiệp với đơn vị chuyển giao công nghệ.",
    "NV7.1": "Đã làm việc với tổ chức năng suất về nội dung đào tạo chuyên gia.",
    "NV7.2": "Đã giới thiệu {n} doanh nghiệp tham gia chương trình của tổ chức quốc tế.",
    "V.2a": "Đã ban hành văn bản đôn đốc; theo dõi tiến độ của các cơ quan, đơn vị trên hệ thống.",
    "V.2b": "Đã phối hợp tuyên truyền, vận động doanh nghiệp tham gia Kế hoạch.",
    "V.2c": "Đã đặt hàng các nhiệm vụ khoa học và công nghệ; ký hợp đồng và giám sát thực hiện.",
    "V.2d": "Đã thống nhất với cơ quan phối hợp tiêu chí lựa chọn tập thể, cá nhân tiêu biểu.",
    "V.3a": "Đã tổ chức 02 hội nghị tuyên truyền cho cán bộ quản lý, giáo viên các trường.",
    "V.3b": "Đã thống nhất danh sách trường xây dựng mô hình điểm của năm sau.",
    "V.3c": "Duy trì mô hình tại các trường đã áp dụng; phổ biến cách làm cho trường khác trong cụm.",
    "V.4a": "Đã lựa chọn cơ sở tham gia và cử cán bộ đầu mối tại từng cơ sở.",
    "V.4b": "Đã tổ chức 01 hội nghị phổ biến mô hình cho các cơ sở khám bệnh, chữa bệnh công lập.",
    "V.5a": "Đã cung cấp số liệu phục vụ đánh giá TFP theo đề nghị.",
    "V.5b": "Đã thẩm định dự toán năm {year} của các nhiệm vụ được giao.",
    "V.5c": "Đã tham mưu bố trí kinh phí năm {year} theo khả năng ngân sách.",
    "V.6a": "Đã khảo sát, giới thiệu {n} doanh nghiệp tham gia mô hình điểm.",
    "V.6b": "Đã phổ biến mô hình cho doanh nghiệp trong các khu, cụm công nghiệp qua {n} hội nghị.",
    "V.7a": "Đã tuyên truyền tại {n} hợp tác xã, doanh nghiệp nhỏ và vừa.",
    "V.7b": "Đã chuyển {n} nhu cầu đào tạo, hỗ trợ đến cơ quan thường trực.",
}
PLANS: Final = (
    "Đã ban hành Kế hoạch số {m}/KH-UBND thực hiện năm {year}; giao đầu mối theo dõi.",
    "Đã đưa nội dung năng suất, chất lượng vào Kế hoạch phát triển kinh tế - xã hội số {m}/KH-UBND năm {year}.",
    "Đã phổ biến Kế hoạch tại {n} hội nghị với doanh nghiệp, hợp tác xã trên địa bàn.",
)
GUIDED: Final = (
    "Đã hướng dẫn {n} doanh nghiệp, hợp tác xã đăng ký học và lập hồ sơ đề nghị hỗ trợ.",
    "Đã vận động {n} doanh nghiệp đăng ký tham gia các lớp 5S, ISO 9001 (Công văn số {m}/UBND-KT).",
    "Đã chuyển {n} nhu cầu hỗ trợ của doanh nghiệp trên địa bàn đến cơ quan thường trực (Công văn số {m}/UBND-KT).",
)
SITUATIONS: Final = (
    "Đã ban hành 01 văn bản triển khai; giao bộ phận chuyên môn làm đầu mối.",
    "Đã tổ chức 01 hội nghị quán triệt Kế hoạch; đăng tin trên trang thông tin điện tử.",
    "Đã phân công lãnh đạo phụ trách và rà soát doanh nghiệp thuộc phạm vi quản lý.",
)
DIFFICULTIES: Final = (
    "Doanh nghiệp nhỏ không có cán bộ chuyên trách về tiêu chuẩn, chất lượng nên hồ sơ phải bổ sung nhiều lần.",
    "Chưa có kinh phí riêng cho việc khảo sát nhu cầu của doanh nghiệp.",
    "Cán bộ theo dõi làm kiêm nhiệm, thường xuyên thay đổi.",
    "Doanh nghiệp bận sản xuất, khó cử đủ người học trong giờ hành chính.",
)
PROPOSALS: Final = (
    "Đề nghị tổ chức 01 buổi hướng dẫn lập hồ sơ hỗ trợ tại địa bàn trong quý I năm sau.",
    "Đề nghị mở lớp đào tạo vào cuối tuần hoặc trực tuyến.",
    "Đề nghị cung cấp tài liệu tuyên truyền dùng chung.",
    "Đề nghị thông báo sớm lịch các lớp trong năm.",
)
NEXT_YEAR: Final = (
    "Phối hợp tổ chức {n} lớp đào tạo; tiếp tục hướng dẫn doanh nghiệp lập hồ sơ.",
    "Vận động thêm {n} doanh nghiệp tham gia; duy trì tuyên truyền hằng quý.",
    "Tiếp tục rà soát nhu cầu và giới thiệu doanh nghiệp tham gia mô hình điểm.",
)
NOTHING: Final = "Trong năm chưa có doanh nghiệp đăng ký; đơn vị mới giao đầu mối."


def said(part: Part, body: Body, year: int) -> dict[str, Any]:
    """What a body writes on one item."""
    key = (body.code, year, part.code)
    if part.role == Role.GENERAL:
        return _general(body, year)
    fill = {"year": year, "n": f"{2 + number(8, *key):02d}", "m": f"{10 + number(89, 'paper', *key)}"}
    found: dict[str, Any] = {"result": _result(part.code, body, year).format(**fill)}
    if part.role == Role.LEAD and number(3, "difficult", *key) == 0:
        found["difficulty"] = pick(DIFFICULTIES, *key)
    return found


def _result(code: str, body: Body, year: int) -> str:
    if code in RESULTS:
        return RESULTS[code]
    return pick(PLANS if code.endswith("a") else GUIDED, body.code, year, code)


def _general(body: Body, year: int) -> dict[str, Any]:
    key = (body.code, year)
    fill = {"year": year, "n": f"{1 + number(4, *key):02d}"}
    found = {
        "result": pick(SITUATIONS, "situation", *key),
        "next_year": pick(NEXT_YEAR, "next", *key).format(**fill),
    }
    if number(5, "difficult", *key) < (4 if body.kind != Kind.COMMUNE else 2):
        found["difficulty"] = pick(DIFFICULTIES, *key)
        found["proposal"] = pick(PROPOSALS, *key)
    return found
