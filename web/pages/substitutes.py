"""Substitutes: who stands in for whom, naming one, ending it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.errors import BadInput, Conflict
from processes.keeping import absences
from processes.keeping.absences import Arrangement
from web.account import me
from web.i18n import current_language
from web.persian import parse_date
from web.wiring import kartabl

blueprint = Blueprint("substitutes", __name__, url_prefix="/substitutes")
FIELDS = ("absent", "substitute", "since", "until", "reason")


@blueprint.get("")
def show() -> str:
    """Show the substitutions that concern the one who is signed in."""
    return _page({"absent": me().id}, {})


@blueprint.post("")
def arrange() -> Response | tuple[str, int]:
    """Name a substitute; what is wrong comes back at its field, with all that was typed."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    faults = {name: _("Choose somebody.") for name in ("absent", "substitute") if not typed[name]}
    days = {name: _day(typed[name], name, faults) for name in ("since", "until")}
    if not typed["reason"]:
        faults["reason"] = _("Please write why.")
    if not faults:
        try:
            _arrange(typed, days["since"], days["until"])
        except (BadInput, Conflict) as fault:
            faults["form"] = fault.message(current_language())
    if faults:
        return _page(typed, faults), 422
    flash(_("The substitute is named."), "good")
    return redirect(url_for("substitutes.show"), code=303)


@blueprint.post("/<int:number>/end")
def end(number: int) -> Response:
    """End a substitution."""
    with kartabl().store.writing() as unit:
        absences.end(unit.session, me(), number, at=kartabl().office.now(unit.session))
    flash(_("The substitution is ended."), "good")
    return redirect(url_for("substitutes.show"), code=303)


def _arrange(typed: Mapping[str, str], first: date, last: date) -> None:
    office = kartabl().office
    with kartabl().store.writing() as unit:
        now = office.now(unit.session)
        since, until = absences.whole_days(first, last, now=now, zone=office.time_zone)
        asked = Arrangement(
            absent=typed["absent"],
            substitute=typed["substitute"],
            since=since,
            until=until,
            reason=typed["reason"][:2000],
        )
        absences.arrange(unit.session, me(), asked, at=now)


def _day(typed: str, name: str, faults: dict[str, str]) -> date:
    if not typed:
        faults[name] = _("Please fill this in.")
        return date.min
    try:
        return parse_date(typed)
    except BadInput as fault:
        faults[name] = fault.message(current_language())
        return date.min


def _page(typed: Mapping[str, str], faults: Mapping[str, str]) -> str:
    office = kartabl().office
    with kartabl().store.reading() as unit:
        return render_template(
            "pages/substitutes.html",
            substitutions=absences.substitutions(unit.session, me(), at=office.now(unit.session)),
            absentees=absences.absentees(unit.session, me()),
            candidates=absences.candidates(unit.session, me()),
            typed={**dict.fromkeys(FIELDS, ""), **typed},
            faults=faults,
        )
