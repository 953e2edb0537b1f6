"""Searching all cases that the one who is signed in may see."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from processes.search.find import LONGEST, PAGE, Hits, number_of, search
from processes.search.index import ASKED, COMMENT, LETTER, SAID
from web.account import me
from web.listing import asked_page, pages
from web.wiring import kartabl

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def show() -> str | Response:
    """Show what was found; a whole tracking number leads to its case."""
    query = request.args.get("q", "").strip()[:LONGEST]
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        found = search(unit, me(), query, page=asked_page()) if query else Hits()
    number = number_of(query)
    if number in [hit.line.tracking for hit in found.hits]:
        return redirect(url_for("cases.show", tracking=number), code=303)
    parts = {ASKED: _("What was asked"), LETTER: _("Letter"), COMMENT: _("Comment"), SAID: _("What was said at a desk")}
    return render_template(
        "pages/search.html", query=query, found=found, parts=parts, now=now, pages=pages(found.found, PAGE)
    )
