"""The frame of the pages and the drawn diagram, in a browser, under the strict policy."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, redirect, render_template, render_template_string
from playwright.sync_api import ConsoleMessage, Dialog, Page, expect
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from engine.diagram.drawing import drawing
from tests.browser.watch import AXE
from tests.web.frame import frame_app, shell
from web.assets import read_manifest

pytestmark = pytest.mark.browser
bpmn = Path(__file__).parent / "mixed_labels.bpmn"
shipped = sorted((Path(__file__).parents[2] / "bpmn_diagrams").rglob("*.bpmn"))
conditional = """<bpmn:sequenceFlow id="f2" sourceRef="t1" targetRef="t2" name="تأیید شد (OK)"><bpmn:conditionExpression>a > 1
</bpmn:conditionExpression></bpmn:sequenceFlow>"""
looks = """canvas => [canvas.querySelector('svg').outerHTML.replace(/marker-\\w+/g, ''), canvas.querySelectorAll('.djs-visual').length]"""
rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
diagram_page = """{% extends 'base.html' %}
{% from 'macros/diagram.html' import diagram, diagram_head %}{% from 'macros/page.html' import page_header %}
{% block head %}{{ diagram_head() }}{% endblock %}
{% block content %}{{ page_header('کارتابل') }}{{ diagram(xml, 'مسیر درخواست', '/marks') }}{% endblock %}"""
form_page = """{% extends 'base.html' %}{% block content %}
<form method="post" action="/slow" data-warn-unsaved><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label for="note">هامش</label><input id="note" name="note"><button id="send" type="submit">فرستادن</button>
<label for="kind">نوع</label>
<select id="kind" name="kind"><option value="">—</option><option value="bug">ایراد</option></select>
<p id="more" data-depends-on="kind" data-hide-when='["", "other"]'><label for="by">چه کسی</label>
<select id="by" name="by"><option value="it">دفتر</option><option value="other" selected>پیمانکار</option></select></p>
<p id="most" data-depends-on="by" data-hide-when='["", "it"]'><span class="needed-when">فقط اگر پیمانکار باشد.</span> شرح</p></form>
{% endblock %}"""


@pytest.fixture(scope="module")
def sent() -> list[str]:
    """How often the form arrived."""
    return []


@pytest.fixture(scope="module")
def app(sent: list[str]) -> Flask:
    app = frame_app(read_manifest())
    sign_in = {
        "action": "/sign-in",
        "next": "/",
        "username": "",
        "fault": "درست نیست.",
        "track_url": "/track",
        "kept": None,
    }
    error = {
        "status": 404,
        "title": "یافت نشد",
        "message": "پرونده‌ای نیست.",
        "reference": "K-1",
        "typed": [],
        "back": None,
    }
    app.add_url_rule("/sign-in", "in", lambda: render_template("sign_in.html", shell=shell(person=None), **sign_in))
    app.add_url_rule("/error", "error", lambda: render_template("error.html", shell=shell(), **error))
    app.add_url_rule("/diagram", "diagram", lambda: render_template_string(diagram_page, shell=shell(), xml="/xml"))
    app.add_url_rule(
        "/whole/<int:place>", "whole", lambda place: Response(diagrams()[place], mimetype="application/xml")
    )
    app.add_url_rule(
        "/drawn/<int:place>",
        "drawn",
        lambda place: Response(drawing(diagrams()[place], ""), mimetype="application/xml"),
    )
    app.add_url_rule(
        "/look/<path:xml>", "look", lambda xml: render_template_string(diagram_page, shell=shell(), xml=f"/{xml}")
    )
    app.add_url_rule("/broken", "broken", lambda: render_template_string(diagram_page, shell=shell(), xml="/nowhere"))
    app.add_url_rule("/form", "form", lambda: render_template_string(form_page, shell=shell()))
    app.add_url_rule("/xml", "xml", lambda: Response(bpmn.read_text("utf-8"), mimetype="application/xml"))
    marks = {"current": ["t2"], "passed": ["s", "t1", "not-drawn"], "flows": ["f1", "f2"]}
    app.add_url_rule("/marks", "marks", lambda: marks)

    @app.post("/slow")
    def slow() -> Response:
        sent.append("once")
        threading.Event().wait(0.3)
        return redirect("/form", code=303)

    return app


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of, a breach of the policy among it."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the browser asked the reader; the answer is always yes."""
    heard: list[str] = []

    def agree(dialog: Dialog) -> None:
        heard.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    return heard


def read_in(page: Page, language: str, site: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": site}])


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/sign-in", "/error", "/diagram"])
def test_pages_fit_and_keep_the_policy(
    page: Page, site: str, complaints: list[str], path: str, width: int, language: str
) -> None:
    read_in(page, language, site)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(site + path, wait_until="networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") == width
    family = "Vazirmatn" if language == "fa" else "Vazirmatn within Latin"
    assert page.evaluate("family => document.fonts.check(`1em ${family}`, 'ک')", family)
    assert complaints == []


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("path", ["/sign-in", "/error", "/diagram"])
def test_pages_are_accessible(page: Page, site: str, path: str, language: str) -> None:
    read_in(page, language, site)
    page.goto(site + path, wait_until="networkidle")

    page.evaluate(AXE.read_text("utf-8"))  # the developer tools' way in, which the policy does not concern
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)

    assert found["passes"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == []


@pytest.mark.parametrize("language", ["fa", "en"])
def test_letters_that_persian_has_not_are_fetched_where_a_page_has_one(page: Page, site: str, language: str) -> None:
    read_in(page, language, site)
    fonts: list[str] = []
    page.on("request", lambda request: fonts.append(request.url) if request.resource_type == "font" else None)
    page.goto(site + "/error", wait_until="networkidle")
    assert [re.sub(r"-\w{8}\.", ".", url.rpartition("/")[2]) for url in fonts] == ["vazirmatn.woff2"]

    with page.expect_request(re.compile(r"/vazirmatn-rest-\w{8}\.woff2$")):
        page.locator("h1").evaluate("title => { title.textContent = 'ڕۆژ ژ' }")


def test_the_first_key_reaches_the_skip_link(page: Page, site: str) -> None:
    page.goto(site + "/diagram")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_after_a_fault_at_sign_in_one_can_type_at_once(page: Page, site: str) -> None:
    page.goto(site + "/sign-in")

    expect(page.get_by_label("نام کاربری")).to_be_focused()


def test_the_reader_changes_the_language_of_the_page(page: Page, site: str) -> None:
    page.goto(site + "/error")

    page.locator(".shell-menu summary").click()
    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    assert page.url.startswith(site + "/error")


def test_a_menu_is_closed_by_escape_by_a_press_elsewhere_and_by_going_on(page: Page, site: str) -> None:
    page.goto(site + "/error")
    menu, summary = page.locator(".shell-menu"), page.locator(".shell-menu summary")

    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()

    summary.click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")

    summary.click()
    page.locator("main a").focus()
    expect(menu).not_to_have_attribute("open", "")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_header_is_one_row_however_narrow(page: Page, site: str, language: str) -> None:
    read_in(page, language, site)
    for width in (360, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site + "/error")
        box = page.locator(".shell-header").bounding_box()
        assert box
        assert box["height"] < 60


def test_a_diagram_shows_where_the_case_stands(page: Page, site: str) -> None:
    page.goto(site + "/diagram")

    expect(page.locator("[data-drawn]")).to_be_visible()
    expect(page.locator(".is-current")).to_have_attribute("data-element-id", "t2")
    expect(page.locator(".is-passed")).to_have_count(4)
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    assert page.locator(".diagram-canvas").evaluate("canvas => getComputedStyle(canvas).direction") == "ltr"


def diagrams() -> list[bytes]:
    """Return diagrams of all kinds: those that are shipped, and one with a condition at a task."""
    plain = bpmn.read_text("utf-8")
    text = re.sub(r'<bpmn:sequenceFlow id="f2"[^>]*/>', conditional, plain)
    assert text != plain
    return [*(path.read_bytes() for path in shipped), text.encode()]


def test_what_is_sent_to_be_drawn_looks_as_the_whole_diagram(page: Page, site: str) -> None:
    read_in(page, "en", site)
    for place in range(len(diagrams())):
        seen = []
        for how in ("whole", "drawn"):
            page.goto(f"{site}/look/{how}/{place}")
            expect(page.locator("[data-drawn]")).to_be_visible()
            seen.append(page.locator(".diagram-canvas").evaluate(looks))
        assert seen[0] == seen[1], place
        assert seen[0][1] > 5


def test_each_line_of_a_persian_label_is_isolated_as_right_to_left(page: Page, site: str) -> None:
    page.goto(site + "/diagram")
    expect(page.locator("[data-drawn]")).to_be_visible()

    lines = page.locator("[data-element-id=t2] tspan").all_text_contents()

    assert len(lines) > 1
    assert all(line.startswith("\u2067") and line.endswith("\u2069") for line in lines)
    assert " ".join(line.strip("\u2067\u2069 ") for line in lines) == (
        "ایجاد کارتابل در سامانهٔ SAJAD (نسخهٔ 2.1) توسط کارشناس"
    )


def test_the_diagram_is_enlarged_by_keyboard(page: Page, site: str) -> None:
    page.goto(site + "/diagram")
    shape = page.locator("[data-element-id=t1] .djs-visual > rect")
    before = shape.bounding_box()

    page.get_by_role("button", name="بزرگ‌تر").focus()
    page.keyboard.press("Enter")

    after = shape.bounding_box()
    assert before
    assert after
    assert after["width"] == pytest.approx(before["width"] * 1.25, rel=0.05)


def test_a_diagram_that_does_not_come_is_said_in_words(page: Page, site: str) -> None:
    page.goto(site + "/broken")

    expect(page.get_by_role("alert")).to_contain_text("نمودار رسم نشد")


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page, site: str, sent: list[str]) -> None:
    page.goto(site + "/form")

    page.evaluate("for (let press = 0; press < 3; press++) document.querySelector('#send').click()")
    page.wait_for_url(site + "/form")
    page.wait_for_load_state("networkidle")

    assert sent == ["once"]


def test_a_changed_form_is_not_left_without_a_word(page: Page, site: str, asked: list[str]) -> None:
    page.goto(site + "/form")

    page.get_by_label("هامش").fill("اقدام شود")
    page.goto(site + "/error")

    assert asked == ["beforeunload"]


def test_what_depends_on_another_field_shows_when_it_is_needed(page: Page, site: str) -> None:
    page.goto(site + "/form")
    expect(page.locator("#more")).to_be_hidden()

    page.get_by_label("نوع").select_option("bug")

    expect(page.locator("#more")).to_be_visible()
    expect(page.locator("#most")).to_be_visible()


def test_what_depends_on_a_hidden_field_is_hidden_and_nobody_is_told_when_it_is_needed(page: Page, site: str) -> None:
    page.goto(site + "/form")
    expect(page.locator("#most")).to_be_hidden()

    page.get_by_label("نوع").select_option("bug")

    expect(page.locator("#most")).to_be_visible()
    expect(page.locator("#most .needed-when")).to_be_hidden()


def test_a_form_that_was_not_changed_is_left_quietly(page: Page, site: str, asked: list[str]) -> None:
    page.goto(site + "/form")

    page.get_by_label("هامش").focus()
    page.goto(site + "/error")

    assert asked == []
