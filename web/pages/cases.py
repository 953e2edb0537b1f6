"""Cases: lists, a case with where it is and what happened, its proof, commenting on it, and ending it."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes import casefile, reading
from processes.casefile.proven import proven
from processes.permissions import Action, may
from processes.tables import DbCase
from processes.whereabouts import whereabouts
from web.account import actor, me
from web.doors import found_case
from web.listing import asked_page, pages
from web.shell import NavItem
from web.wiring import kartabl, reading_unit

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
LATEST = 5
"""How many entries of its history a case's page shows."""


@blueprint.get("")
def mine() -> str:
    """Show what the one who is signed in asked for: open ones, ended ones (`ended`), or by number (`q`)."""
    ended, number = request.args.get("ended") == "yes", request.args.get("q", "").strip()[:40]
    with reading_unit() as unit:
        found = reading.requests(
            unit, me(), now=kartabl().office.now(unit.session), ended=ended, number=number, page=asked_page()
        )
    views = [
        NavItem(label=_("Open"), url=url_for("cases.mine"), current=not ended and not number, count=found.open),
        NavItem(
            label=_("Ended ones"),
            url=url_for("cases.mine", ended="yes"),
            current=ended and not number,
            count=found.ended,
        ),
    ]
    shown = pages(found.found, reading.REQUESTS_PAGE)
    return render_template(
        "pages/requests.html", found=found, views=views, ended=ended, number=number, pages=shown,
        asks=may(me(), Action.ASK),
    )  # fmt: skip


@blueprint.get("/<tracking>")
def show(tracking: str) -> str:
    """Show a case."""
    with reading_unit() as unit:
        return _page(unit, found_case(unit, tracking))


@blueprint.get("/<tracking>/brief")
def brief(tracking: str) -> str:
    """Show no more of a case than where it stands: to who has just done something in it (`done`) and has read the rest."""
    with reading_unit() as unit:
        case, now = found_case(unit, tracking), kartabl().office.now(unit.session)
        where = whereabouts(unit, me(), [case], now=now)[case.instance]
        return render_template("pages/brief.html", tracking=case.tracking, where=where, done="done" in request.args)


@blueprint.get("/<tracking>/history")
def history(tracking: str) -> str:
    """Show all that happened in a case."""
    with reading_unit() as unit:
        told = casefile.case_history(unit, me(), found_case(unit, tracking))
        return render_template("pages/history.html", told=told, line=told.line, audits=may(me(), Action.AUDIT_CASE))


@blueprint.get("/<tracking>/proof")
def proof(tracking: str) -> str:
    """Hold a case against its history, and say what came of it."""
    with reading_unit() as unit:
        case = found_case(unit, tracking)
        found = proven(unit, me(), case, origin=kartabl().settings.origin)
        return render_template("pages/proof.html", proven=found, line=reading.case_line(unit, me(), case))


@blueprint.get("/<tracking>/registered")
def registered(tracking: str) -> str:
    """Show the tracking number of a request that was just sent, to be noted or read over the telephone."""
    with reading_unit() as unit:
        line = reading.case_line(unit, me(), found_case(unit, tracking))
    return render_template("pages/registered.html", line=line)


@blueprint.post("/<tracking>/comments")
def comment(tracking: str) -> AnyResponse | tuple[str, int]:
    """Remark something on a case; without a word, say so at the field."""
    text = request.form.get("comment", "").strip()
    with reading_unit() as unit:
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
    with reading_unit() as unit:
        case = found_case(unit, tracking)
        if not reason:
            fault = _("Please write the reason for which you withdraw the request.")
            return _page(unit, case, withdrawal_fault=fault), 422
        instance = InstanceId(case.instance)
    kartabl().office.withdraw(actor(), instance, reason[:2000], g.request_id)
    flash(_("The request is withdrawn."), "good")
    return redirect(url_for("cases.show", tracking=tracking), code=303)


@blueprint.post("/<tracking>/end")
def end(tracking: str) -> AnyResponse | tuple[str, int]:
    """End a case as an administrator, outside its process, with a reason; without one, say so at the field."""
    reason = request.form.get("end_reason", "").strip()
    with reading_unit() as unit:
        case = found_case(unit, tracking)
        if not reason:
            return _page(unit, case, ending_fault=_("Please write why you end the case.")), 422
        instance = InstanceId(case.instance)
    kartabl().office.end(actor(), instance, reason[:2000], g.request_id)
    flash(_("The case is ended, and those concerned are told."), "good")
    return redirect(url_for("cases.show", tracking=tracking), code=303)


def _page(
    unit: Unit,
    case: DbCase,
    *,
    withdrawal_fault: str | None = None,
    ending_fault: str | None = None,
    comment_fault: str | None = None,
) -> str:
    file = casefile.case_file(unit, me(), case, now=kartabl().office.now(unit.session), latest=LATEST)
    asked = request.args.get("process")
    return render_template(
        "pages/case.html",
        file=file,
        line=file.line,
        shown=next((each for each in file.diagrams if each.process == asked), file.diagrams[0]),
        drawn=asked is not None,
        audits=may(me(), Action.AUDIT_CASE),
        administrates=may(me(), Action.ADMINISTRATE),
        withdrawal_fault=withdrawal_fault,
        ending_fault=ending_fault,
        comment_fault=comment_fault,
    )
