"""How many statements a completion and the page after it cost, from the session to the notices: counted, so that it does not grow unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from processes.demo.paths.office_automation_inbox import REQUEST
from tests.processes.build import ON_BY_DESK
from tests.statements import asked
from tests.web.pages import site, task_url

MOST = 9
MOST_OF_BRIEF = 4
MOST_OF_PAGE = 7
MOST_OF_START = 26


@pytest.mark.parametrize("desk", ["approve_admin", "refer_to_admin", "paraph_letter"])
def test_a_completion_is_one_commit_of_at_most_nine_statements(prepared: Path, tmp_path: Path, desk: str) -> None:
    with site(prepared, tmp_path, KARTABL_DEMO="no") as made:
        case = made.bench.at_desk(desk)
        browser, url = made.browser(case.who(case.task(desk))), task_url(case, desk)
        browser.post(f"{url}/claim")
        form = {"csrf_token": browser.token(), **ON_BY_DESK[desk]}
        with asked(made.app.extensions["kartabl"].store.engine) as found:
            answer = browser.client.post(url, data=form)
    assert answer.status_code == 303
    assert found.commits == 1
    assert len(found.statements) <= MOST, "\n".join(found.statements)


def test_the_page_after_a_completion_is_at_most_four_statements_and_the_whole_case_seven(
    prepared: Path, tmp_path: Path
) -> None:
    with site(prepared, tmp_path, KARTABL_DEMO="no") as made:
        case = made.bench.at_desk("approve_admin")
        browser = made.browser(case.who(case.task("approve_admin")))
        browser.get(f"/cases/{case.tracking}")  # the first one reads the definition, which the process keeps
        browser.post(f"{task_url(case, 'approve_admin')}/claim")
        onward = browser.post(task_url(case, "approve_admin"), **ON_BY_DESK["approve_admin"]).headers["Location"]
        with asked(made.app.extensions["kartabl"].store.engine) as told:
            brief = browser.get(onward)
        with asked(made.app.extensions["kartabl"].store.engine) as found:
            page = browser.get(f"/cases/{case.tracking}")
    assert "Done" in brief.text
    assert "Approve" in page.text
    assert len(told.statements) <= MOST_OF_BRIEF, "\n".join(told.statements)
    assert len(found.statements) <= MOST_OF_PAGE, "\n".join(found.statements)


def test_a_start_by_a_registrar_is_one_commit_and_reads_the_organisation_once_for_all_services(
    prepared: Path, tmp_path: Path
) -> None:
    with site(prepared, tmp_path, KARTABL_DEMO="no") as made:
        browser = made.browser("sarabi")
        form = {"csrf_token": browser.token(), **REQUEST}
        browser.client.post(
            "/services/office_automation_inbox", data=form
        )  # the first one reads what the process keeps
        with asked(made.app.extensions["kartabl"].store.engine) as found:
            answer = browser.client.post("/services/office_automation_inbox", data=form)
    assert answer.status_code == 303
    assert found.commits == 1
    assert len(found.statements) <= MOST_OF_START, "\n".join(found.statements)
