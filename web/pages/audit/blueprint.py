"""What all pages of the audit have in common: whoever asks for one is put on record before it is made."""

from __future__ import annotations

from flask import Blueprint, request

from processes.audit import readings
from processes.permissions import may
from web.account import me
from web.doors import DOORS
from web.wiring import kartabl

blueprint = Blueprint("audit", __name__, url_prefix="/audit")


@blueprint.before_request
def on_record() -> None:
    """Put on record who asks for which page, in a transaction of its own: a page that fails was asked for too.

    Nobody else's attempts go on record: they are refused, see nothing, and must not be able to fill it.
    """
    if not may(me(), DOORS[str(request.endpoint)]):
        return
    name = str(request.endpoint).partition(".")[2]
    case = (request.view_args or {}).get("tracking")
    with kartabl().store.writing() as unit:
        now = kartabl().office.now(unit.session)
        query = request.query_string.decode("utf-8", "replace")
        readings.put(unit.session, me().id, name, tracking=case, query=query, at=now)
