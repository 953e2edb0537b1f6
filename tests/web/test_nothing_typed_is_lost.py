"""Whatever refuses a form, what was typed stands on the answer, to be copied; a password never does."""

from __future__ import annotations

from datetime import timedelta

from lxml import html
from sqlalchemy import select

from processes.demo.people import PASSWORD
from processes.tables import DbSignIn
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


def test_a_form_that_was_sent_after_the_session_ended_is_sent_after_signing_in(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    url, browser = task_url(case, "approve_admin"), site.browser("salimi")
    token = browser.token()
    end_sign_ins(site)

    told = browser.client.post(url, data={"csrf_token": token, **REJECT, "reason": WORDS})
    assert told.status_code == 401
    assert WORDS in told.text
    wrong = browser.post("/sign-in", username="salimi", password="wrong", again=kept(told.text))
    assert (wrong.status_code, kept(wrong.text) != "") == (401, True)
    signed_in = browser.post("/sign-in", username="salimi", password=PASSWORD, again=kept(wrong.text))
    form = next(each for each in html.fromstring(signed_in.text).forms if each.action == url)
    assert WORDS in signed_in.text
    sent = browser.client.post(form.action, data=dict(form.form_values()))

    assert sent.status_code == 303
    reason = case.file().reason
    assert reason is not None
    assert reason[1] == WORDS


def test_a_page_of_an_earlier_session_is_sent_again_by_pressing_once(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    url, browser = task_url(case, "approve_admin"), site.browser("salimi")
    stale = {"csrf_token": "stale", **REJECT, "reason": WORDS}

    told = browser.client.post(url, data=stale, headers={"Sec-Fetch-Site": "same-origin"})

    form = next(each for each in html.fromstring(told.text).forms if each.action == url)
    assert told.status_code == 400
    assert form.fields["reason"] == WORDS
    assert form.fields["csrf_token"] != "stale"


def test_what_somebody_elses_page_sends_is_not_made_ready_to_be_sent(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    url, browser = task_url(case, "approve_admin"), site.browser("salimi")
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {}):
        told = browser.client.post(url, data={"csrf_token": "stale", **REJECT}, headers=headers)
        assert told.status_code == 400
        assert [form for form in html.fromstring(told.text).forms if form.action == url] == []


def test_what_is_kept_cannot_be_forged(site: Site) -> None:
    browser = site.browser(None)
    answer = browser.post("/sign-in", username="salimi", password=PASSWORD, again="eyJwYXRoIjoiL3gifQ.forged")

    assert answer.status_code == 303


def test_a_password_is_never_kept(site: Site) -> None:
    browser = site.browser("salimi")
    token = browser.token()
    end_sign_ins(site)

    told = browser.client.post("/substitutes", data={"csrf_token": token, "password": "secret-one", "reason": WORDS})

    assert told.status_code == 302
    assert "secret-one" not in told.text


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(site: Site) -> None:
    browser = site.browser("salimi")
    end_sign_ins(site)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/tray?q=x"}

    told = browser.get("/tray", headers=headers)

    assert (told.status_code, told.headers["HX-Redirect"]) == (401, "/sign-in?next=/tray?q%3Dx")


def kept(page: str) -> str:
    """Return what a sign-in page keeps, to be sent afterwards."""
    return str(html.fromstring(page).xpath("string(//input[@name='again']/@value)"))


def end_sign_ins(site: Site) -> None:
    """Let every sign-in be over."""
    with site.bench.office.store.writing() as unit:
        for row in unit.session.scalars(select(DbSignIn)):
            row.seen_at -= timedelta(days=1)


def test_a_task_that_was_put_back_in_another_window_gives_the_text_back(site: Site) -> None:
    case = site.bench.at_desk("create_inbox")
    url, browser = task_url(case, "create_inbox"), site.browser("bagheri")
    browser.post(f"{url}/release")
    answer = browser.post(url, decision="reject", reason="", remarks=WORDS, inbox_name=WORDS)
    assert answer.status_code == 422
    assert 'id="form-faults"' in answer.text
