"""The measurements, for who knows the token: without one in the settings there is no such page, and nothing says so."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST

from web.metrics import exposition, knows
from web.wiring import kartabl

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def show() -> Response:
    """Tell the measurements."""
    if not knows(kartabl().settings, request.headers.get("Authorization", "")):
        abort(404)
    return Response(exposition(kartabl()), content_type=CONTENT_TYPE_LATEST)
