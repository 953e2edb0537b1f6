"""The page of targets: the documentation's examples as the page reckons them, what is tried, and who may look."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from processes.clocks import examples
from processes.demo.service_hours import add_service_hours
from processes.keeping.read.calendars import calendar_options
from tests.processes.shelf import OWNER
from tests.web.pages import Site
from tests.web.test_diagrams import check

CLOCKS = (Path(__file__).parents[2] / "docs" / "clocks.md").read_text("utf-8")
ASKED = {"feel": 'layer deadline("resolution")', "day": "1405/09/08", "time": "۹:۳۰", "calendar": "office", "response": "", "resolution": "P1D"}  # fmt: skip
"""A Sunday."""


def page(site: Site, language: str = "en", person: str = OWNER, **query: str) -> HtmlElement:
    answer = site.browser(person, language).get("/targets", query_string=query)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def said(found: HtmlElement, xpath: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in found.xpath(xpath)]


def tried(found: HtmlElement) -> list[str]:
    """Return what the page answers, and what it says is wrong."""
    return said(found, "//section[@aria-labelledby='try-title']//*[@role='status' or @role='alert']")


def test_the_page_reckons_what_the_documentation_says(site: Site) -> None:
    tables = page(site).xpath("//section[@aria-labelledby='examples-title']//table")
    read = []
    for table in tables:
        for row in table.xpath(".//tbody/tr"):
            begun, *wait, due = [datetime.fromisoformat(each) for each in row.xpath(".//time/@datetime")]
            assert begun.utcoffset() == datetime.now(examples.ZONE).utcoffset()
            begins = ", ".join(
                [f"{begun:%Y-%m-%dT%H:%M}", *([" – ".join(f"{each:%Y-%m-%dT%H:%M}" for each in wait)] if wait else [])]
            )
            read.append((row.xpath("string(.//code)"), f"{begins} → {due:%Y-%m-%dT%H:%M}"))
    written = [
        re.split(r"\s{3,}", line)
        for block in re.findall(r"^```clocks\n(.*?)^```", CLOCKS, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]
    assert read == [tuple(line) for line in written]


def test_an_example_is_reckoned_when_the_page_is_asked_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    longer = examples.Example(feel='working deadline("PT3H")', begun=examples.PLAIN[0].begun, due=examples.PLAIN[0].due)
    monkeypatch.setattr(examples, "PLAIN", [longer])
    row = said(page(site), "//section[@aria-labelledby='examples-title']//table[1]//td")
    assert row[:2] == ["Sat 28 Nov 2026, 09:00", "Sat 28 Nov 2026, 12:00"]


def test_days_are_jalali_on_the_persian_page(site: Site) -> None:
    found = page(site, "fa")
    first = said(found, "//section[@aria-labelledby='examples-title']//tbody/tr[1]/*")[:3]
    assert first == ['working deadline("PT2H")', "شنبه ۷ آذر ۱۴۰۵، ساعت ۰۹:۰۰", "شنبه ۷ آذر ۱۴۰۵، ساعت ۱۱:۰۰"]
    assert "2026" not in found.xpath("string(//section[@aria-labelledby='examples-title'])")


def test_at_first_something_is_filled_in_and_nothing_answered(site: Site) -> None:
    found = page(site)
    assert tried(found) == []
    assert found.xpath("//input[@name='feel']/@value") == ['working deadline("PT2H")']
    filled = {
        name: found.xpath(f"string(//*[@name='{name}']/@value)") for name in ("day", "time", "response", "resolution")
    }
    assert found.xpath("//select[@name='calendar']/option[@selected]/@value") == ["office"]
    assert tried(page(site, feel='working deadline("PT2H")', calendar="office", **filled))[0].startswith("Until ")


def test_what_is_tried_is_answered_in_words_with_the_weekday(site: Site) -> None:
    assert tried(page(site, **ASKED)) == ["Until Mon 30 Nov 2026, 09:30"]
    persian = page(site, "fa", **ASKED)
    assert tried(persian) == ["تا دوشنبه ۹ آذر ۱۴۰۵، ساعت ۰۹:۳۰"]
    facts = said(persian, "//section[@aria-labelledby='try-title']//dd")
    assert facts == ['layer deadline("resolution")', "یکشنبه ۸ آذر ۱۴۰۵، ساعت ۰۹:۳۰", "۸ ساعت", "تقویم کاری دفتر"]


def test_an_evening_counts_from_the_next_morning_and_says_so(site: Site) -> None:
    found = page(site, **{**ASKED, "feel": 'working deadline("PT1H")', "time": "18"})
    assert tried(found) == ["Until Mon 30 Nov 2026, 08:30"]
    assert "Mon 30 Nov 2026, 07:30" in said(found, "//section[@aria-labelledby='try-title']//dd")
    assert "outside of working hours" in found.text_content()


def test_every_working_calendar_of_the_office_can_be_asked(site: Site) -> None:
    with site.bench.office.store.writing() as unit:
        if len(calendar_options(unit)) == 1:
            add_service_hours(unit, at=datetime.now(UTC))
        keys = list(calendar_options(unit))
    found = page(site, **{**ASKED, "calendar": keys[-1], "feel": 'working deadline("PT10H")'})
    assert found.xpath("//select[@name='calendar']/option/@value")[1:] == keys
    assert tried(found) == ["Until Sun 29 Nov 2026, 19:30"]  # its service hours are until 20:00
    assert "Support hours of Sepehr Data" in said(found, "//section[@aria-labelledby='try-title']//dd")


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(
    ("wrong", "fields", "fa", "en"),
    [
        ({"feel": 'desk deadline("PT2H")'}, ["feel"], "یکی از تابع‌های", "Expected one of the functions"),
        ({"feel": 'working deadline("PT2X")'}, ["feel"], "PT4H (ساعت کاری)", "PT4H (working hours)"),
        ({"feel": "working deadline(x)"}, ["feel"], "از پرونده بخواند", "nothing of a case"),
        ({"feel": 'case deadline("response")'}, ["response"], "یکی از مهلت‌های ساعت", "(“resolution”)"),
        ({"feel": 'case deadline("other")'}, ["feel"], "هرگز به کار نمی‌افتد", "never goes off"),
        ({"feel": ""}, ["feel"], "این بخش را پر کنید", "Please fill this in"),
        ({"feel": "x" * 501}, ["feel"], "حداکثر ۵۰۰ نویسه", "At most 500 letters"),
        ({"feel": "1 +", "resolution": "P1W"}, ["feel", "resolution"], "سطر ۱، ستون ۴", "line 1, column 4"),
        ({"day": "1405/13/40", "time": "25:00"}, ["day", "time"], "ساعتی از ۰۰:۰۰ تا ۲۳:۵۹", "from 00:00 to 23:59"),
        ({"day": "1399/01/05"}, ["day"], "آغاز می‌شود", "when the working calendar"),
        ({"calendar": "none"}, ["calendar"], "یکی از گزینه‌های فهرست", "Please choose one from the list"),
        ({"calendar": ""}, ["calendar"], "", "Please choose."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    site: Site, language: str, wrong: dict[str, str], fields: list[str], fa: str, en: str
) -> None:
    typed = {**ASKED, **wrong}
    found = page(site, language, **typed)
    (told,) = tried(found)
    assert (fa if language == "fa" else en) in told.replace("\u2068", "").replace("\u2069", "")
    assert [each.removeprefix("try-") for each in found.xpath("//*[@aria-invalid]/@id")] == fields
    for name in ("feel", "response", "resolution"):
        assert found.xpath(f"string(//input[@name='{name}']/@value)") == typed[name]


def test_figures_are_persian_but_in_what_is_written_in_a_diagram(site: Site) -> None:
    (told,) = tried(page(site, "fa", **{**ASKED, "feel": 'working deadline("PT2X", 0.5)'}))
    assert "PT4H" in told
    assert "PT2X" in told
    assert "۴H" not in told


def test_an_expression_is_bounded(site: Site) -> None:
    for feel, words in (
        ("count(for i in 1..99999 return i)", "100,000 operations"),
        ('for i in 1..99 return working deadline("P9D")', "at most 20"),
    ):
        assert words in tried(page(site, **{**ASKED, "feel": feel}))[0]


def test_whoever_sees_diagrams_comes_here_from_them_and_nobody_else(site: Site) -> None:
    for person in (OWNER, "rahimi", "karimi"):
        for path in ("/diagrams", "/diagrams/office_automation_inbox"):
            assert site.browser(person).get(path).text.count('href="/targets"') == 1
        assert set(page(site, person=person).xpath("//nav//a[@aria-current]/@href")) == {"/diagrams"}
    assert site.browser("sarabi").get("/targets").status_code == 403
    assert site.browser().get("/targets").status_code == 302


@pytest.mark.slow
def test_a_check_that_finds_a_fault_about_time_leads_here(site: Site) -> None:
    diagram = site.browser(OWNER).get("/diagrams/office_automation_inbox/1/diagram/letter_path.bpmn").text
    wrong = re.sub(r"working deadline\([^)<]*\)", 'working deadline("P1W")', diagram, count=1)
    assert wrong != diagram
    answer = check(site.browser(OWNER), ("letter_path.bpmn", wrong.encode()))
    assert "How targets and clocks are written" in answer.text
    harmless = check(site.browser(OWNER), ("letter_path.bpmn", diagram.encode()))
    assert "How targets and clocks are written" not in harmless.text
