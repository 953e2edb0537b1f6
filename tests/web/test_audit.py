"""The auditor's pages: found, proven, exported, stepped through; each reading on record; nothing to change, nobody else's."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from lxml import html

from processes.audit.readings import Whose, readings
from tests.processes.build import ALL_MOVES, STRANGER, ZONE, Case
from tests.web.pages import Site
from web.persian import latin_digits, short_date

pytestmark = pytest.mark.databases

AUDITOR = "rahimi"
PAGES = ["/audit", "/audit/cases.csv", "/audit/verdicts", "/audit/readings"]
OF_A_CASE = ["", "/records.csv", "/steps", "/frames.json", "/diagram.bpmn"]


@pytest.fixture
def case(site: Site) -> Case:
    """A case from its start to its end."""
    return site.bench.asked(*ALL_MOVES)


def read(site: Site) -> list[tuple[str, str | None, str]]:
    """Return what was read, the first first."""
    with site.bench.office.store.reading() as unit:
        lines = readings(unit.session, Whose(), on=site.bench.member(AUDITOR).on, offset=0, limit=100)
    return [(line.action, line.tracking, line.query) for line in reversed(lines)]


def addresses(case: Case) -> list[str]:
    return [*PAGES, *(f"/audit/cases/{case.tracking}{rest}" for rest in OF_A_CASE)]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_an_auditor_reads_every_page_and_each_reading_is_on_record(site: Site, case: Case, language: str) -> None:
    browser = site.browser(AUDITOR, language)
    for address in addresses(case):
        assert browser.get(address).status_code == 200, address
    assert read(site) == [
        *((action, None, "") for action in ("cases", "cases_csv", "proven", "who_read")),
        *((action, case.tracking, "") for action in ("records", "records_csv", "steps", "frames", "diagram")),
    ]


@pytest.mark.parametrize("person", ["sarabi", "karimi", "safavi", "tehrani"])
def test_nobody_else_reads_them_and_leaves_no_trace(site: Site, case: Case, person: str) -> None:
    browser = site.browser(person)
    for address in addresses(case):
        allowed = person == "safavi" and address == "/audit/readings"
        assert browser.get(address).status_code == (200 if allowed else 403), address
    assert {action for action, *_ in read(site)} <= {"who_read"}
    assert browser.get("/audit/cases/123456789").status_code == 404


def test_who_reads_the_audit_is_seen_by_administrators_and_asked_by_person_and_case(site: Site, case: Case) -> None:
    site.browser(AUDITOR).get(f"/audit/cases/{case.tracking}?x=سلام")
    page = site.browser("safavi").get("/audit/readings").text
    assert "Saeed Rahimi" in page
    assert "<div>x: <bdi>سلام</bdi></div>" in page
    assert "No such" not in site.browser("safavi").get(f"/audit/readings?case={case.tracking}").text
    assert "Nobody read such a page." in site.browser("safavi").get("/audit/readings?person=sarabi").text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fa", ["خدمت: درخواست کارتابل در سامانهٔ سجاد", "تأخیر: تأخیر در یکی از مراحل", "ترتیب: واحد، از بیشترین", "صفحه: ۲"]),
        ("en", ["Service: Inbox in the SAJAD system", "Late: a desk was late", "In the order of: Unit, the greatest first", "Page: 2"]),
    ],
)  # fmt: skip
def test_what_was_asked_stands_in_the_words_of_the_filters(
    site: Site, case: Case, language: str, words: list[str]
) -> None:
    site.browser(AUDITOR).get("/audit?service=sajad_inbox&unit=&late=delay&sort=-unit&page=2")
    cells = html.fromstring(site.browser("safavi", language).get("/audit/readings").text).xpath("//tbody/tr/td[4]/div")
    assert [cell.text_content() for cell in cells] == words


def test_an_auditor_is_offered_nothing_that_changes_anything(site: Site, case: Case) -> None:
    browser = site.browser(AUDITOR)
    for address in addresses(case):
        page = browser.get(address).text
        content = page.partition("<main")[2].partition("</main")[0]
        assert 'method="post"' not in content.lower(), address


def test_cases_are_asked_for_in_the_query_alone(site: Site, case: Case) -> None:
    other = site.bench.ask("nouri")
    browser = site.browser(AUDITOR)
    both = browser.get("/audit").text
    assert case.tracking in both
    assert other.tracking in both
    confirmed = browser.get("/audit?outcome=confirmed&sort=asked").text
    assert case.tracking in confirmed
    assert other.tracking not in confirmed
    assert re.search(r'aria-sort="ascending"', confirmed)
    assert "No case matches." in browser.get("/audit?unit=legal").text
    found = browser.get("/audit?person=nouri").text
    assert "Narges Nouri" in found
    assert "Who is meant:" in found


def test_a_day_that_is_none_is_told_at_its_field(site: Site) -> None:
    answer = site.browser(AUDITOR).get("/audit?since=1405/13/01")
    assert answer.status_code == 422
    assert 'id="filter-since-fault"' in answer.text
    assert 'value="1405/13/01"' in answer.text


def test_days_are_asked_for_in_either_calendar(site: Site, case: Case) -> None:
    browser = site.browser(AUDITOR, "fa")
    day = case.row.asked_at.astimezone(ZoneInfo(ZONE)).date()
    after = short_date(day + timedelta(days=1), "fa")
    for since, until, found in [
        (short_date(day, "fa"), latin_digits(short_date(day, "fa")), True),
        (day.isoformat(), day.isoformat(), True),
        (after, "", False),
    ]:
        page = browser.get("/audit", query_string={"since": since, "until": until}).text
        assert (f"/audit/cases/{case.tracking}" in page) is found, since


def table(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff"), "spreadsheet programs tell by it that it is UTF-8"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_cases_are_exported_with_the_filter_of_the_page(site: Site, case: Case) -> None:
    other = site.bench.ask("nouri")
    browser = site.browser(AUDITOR, "fa")
    answer = browser.get("/audit/cases.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=cases.csv"
    headings, *rows = table(answer.text)
    assert headings[0] == "شمارهٔ رهگیری"
    assert {row[0] for row in rows} == {case.tracking, other.tracking}
    assert all(len(row) == len(headings) for row in rows)
    assert [row[0] for row in table(browser.get("/audit/cases.csv?outcome=open").text)[1:]] == [other.tracking]


def test_no_cell_runs_as_a_formula(site: Site) -> None:
    case = site.bench.ask(person_name="=HYPERLINK(1)")
    headings, first, *_ = table(site.browser(AUDITOR).get(f"/audit/cases/{case.tracking}/records.csv").text)
    assert any("HYPERLINK" in cell for cell in first)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in first)
    assert len(first) == len(headings)


def test_formulas_are_put_behind_an_apostrophe() -> None:
    from web.pages.audit.csv import _line  # the door is the file; this is its one rule

    assert _line(["=1", "+1", "-1", "@x", "\t=1", "a=1", None, 5]) == "'=1,'+1,'-1,'@x,'\t=1,a=1,,5\r\n"


def test_the_records_say_who_what_and_what_proves_them(site: Site, case: Case) -> None:
    page = site.browser(AUDITOR).get(f"/audit/cases/{case.tracking}").text
    assert "The case proves itself" in page
    for record in case.records:
        assert record.hash in page
    assert "Kaveh Moradi" in page
    assert "/diagrams/office_automation_inbox?version=1" in page


def test_a_refusal_is_among_the_records(site: Site, case: Case) -> None:
    open_case = site.bench.at_desk("paraph_letter")
    task = open_case.task("paraph_letter").id
    site.browser(STRANGER).post(f"/cases/{open_case.tracking}/tasks/{task}/claim")
    page = site.browser(AUDITOR).get(f"/audit/cases/{open_case.tracking}").text
    if open_case.records[-1].refused:
        assert "Refused by the rules of the office" in page


def test_without_a_script_every_step_is_a_page_with_its_ways_on(site: Site, case: Case) -> None:
    browser, last = site.browser(AUDITOR), len(case.records)
    first = browser.get(f"/audit/cases/{case.tracking}/steps").text
    assert "Step 1: <bdi>Maryam Sarabi</bdi> asked for the service" in first
    assert f"steps?step={last}" in first
    assert "steps?step=0" not in first
    second = browser.get(f"/audit/cases/{case.tracking}/steps?step=2").text
    assert "The task “Draft the letter” was done" in second
    assert "steps?step=1" in second
    assert "steps?step=3" in second
    for odd in ("0", "-1", "x", "999999", "99999999999"):
        assert browser.get(f"/audit/cases/{case.tracking}/steps?step={odd}").status_code == 200, odd


def test_the_frames_say_the_same_as_the_pages(site: Site, case: Case) -> None:
    browser = site.browser(AUDITOR)
    sent = json.loads(browser.get(f"/audit/cases/{case.tracking}/frames.json").text)
    assert [frame["seq"] for frame in sent["frames"]] == [record.seq for record in case.records]
    assert all(frame["verdict"] for frame in sent["frames"])
    for place in (1, 5, len(sent["frames"])):
        page = browser.get(f"/audit/cases/{case.tracking}/steps?step={place}").text
        assert " ".join(sent["frames"][place - 1]["words"].split()) in " ".join(page.split())


def test_what_is_marked_at_each_step_comes_with_the_page(site: Site, case: Case) -> None:
    browser = site.browser(AUDITOR)
    page = html.fromstring(browser.get(f"/audit/cases/{case.tracking}/steps").text)
    marks = json.loads(page.xpath("//@data-marks")[0])
    assert len(marks["frames"]) == len(case.records)
    for process, address in marks["diagrams"].items():
        assert f'id="{process}"' in browser.get(address).text
    assert {frame["process"] for frame in marks["frames"]} <= marks["diagrams"].keys()
    assert any(frame["tokens"] for frame in marks["frames"])


def test_what_somebody_wrote_is_never_markup(site: Site) -> None:
    case = site.bench.ask(person_name="<script>alert(1)</script>")
    browser = site.browser(AUDITOR)
    for rest in ("", "/steps", "/frames.json"):
        assert "<script>alert" not in browser.get(f"/audit/cases/{case.tracking}{rest}").text, rest


def test_proofs_are_told_so_many_a_page(site: Site, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("processes.audit.verdicts", "web.pages.audit.cases"):
        monkeypatch.setattr(f"{module}.AT_A_TIME", 1)
    site.bench.ask("nouri")
    browser = site.browser(AUDITOR)
    page = browser.get("/audit/verdicts").text
    assert "Proven here: 1 to 1 of 2." in page
    assert "All of these cases prove themselves." in page
    assert "Prove the next" in page
    assert "Prove the next" not in browser.get("/audit/verdicts?page=2").text


def test_many_records_come_page_by_page(site: Site, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.audit.one.SIZE", 3)
    browser = site.browser(AUDITOR)
    first, second = (browser.get(f"/audit/cases/{case.tracking}?page={page}").text for page in (1, 2))
    assert 'id="record-3"' in first
    assert 'id="record-4"' not in first
    assert 'id="record-4"' in second


def test_the_case_s_own_page_leads_an_auditor_to_its_audit_and_nobody_else(site: Site, case: Case) -> None:
    ways = [f'href="/audit/cases/{case.tracking}"', f'href="/audit/cases/{case.tracking}/steps"']
    auditor, requester = (site.browser(who).get(f"/cases/{case.tracking}").text for who in (AUDITOR, "sarabi"))
    assert all(way in auditor for way in ways)
    assert not any(way in requester for way in ways)


def test_whatever_is_typed_is_answered(site: Site) -> None:
    browser = site.browser(AUDITOR)
    for odd in ("%00", "%FF", "x" * 3000, "-1", "'", "%25"):
        for address in (
            "/audit?person={0}&service={0}&number={0}&outcome={0}&sort={0}&page={0}",
            "/audit/readings?person={0}&case={0}",
        ):
            assert browser.get(address.format(odd)).status_code == 200, (address, odd)
        assert browser.get(f"/audit/cases/{odd}").status_code == 404, odd
