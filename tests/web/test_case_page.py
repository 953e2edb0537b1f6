"""A case's page: begins with where it is, shows what its reader may see, costs little, and is ended on record."""

from __future__ import annotations

import re

import pytest
from lxml import html

from processes import casefile, reading
from processes.demo.paths.office_automation_inbox import LETTER
from processes.demo.paths.support import TO_CONTRACTOR
from processes.demo.play import Do, Give
from tests.files.samples import PDF
from tests.processes.build import DESKS, RETURN, statements
from tests.processes.support import asked
from tests.web.pages import Site, task_url
from web.pages.cases import LATEST


def entries(page: str) -> list[str]:
    """Return what a page tells of the history, each entry as it stands there."""
    return [
        html.tostring(each, with_tail=False).decode()
        for each in html.fromstring(page).xpath("//ol[@class='timeline']/li")
    ]


def test_it_begins_with_where_the_case_is_and_until_when(site: Site) -> None:
    case = site.bench.at_desk("create_inbox")
    page = site.browser("karimi").get(f"/cases/{case.tracking}").text
    assert page.index("has been with Hamed Bagheri (Expert, Office Automation)") < page.index("How it came")
    assert "Until today at" in page
    assert "Sign the reply" in page


def test_the_number_of_its_contract_is_kept_whole(site: Site) -> None:
    case = asked(site.bench, "support_bug_fix", TO_CONTRACTOR)
    for person, path in (("karimi", ""), ("mehrabi", ""), ("mehrabi", f"/tasks/{case.task('accept_case').id}")):
        page = html.fromstring(site.browser(person).get(f"/cases/{case.tracking}{path}").text)
        assert "۱۴۰۵/ق/۲۱" in page.xpath("//dd//bdi[@class='whole']/text()"), (person, path)


def test_history_is_told_by_days_with_how_long_each_took(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    case.do("paraph_letter", RETURN)
    page = site.browser("sarabi").get(f"/cases/{case.tracking}").text
    assert re.search(r"<bdi>Kaveh Moradi</bdi> completed <q>Initial the letter</q>\s*<span[^>]*>after ", page)
    assert RETURN["reason"] in page


def test_it_shows_what_happened_last_and_leads_to_all_that_did(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("karimi")
    page, whole = (browser.get(f"/cases/{case.tracking}{path}").text for path in ("", "/history"))
    told = len(case.history())
    assert told > LATEST
    assert entries(page) == entries(whole)[:LATEST]
    assert len(entries(whole)) == told
    assert (
        f'<a href="/cases/{case.tracking}/history">The whole history, with {told - LATEST} earlier records</a>' in page
    )
    assert f"{told} records, the latest first" in whole


def test_a_short_history_is_all_on_the_page(site: Site) -> None:
    case = site.bench.ask()
    page = site.browser("sarabi").get(f"/cases/{case.tracking}").text
    assert len(entries(page)) == len(case.history())
    assert "The whole history" not in page


def test_what_the_page_does_not_tell_it_still_knows(site: Site) -> None:
    """Given a history longer than what the page shows, then its files and data are as if it had been told from the beginning."""
    bench = site.bench
    case = bench.ask()
    case.do("draft_letter", {**LETTER, "letter_files": Give("plan.pdf", PDF)})
    case.go_on(*DESKS[:-1])
    with bench.office.store.reading() as unit:
        who = bench.member("karimi")
        row = reading.find(unit, who, case.tracking)
        now = bench.office.now(unit.session)
        whole, brief = (casefile.case_file(unit, who, row, now=now, latest=latest) for latest in (None, 1))
    assert (len(case.history()), [len(found) for _, found in brief.history]) == (whole.happened, [1])
    assert whole.files
    for part in ("files", "data", "letters", "clocks", "reason", "line", "where"):
        assert getattr(brief, part) == getattr(whole, part), part


def test_the_proof_is_asked_for_apart(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("karimi")
    url = f"/cases/{case.tracking}"
    browser.get(url)
    with statements(site.bench) as opened:
        page = browser.get(url)
    assert "The history proves itself" not in page.text
    assert len(opened) < 50
    assert "The history proves itself" in browser.get(f"{url}/proof").text


def test_a_longer_history_costs_no_more_statements(site: Site) -> None:
    counts = []
    for desk in ("paraph_letter", "refer_to_it"):
        case, browser = site.bench.at_desk(desk), site.browser("sarabi")
        with statements(site.bench) as seen:
            browser.get(f"/cases/{case.tracking}")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_contractor_sees_its_case_but_neither_letters_nor_the_desks_history(site: Site) -> None:
    case = asked(site.bench, "support_bug_fix", Do(TO_CONTRACTOR.element, TO_CONTRACTOR.values, "ziaei"))
    browser = site.browser("mehrabi")
    page = browser.get(f"/cases/{case.tracking}").text
    for seen in ("Accept the case", "Data of the case", "Write a comment"):
        assert seen in page
    for hidden in ("History", "Does the history prove itself?", "Ziaei"):
        assert hidden not in page
    assert "What happened so far" not in browser.get(task_url(case, "accept_case")).text
    assert browser.get(f"/cases/{case.tracking}/proof").status_code == 403
    assert browser.get(f"/cases/{case.tracking}/history").status_code == 403


def test_an_administrator_ends_a_case_with_a_reason_in_everybody_s_sight(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("safavi")
    url = f"/cases/{case.tracking}"
    assert "End the case as administrator" in browser.get(url).text
    without = browser.post(f"{url}/end", end_reason=" ")
    assert without.status_code == 422
    assert "Please write why you end the case." in without.text
    assert browser.post(f"{url}/end", end_reason="دو بار ثبت شده است").status_code == 303
    page = site.browser("sarabi").get(url).text
    for words in ("was ended", "by an administrator", "<q><bdi>دو بار ثبت شده است</bdi></q>", "Elham Safavi"):
        assert words in page
    assert "An administrator ended the case" in site.browser("sarabi").get("/notices").text
    assert "An administrator ended the case" in site.browser("bagheri").get("/notices").text


@pytest.mark.parametrize("person", ["sarabi", "karimi", "rahimi"])
def test_nobody_else_ends_it(site: Site, person: str) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser(person)
    assert "End the case as administrator" not in browser.get(f"/cases/{case.tracking}").text
    assert browser.post(f"/cases/{case.tracking}/end", end_reason="x").status_code == 403
    assert case.open == ["create_inbox"]


def test_a_letter_is_read_in_place_beside_the_form_and_its_fields_are_no_data(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    page = site.browser("moradi").get(task_url(case, "paraph_letter")).text
    body = case.letters[0].body.splitlines()[-1]
    assert body in page[page.index("letter-inside-text") : page.index("Data of the case")]
    assert "Body of the letter" not in page[page.index("Data of the case") : page.index("What happened so far")]


def test_a_requester_puts_nothing_back(site: Site) -> None:
    case = site.bench.ask()
    page = site.browser("sarabi").get(task_url(case, "draft_letter")).text
    assert "Complete the task" in page
    assert "Put it back" not in page


def test_the_diagram_is_fetched_when_it_is_opened(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("bagheri")
    for path in (f"/cases/{case.tracking}", task_url(case, "create_inbox")):
        page = browser.get(path).text
        assert "<script" not in page.replace('<script src="/static/dist/app.js" defer></script>', "")
        assert 'data-needs-script="/static/dist/diagram.js"' in page


def test_the_letter_beside_a_task_says_in_whose_place_it_was_initialled(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    site.bench.absent("moradi", "akbari")
    case.do("paraph_letter", {"decision": "approve", "note": "ملاحظه شد"}, by="akbari")
    page = site.browser("tehrani").get(task_url(case, "sign_letter")).text
    assert "یاسر اکبری</bdi> (به‌جای <bdi>کاوه مرادی</bdi>)" in page
