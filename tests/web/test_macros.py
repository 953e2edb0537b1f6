"""What lists are narrowed and turned with, and what opens: the pieces, drawn alone."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask, render_template_string
from lxml import html

from tests.web.frame import frame_app
from web.listing import asked_order, asked_page, heading, here_with, pages
from web.shell import NavItem

FILTERS = """{% from 'macros/filters.html' import filter_bar, filter_text, filter_select, filter_dates, filter_more, results %}
{% call filter_bar('/cases', clear=true, keep={'tab': 'mine'}) %}
{{ filter_text('q', 'جست‌وجو', '<b>') }}{{ filter_select('service', 'خدمت', [(1, 'یک'), (2, 'دو')], '2') }}
{% call filter_more() %}{{ filter_dates('since', 'until', 'ثبت', '1405/13/01', none, {'since': 'نیست'}) }}{% endcall %}
{% endcall %}
{% call results('۳ پرونده', keep={'sort': '-asked', 'none': none}) %}<p>۳</p>{% endcall %}"""


@pytest.fixture
def app() -> Flask:
    return frame_app()


def piece_of(app: Flask, text: str, *, language: str = "fa", path: str = "/", **context: object) -> html.HtmlElement:
    with app.test_request_context(path, headers={"Cookie": f"language={language}"}):
        return html.fromstring(f"<div>{render_template_string(text, **context)}</div>")


def test_tabs_lead_to_pages_and_say_which_is_open(app: Flask) -> None:
    text = "{% from 'macros/tabs.html' import tabs %}{{ tabs('نما', items) }}"
    items = [NavItem(label="من", url="/a", current=True, count=0), NavItem(label="همه", url="/b")]
    piece = piece_of(app, text, items=items)

    assert piece.xpath(".//nav/@aria-label") == ["نما"]
    assert [" ".join(link.text_content().split()) for link in piece.xpath(".//a")] == ["من ۰", "همه"]
    assert piece.xpath(".//a[@aria-current='page']/@href") == ["/a"]


def test_a_filter_is_a_plain_form_whose_fields_are_labelled(app: Flask) -> None:
    piece = piece_of(app, FILTERS)
    [form] = piece.forms

    assert (form.method, form.action) == ("GET", "/cases")
    assert dict(form.form_values())["tab"] == "mine"
    assert {name for name, value in form.form_values()} == {"tab", "q", "service", "since", "until"}
    for field in form.xpath(".//*[@name and not(@type='hidden')]"):
        assert form.xpath(f".//label[@for='{field.get('id')}']"), field.get("name")
    assert form.xpath(".//option[@selected]/text()") == ["دو"]
    assert form.xpath(".//button[@type='submit']")
    assert form.xpath(".//a/@href") == ["/cases"]


def test_a_day_that_could_not_be_read_is_told_at_its_field(app: Flask) -> None:
    [since] = piece_of(app, FILTERS).xpath(".//input[@name='since']")

    assert since.get("value") == "۱۴۰۵/۱۳/۰۱"
    assert since.get("aria-invalid") == "true"
    assert since.get("aria-describedby") == "filter-since-fault"


def test_the_order_of_the_list_goes_on_with_the_next_filter(app: Flask) -> None:
    piece = piece_of(app, FILTERS)

    assert piece.xpath(".//*[@id='results']/input[@form='filters']/@value") == ["-asked"]
    assert piece.xpath(".//*[@id='results']/*[@data-say]/text()") == ["۳ پرونده"]


def test_a_column_is_sorted_by_its_heading_and_the_other_way_by_pressing_again(app: Flask) -> None:
    text = (
        "{% from 'macros/table.html' import data_table %}"
        "{% call(row) data_table('کارها', headings, [1], within='#results') %}<td>{{ row }}</td>{% endcall %}"
    )
    with app.test_request_context("/cases?q=x&page=3&sort=asked"):
        headings = ["کار", heading("ثبت", "asked", "asked"), heading("مهلت", "due", "asked", greatest_first=True)]
    piece = piece_of(app, text, headings=headings)

    assert piece.xpath(".//th//text()") == ["کار", "ثبت", "مهلت"]
    assert piece.xpath(".//th/a/@href") == ["/cases?q=x&sort=-asked", "/cases?q=x&sort=-due"]
    assert piece.xpath(".//th/@aria-sort") == ["ascending"]


def test_an_order_that_no_column_has_is_the_usual_one(app: Flask) -> None:
    for query, order in [("sort=asked", "asked"), ("sort=-asked", "-asked"), ("sort=drop table", "-due"), ("", "-due")]:
        with app.test_request_context(f"/?{query}"):
            assert asked_order(("asked", "due"), "-due") == order


@pytest.mark.parametrize(("query", "number"), [("", 1), ("page=2", 2), ("page=99", 3), ("page=-1", 1), ("page=۲x", 1)])
def test_a_page_that_is_not_there_is_the_nearest(app: Flask, query: str, number: int) -> None:
    with app.test_request_context(f"/?{query}"):
        assert (pages(found=50, size=20).number, pages(found=50, size=20).last) == (number, 3)
        assert asked_page() >= 1


def test_an_address_with_something_changed_keeps_the_rest(app: Flask) -> None:
    with app.test_request_context("/cases?unit=a&unit=b&page=2&q="):
        assert here_with(page=None, tab="x y") == "/cases?unit=a&unit=b&tab=x+y"
        assert here_with(page=None, unit=None) == "/cases"


def test_a_menu_opens_without_javascript_and_is_named(app: Flask) -> None:
    text = "{% from 'macros/menu.html' import menu %}{% call menu('بیشتر', name='بیشتر دربارهٔ ۱') %}<li><a href='/x'>x</a></li>{% endcall %}"
    [summary] = piece_of(app, text).xpath(".//details[@data-menu]/summary")

    assert summary.get("aria-label") == "بیشتر دربارهٔ ۱"
    assert summary.getparent().xpath(".//li/a/@href") == ["/x"]


def test_what_cannot_be_taken_back_is_asked_in_a_protected_form(app: Flask) -> None:
    text = "{% from 'macros/confirm.html' import confirm %}{% call confirm('پایان', '/end', 'پایان یابد؟') %}<input name='why'>{% endcall %}"
    piece = piece_of(app, text)
    [form] = piece.forms

    assert (form.method, form.action) == ("POST", "/end")
    assert form.fields["csrf_token"]
    assert "why" in form.fields
    assert not piece.xpath(".//details/@open")


def test_a_date_field_names_what_the_server_reads_and_its_bounds(app: Flask) -> None:
    text = (
        "{% from 'macros/date.html' import date_field %}"
        "{{ date_field('until', 'تا', '1405/09/03', fault='نیست', earliest=day, latest=day) }}"
    )
    piece = piece_of(app, text, day=date(2026, 11, 24))
    [field] = piece.xpath(".//input")

    assert (field.get("name"), field.get("value")) == ("until", "۱۴۰۵/۰۹/۰۳")
    assert field.get("aria-describedby") == "until-hint until-fault"
    assert piece.xpath(".//*[@data-date]/@data-earliest") == ["2026-11-24"]
    assert piece.xpath(".//label/@for") == ["until"]
