"""One form posts the whole report: every item, every reply, every document. It is saved whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nscl.evidence.actions import add_file, add_reference
from nscl.evidence.models import Document
from nscl.organisations.models import User
from nscl.reporting import actions
from nscl.reporting.conflicts import Conflict, EditConflict, ReplyConflict
from nscl.reporting.models import Part, Report, Return
from nscl.reporting.warned import Warned
from nscl.web.forms import Form
from nscl.web.reports.part_form import PartForm, ReasonForm, ReplyForm

Conflicts = tuple[Conflict | ReplyConflict, ...]


class ReportForm:
    """A form for each item, each reply and each warning that asks for a reason; `whole` takes the
    faults that belong to none of them."""

    def __init__(
        self,
        report: Report,
        parts: Iterable[Part],
        returns: Iterable[Return],
        warnings: Iterable[Warned],
        data: Any = None,
        files: Any = None,
    ) -> None:
        self.report = report
        year = report.round.year
        self.parts = {part.code: PartForm(part, year, data, files) for part in parts}
        self.replies = {item.pk: ReplyForm(item, data) for item in returns}
        self.reasons = [ReasonForm(warned, data) for warned in warnings]
        self.whole = Form(data)
        self.data = data

    @property
    def sent(self) -> dict[str, PartForm]:
        return {code: form for code, form in self.parts.items() if form.is_sent}

    @property
    def posted(self) -> list[Form]:
        """The forms that came with the page; none where it was only opened."""
        if self.data is None:
            return []
        replies = [form for form in self.replies.values() if form.is_sent]
        reasons = [form for form in self.reasons if form.is_sent]
        return [self.whole, *self.sent.values(), *replies, *reasons]

    @property
    def is_faulty(self) -> bool:
        return any(form.errors for form in self.posted)

    def save(self, by: User) -> Conflicts:
        """Save everything and return what somebody else wrote in between; on any fault save nothing and show it."""
        self._refuse_unknown()
        if self.is_faulty:
            return ()
        with transaction.atomic():
            conflicts = (*self._write(by), *self._reply(by))
            if self.is_faulty:  # the report may have moved on: nothing more can be written in it
                transaction.set_rollback(True)
                return ()
            self._attach(by)
            self._explain(by)
            if self.is_faulty:
                transaction.set_rollback(True)
                return ()
        return conflicts

    def _refuse_unknown(self) -> None:
        """An item the report does not have is no fault of an officer, but it is not passed over in silence."""
        asked = {name.removesuffix("-version") for name in self.data if name.endswith("-version")}
        for code in sorted(asked - set(self.parts))[:5]:
            message = _("Báo cáo này không có mục %(code)s. Tải lại trang rồi nhập lại.")
            self.whole.add_error(None, message % {"code": code[:20]})

    def _write(self, by: User) -> Conflicts:
        try:
            actions.write(self.report, {code: form.words for code, form in self.sent.items()}, by=by)
        except EditConflict as conflict:
            return conflict.conflicts
        except ValidationError as error:
            by_item = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
            for code, faults in by_item.items():
                for fault in faults:
                    self._blame(code, fault)
        return ()

    def _blame(self, code: str, fault: ValidationError) -> None:
        form = self.parts.get(code, self.whole)
        form.add_error(fault.code if fault.code in form.fields else None, fault)

    def _reply(self, by: User) -> Conflicts:
        found: list[Conflict | ReplyConflict] = []
        for form in self.replies.values():
            if not form.is_sent:
                continue
            try:
                actions.reply(form.item, text=form.cleaned_data["text"], by=by, seen=form.cleaned_data["seen"])
            except EditConflict as conflict:
                found += conflict.conflicts
            except ValidationError as error:
                form.add_error("text", error)
        return tuple(found)

    def _explain(self, by: User) -> None:
        sent = {form.warned.key: form for form in self.reasons if form.is_sent and not form.is_overtaken}
        if not sent:
            return
        said = {key: form.cleaned_data["text"] for key, form in sent.items()}
        seen = {key: form.cleaned_data["seen"] for key, form in sent.items()}
        try:
            actions.explain(self.report, said, by=by, seen=seen)
        except ValidationError as error:
            for place, faults in error.error_dict.items():
                rule, _stroke, code = place.partition("/")
                sent[rule, code].add_error("text", faults)

    def _attach(self, by: User) -> None:
        for code, form in self.sent.items():
            if not form.has_attachments:
                continue
            documents = [*self._filed(form, by), *self._referred(form, by)]
            if documents and not form.errors:
                actions.attach(self.report, code, documents, by=by)

    def _filed(self, form: PartForm, by: User) -> Iterator[Document]:
        for file in form.uploads:
            try:
                yield add_file(by=by, body=self.report.body, file=file)
            except ValidationError as error:
                form.add_error("files", error.messages)

    def _referred(self, form: PartForm, by: User) -> Iterator[Document]:
        if number := form.cleaned_data["number"]:
            title = form.cleaned_data["title"] or number
            yield add_reference(by=by, body=self.report.body, title=title, number=number)
