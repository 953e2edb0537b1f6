"""The first page of administration: what needs attention, who is away, what was changed last."""

from __future__ import annotations

from flask import render_template

from processes.keeping import absences
from processes.keeping.read.attention import concerns
from processes.keeping.read.changes import Sought, change_list
from web.account import me
from web.pages.admin.frame import blueprint
from web.wiring import kartabl

FEW = 10
"""Changes that the first page shows."""


@blueprint.get("")
def show() -> str:
    """Show what needs attention, who is away, and what was changed last."""
    office = kartabl().office
    with kartabl().store.reading() as unit:
        session, at = unit.session, office.now(unit.session)
        return render_template(
            "pages/admin/show.html",
            concerns=concerns(unit, on=me().on),
            away=[one for one in absences.substitutions(session, me(), at=at) if one.state == "on"],
            changes=change_list(session, Sought(), 1, zone=office.time_zone, on=me().on).lines[:FEW],
        )
