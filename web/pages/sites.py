"""The register of site experts."""

from __future__ import annotations

from flask import Blueprint, render_template

from processes.site_register import site_register
from web.account import me
from web.wiring import kartabl

blueprint = Blueprint("sites", __name__, url_prefix="/sites")


@blueprint.get("")
def show() -> str:
    """Show the register, as far as the one who is signed in may read it."""
    with kartabl().store.reading() as unit:
        return render_template("pages/sites.html", register=site_register(unit, me()))
