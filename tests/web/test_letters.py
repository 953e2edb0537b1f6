"""Letters as they print."""

from __future__ import annotations

import re

from tests.web.pages import Site


def plain(page: str) -> str:
    """Return the text of a page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_substitute_signs_from_the_absent_director_and_both_names_stand_below(site: Site) -> None:
    case = site.bench.at_desk("sign_letter")
    site.bench.absent("tehrani", "moradi")
    case.do("sign_letter", {"decision": "sign", "note": ""}, by="moradi")
    [letter] = case.letters
    assert (letter.signed_by, letter.signed_for, letter.number) == ("moradi", "tehrani", "1405/120/1")
    page = site.browser("sarabi", "fa").get(f"/cases/{case.tracking}/letters/{letter.place}").text
    people = case.file().people
    below = plain(page[page.index('class="letter-signature"') :])
    absent, signer = people["tehrani"], people["moradi"]
    assert re.search(f"از طرف {absent.name_fa} {absent.title_fa} {signer.name_fa}، {signer.title_fa} امضا شد:", below)
    assert f"از: {absent.unit_fa}" in plain(page)


def test_a_director_who_is_there_signs_for_nobody(site: Site) -> None:
    case = site.bench.at_desk("refer_to_admin")
    page = site.browser("sarabi", "fa").get(f"/cases/{case.tracking}/letters/{case.letters[0].place}").text
    assert "از طرف" not in page
