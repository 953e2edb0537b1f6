"""The design system's own page, and the contrast of every colour on every ground it stands on."""

from __future__ import annotations

import pytest
from lxml import html

from tests.web.pages import Site
from web.design import palette


@pytest.mark.parametrize("pair", palette.pairs(), ids=lambda pair: f"{pair.name} on {pair.ground}")
def test_every_colour_is_read_on_its_ground(pair: palette.Pair) -> None:
    assert pair.enough, f"{pair.ratio:.2f}"


def test_contrast_is_that_of_wcag() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert palette.contrast("#ffffff", "#ffffff") == 1


def test_every_ground_and_every_colour_of_the_style_sheet_is_held_against_another() -> None:
    held = {pair.name for pair in palette.pairs()} | {pair.ground for pair in palette.pairs()}
    assert set(palette.colours()) - held == {"line"}  # a line between things that are apart anyway


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_system_is_shown_in_both_directions(site: Site, language: str) -> None:
    browser = site.browser("rahimi", language)
    own, other = ("rtl", "ltr") if language == "fa" else ("ltr", "rtl")

    assert html.fromstring(browser.get("/design").text).get("dir") == own
    turned = html.fromstring(browser.get("/design?dir=turned").text)
    assert (turned.get("dir"), turned.get("lang")) == (other, language)
    assert turned.xpath(f"//link[contains(@href, 'app.{other}.css')]")


def test_every_section_is_reached_from_the_contents(site: Site) -> None:
    page = html.fromstring(site.browser("rahimi").get("/design").text)
    ids = page.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in page.xpath("//nav[@class='design-contents']//@href")} <= set(ids)


def test_a_form_comes_back_with_its_faults(site: Site) -> None:
    page = html.fromstring(site.browser("rahimi").get("/design?form=faults").text)

    assert len(page.xpath("//*[@id='form-faults']//li")) >= 4
    assert page.xpath("//input[@aria-invalid='true']")


def test_the_list_is_filtered_and_sorted(site: Site) -> None:
    browser = site.browser("rahimi")

    def numbers(query: str) -> list[str]:
        page = html.fromstring(browser.get(f"/design?{query}").text)
        return list(page.xpath("//*[@id='results']//*[@class='tracking']/text()"))

    assert numbers("sort=number") == sorted(numbers(""))
    assert numbers("state=late") == ["625264551"]
    assert numbers("q=nobody") == []
