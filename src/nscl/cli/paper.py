"""`nscl paper`: an official paper as a Word file or PDF/A; `check F.docx`: what any Word file lacks of the form;
`frame`: the Word file a province may make its own."""

from __future__ import annotations

import argparse
import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nscl.cli import Command, CommandError, print_json
from nscl.cli.moments import moment
from nscl.cli.outfile import require_place, write

if TYPE_CHECKING:
    from nscl.plan import Plan
    from nscl.reporting.papers.paper import AnnexPaper, BodyPaper, Paper, PeriodPaper


NAMES: Final = {
    "province-annual": "báo cáo năm của tỉnh",
    "body-annual": "báo cáo năm của một đơn vị",
    "receipt": "biên nhận báo cáo của một đơn vị",
    "opening-letter": "công văn mở kỳ",
    "chasing-letter": "công văn đôn đốc",
    "late-list": "danh sách chậm",
    "tfp-evaluation": "đánh giá TFP một giai đoạn",
    "check": "kiểm tra một tệp Word",
    "frame": "khung văn bản để tỉnh sửa",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paper",
        metavar="VĂN_BẢN",
        help="; ".join(f"{name}: {what}" for name, what in NAMES.items()),
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="TỆP.docx", help="với check: tệp Word cần kiểm tra")
    parser.add_argument("--plan", metavar="KẾ_HOẠCH", help="tên thư mục trong plans/, hoặc đường dẫn")
    parser.add_argument("--year", type=int, metavar="NĂM", help="năm báo cáo")
    parser.add_argument("--body", metavar="MÃ", help="với body-annual, receipt: mã của cơ quan, đơn vị báo cáo")
    parser.add_argument("--from", dest="first", type=int, metavar="NĂM", help="với tfp-evaluation: năm đầu giai đoạn")
    parser.add_argument("--to", dest="last", type=int, metavar="NĂM", help="với tfp-evaluation: năm cuối giai đoạn")
    parser.add_argument("--territory", metavar="MÃ", help="với tfp-evaluation: địa bàn thống kê, mặc định là tỉnh")
    parser.add_argument("--out", type=Path, metavar="TỆP", help="tệp sẽ ghi: .docx, hoặc .pdf khi có --pdf")
    parser.add_argument("--pdf", action="store_true", help="ghi PDF/A thay cho tệp Word; cần LibreOffice trên máy này")
    parser.add_argument(
        "--as-of", metavar="THỜI_ĐIỂM", help="số như được biết lúc đó: 2027-11-23 hoặc 2027-11-23T17:00"
    )
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    if options.paper == "check":
        return _check(options)
    return _frame(options) if options.paper == "frame" else _write_paper(options)


def _check(options: argparse.Namespace) -> int:
    """Exit code 1 when the form is not right."""
    from nscl.documents.conformity import NotWord, check

    if options.file is None:
        raise CommandError("Cần tên tệp: nscl paper check TỆP.docx.")
    try:
        findings = check(options.file.read_bytes())
    except OSError as error:
        raise CommandError(f"Không đọc được tệp {options.file}: {error.strerror}.") from error
    except NotWord as error:
        raise CommandError(f"{options.file}: {error}") from error
    if options.json:
        print_json([finding.as_dict() for finding in findings])
    else:
        for finding in findings:
            print(finding.message)
        print(f"{len(findings)} điểm khác thể thức." if findings else "Đúng thể thức Nghị định 30/2020/NĐ-CP.")
    return 1 if findings else 0


def _frame(options: argparse.Namespace) -> int:
    """The house's frame, for a province to edit and keep in its plan's folder."""
    from nscl.documents.docx import house_template

    if options.out is None:
        raise CommandError("Còn thiếu tham số: --out.")
    require_place(options.out)
    write(options.out, house_template())
    print(f"Đã ghi khung văn bản vào {options.out}. Sửa trong Word rồi đặt vào templates/ của thư mục kế hoạch.")
    return 0


def _write_paper(options: argparse.Namespace) -> int:
    from nscl.documents.pdf import NoPdf, from_word
    from nscl.plan import PlanErrors
    from nscl.reporting.papers.catalogue import BODY_PAPERS, PAPERS, PERIOD_PAPERS
    from nscl.reporting.papers.paper import CannotWrite
    from nscl.scorecard.programme import NoPlan, plan_of

    known: dict[str, Paper | AnnexPaper | BodyPaper | PeriodPaper] = {**PAPERS, **BODY_PAPERS, **PERIOD_PAPERS}
    paper = known.get(options.paper)
    if paper is None:
        raise CommandError(f"Không có văn bản “{options.paper}”. Chọn một trong: {', '.join(known)}.")
    _require_options(options, paper)
    at = moment(options.as_of)
    try:
        data = _rendered(options, paper, plan_of(options.plan), at)
        data = from_word(data) if options.pdf else data
    except (NoPlan, PlanErrors, CannotWrite, NoPdf) as error:
        raise CommandError(str(error)) from error
    write(options.out, data)
    if options.json:
        print_json({"paper": paper.slug, "out": str(options.out), "sha256": hashlib.sha256(data).hexdigest()})
    else:
        when = f"năm {options.year}" if options.year else f"giai đoạn {options.first}-{options.last}"
        print(f"{paper.title}, {when}: đã ghi vào {options.out}")
    return 0


def _rendered(
    options: argparse.Namespace, paper: Paper | AnnexPaper | BodyPaper | PeriodPaper, plan: Plan, at: datetime | None
) -> bytes:
    from nscl.reporting.papers.paper import BodyPaper, PeriodPaper

    if isinstance(paper, PeriodPaper):
        return paper.render(plan, options.first, options.last, territory=options.territory or "", as_of=at)
    if isinstance(paper, BodyPaper):
        return paper.render(plan, options.year, options.body, as_of=at)
    return paper.render(plan, options.year, as_of=at)


def _require_options(options: argparse.Namespace, paper: Paper | AnnexPaper | BodyPaper | PeriodPaper) -> None:
    from nscl.reporting.papers.paper import BodyPaper, PeriodPaper

    of_body, of_period = isinstance(paper, BodyPaper), isinstance(paper, PeriodPaper)
    needed = ("plan", "first", "last", "out") if of_period else ("plan", "year", *(["body"] if of_body else []), "out")
    printed = {"first": "from", "last": "to"}
    missing = [f"--{printed.get(name, name)}" for name in needed if getattr(options, name) is None]
    if missing:
        raise CommandError(f"Còn thiếu tham số: {', '.join(missing)}.")
    if options.body and not of_body:
        raise CommandError(f"Văn bản {options.paper} không của riêng đơn vị nào. Bỏ --body.")
    if of_period and options.year:
        raise CommandError(f"Văn bản {options.paper} của một giai đoạn. Bỏ --year, dùng --from và --to.")
    if not of_period and (options.first or options.last or options.territory):
        raise CommandError(f"Văn bản {options.paper} của một năm. Bỏ --from, --to, --territory.")
    if options.file:
        raise CommandError("Tên tệp sẽ ghi đặt sau --out, không đặt sau tên văn bản.")
    if options.pdf != (options.out.suffix.lower() == ".pdf"):
        raise CommandError(_ending_of(options.out, as_pdf=options.pdf))
    require_place(options.out)


def _ending_of(out: Path, *, as_pdf: bool) -> str:
    if as_pdf:
        return f"Với --pdf tên tệp kết thúc bằng .pdf, ví dụ {out.with_suffix('.pdf')}."
    return f"{out.name} là tên tệp PDF. Thêm --pdf, hoặc đặt tên kết thúc bằng .docx."


COMMAND = Command("paper", "viết một văn bản thành tệp Word hoặc PDF", arguments, run)
