"""Signing in: how often one may try."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web import pages
from tests.web.frame import plain_names
from tests.web.pages import Site
from web import app, settings


def test_an_address_has_as_many_attempts_a_minute_as_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "read_manifest", lambda: {name: name for name in plain_names})
    served = app.create_app(settings.read({"KARTABL_DATA": str(tmp_path), "KARTABL_SIGN_INS": "2"}))
    served.config["WTF_CSRF_ENABLED"] = False
    reader = served.test_client()

    answers = [reader.post("/sign-in", data={"username": "nobody", "password": "?"}).status_code for _ in range(3)]

    assert answers == [401, 401, 429]


def test_behind_a_proxy_each_browser_has_its_own_attempts_and_the_cookie_goes_over_https_only(
    prepared: Path, tmp_path: Path
) -> None:
    with pages.site(prepared, tmp_path, limited=True, KARTABL_PROXY="yes", KARTABL_SIGN_INS="2") as site:
        tried = [_try(site, address) for address in ("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2")]
        cookies = (
            site.app.test_client().get("/sign-in", headers={"X-Forwarded-Proto": "https"}).headers.getlist("Set-Cookie")
        )
    assert tried == [401, 401, 429, 401]
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_without_a_proxy_nobody_says_himself_where_he_is(prepared: Path, tmp_path: Path) -> None:
    with pages.site(prepared, tmp_path, limited=True, KARTABL_SIGN_INS="2") as site:
        assert [_try(site, f"10.0.0.{number}") for number in range(3)] == [401, 401, 429]


def _try(site: Site, address: str) -> int:
    """Try to sign in with a wrong password, as a proxy tells from an address."""
    site.app.config["WTF_CSRF_ENABLED"] = False
    sent = {"username": "nobody", "password": "?"}
    headers = {"X-Forwarded-For": address, "X-Forwarded-Proto": "https"}
    return site.app.test_client().post("/sign-in", data=sent, headers=headers).status_code
