"""Cases: lists, a case with its diagram and history, its letters, and withdrawing it."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes import casefile, reading, standing
from processes.files.rows import find_file
from processes.tables import DbCase
from web.account import actor, me
from web.doors import found_case
from web.pages.given import send_given
from web.wiring import kartabl

blueprint = Blueprint("cases", __name__, url_prefix="/cases")


@blueprint.get("")
def mine() -> str:
    """Show what the one who is signed in asked for."""
    with kartabl().store.reading() as unit:
        return render_template("pages/cases.html", cases=reading.cases(unit, me()), everybody=False, shares=())


@blueprint.get("/all")
def everybody() -> str:
    """Show the cases that the one who is signed in oversees."""
    with kartabl().store.reading() as unit:
        found = reading.cases(unit, me(), everybody=True)
        shares = reading.channel_shares(unit, me()) if found else ()
        return render_template("pages/cases.html", cases=found, everybody=True, shares=shares)


@blueprint.get("/<tracking>")
def show(tracking: str) -> str:
    """Show a case."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        return _page(unit, case)


@blueprint.get("/<tracking>/registered")
def registered(tracking: str) -> str:
    """Show the tracking number of a request that was just sent, to be noted or read over the telephone."""
    with kartabl().store.reading() as unit:
        line = reading.case_line(unit, me(), found_case(unit, tracking))
    return render_template("pages/registered.html", line=line)


@blueprint.post("/<tracking>/comments")
def comment(tracking: str) -> AnyResponse | tuple[str, int]:
    """Remark something on a case; without a word, say so at the field."""
    text = request.form.get("comment", "").strip()
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        if not text:
            return _page(unit, case, comment_fault=_("Please write the comment.")), 422
        instance = InstanceId(case.instance)
    kartabl().office.comment(actor(), instance, text[:4000], g.request_id)
    flash(_("The comment is on record."), "good")
    return redirect(url_for("cases.show", tracking=tracking, _anchor="comments-title"), code=303)


@blueprint.post("/<tracking>/withdraw")
def withdraw(tracking: str) -> AnyResponse | tuple[str, int]:
    """Withdraw a request, with a reason; without one, say so at the field."""
    reason = request.form.get("reason", "").strip()
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        if not reason:
            return _page(unit, case, _("Please write the reason for which you withdraw the request.")), 422
        instance = InstanceId(case.instance)
    kartabl().office.withdraw(actor(), instance, reason[:2000], g.request_id)
    flash(_("The request is withdrawn."), "good")
    return redirect(url_for("cases.show", tracking=tracking), code=303)


@blueprint.get("/<tracking>/diagram.bpmn")
def diagram(tracking: str) -> Response:
    """Send a diagram that the case runs on: the service's own, or that of the called process `process`."""
    with kartabl().store.reading() as unit:
        source = standing.diagram(unit, found_case(unit, tracking), request.args.get("process"))
    return Response(source, mimetype="application/xml")


@blueprint.get("/<tracking>/marks.json")
def marks(tracking: str) -> Response:
    """Send where the case stands in such a diagram, and what it passed."""
    with kartabl().store.reading() as unit:
        found = standing.marks(unit, found_case(unit, tracking), request.args.get("process"))
    return jsonify(current=list(found.current), passed=list(found.passed), flows=list(found.flows))


@blueprint.get("/<tracking>/letters/<int:letter_id>")
def letter(tracking: str, letter_id: int) -> str:
    """Show a letter as it prints."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        file = casefile.case_file(unit, me(), case, origin=kartabl().settings.origin)
    found = next((each for each in file.letters if each.id == letter_id), None)
    if found is None:
        raise NotFound
    return render_template("pages/letter.html", file=file, letter=found)


@blueprint.get("/<tracking>/files/<int:file_id>")
def file(tracking: str, file_id: int) -> Response:
    """Send a file of a case, to be saved; what a browser shows safely is shown, outside our origin."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        found = find_file(unit.session, case.instance, file_id)
    return send_given(kartabl().office.files.store, found)


def _page(unit: Unit, case: DbCase, withdrawal_fault: str | None = None, comment_fault: str | None = None) -> str:
    file = casefile.case_file(unit, me(), case, origin=kartabl().settings.origin)
    shown = next((each for each in file.diagrams if each.process == request.args.get("process")), file.diagrams[0])
    return render_template(
        "pages/case.html", file=file, line=file.line, shown=shown, withdrawal_fault=withdrawal_fault,
        comment_fault=comment_fault,
    )  # fmt: skip
