"""What somebody reads whose task another completed in the meantime: by whom and when, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import render_template

from engine.engine import TaskTaken
from engine.instance.state import InstanceId
from processes.organisation import members
from processes.typed import typed
from processes.words import person_name
from web.account import me
from web.wiring import kartabl


def taken_page(taken: TaskTaken, instance: InstanceId, tracking: str, raw: Mapping[str, Sequence[str]]) -> str:
    """Return the page; what was typed stands on it, to be copied."""
    by = taken.facts["by"]
    with kartabl().store.reading() as unit:
        who = person_name(members(unit.session, [by], on=me().on).get(by), by)
        told = typed(unit, instance, taken.facts["task"], raw, on=me().on)
    at = datetime.fromisoformat(taken.facts["at"])
    return render_template("pages/taken.html", mine=by == me().id, who=who, at=at, tracking=tracking, typed=told)
