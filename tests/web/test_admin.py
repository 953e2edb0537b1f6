"""The organisation's page: administrators read who is who, who is away, and what was changed."""

from __future__ import annotations

from processes.keeping import people
from processes.keeping.rules import keeper
from tests.processes.test_permissions import EVERYBODY
from tests.web.pages import Site


def test_only_administrators_see_the_organisation(site: Site) -> None:
    answers = {
        person: site.browser(person).get("/admin").status_code for person in ("safavi", "karimi", "rahimi", "sarabi")
    }
    assert answers == {"safavi": 200, "karimi": 403, "rahimi": 403, "sarabi": 403}
    assert 'href="/admin"' in site.browser("safavi").get("/tray").text
    assert 'href="/admin"' not in site.browser("karimi").get("/tray").text


def test_everybody_stands_there_with_roles_substitutes_and_the_last_changes(site: Site) -> None:
    site.bench.absent("moradi", "akbari")
    office = site.bench.office
    with office.store.writing() as unit:
        by = keeper(site.bench.member("safavi"), office.time())
        people.change_person(
            unit.session, by, "kazemi", name_fa="مهدی کاظمی", name_en="Mehdi Kazemi", unit="finance", mobile=None
        )
    page = site.browser("safavi").get("/admin").text
    assert all(f">{person}<" in page for person in EVERYBODY)
    assert "Unit&#39;s expert – Directorate of Roads" in page
    for told in ("substitute 1", "person kazemi", "<bdi>roads</bdi>", "<bdi>finance</bdi>"):
        assert told in page
