"""The boards as pages and as CSV: for whom they are, in both languages, with figures that are links."""

from __future__ import annotations

import csv
import io
import re
from zoneinfo import ZoneInfo

import pytest

from engine.form.digits import to_persian
from tests.processes.build import ALL_MOVES, ZONE, Case
from tests.processes.measured import Made
from tests.web.pages import Browser, Site

pytestmark = pytest.mark.databases

BOARD = [
    "/board",
    "/board/cases?what=open",
    "/board/diagrams/letter_path",
    "/board/diagrams/letter_path/diagram.bpmn",
    "/board/figures.csv",
]
CONTRACTS = [
    "/board/contracts", "/board/contracts/1", "/board/contracts/1/cases", "/board/contracts/1/figures.csv", "/board/contracts/1/cases.csv",
]  # fmt: skip


@pytest.fixture
def case(site: Site) -> Case:
    """A case from its start to its end, and many that nobody played."""
    played = site.bench.asked(*ALL_MOVES)
    with site.bench.office.store.writing() as unit:
        Made(session=unit.session, now=site.bench.office.time(), zone=ZoneInfo(ZONE)).write(150)
    return played


def rows(browser: Browser, path: str) -> list[list[str]]:
    answer = browser.get(path)
    assert answer.data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("person", ["karimi", "shams", "rahimi", "safavi"])
def test_who_oversees_all_reads_every_board(site: Site, case: Case, person: str, language: str) -> None:
    browser = site.browser(person, language)
    for path in [*BOARD, *CONTRACTS]:
        assert browser.get(path).status_code == 200, path


def test_others_read_what_is_theirs(site: Site, case: Case) -> None:
    for person, boards, contracts in (
        ("tehrani", 200, 403),
        ("mehrabi", 403, 200),
        ("sarabi", 403, 403),
        ("bagheri", 403, 403),
    ):
        browser = site.browser(person)
        assert {browser.get(path).status_code for path in BOARD} == {boards}, person
        assert {browser.get(path).status_code for path in CONTRACTS} == {contracts}, person
    assert site.browser("mehrabi").get("/board/contracts/2").status_code == 404
    assert site.browser("karimi").get("/board/contracts/99").status_code == 404
    assert site.browser("karimi").get("/board/diagrams/nowhere").status_code == 404


def test_a_figure_is_a_link_to_as_many_cases(site: Site, case: Case) -> None:
    browser = site.browser("karimi")
    page = browser.get("/board").text
    links = re.findall(r'class="board-number" href="([^"]+)"[^>]*>(\d+)<', page)
    assert len(links) > 40
    for path, number in [links[0], links[1], links[-1], *links[10:16]]:
        listed = browser.get(path.replace("&amp;", "&")).text
        said = re.search(r"data-say>(\d+) cases?<", listed)
        assert said, path
        assert said[1] == number, path


def test_the_table_has_in_figures_what_a_chart_draws(site: Site, case: Case) -> None:
    page = site.browser("karimi", "fa").get("/board").text
    for kind, of in (
        ("lines", "trend"),
        ("lines", "trend-median"),
        ("bars", "services"),
        ("bars", "layers"),
        ("bars", "units"),
        ("bars", "channels"),
    ):
        assert f'data-chart="{kind}" data-of="{of}"' in page
        assert f'id="{of}"' in page
    values = re.findall(r'data-value="(\d+)">\s*<a[^>]*>([۰-۹]+)<', page)
    assert len(values) > 20
    assert all(to_persian(value) == said for value, said in values)
    assert "style=" not in page


def test_csv_has_the_figures_of_the_page(site: Site, case: Case) -> None:
    browser = site.browser("karimi")
    head, whole, *rest = rows(browser, "/board/figures.csv")
    assert len(head) == len(whole) == 9
    assert int(whole[2]) == 100
    assert sum(int(row[5]) for row in rest if row[0] == "Month") == int(whole[5]) == 151
    figures = rows(browser, "/board/contracts/1/figures.csv")[1:]
    cases = rows(browser, "/board/contracts/1/cases.csv")[1:]
    assert sum(int(row[3]) + int(row[4]) + int(row[7]) for row in figures) == len(cases) > 0
    missed = rows(browser, "/board/contracts/1/cases.csv?verdict=missed")[1:]
    assert {row[-1] for row in missed} <= {"missed"}


def test_a_contractor_opens_only_cases_that_concern_it(site: Site, case: Case) -> None:
    page = site.browser("mehrabi").get("/board/contracts/1/cases").text
    assert "Verdict" in page
    assert "/cases/0000" not in page
    assert "/cases/0000" in site.browser("karimi").get("/board/contracts/1/cases").text


@pytest.mark.parametrize(
    "query", ["since=x&until=1405-13", "since=9999-01", "service='&unit=%00", "what=nothing&layer=x&page=0"]
)
def test_what_cannot_be_read_asks_nothing(site: Site, case: Case, query: str) -> None:
    browser = site.browser("karimi")
    for path in (
        "/board",
        "/board/cases",
        "/board/diagrams/letter_path",
        "/board/contracts/1",
        "/board/contracts/1/cases",
    ):
        assert browser.get(f"{path}?{query}").status_code == 200, path
