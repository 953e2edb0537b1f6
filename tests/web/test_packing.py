"""Pages go packed over the wire to browsers that unpack them, and never twice in the same length."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import web.assets
from tests.web.pages import Site

PACKED = {"Accept-Encoding": "gzip, deflate"}


def test_a_page_is_packed_for_who_unpacks_it(site: Site) -> None:
    browser = site.browser("karimi")
    plain, packed = browser.get("/services"), browser.get("/services", headers=PACKED)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.content_length == len(packed.data) < plain.content_length / 3
    unpacked = gzip.decompress(packed.data).decode()
    assert "</html>" in unpacked
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_who_takes_none_gets_the_page_as_it_is(site: Site) -> None:
    answer = site.browser("karimi").get("/services", headers={"Accept-Encoding": "gzip;q=0"})

    assert "Content-Encoding" not in answer.headers
    assert "</html>" in answer.text


def test_nobody_learns_from_the_length_what_stands_in_a_page(site: Site) -> None:
    browser = site.browser("karimi")
    lengths = {browser.get("/services", headers=PACKED).content_length for _ in range(12)}

    assert len(lengths) > 1


def test_a_diagram_comes_packed_and_whole(site: Site) -> None:
    owner = site.browser("safavi")
    address = "/diagrams/office_automation_inbox/1/diagram/office_automation_inbox.bpmn"
    answer = owner.get(address, headers=PACKED)

    assert gzip.decompress(answer.data) == owner.get(address).data


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a script that the build has packed in two ways; what it says tells which."""
    for ending, text in (("", "plain"), (".gz", "gzip"), (".br", "brotli")):
        (tmp_path / f"app.js{ending}").write_text(text)
    monkeypatch.setattr(web.assets, "static", tmp_path)
    return "/static/app.js"


@pytest.mark.parametrize(
    ("accepted", "sent", "said"),
    [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip, deflate", "gzip", "gzip"),
        ("br;q=0, gzip", "gzip", "gzip"),
        ("gzip;q=0", None, "plain"),
        ("", None, "plain"),
    ],
)
def test_a_script_comes_as_small_as_the_browser_takes_it(
    site: Site, built: str, accepted: str, sent: str | None, said: str
) -> None:
    with site.browser("karimi").get(built, headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding") == sent
        assert answer.text == said
        assert answer.mimetype == "text/javascript"


def test_a_script_is_alike_for_everybody(site: Site, built: str) -> None:
    with site.browser("karimi").get(built) as answer:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"
