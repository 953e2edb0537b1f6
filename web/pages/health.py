"""Is it alive, and is it ready: for those who watch over the server, not for people at a desk. Nothing here tells of any case."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from engine.store.away import DatabaseAway, within
from engine.store.schema import NewerSchema, OthersTables, is_current
from processes.tables import MIGRATIONS
from web.wiring import kartabl

blueprint = Blueprint("health", __name__)
WAIT = 3.0
"""Seconds that the database has to answer: who asks does so every few, and asks another server where this one does not answer."""


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that this process answers; no database is asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """Say whether this process can do its work: the database answers, at this version's schema; and how late timers are."""
    found, late = {"database": "ok", "schema": "unknown"}, 0.0
    try:
        with within(WAIT):
            found["schema"] = _schema()
            if found["schema"] == "ok":
                late = _late()
    except DatabaseAway as away:
        found["database"] = str(away.facts["cause"])
    except SQLAlchemyError as fault:  # it answers, and is no database of ours
        found["database"] = type(fault).__name__
    good = set(found.values()) == {"ok"}
    answer = jsonify(status="ok" if good else "failed", late_timers_seconds=late, **found)
    return answer, 200 if good else 503


def _schema() -> str:
    try:
        return "ok" if is_current(kartabl().store.engine, [MIGRATIONS]) else "older"
    except NewerSchema:
        return "newer"
    except OthersTables:
        return "foreign"


def _late() -> float:
    """Return for how many seconds the first due timer has waited to be fired; a few are the pause between two looks."""
    office = kartabl().office
    first = office.engine.next_due()
    return 0.0 if first is None else max(0.0, (office.time() - first).total_seconds())
