"""Sessions: begun anew at the sign-in, over when idle, old, signed out, or ended from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from processes import sign_ins
from processes.tables import DbSignIn
from tests.web.pages import Browser, Site


def shift(site: Site, **by: timedelta) -> None:
    """Set the times of all sign-ins back."""
    with site.bench.office.store.writing() as unit:
        values = {name: getattr(DbSignIn, name) for name in by}
        for row in unit.session.scalars(select(DbSignIn)):
            for name in values:
                setattr(row, name, getattr(row, name) - by[name])


def cookie(browser: Browser) -> str:
    """Return the session cookie."""
    found = browser.client.get_cookie("session")
    assert found is not None
    return found.value


def signed_in(browser: Browser) -> bool:
    """Return whether the tray opens."""
    return browser.get("/tray").status_code == 200


def test_who_is_idle_for_long_is_signed_out_and_led_back_after_signing_in(site: Site) -> None:
    browser = site.browser("sarabi")
    shift(site, seen_at=timedelta(minutes=119))
    assert signed_in(browser)
    shift(site, seen_at=timedelta(minutes=122))
    answer = browser.get("/notices")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=%2Fnotices")


def test_being_seen_is_written_once_a_minute(site: Site) -> None:
    browser = site.browser("sarabi")
    shift(site, seen_at=timedelta(minutes=50))
    assert signed_in(browser)
    shift(site, seen_at=timedelta(minutes=100))
    assert signed_in(browser)


def test_after_sixteen_hours_everybody_signs_in_again(site: Site) -> None:
    browser = site.browser("sarabi")
    shift(site, began_at=timedelta(hours=15, minutes=59))
    assert signed_in(browser)
    shift(site, began_at=timedelta(minutes=2))
    assert not signed_in(browser)


def test_a_copy_of_the_cookie_is_worth_nothing_after_the_sign_out(site: Site) -> None:
    browser, thief = site.browser("sarabi"), site.browser()
    thief.client.set_cookie("session", cookie(browser))
    assert signed_in(thief)
    browser.post("/sign-out")
    assert not signed_in(thief)


def test_signing_in_again_ends_the_sign_in_before_and_takes_another_secret(site: Site) -> None:
    browser = site.browser("sarabi")
    before, thief = cookie(browser), site.browser()
    thief.client.set_cookie("session", before)
    assert browser.sign_in("nouri").status_code == 303
    assert cookie(browser) != before
    assert not signed_in(thief)


def test_all_sign_ins_of_a_person_end_at_once(site: Site) -> None:
    one, other, somebody = site.browser("sarabi"), site.browser("sarabi"), site.browser("nouri")
    with site.bench.office.store.writing() as unit:
        sign_ins.end_all(unit.session, "sarabi", at=datetime.now(UTC))
    assert [signed_in(each) for each in (one, other, somebody)] == [False, False, True]


def test_the_database_holds_nothing_to_sign_in_with(site: Site) -> None:
    browser = site.browser("sarabi")
    with browser.client.session_transaction() as session:
        secret = session["_user_id"]
    with site.bench.office.store.reading() as unit:
        keys = list(unit.session.scalars(select(DbSignIn.id)))
    assert secret not in keys
    assert keys == [sign_ins.key_of(secret)]


def test_what_is_long_over_is_swept_away_at_the_next_sign_in(site: Site) -> None:
    site.browser("sarabi")
    with site.bench.office.store.writing() as unit:
        unit.session.execute(update(DbSignIn).values(seen_at=datetime.now(UTC) - timedelta(days=31)))
    site.browser("nouri")
    with site.bench.office.store.reading() as unit:
        assert list(unit.session.scalars(select(DbSignIn.person_id))) == ["nouri"]
