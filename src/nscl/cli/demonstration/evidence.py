"""Evidence of the demo: PDF pages that look like a signed list and say nothing but «DEMO»; document numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from nscl.cli.demonstration.names import number
from nscl.evidence.actions import add_file, add_reference
from nscl.evidence.models import Document
from nscl.organisations.models import Body, User
from nscl.vn.dates import format_date

PER_PAGE: Final = 30
LINE: Final = 22  # points between two signatures
TOP: Final = 740
WIDTH: Final = 595
HEIGHT: Final = 842


def signed_sheet(*, by: User, body: Body, day: date, lines: int) -> Document:
    """The list of a course as if scanned: numbered lines, each with a squiggle for a signature."""
    content = sheet(f"{body.code} {day:%Y-%m-%d}", lines)
    file = SimpleUploadedFile(f"danh-sach-{body.code}-{day:%Y%m%d}.pdf", content)
    return add_file(by=by, body=body, file=file, title=f"Danh sách ký tên lớp ngày {format_date(day)}.pdf")


def reference(*, by: User, body: Body, title: str, of: str, day: date) -> Document:
    """A document kept elsewhere; its number ends in MH, so that nobody looks for it."""
    return add_reference(by=by, body=body, title=title, number=f"{of}/MH", issued_on=day)


def sheet(title: str, lines: int) -> bytes:
    """A PDF of as many pages as the lines need, written by hand: no library draws so little."""
    starts = range(0, lines, PER_PAGE)
    pages = [_page(title, range(first + 1, min(first + PER_PAGE, lines) + 1)) for first in starts]
    first_page = 4
    kids = " ".join(f"{first_page + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [0 0 {WIDTH} {HEIGHT}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, content in enumerate(pages):
        stream = first_page + 2 * i + 1
        objects.append(f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> >> /Contents {stream} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _file(objects)


def _file(objects: Iterable[str]) -> bytes:
    written, places = "%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{n} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{written}{end}startxref\n{len(written)}\n%%EOF\n".encode("ascii")


def _page(title: str, numbers: range) -> str:
    return "\n".join(_drawn(title, numbers))


def _drawn(title: str, numbers: range) -> Iterator[str]:
    yield f"BT /F 26 Tf 57 790 Td (DEMO) Tj /F 12 Tf 100 4 Td ({title}) Tj ET"
    yield "0.6 w 0.55 G"
    for row, n in enumerate(numbers):
        y = TOP - row * LINE
        yield f"57 {y - 6} m 538 {y - 6} l S"
        yield f"BT /F 10 Tf 62 {y} Td ({n}) Tj ET"
        yield f"0.1 0.2 0.5 RG 1.1 w {_squiggle(title, n, y)} 0.6 w 0.55 G"


def _squiggle(title: str, n: int, y: int) -> str:
    x = 330
    path = f"{x} {y} m"
    for part in range(3):
        rise, width = 4 + number(9, title, n, part, "rise"), 14 + number(18, title, n, part, "width")
        path += f" {x + width // 3} {y + rise} {x + width // 2} {y - rise // 2} {x + width} {y + rise // 3} c"
        x += width
    return f"{path} S"
