"""The log: one line an event, for people (`text`) or for machines (`json`), each with the request it belongs to.

Beside the sentence. A log cannot be erased, so no line names a person: not who asked, not an address as it was typed, only the
route's pattern. Who did what stands in the history.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click
from flask import Flask, Response, g, has_request_context, request

from web.settings import Settings

OURS = ("kartabl", "engine", "processes", "web", "gunicorn.error")
"""Loggers whose lines the setting lets through; of anybody else's only warnings are wanted."""
HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
"""What a proxy may call a request; anything else is not taken over into a log."""

requests = logging.getLogger("kartabl.requests")
told = logging.getLogger("kartabl")


class Text(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level, logger, request, case and what is said; an error's trace on lines of its own."""
        about = facts(record)
        words = [about["at"], record.levelname, record.name]
        words += [f"{name}={about[name]}" for name in ("request", "case") if name in about]
        line = " ".join([*words, record.getMessage()])
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class Json(logging.Formatter):
    """A line for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one JSON object on one line."""
        found = {**facts(record), "message": record.getMessage()}
        if record.exc_info:
            found["error"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=False, default=str)


FORMATS: Mapping[str, type[logging.Formatter]] = {"text": Text, "json": Json}


def facts(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a line says besides its message."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    found: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
    if has_request_context():
        found |= {name: g.get(key) for name, key in (("request", "request_id"), ("case", "case")) if g.get(key)}
    return found | getattr(record, "facts", {})


def set_up(settings: Settings) -> None:
    """Let this process write its log to the standard error output."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[settings.log]())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    for name in OURS:
        logging.getLogger(name).setLevel(settings.log_level.upper())


def say(settings: Settings, text: str, level: int = logging.INFO) -> None:
    """Tell whoever started this process how it stands: on the standard output, or where machines read, as a line of the log."""
    if settings.log == "text":
        click.echo(text)
    else:
        told.log(level, text.strip())


def init_app(app: Flask, settings: Settings) -> None:
    """Give each request of `app` its name, tell it to who asked, and write a line when it is answered."""

    def begin() -> None:
        g.begun = time.perf_counter()
        given = request.headers.get(HEADER, "") if settings.proxy else ""
        g.request_id = given if GIVEN.fullmatch(given) else secrets.token_hex(8)

    app.before_request(begin)
    app.after_request(_end)


def _end(answer: Response) -> Response:
    answer.headers[HEADER] = g.request_id
    rule = request.url_rule.rule if request.url_rule else "-"
    spent = round((time.perf_counter() - g.begun) * 1000, 1)
    said = {"method": request.method, "route": rule, "status": answer.status_code, "milliseconds": spent}
    requests.info("%s %s %s in %s ms", *said.values(), extra={"facts": said})
    return answer
