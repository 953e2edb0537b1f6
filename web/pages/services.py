"""The catalogue with its stated times, and asking for a service."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from engine.form import present
from processes import reading
from processes.deployment import newest
from processes.permissions import demand_starter
from processes.reading import CatalogueEntry
from web.account import actor, me
from web.pages.filled import filled
from web.wiring import kartabl

blueprint = Blueprint("services", __name__)


@blueprint.get("/services")
def show() -> str:
    """Show the catalogue."""
    with kartabl().store.reading() as unit:
        return render_template("pages/services.html", entries=reading.catalogue(unit, me()))


@blueprint.get("/services/<service>")
def form(service: str) -> str:
    """Show what a service is, how long it takes, and the form to ask for it."""
    entry, sheet = _entry(service), kartabl().office.request_sheet(me().id, service)
    if not entry.may_ask:
        raise Forbidden
    views = present(sheet.form, variables=sheet.variables, options=sheet.options)
    return render_template("pages/request.html", entry=entry, views=views, faults=())


@blueprint.post("/services/<service>")
def ask(service: str) -> str | Response | tuple[str, int]:
    """Ask for a service; what is wrong comes back at its field, with all that was typed."""
    entry, sheet = _entry(service), kartabl().office.request_sheet(me().id, service)
    sent = filled(sheet)
    if sent.values is None:
        page = render_template("pages/request.html", entry=entry, views=sent.views(sheet), faults=sent.faults)
        return page, sent.status
    moved = kartabl().office.ask(actor(), service, sent.values, g.request_id)
    tracking = str(moved.command.facts["tracking"])
    flash(_("Your request is registered. Its tracking number is %(number)s.", number=tracking), "good")
    return redirect(url_for("cases.show", tracking=tracking), code=303)


def _entry(service: str) -> CatalogueEntry:
    """Return a service that the one who is signed in may ask for; nobody fills a form in vain."""
    with kartabl().store.reading() as unit:
        demand_starter(me(), unit.definition(newest(unit.session, service).definition))
        return next(entry for entry in reading.catalogue(unit, me()) if entry.key == service)
