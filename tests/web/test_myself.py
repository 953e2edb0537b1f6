"""One's own account: changing the password, and where one is signed in."""

from __future__ import annotations

import pytest

from processes.demo.people import PASSWORD
from tests.web.pages import Site

NEW = "یک گذرواژهٔ بلند"
TYPED = {"present": PASSWORD, "password": NEW, "again": NEW}


def test_a_changed_password_signs_in_and_ends_what_was_signed_in_elsewhere(site: Site) -> None:
    here, elsewhere = site.browser("sarabi"), site.browser("sarabi")
    answer = here.post("/account/password", **TYPED)
    assert answer.status_code == 303
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/tray").status_code == 302
    assert site.browser().sign_in("sarabi").status_code == 401
    assert site.browser().sign_in("sarabi", NEW).status_code == 303


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"present": "wrong"}, "This is not your present password"),
        ({"password": "short", "again": "short"}, "At least 10 characters"),
        ({"again": "another one, longer"}, "The two are not the same"),
        ({"present": ""}, "Please fill this in"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_no_password_comes_back(
    site: Site, changed: dict[str, str], told: str
) -> None:
    browser = site.browser("sarabi")
    answer = browser.post("/account/password", **{**TYPED, **changed})
    assert answer.status_code == 422
    assert told in answer.text
    assert NEW not in answer.text
    assert site.browser().sign_in("sarabi").status_code == 303


def test_the_change_is_on_record_without_the_password(site: Site) -> None:
    site.browser("sarabi").post("/account/password", **TYPED)
    changes = site.browser("safavi").get("/admin/changes").text
    assert "Maryam Sarabi" in changes
    assert "argon2" not in changes


def test_one_sees_where_one_is_signed_in_and_ends_all_others(site: Site) -> None:
    here, elsewhere, somebody = site.browser("sarabi"), site.browser("sarabi"), site.browser("nouri")
    assert here.get("/account").text.count('scope="row"') == 2
    assert here.post("/account/sign-ins/end").status_code == 303
    assert here.get("/account").text.count('scope="row"') == 1
    assert elsewhere.get("/tray").status_code == 302
    assert somebody.get("/tray").status_code == 200


AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0": "Firefox 128, Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0": "Edge 126, Windows",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36": "Chrome 126, Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile Safari/604.1": "Safari 17, iPhone",
    "curl/8.1": "curl/8.1",
    "": "unknown",
}


@pytest.mark.parametrize("agent", AGENTS)
def test_a_browser_is_called_by_its_name(site: Site, agent: str) -> None:
    browser = site.browser()
    browser.client.environ_base["HTTP_USER_AGENT"] = agent
    browser.sign_in("sarabi")
    assert f'<bdi dir="ltr">{AGENTS[agent]}</bdi>' in browser.get("/account").text
