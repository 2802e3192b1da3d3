"""The form of an official paper, one with a kind (report, plan, notice) or a letter: the parts of Decree 30/2020/ND-CP.

Values only; `documents.docx.render` sets them on paper.
"""

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _

from nscl.documents.blocks import Annex, Block
from nscl.vn.dates import format_long_date


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines of authority ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") and the name."""

    authority: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Form:
    """A paper with its parts in the order of Decree 30/2020/ND-CP, annex I.

    agency: the issuing agency, a line each; parent: the line above it (empty for a People's Committee).
    notation: what follows the number, "BC-UBND". number, on: a draft leaves the number and the day blank for the
    records clerk, keeping the month and year of `on`; a number given as text stands as it is. kind: "BÁO CÁO", empty
    for a letter (công văn); subject: the line under it, of a letter what follows "V/v" under the number. addressee:
    what follows "Kính gửi:", empty when the paper has none; addressees: whole lines under it, "- UBND các xã;", where
    there are several. body: its last text carries "./.". recipients: whole lines, "- Như trên;". mark: what stands
    under the number of a paper not yet ready ("DỰ THẢO").

    Raises ValueError, in Vietnamese, for a paper that is no draft and has no number.
    """

    agency: tuple[str, ...]
    notation: str
    place: str
    on: date
    kind: str
    subject: str
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: Signature
    parent: str = ""
    addressee: str = ""
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    number: int | str | None = None
    draft: bool = True
    mark: str = ""

    def __post_init__(self) -> None:
        if not self.draft and self.number is None:
            raise ValueError(_("Văn bản đã ban hành phải có số. Nhập số văn bản, hoặc lập bản dự thảo."))

    @property
    def letter_subject(self) -> str:
        """ "V/v đôn đốc báo cáo năm 2028", of a letter."""
        return "" if self.kind else _("V/v {subject}").format(subject=self.subject)

    @property
    def title(self) -> str:
        """What the file is called by: "Báo cáo kết quả …"."""
        return f"{self.kind.capitalize()} {self.subject}" if self.kind else self.letter_subject

    @property
    def number_line(self) -> str:
        """ "Số: 05/BC-UBND", or "Số:        /BC-UBND" in a draft."""
        number = f"{self.number:02d}" if isinstance(self.number, int) else self.number
        number = " " * 7 if self.draft or number is None else number
        return _("Số: {number}/{notation}").format(number=number, notation=self.notation)

    @property
    def place_date(self) -> str:
        """ "Bắc Ninh, ngày 05 tháng 12 năm 2026", or a blank day in a draft."""
        written = format_long_date(self.on)
        if self.draft:
            written = written.replace(f" {self.on.day:02d} ", " " * 6, 1)
        return f"{self.place}, {written}"
