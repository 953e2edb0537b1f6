"""Support contracts: the list, and adding one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from processes.keeping import contracts as keeping
from processes.keeping.read import contracts as read
from processes.keeping.read.calendars import calendar_options
from processes.keeping.record import By
from web.account import me
from web.listing import asked_page
from web.pages.admin.acts import submit
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import asked, pages_of, said
from web.sheets import Field, Form, amount_field, blank, posted
from web.wiring import kartabl

Answer = Response | tuple[str, int]


@blueprint.get("/contracts")
def contracts() -> str:
    """Show the contracts that are asked for."""
    given = asked("text", "company", "state")
    with kartabl().store.reading() as unit:
        found = read.contract_list(unit.session, **given, number=asked_page(), on=me().on)
        companies = said(read.company_options(unit.session))
    return render_template(
        "pages/admin/contracts.html", found=found, pages=pages_of(found), asked=given, companies=companies
    )


@blueprint.get("/contracts/new")
def contracts_new() -> str:
    """Ask for the company, then show the form by which its contract is added."""
    company = request.args.get("company", "")
    with kartabl().store.reading() as unit:
        return _new(blank("contract", _new_fields(unit.session, company), company=company, systems=[]), company)


@blueprint.post("/contracts/new")
def contracts_add() -> Answer:
    """Add a contract; its targets are set on its own page."""
    company = request.form.get("company", "")
    with kartabl().store.reading() as unit:
        form = posted("contract", _new_fields(unit.session, company))
        if not form.values.get("systems"):
            form.faults.setdefault("systems", _("Please choose at least one."))
    made: list[int] = []

    def act(session: Session, by: By) -> None:
        given = {name: value for name, value in form.values.items() if name != "company"}
        made.append(keeping.add_contract(session, by, company, targets={}, **given).id)

    if not submit(form, act):
        with kartabl().store.reading() as unit:
            return _new(form, company), 422
    flash(_("The contract is added. Next: what it promises."), "good")
    return redirect(url_for("admin.contracts_one", key=made[0]), code=303)


def agreed_fields() -> list[Field]:
    """Return the fields of a contract that may change."""
    dated = _("Empty: a date is agreed each time.")
    with kartabl().store.reading() as unit:
        calendars = said(calendar_options(unit))
    return [
        Field(name="since", label=_("First day"), kind="day"),
        Field(name="until", label=_("Last day"), kind="day"),
        Field(
            name="calendar", label=_("Service hours"), kind="choice", needed=False, options=calendars,
            hint=_("The working calendar by which its times count. None: the IT office’s."),
        ),
        amount_field("meeting", _("Until a meeting is held"), needed=False, hint=dated, unit="days"),
        amount_field("development", _("Until a development is done"), needed=False, hint=dated, unit="days"),
        Field(name="terms", label=_("Terms"), kind="area", longest=20_000, hint=_("As the contract words them.")),
        Field(
            name="penalties", label=_("Penalties"), kind="area", needed=False, longest=20_000,
            hint=_("What a missed time costs, as the contract words it."),
        ),
    ]  # fmt: skip


def _new_fields(session: Session, company: str) -> list[Field]:
    companies = said(read.company_options(session))
    first = Field(name="company", label=_("Company"), kind="choice", options=companies)
    if company not in companies:
        return [first]
    systems = said(read.supported_options(session, company))
    return [
        first,
        Field(name="number", label=_("Contract number"), longest=64),
        Field(name="systems", label=_("Systems covered"), kind="many", options=systems, hint=_("Those that the company supports.")),
        *agreed_fields(),
    ]  # fmt: skip


def _new(form: Form, company: str) -> str:
    return render_template("pages/admin/contract_new.html", form=form, company=company)
