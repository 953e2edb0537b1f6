"""The organisation as administrators see it. To be read only; the functions that keep it are in `processes.keeping`."""

from __future__ import annotations

from flask import Blueprint, render_template

from processes.keeping.overview import change_lines, people_lines
from processes.keeping.rules import keeper
from web.account import me
from web.wiring import kartabl

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.get("")
def show() -> str:
    """Show people, roles, who is away, and what was changed last."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        keeper(me(), now)
        return render_template(
            "pages/admin.html", people=people_lines(unit.session, me(), now), changes=change_lines(unit.session, me())
        )
