"""What a browser calls itself, in words."""

from __future__ import annotations

import pytest

from tests.web.pages import Site
from web.browsers import browser_words

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
)
NAMES = {
    CHROME: "Chrome on Windows",
    f"{CHROME} Edg/130.0.0.0": "Edge on Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0": "Firefox on Linux",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1": "Safari on iPhone",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36": "Chrome on Android",
    "curl/8.5.0": "curl/8.5.0",
    "": "unknown",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_is_named_as_its_person_knows_it(site: Site, name: str) -> None:
    with site.app.test_request_context(headers={"Cookie": "language=en"}):
        assert browser_words(name).translate({0x2068: None, 0x2069: None}) == NAMES[name]


def test_the_account_tells_where_one_is_signed_in(site: Site) -> None:
    browser = site.browser()
    browser.client.environ_base["HTTP_USER_AGENT"] = CHROME
    browser.sign_in("sarabi")
    page = browser.get("/account").text
    assert "Mozilla/5.0" not in page
    assert "Windows" in page
