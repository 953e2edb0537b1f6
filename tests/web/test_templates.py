"""The frame of the pages and the pieces they are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask, flash, render_template, render_template_string
from lxml import html

from tests.web.frame import frame_app, shell
from web.shell import IN_SIGHT, NavItem, Pages, Shell

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@pytest.fixture
def app() -> Flask:
    return frame_app()


def page_of(app: Flask, template: str, *, language: str = "fa", **context: object) -> html.HtmlElement:
    with app.test_request_context("/here?page=2", headers={"Cookie": f"language={language}"}):
        return html.fromstring(render_template(template, **{"shell": shell(), **context}))


def piece_of(app: Flask, text: str, *, language: str = "fa", **context: object) -> html.HtmlElement:
    with app.test_request_context("/", headers={"Cookie": f"language={language}"}):
        return html.fromstring(f"<div>{render_template_string(text, **context)}</div>")


def test_a_persian_page_runs_from_the_right_with_persian_digits(app: Flask) -> None:
    page = page_of(app, "base.html")

    assert (page.get("lang"), page.get("dir")) == ("fa", "rtl")
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["/static/dist/app.rtl.css"]
    assert page.xpath("//nav//a[@aria-current='page']")[0].text_content().split() == ["کارتابل", "من", "۳"]


def test_an_english_page_runs_from_the_left(app: Flask) -> None:
    page = page_of(app, "base.html", language="en")

    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["/static/dist/app.ltr.css"]
    assert page.xpath("//a[@class='skip-link']")[0].text == "Skip to the content"


def test_the_skip_link_leads_to_the_content(app: Flask) -> None:
    page = page_of(app, "base.html")

    [target] = page.xpath("//a[@class='skip-link']/@href")
    assert [element.tag for element in page.xpath(f"//*[@id='{target[1:]}']")] == ["main"]


def test_a_change_of_language_comes_back_here(app: Flask) -> None:
    [form] = page_of(app, "base.html").xpath("//form[@action='/language']")

    assert form.fields["next"] == "/here?page=2"
    assert form.xpath(".//button/@value") == ["en"]


def test_every_form_of_the_frame_is_protected(app: Flask) -> None:
    for template, context in [("base.html", {}), ("sign_in.html", sign_in())]:
        for form in page_of(app, template, **context).forms:
            assert form.method == "POST"
            assert form.fields["csrf_token"]


def test_what_is_signed_in_can_sign_out_and_the_other_way(app: Flask) -> None:
    inside, outside = page_of(app, "base.html"), page_of_nobody(app)

    assert inside.xpath("//form[@action='/sign-out']")
    assert not inside.xpath("//a[@href='/sign-in']")
    assert outside.xpath("//a[@href='/sign-in']")
    assert not outside.xpath("//form[@action='/sign-out']")


def page_of_nobody(app: Flask) -> html.HtmlElement:
    with app.test_request_context("/"):
        return html.fromstring(render_template("base.html", shell=shell(person=None)))


def test_the_menu_under_the_name_leads_where_the_frame_says(app: Flask) -> None:
    with app.test_request_context("/"):
        page = html.fromstring(
            render_template("base.html", shell=shell(account=(NavItem(label="جانشین‌ها", url="/s"),)))
        )

    [link] = page.xpath("//details//ul//a[not(ancestor::nav)]")
    assert (link.get("href"), link.text_content()) == ("/s", "جانشین‌ها")
    assert "مریم رضایی" in page.xpath("//details/summary")[0].text_content()


def test_what_does_not_fit_the_header_stands_behind_more_and_in_the_menu(app: Flask) -> None:
    ways = tuple(NavItem(label=str(number), url=f"/{number}", count=number) for number in range(IN_SIGHT + 2))
    with app.test_request_context("/"):
        page = html.fromstring(render_template("base.html", shell=replace(shell(), nav=ways)))

    more, menu = page.xpath("//details")
    assert more.xpath(".//a/@href") == [f"/{IN_SIGHT}", f"/{IN_SIGHT + 1}"]
    assert menu.xpath(".//nav//a/@href") == [way.url for way in ways]
    assert menu.xpath("./summary//*[@class='count']/text()") == [str(sum(range(IN_SIGHT + 2))).translate(PERSIAN)]


def test_a_single_way_more_is_not_worth_a_menu() -> None:
    ways = tuple(NavItem(label=str(number), url=f"/{number}") for number in range(IN_SIGHT + 1))
    frame = Shell(language="fa", here="", home_url="", sign_in_url="", sign_out_url="", language_url="", nav=ways)

    assert (frame.first, frame.rest) == (ways, ())


def test_the_header_searches_and_leads_to_the_notices(app: Flask) -> None:
    with app.test_request_context("/"):
        given = replace(shell(), search_url="/search", notices=NavItem(label="اعلان‌ها", url="/notices", count=2))
        page = html.fromstring(render_template("base.html", shell=given))

    [form] = page.xpath("//header//form[@role='search']")
    assert (form.method, form.action, list(form.fields)) == ("GET", "/search", ["q"])
    assert page.xpath("//header//label[@for='shell-q']")
    assert page.xpath("//header//a[@href='/notices']")[0].text_content().split() == ["اعلان‌ها", "۲"]


def test_messages_are_said_in_the_status(app: Flask) -> None:
    with app.test_request_context("/"):
        flash("ثبت شد.", "good")
        page = html.fromstring(render_template("base.html", shell=shell()))

    [notice] = page.xpath("//*[@id='messages' and @role='status']/div")
    assert (notice.get("class"), notice.text_content().strip()) == ("notice notice-good", "ثبت شد.")


def test_a_name_cannot_become_markup(app: Flask) -> None:
    with app.test_request_context("/?<script>"):
        text = render_template("base.html", shell=shell(person="<script>alert(1)</script>"))

    assert "<script>alert" not in text


def sign_in(**more: object) -> dict[str, object]:
    return {
        "action": "/sign-in",
        "next": "/",
        "username": "",
        "fault": None,
        "track_url": "/track",
        "kept": None,
        **more,
    }


def test_a_fault_at_sign_in_is_tied_to_both_fields_and_keeps_the_name(app: Flask) -> None:
    page = page_of(app, "sign_in.html", **sign_in(username="rezaei", fault="درست نیست."))

    assert page.xpath("//*[@role='alert']/@id") == ["sign-in-fault"]
    assert page.xpath("//input[@aria-describedby='sign-in-fault']/@name") == ["username", "password"]
    assert page.xpath("//input[@name='username']/@value") == ["rezaei"]
    assert page.xpath("//*[@data-focus]/@name") == ["password"]


def test_an_error_says_what_happened_and_where_to_go(app: Flask) -> None:
    page = page_of(
        app,
        "error.html",
        status=404,
        title="یافت نشد",
        message="پرونده‌ای نیست.",
        reference=None,
        typed=["متن"],
        back="/tray",
    )

    main = page.xpath("//main")[0]
    assert "خطای ۴۰۴" in main.text_content()
    assert [text.text_content() for text in main.find_class("typed")] == ["متن"]
    assert main.xpath(".//a/@href") == ["/", "/tray"]


def test_a_moment_is_read_by_people_and_by_machines(app: Flask) -> None:
    text = "{% from 'macros/facts.html' import moment, day %}{{ moment(m) }} {{ day(d) }}"
    piece = piece_of(app, text, m=datetime(2026, 11, 24, 11, tzinfo=UTC), d=date(2026, 11, 24))

    assert piece.text_content() == "سه‌شنبه~۳~آذر~۱۴۰۵، ساعت~۱۴:۳۰ سه‌شنبه~۳~آذر~۱۴۰۵".replace("~", "\u00a0")
    assert piece.xpath(".//time/@datetime") == ["2026-11-24T11:00:00+00:00", "2026-11-24"]


def test_facts_that_are_not_known_are_not_shown(app: Flask) -> None:
    text = "{% from 'macros/facts.html' import definition_list %}{{ definition_list(facts) }}"
    piece = piece_of(app, text, facts=[("شماره", 0), ("موضوع", ""), ("هامش", None)])

    assert piece.xpath(".//dt/text()") == ["شماره"]


def test_a_table_names_its_columns_and_draws_the_rows_of_its_caller(app: Flask) -> None:
    text = (
        "{% from 'macros/table.html' import data_table %}"
        "{% call(row) data_table('کارها', ['کار'], rows) %}<td data-label='کار'>{{ row }}</td>{% endcall %}"
    )
    piece = piece_of(app, text, rows=["یک", "<b>دو</b>"])

    assert piece.xpath(".//caption/text()") == ["کارها"]
    assert piece.xpath(".//thead//th[@scope='col']/text()") == ["کار"]
    assert piece.xpath(".//tbody/tr/td/text()") == ["یک", "<b>دو</b>"]


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 4, [1, 2, 3, 4]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_a_long_list_offers_its_ends_and_the_neighbours(number: int, last: int, shown: list[int | None]) -> None:
    assert Pages(number=number, last=last, url=str).shown() == shown


def test_pages_lead_on_and_say_which_is_shown(app: Flask) -> None:
    text = "{% from 'macros/table.html' import pagination %}{{ pagination(pages) }}"
    piece = piece_of(app, text, pages=Pages(number=2, last=3, url="/tray?page={}".format))

    assert piece.xpath(".//a/@href") == [f"/tray?page={number}" for number in (1, 1, 2, 3, 3)]
    assert piece.xpath(".//a[@aria-current='page']/text()") == ["۲"]


def test_one_page_needs_no_list_of_pages(app: Flask) -> None:
    text = "{% from 'macros/table.html' import pagination %}{{ pagination(pages) }}"

    assert piece_of(app, text, pages=Pages(number=1, last=1, url=str)).xpath(".//nav") == []


@pytest.mark.parametrize(
    "text",
    [
        "{% from 'macros/page.html' import page_header %}{{ page_header('عنوان') }}",
        "{% from 'macros/page.html' import empty_state %}{{ empty_state('چیزی نیست') }}",
        "{% from 'macros/page.html' import status_badge %}{{ status_badge('دیر شده', 'bad') }}",
        "{% from 'macros/page.html' import print_button %}{{ print_button() }}",
        "{% from 'macros/notice.html' import notice %}{{ notice('هشدار', 'warn') }}",
        "{% from 'macros/diagram.html' import diagram %}{{ diagram('/xml', 'نمودار') }}",
    ],
)
def test_every_piece_can_be_drawn_with_the_least_it_wants(app: Flask, text: str) -> None:
    assert piece_of(app, text).text_content().strip()
