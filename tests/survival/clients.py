"""Clients of the web servers: each signs in, asks for a service and completes its first task, again and again, whatever breaks.

What a server acknowledged is written down: that must be there in the end.
"""

from __future__ import annotations

import http.client
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from random import Random
from typing import Any

from processes.demo.paths.office_automation_inbox import LETTER, REQUEST
from processes.demo.people import PASSWORD

SERVICE = "/services/office_automation_inbox"
TIMEOUT = 10.0
AWAY = (OSError, http.client.HTTPException)
"""What a client meets of a server that was killed."""


class Refused(Exception):
    """A server answered something else than it should."""


@dataclass
class Acknowledged:
    """What clients were told is done: tracking numbers of cases that were asked for, and of those whose first task is completed."""

    asked: set[str] = field(default_factory=set)
    drafted: set[str] = field(default_factory=set)
    attempts: int = 0
    failures: dict[str, int] = field(default_factory=dict)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Answers are taken as they come: a redirect is the acknowledgement."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass
class Client:
    """One of them, with servers to choose from."""

    ports: Sequence[int]
    told: Acknowledged
    random: Random
    lock: threading.Lock
    stop: threading.Event

    def run(self) -> None:
        """Go on until it is told to stop."""
        self._begin()
        while not self.stop.is_set():
            with self.lock:
                self.told.attempts += 1
            try:
                self._round()
            except (*AWAY, Refused) as cause:
                with self.lock:
                    name = str(cause)[:60] if isinstance(cause, Refused) else type(cause).__name__
                    self.told.failures[name] = self.told.failures.get(name, 0) + 1
                self.stop.wait(self.random.uniform(0.1, 0.4))
                self._begin()

    def _begin(self) -> None:
        self.base = f"http://127.0.0.1:{self.random.choice(list(self.ports))}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), NoRedirects)
        self.token: str | None = None

    def _round(self) -> None:
        if self.token is None:
            self.token = self._token("/sign-in")
            self._post("/sign-in", {"username": "sarabi", "password": PASSWORD})
            self.token = self._token(SERVICE)
        tracking = _tracking(self._post(SERVICE, REQUEST))
        with self.lock:
            self.told.asked.add(tracking)
        found = re.search(rf"/cases/{tracking}/tasks/[\d.]+", self._get(f"/cases/{tracking}"))
        if found is None:
            raise Refused("no task")
        self._post(found[0], LETTER)
        with self.lock:
            self.told.drafted.add(tracking)

    def _token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self._get(path))
        if found is None:
            raise Refused(f"no token at {path}")
        return found[1]

    def _get(self, path: str) -> str:
        with self._open(path, None) as answer:
            return str(answer.read().decode())

    def _post(self, path: str, fields: Mapping[str, Any]) -> str:
        """Send a form; return where it leads."""
        data = urllib.parse.urlencode({**fields, "csrf_token": self.token or ""}).encode()
        with self._open(path, data) as answer:
            leads, status = answer.headers.get("Location"), answer.status
        if status != 303 or leads is None or "sign-in" in leads:
            raise Refused(f"POST answered {status}")
        return str(leads)

    def _open(self, path: str, data: bytes | None) -> Any:
        try:
            return self.opener.open(urllib.request.Request(self.base + path, data), timeout=TIMEOUT)
        except urllib.error.HTTPError as answer:
            if answer.code == 303:
                return answer
            raise Refused(f"{'POST' if data else 'GET'} answered {answer.code}") from answer


def _tracking(location: str) -> str:
    found = re.search(r"/cases/(\d+)", location)
    if found is None:
        raise Refused(f"led to {location}")
    return found[1]
