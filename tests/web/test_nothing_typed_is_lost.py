"""Whatever refuses a form, what was typed stands on the answer, to be copied; a password never does."""

from __future__ import annotations

from tests.processes.build import REJECT
from tests.web.pages import Site, task_url

WORDS = "متنی که نوشتنش نیم ساعت طول کشید"


def test_a_case_that_was_withdrawn_meanwhile_gives_the_text_back(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    url, browser = task_url(case, "approve_admin"), site.browser("salimi")
    case.withdraw()
    answer = browser.post(url, **{**REJECT, "reason": WORDS})
    assert answer.status_code in (404, 409)  # who had not taken it does not see the case any more
    assert WORDS in answer.text


def test_a_page_that_was_open_after_signing_out_gives_the_text_back(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    browser = site.browser("salimi")
    answer = browser.client.post(task_url(case, "approve_admin"), data={"csrf_token": "stale", "reason": WORDS})
    assert answer.status_code == 400
    assert WORDS in answer.text
    assert "stale" not in answer.text


def test_a_rejection_says_by_which_desk_and_why(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    case.do("approve_admin", {**REJECT, "reason": WORDS})
    page = site.browser("sarabi").client.get(f"/cases/{case.tracking}")
    assert WORDS in page.text
    assert case.file().reason is not None
