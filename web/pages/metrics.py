"""The measurements, for who knows the token: without one in the settings there is no such page, and nothing says so."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST

from web.metrics import exposition
from web.wiring import kartabl

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def show() -> Response:
    """Tell the measurements."""
    token = kartabl().settings.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        abort(404)
    return Response(exposition(kartabl()), content_type=CONTENT_TYPE_LATEST)
