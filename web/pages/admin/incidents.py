"""What failed by itself until it was tried no more: seen, and tried again by a click, one or all."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from processes.keeping.incidents import retry, retry_all
from processes.keeping.read.incidents import held_back, incident_list
from web.listing import asked_page
from web.pages.admin.acts import do
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import pages_of
from web.wiring import kartabl


@blueprint.get("/incidents")
def incidents() -> str:
    """Show the incidents, the longest there first."""
    with kartabl().store.reading() as unit:
        found, held = incident_list(unit, asked_page()), held_back(unit.session)
    return render_template("pages/admin/incidents.html", found=found, pages=pages_of(found), held=held)


@blueprint.post("/incidents/retry")
def incidents_retry() -> Response:
    """Let one incident (`one`: tracking number and subject), or all, be tried again at the next look."""
    tracking, slash, subject = request.form.get("one", "").partition("/")
    count: list[int] = []
    do(lambda session, by: count.append(retry(session, by, tracking, subject) if slash else retry_all(session, by)))
    told = ngettext(
        "%(num)s incident will be tried again within seconds.",
        "%(num)s incidents will be tried again within seconds.",
        count[0],
    )
    flash(told, "good")
    return redirect(url_for("admin.incidents"), code=303)
