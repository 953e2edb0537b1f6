"""Erasing personal values of a case on a person's request: found, chosen, confirmed, on record."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.errors import BadInput, Conflict, NotFound
from engine.form.digits import to_latin
from engine.store.port import Unit
from processes import reading
from processes.erasure import erasable, erase_on_request, erasures
from processes.keeping.rules import keeper
from processes.permissions import Action
from processes.tables import DbCase
from web.account import me
from web.doors import found_case
from web.i18n import current_language
from web.listing import asked_page
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, pages_of
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl

SHOWN = 160
"""Letters of a value by which it is recognised."""


@blueprint.get("/erasure")
def erasure() -> str | Response | tuple[str, int]:
    """Ask for a tracking number, and show what was erased until now."""
    tracking, fault = to_latin(asked("tracking")["tracking"]), None
    with kartabl().store.reading() as unit:
        if tracking:
            try:
                reading.find(unit, me(), tracking, Action.ERASE)
                return redirect(url_for("admin.erasure_case", tracking=tracking), code=303)
            except NotFound as refusal:
                fault = refusal.message(current_language())
        found = erasures(unit.session, me(), asked_page())
    page = render_template(
        "pages/admin/erasure.html", found=found, pages=pages_of(found), tracking=tracking, fault=fault
    )
    return (page, 404) if fault else page


@blueprint.get("/erasure/<tracking>")
def erasure_case(tracking: str) -> str:
    """Show what can be erased of a case."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        return _page(case, blank("erasure", _fields(unit, case), values=[]))


@blueprint.post("/erasure/<tracking>")
def erasure_ask(tracking: str) -> str | tuple[str, int]:
    """Show once more what was chosen, before it is erased for ever."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        form = _posted(unit, case)
        if form.faults:
            return _page(case, form), 422
        return render_template("pages/admin/erasure_sure.html", case=case, form=form)


@blueprint.post("/erasure/<tracking>/done")
def erasure_do(tracking: str) -> Response | tuple[str, int]:
    """Erase what was chosen, for ever."""
    refused: BadInput | Conflict | None = None
    try:
        with kartabl().store.writing() as unit:
            case = found_case(unit, tracking)
            form = _posted(unit, case)
            if form.faults:
                return _page(case, form), 422
            chosen: dict[str, Any] = {"commitments": form.values["values"], "reason": form.values["reason"]}
            by = keeper(me(), kartabl().office.now(unit.session))
            number = erase_on_request(unit, kartabl().office.files.store, me(), case, by, **chosen)
    except (BadInput, Conflict) as fault:
        refused = fault
    if refused is not None:
        with kartabl().store.reading() as unit:
            case = found_case(unit, tracking)
            form = _posted(unit, case)
            form.refuse(refused)
            return _page(case, form), 422
    flash(_("Erased for ever: %(number)s values.", number=number), "good")
    return redirect(url_for("admin.erasure_case", tracking=tracking), code=303)


def _posted(unit: Unit, case: DbCase) -> Form:
    form = posted("erasure", _fields(unit, case))
    if not form.values["values"]:
        form.faults["values"] = _("Please choose at least one.")
    return form


def _fields(unit: Unit, case: DbCase) -> list[Field]:
    fa = current_language() == "fa"
    options = {}
    for line in erasable(unit, me(), case):
        value = " ".join((line.value.fa if fa else line.value.en).split())
        shown = f"{value[:SHOWN]}…" if len(value) > SHOWN else value
        options[line.commitment] = f"{line.label.fa if fa else line.label.en}: \u2068{shown}\u2069"
    hint = _("On whose request, by which letter. Do not repeat what is erased: this stays on record.")
    return [
        Field(name="values", label=_("What is erased"), kind="many", options=options),
        Field(name="reason", label=_("Reason"), kind="area", longest=2000, hint=hint),
    ]


def _page(case: DbCase, form: Form) -> str:
    return render_template("pages/admin/erasure_case.html", case=case, form=form)
