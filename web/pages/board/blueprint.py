"""What all boards have in common: their addresses begin alike."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("board", __name__, url_prefix="/board")
