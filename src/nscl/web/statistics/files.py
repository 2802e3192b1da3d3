"""The workbook of statistics: taken away, filled in, sent back, looked at cell by cell, then kept at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents import intake, xlsx
from nscl.economy import intake as lines
from nscl.economy import workbook
from nscl.economy.actions import Statistic
from nscl.economy.arriving import Cell, DryRun, dry_run
from nscl.economy.models import Series, Territory, Vintage
from nscl.organisations.models import User
from nscl.organisations.roles import Verb
from nscl.vn.calendar import now, today
from nscl.vn.numbers import format_number
from nscl.vn.text import clean, excerpt
from nscl.web.access import require
from nscl.web.downloads import download
from nscl.web.forms import Form
from nscl.web.registers.evidence import FileField
from nscl.web.statistics.entering import keep

LARGEST: Final = 5 * 1024 * 1024
SALT: Final = "nscl.statistics"
LASTS: Final = 24 * 3600  # seconds between looking and keeping


class WorkbookForm(Form):
    """A workbook that comes back, or a sheet of sourced values as text; what it holds is `found`."""

    file = FileField(
        label=gettext_lazy("Tệp số liệu"),
        help_text=gettext_lazy("Tệp mẫu đã điền (.xlsx) hoặc bảng có nguồn (.csv), không quá 5 MB"),
    )
    found: workbook.Found

    def clean_file(self) -> UploadedFile:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            raise ValidationError(_("Chưa chọn tệp. Chọn tệp mẫu đã điền."))
        size = file.size or 0
        if size > LARGEST:
            message = _("Tệp nặng %(size)s MB, quá 5 MB. Xóa hình ảnh, trang tính thừa rồi gửi lại.")
            raise ValidationError(message % {"size": format_number(size / 1024**2, 1)})
        try:
            is_text = (file.name or "").lower().endswith(".csv")
            content = file.read()
            self.found = _of_text(content) if is_text else workbook.read(intake.read(content))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if not self.found.cells:
            raise ValidationError(_("Tệp không có số nào. Điền số vào các cột năm rồi gửi lại."))
        return file


def _of_text(content: bytes) -> workbook.Found:
    """Raises ValueError where it is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(_("Tệp CSV không đọc được. Lưu lại dưới dạng CSV UTF-8 rồi gửi lại.")) from error
    return workbook.Found(lines.read(text).cells, ())


class CarriedForm(Form):
    """The values of a workbook on their way from the look to the keeping, signed: nobody keeps what nobody saw."""

    carried = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_carried(self) -> list[Cell]:
        try:
            return unpacked(signing.loads(self.cleaned_data["carried"], salt=SALT, max_age=LASTS))
        except (signing.BadSignature, ValueError) as error:  # or packed by an earlier version
            raise ValidationError(_("Đã quá lâu kể từ lúc xem trước. Chọn lại tệp để xem trước lần nữa.")) from error

    @classmethod
    def carrying(cls, looked: DryRun, name: str) -> CarriedForm:
        packed = signing.dumps(packed_of(looked.fresh), salt=SALT, compress=True)
        return cls(initial={"carried": packed, "name": name})


def packed_of(cells: Iterable[Cell]) -> list[list[Any]]:
    return [
        [
            cell.sheet, cell.place, cell.text, said.series.pk, said.year, str(said.value), said.vintage, said.source,
            said.url, said.released_on.isoformat() if said.released_on else "", said.derived, said.since,
        ]
        for cell in cells
        if (said := cell.statistic)
    ]  # fmt: skip


def unpacked(packed: Iterable[list[Any]]) -> list[Cell]:
    series = {each.pk: each for each in Series.objects.select_related("territory")}
    cells = []
    for sheet, place, text, number, year, value, vintage, source, url, day, derived, since in packed:
        released_on = date.fromisoformat(day) if day else None
        said = Statistic(series[number], year, Decimal(value), vintage, source, url, released_on, derived, since=since)
        cells.append(Cell(place, text, said, sheet=sheet))
    return cells


def send(request: HttpRequest) -> HttpResponse:
    """The form; of a file that was sent, what would become of each of its cells; then the keeping of what was seen."""
    by = require(request, Verb.EDIT_STATISTICS)
    if "sure" in request.POST:
        return _keep(request, by)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if not form.is_valid():
        return _form(request, form)
    name = excerpt(clean(form.cleaned_data["file"].name or ""), 80)
    looked = dry_run(form.found.cells, now())
    return _look(request, looked, CarriedForm.carrying(looked, name), name, form.found.notes)


def _keep(request: HttpRequest, by: User) -> HttpResponse:
    """In one transaction; where something came in between, everything is looked at again."""
    form = CarriedForm(request.POST)
    if not form.is_valid():
        return _form(request, WorkbookForm(), form)
    name = excerpt(clean(form.cleaned_data["name"]), 80)
    looked = dry_run(form.cleaned_data["carried"], now())
    if not looked.fresh:
        form.add_error(None, _("Các số này đã được ghi ở một lần gửi khác."))
    elif keep(request, form, looked, origin=_("Tệp %(name)s") % {"name": name}, by=by):
        return redirect("statistics")
    return _look(request, looked, form, name, ())


def _form(request: HttpRequest, *forms: Form) -> HttpResponse:
    territories = Territory.objects.filter(series__isnull=False).distinct()
    context = {
        "form": forms[0],
        "faulty": list(forms),
        "territories": territories,
        "columns": ", ".join(lines.COLUMNS),
        "vintages": ", ".join(Vintage.values),
        "crumbs": _crumbs(),
    }
    return render(request, "statistics/file.html", context)


def _look(request: HttpRequest, looked: DryRun, form: Form, name: str, notes: Iterable[str]) -> HttpResponse:
    context = {"looked": looked, "form": form, "name": name, "notes": notes, "crumbs": _crumbs()}
    return render(request, "statistics/file_look.html", context)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Số liệu thống kê"), reverse("statistics")), (_("Nhập từ tệp"), "")]


def template(request: HttpRequest) -> HttpResponse:
    """The workbook as it stands: of one territory (`dia-ban`), or of all."""
    require(request, Verb.READ_STATISTICS)
    territories = Territory.objects.all()
    if code := request.GET.get("dia-ban", ""):
        territories = territories.filter(code=code)
    sheets = workbook.template(territories)
    if not sheets:
        raise Http404
    return download(xlsx.write(sheets), f"so-lieu-{code or 'thong-ke'}-{today():%Y%m%d}.xlsx")
