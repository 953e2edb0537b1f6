"""All substitutions; arranging and ending them is the page of substitutes' own, for administrators too."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from processes.keeping import absences
from processes.keeping.read.substitutes import Sought, substitution_list
from web.account import me
from web.i18n import local_path
from web.listing import asked_page
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, pages_of
from web.wiring import kartabl


@blueprint.get("/substitutes")
def substitutes() -> str:
    """Show the substitutions that are asked for, the latest first."""
    given = asked("text", "state")
    with kartabl().store.reading() as unit:
        at = kartabl().office.now(unit.session)
        found = substitution_list(unit.session, me(), Sought(**given), asked_page(), at=at)
    return render_template("pages/admin/substitutes.html", found=found, pages=pages_of(found), asked=given)


@blueprint.post("/substitutes/<int:number>/end")
def substitutes_end(number: int) -> Response:
    """End a substitution, and come back to the list as it was filtered."""
    with kartabl().store.writing() as unit:
        absences.end(unit.session, me(), number, at=kartabl().office.now(unit.session))
    flash(_("The substitution is ended."), "good")
    return redirect(local_path(request.form.get("next") or url_for("admin.substitutes")), code=303)
