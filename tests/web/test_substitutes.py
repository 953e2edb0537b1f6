"""The page of substitutes, and a substitute's tray and task page (R14)."""

from __future__ import annotations

from datetime import timedelta

from tests.web.pages import Site, task_url

NAMED = {"absent": "moradi", "substitute": "akbari", "reason": "مرخصی استحقاقی"}


def days(site: Site) -> dict[str, str]:
    """Return today and tomorrow as they are typed."""
    today = site.bench.office.time().astimezone().date()
    return {"since": today.isoformat(), "until": (today + timedelta(days=1)).isoformat()}


def test_r14_a_person_names_a_substitute_who_then_does_the_work(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    moradi, akbari = site.browser("moradi"), site.browser("akbari")
    assert 'href="/substitutes"' in moradi.get("/tray").text
    assert moradi.post("/substitutes", **NAMED, **days(site)).status_code == 303
    assert "In force" in moradi.get("/substitutes").text
    tray = akbari.get("/tray").text
    assert "Instead of Kaveh Moradi" in tray
    assert "Kaveh Moradi" in tray
    page = akbari.get(task_url(case, "paraph_letter")).text
    assert "You take it instead of Kaveh Moradi" in page
    akbari.post(f"{task_url(case, 'paraph_letter')}/claim")
    assert "You do this instead of Kaveh Moradi" in akbari.get(task_url(case, "paraph_letter")).text
    akbari.post(task_url(case, "paraph_letter"), decision="approve", note="")
    assert case.open == ["sign_letter"]
    assert "instead of" in akbari.get(f"/cases/{case.tracking}").text
    assert case.difference is None


def test_r14_what_is_wrong_comes_back_at_its_field_with_all_that_was_typed(site: Site) -> None:
    moradi = site.browser("moradi")
    answer = moradi.post(
        "/substitutes", absent="moradi", substitute="", since="1405/13/40", until="", reason="سفر به شیراز"
    )
    assert answer.status_code == 422
    for told in (
        "Choose somebody.",
        "Expected a day that exists",
        "Please fill this in.",
        "سفر به شیراز",
        "1405/13/40",
    ):
        assert told in answer.text
    again = moradi.post("/substitutes", **{**NAMED, "substitute": "moradi"}, **days(site))
    assert (again.status_code, "Expected another person than Kaveh Moradi" in again.text) == (422, True)


def test_r14_others_neither_name_nor_end(site: Site) -> None:
    site.browser("moradi").post("/substitutes", **NAMED, **days(site))
    nouri = site.browser("nouri")
    assert "In force" not in nouri.get("/substitutes").text
    assert nouri.post("/substitutes", **{**NAMED, "absent": "tehrani"}, **days(site)).status_code == 403
    assert nouri.post("/substitutes/1/end").status_code == 403
    assert nouri.post("/substitutes/99/end").status_code == 404
    assert site.browser("tehrani").post("/substitutes/1/end").status_code == 303
    assert site.bench.member("akbari").stands_for == ()


def test_r14_a_director_names_for_the_unit_s_people(site: Site) -> None:
    tehrani = site.browser("tehrani")
    assert "Kaveh Moradi" in tehrani.get("/substitutes").text
    assert tehrani.post("/substitutes", **NAMED, **days(site)).status_code == 303
    assert "(arranged by Ahmad Tehrani)" in tehrani.get("/substitutes").text
