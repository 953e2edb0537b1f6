"""Times and meetings on the pages: clocks on the case and its tasks, for each as far as it is his or hers; meetings as files."""

from __future__ import annotations

import re

from icalendar import Calendar

from processes.demo.paths.support import TRIAGED
from processes.demo.paths.support_bug_fix import MEETING, PUT_OFF, WITHOUT_DEVELOPMENT
from processes.demo.play import Do
from tests.processes import clocked
from tests.processes.build import statements
from tests.processes.support import asked
from tests.web.pages import Site, task_url


def section(page: str) -> str:
    """Return the words of a page's section of clocks."""
    found = re.search(r'aria-labelledby="clocks-title">(.*?)</section>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1])) if found else ""


def test_a_case_says_of_each_clock_what_is_used_and_why_it_stands_still(site: Site) -> None:
    case = clocked.go(clocked.begun(site.bench), clocked.ASK)
    page = section(site.browser("karimi").get(f"/cases/{case.tracking}").text)
    for words in (
        "Layer: Expert of the office",
        "Resolution: 8 hours",
        "Less than a minute of 8 hours used",
        "Stands still",
        ", stood still once",
        "Answer the question",
        clocked.QUESTION,
    ):
        assert words in page
    persian = section(site.browser("karimi", "fa").get(f"/cases/{case.tracking}").text)
    for words in ("لایه: کارشناس دفتر", "رفع: ۸ ساعت", "متوقف", "پاسخ دهید"):
        assert words in persian
    task = section(site.browser("sarabi").get(task_url(case, "answer")).text)
    assert "Layer: Expert of the office" in task
    history = site.browser("karimi").get(f"/cases/{case.tracking}").text
    assert "The time stands still, because of “Answer the question”: <bdi>Case</bdi>" in history


def test_the_contractor_sees_its_own_clock_and_not_the_layers(site: Site) -> None:
    case = clocked.go(clocked.begun(site.bench), clocked.DONE)
    page = section(site.browser("mehrabi").get(f"/cases/{case.tracking}").text)
    assert "Support contract: Contractor" in page
    assert "Layer" not in page


def test_more_clocks_and_pauses_cost_no_more_statements(site: Site) -> None:
    case, browser = clocked.begun(site.bench), site.browser("karimi")
    counts = []
    for moves in ((), (clocked.ASK, clocked.ANSWER, clocked.ASK, clocked.ANSWER)):
        clocked.go(case, *moves)
        with statements(site.bench) as seen:
            answer = browser.get(f"/cases/{case.tracking}")
        counts.append(len(seen))
        assert len(answer.data) < 120_000
    assert counts[0] == counts[1]


def test_an_auditor_is_told_all_that_became_of_the_clocks(site: Site) -> None:
    case = clocked.go(clocked.begun(site.bench), clocked.ASK, clocked.ANSWER, clocked.LONGER, clocked.DONE)
    browser = site.browser("rahimi")

    def told(step: int) -> str:
        page = browser.get(f"/audit/cases/{case.tracking}/steps?step={step}").text
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))

    assert "The time has begun: Layer “Expert of the office”, Resolution: 8 hours" in told(1)
    assert "The timer “از مهلت گذشت” is held while the time stands still" in told(2)
    assert "The time runs on: Case, Layer “Expert of the office”" in told(3)
    assert "4 hours in addition: Layer “Expert of the office”" in told(4)
    assert "The timer “از مهلت گذشت” was moved to" in told(4)
    assert "The time has stopped: Layer “Expert of the office”" in told(5)


def test_a_meeting_is_taken_into_a_calendar_from_the_case_and_the_notice(site: Site) -> None:
    case = asked(site.bench, "support_bug_fix", Do("triage", {**TRIAGED, "fixed_by": "it", "envelope": "meeting"}))
    browser, url = site.browser("kazemi"), f"/cases/{case.tracking}"
    assert browser.get(f"{url}/meeting.ics").status_code == 404
    case.do(MEETING.element, MEETING.values)
    assert f"{url}/meetings/1.ics" in browser.get(url).text
    assert f"{url}/meeting.ics" in browser.get("/notices").text
    answer = browser.get(f"{url}/meetings/1.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.data == browser.get(f"{url}/meeting.ics").data
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["location"]) == MEETING.values["meeting_place"]
    assert str(event["url"]).endswith(url)
    assert site.browser("amini").get(f"{url}/meetings/1.ics").status_code == 404
    case.do(PUT_OFF.element, PUT_OFF.values)
    assert "The meeting is put off" in browser.get("/notices").text
    page = browser.get(url).text
    assert "نمایندهٔ پیمانکار نیامد." in page
    assert "a new time is not set yet" in page
    assert f"{url}/meetings/1.ics" not in page
    case.do(MEETING.element, MEETING.values)
    [event] = Calendar.from_ical(browser.get(f"{url}/meetings/1.ics").data).walk("VEVENT")
    assert (event["sequence"], str(event["status"])) == (1, "CONFIRMED")
    case.do("record_minutes", WITHOUT_DEVELOPMENT.values)
    page = browser.get(url).text
    assert "علت بررسی شد." in page
    assert f"{url}/meetings/1.ics" not in page
