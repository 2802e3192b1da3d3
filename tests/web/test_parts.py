"""Parts of pages: badges with word and shape, fields tied to their words, nothing the security policy would refuse."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory

from nscl.web import badges, icons

WEB = Path(badges.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
CSS = (WEB / "static" / "nscl.css").read_text()


def _render(source: str, **given: object) -> str:
    """Without the site's context: a part needs what it is given and nothing else."""
    context = Context(given)
    context.request = RequestFactory().get("/?nam=2028")
    return engines["django"].from_string(source).template.render(context)


class _Course(forms.Form):
    use_required_attribute = False
    on = forms.DateField(
        label="Ngày tổ chức", help_text="Ví dụ 28/02/2028", error_messages={"invalid": "Không có ngày."}
    )
    form_of = forms.ChoiceField(label="Hình thức", choices=[("a", "Trực tiếp")], widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    token = forms.CharField(widget=forms.HiddenInput)


# ---- badges


@pytest.mark.parametrize("table", [badges.LINES, badges.REPORTS, badges.ROWS])
def test_every_state_has_a_word_and_a_drawn_shape_and_known_colours(table: dict[str, badges.Badge]):
    for found in table.values():
        assert str(found.word)
        assert found.shape in icons.SHAPES
        assert f".s-{found.tone} " in CSS


def test_no_two_states_of_a_line_share_a_shape_or_a_word():
    assert len({found.shape for found in badges.LINES.values()}) == len(badges.LINES)
    assert len({str(found.word) for found in badges.LINES.values()}) == len(badges.LINES)


def test_a_badge_shows_its_shape_and_says_its_word():
    html = _render('{% state_badge "behind" %}')

    assert "s-behind" in html
    assert "<svg" in html
    assert "Chậm tiến độ" in html


def test_a_state_may_come_as_an_enumeration():
    class State(StrEnum):
        MET = "met"

    assert "Đạt" in _render("{% state_badge state %}", state=State.MET)
    assert _render("{{ state|state_word }}", state=State.MET) == "Đạt"


def test_a_report_may_say_more_than_the_usual_word():
    assert "Đề nghị bổ sung 1 mục" in _render('{% report_badge "returned" "Đề nghị bổ sung 1 mục" %}')


def test_words_of_users_never_become_markup():
    assert "<b>" not in _render("{% report_badge 'draft' word %}", word="<b>x")


def test_an_unknown_state_is_a_mistake_of_the_page():
    with pytest.raises(KeyError):
        _render('{% row_badge "confirmd" %}')


# ---- numbers and dates


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ 1043|number }}", "1.043"),
        ("{{ 104.3|percent }}", "104,3%"),
        ("{{ less|signed }}", "−312"),
        ("{{ 2|count_vi }}", "02"),
        ("{{ day|date_vi }}", "05/9/2028"),
        ("{{ moment|stamp_vi }}", "06/9/2028, 00 giờ 30"),
        ("{{ moment|date_vi }}", "06/9/2028"),
    ],
)
def test_figures_are_printed_as_offices_write_them(source: str, printed: str):
    moment = datetime(2028, 9, 5, 17, 30, tzinfo=UTC)
    assert _render(source, day=date(2028, 9, 5), moment=moment, less=-312) == printed


@pytest.mark.parametrize("name", ["number", "percent", "signed", "date_vi", "time_vi", "stamp_vi", "moment_vi"])
def test_nothing_is_a_dash_never_zero(name: str):
    assert _render("{{ nothing|" + name + " }}", nothing=None) == "–"


# ---- forms


def test_a_box_is_described_by_its_hint_and_its_error():
    html = _render("{% field form.on %}", form=_Course({"on": "31/02/2028"}))

    assert 'aria-describedby="id_on_helptext id_on_error"' in html
    assert 'id="id_on_helptext"' in html
    assert 'id="id_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("Không có ngày.") < html.index("<input")


def test_a_required_field_says_so_in_words():
    assert "bắt buộc" in _render("{% field form.on %}", form=_Course())
    assert "bắt buộc" not in _render("{% field form.note %}", form=_Course())


def test_a_group_of_choices_has_a_legend():
    html = _render("{% field form.form_of %}", form=_Course())

    assert "<fieldset" in html
    assert "<legend>Hình thức" in html


def test_the_summary_leads_to_every_place_to_mend():
    html = _render('{% error_summary form title="Chưa gửi được" %}', form=_Course({"on": "31/02/2028"}))

    assert "Chưa gửi được: còn 3 chỗ phải sửa" in html
    assert '<a href="#id_on">Ngày tổ chức: Không có ngày.</a>' in html
    assert '<a href="#id_form_of_0">' in html


def test_the_summary_of_a_clean_form_is_empty():
    form = _Course({"on": "28/02/2028", "form_of": "a", "token": "x"})

    assert _render("{% error_summary form %}", form=form).strip() == ""


def test_the_summary_reads_formsets_too():
    forms_of_courses = forms.formset_factory(_Course, extra=0)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"})

    assert '<a href="#id_form-0-on">' in _render("{% error_summary formset %}", formset=forms_of_courses)


# ---- parts


def test_pages_keep_the_other_parameters_of_the_address():
    page = Paginator(range(120), 13).page(3)
    html = _render('{% include "parts/pagination.html" with noun="lớp" %}', page=page)

    assert "Hiện 27–39 trong 120 lớp" in html
    assert "?nam=2028&amp;trang=4" in html


def test_a_change_shows_the_old_value_struck_and_the_new_one():
    event = {
        "what": "Sửa nơi tổ chức",
        "old": "Phường Nếnh",
        "new": "Phường Việt Yên",
        "moment": None,
        "who": "Lê Thu Hà",
    }
    html = _render('{% include "parts/timeline.html" %}', events=[event])

    assert re.search(r"<del>.*Phường Nếnh</del>", html)
    assert "Phường Việt Yên" in html


def test_the_subtraction_ends_in_its_total():
    html = _render(
        '{% include "parts/subtraction.html" %}',
        start=("Trong sổ", 1429),
        steps=[("trừ", 386, "")],
        total=("Được tính", 1043),
    )

    assert html.index("1.429") < html.index("−386") < html.index("1.043")


def test_the_frame_stands_without_any_context():
    """The page of a failure is rendered when nothing else may work."""
    html = _render('{% include "errors/500.html" %}')

    assert '<html lang="vi">' in html
    assert 'href="#main"' in html


def test_every_page_of_the_demo_says_that_it_is_one():
    html = re.sub(r"<[^>]*>", "", _render('{% include "errors/404.html" %}', demo_day=date(2028, 11, 15)))

    assert "Dữ liệu minh họa, ngày cố định 15/11/2028; không phải số liệu thật" in html


def test_the_current_item_of_the_navigation_is_marked():
    items = [("Việc của tôi", "/a", False, 9), ("Mục tiêu", "/b", True, 0)]
    html = _render('{% include "parts/navigation.html" %}', navigation=items)

    assert '<a href="/b" aria-current="page">' in html
    assert "<details" in html


# ---- what the security policy refuses


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_has_no_inline_style_or_script(path: Path):
    source = path.read_text()

    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"<style|\son\w+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_fetches_nothing_from_elsewhere(path: Path):
    assert not re.search(r"(src|href|action)\s*=\s*[\"'](https?:)?//", path.read_text())


def test_the_style_sheet_fetches_only_files_we_serve():
    named = re.findall(r"url\(([^)]*)\)", CSS)

    assert "@import" not in CSS
    assert named
    assert [name for name in named if finders.find(name.strip("\"'")) is None] == []


def test_the_style_sheet_stays_small():
    assert len(CSS.splitlines()) <= 900
