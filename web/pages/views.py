"""Views of lists that somebody keeps: keeping, renaming, removing them; and their tabs beside a list's own."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from engine.errors import BadInput, Conflict, NotFound
from processes import views
from processes.views import PAGES, View
from web.account import me
from web.i18n import current_language
from web.listing import PAGE
from web.shell import NavItem
from web.wiring import kartabl

blueprint = Blueprint("views", __name__, url_prefix="/views")
ENDPOINTS = {"tray": "tray.show", "cases": "cases.everybody"}


@blueprint.post("")
def keep() -> Response:
    """Keep the view of a list under a name."""
    page, query = request.form.get("page", ""), _normal(request.form.get("query", ""))
    if page not in PAGES:
        abort(400)
    try:
        with kartabl().store.writing() as unit:
            views.keep(unit.session, me(), page, request.form.get("name", ""), query)
        flash(_("The view is kept; it stands among the others."), "good")
    except (BadInput, Conflict) as fault:
        flash(fault.message(current_language()), "warn")
    return redirect(_address(page, query), code=303)


@blueprint.post("/<int:number>/rename")
def rename(number: int) -> Response:
    """Give a view another name."""
    name = request.form.get("name", "")
    return _changed(lambda session: views.rename(session, me(), number, name), _("The view has its new name."))


@blueprint.post("/<int:number>/remove")
def remove(number: int) -> Response:
    """Remove a view."""
    return _changed(lambda session: views.remove(session, me(), number), _("The view is removed."))


def _changed(change: Callable[[Session], View], told: str) -> Response:
    """Change a view and go back to it; where that cannot be, say so, and go to the tray."""
    try:
        with kartabl().store.writing() as unit:
            found = change(unit.session)
    except (BadInput, NotFound) as fault:
        flash(fault.message(current_language()), "warn")
        return redirect(url_for("tray.show"), code=303)
    flash(told, "good")
    return redirect(_address(found.page, found.query), code=303)


def kept(session: Session, page: str) -> list[View]:
    """Return the views of a page's list that the reader keeps."""
    return views.views(session, me(), page)


def tabs_of(found: list[View]) -> list[NavItem]:
    """Return their tabs."""
    here = this_query()
    return [NavItem(label=view.name, url=_address(view.page, view.query), current=view.query == here) for view in found]


def open_one(found: list[View]) -> View | None:
    """Return which of them is shown now."""
    here = this_query()
    return next((view for view in found if view.query == here), None)


def this_query() -> str:
    """Return what a kept view has of this page's address: all that is asked but the page of the list."""
    return _normal(request.query_string.decode())


def _normal(query: str) -> str:
    return urlencode(sorted((name, value) for name, value in parse_qsl(query) if name != PAGE))


def _address(page: str, query: str) -> str:
    address = url_for(ENDPOINTS[page])
    return f"{address}?{query}" if query else address
