"""The whole application for tests of its pages: in a copy of a prepared office, with a browser's manners."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import web.app
from processes.demo.people import PASSWORD
from processes.demo.play import Hands
from processes.office import Office
from processes.tables import DbClock
from tests.processes.build import MONDAY, ORIGIN, Bench, Case
from tests.web.frame import plain_names
from web import settings


@dataclass
class Browser:
    """Somebody's browser: keeps the session, sends the page's token with what it posts."""

    client: FlaskClient

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, **more)

    def post(self, path: str, **fields: str | Sequence[str]) -> TestResponse:
        """Send a form with the token of a page."""
        return self.client.post(path, data={"csrf_token": self.token(), **fields})

    def token(self) -> str:
        """Return the token that pages of this session bear."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/no-such-page").text)
        assert found is not None
        return found[1]

    def sign_in(self, username: str, password: str = PASSWORD, **more: str) -> TestResponse:
        """Sign in."""
        return self.post("/sign-in", username=username, password=password, **more)


@dataclass
class Site:
    """The application and the office behind it."""

    app: Flask
    bench: Bench

    def browser(self, person: str | None = None, language: str = "en") -> Browser:
        """Return a new browser, signed in as `person`."""
        browser = Browser(self.app.test_client())
        browser.client.set_cookie("language", language)
        if person is not None:
            assert browser.sign_in(person).status_code == 303
        return browser


@contextmanager
def site(template: Path, folder: Path, *, limited: bool = False, **more: str) -> Iterator[Site]:
    """Give the application on a copy of a prepared office; its files need not be built."""
    shutil.copyfile(template, folder / "kartabl.sqlite")
    plain = {"KARTABL_DATA": str(folder), "KARTABL_ORIGIN": ORIGIN, "KARTABL_SECRET_KEY": "for tests only"}
    given = settings.read({**plain, **more})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web.app, "read_manifest", lambda: {name: name for name in plain_names})
        app = web.app.create_app(given)
    for limiter in app.extensions["limiter"]:
        limiter.enabled = limited
    kartabl = app.extensions["kartabl"]
    yield Site(app, Bench(kartabl.office, Hands(open_for_work(kartabl.office))))
    kartabl.store.engine.dispose()


def open_for_work(office: Office) -> datetime:
    """Set a demonstration's clock to the day on which its office was prepared, and return the time.

    Whatever day the tests run on: somebody is at work, and its contracts, its calendar and its people's roles are of that day.
    People set the clock forward only, since cases do not go back in time; there is none yet.
    """
    with office.store.writing() as unit:
        unit.session.merge(DbClock(id=1, ahead=ceil((MONDAY - datetime.now(UTC)).total_seconds())))
    return office.time()


def plain(answer: TestResponse, *without: str) -> str:
    """Return the text of an answer without what differs from moment to moment, its tokens, and without these texts."""
    text = re.sub(r'(csrf_token" value="|X-CSRFToken&#34;: &#34;)[^"&]+', r"\1", answer.text)
    for each in without:
        text = text.replace(each, "")
    return text


def task_url(case: Case, element: str) -> str:
    """Return the address of a case's open task."""
    return f"/cases/{case.tracking}/tasks/{case.task(element).id}"
