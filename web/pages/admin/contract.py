"""One support contract: its period and terms, the systems it covers, what it promises."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from engine.form import Words
from processes.amounts import is_longer
from processes.keeping import contracts as keeping
from processes.keeping.meanwhile import Thing, version
from processes.keeping.names import SEVERITIES
from processes.keeping.read import contracts as read
from processes.keeping.read.calendars import contract_hours
from processes.keeping.record import By
from processes.permissions import Action, may
from processes.tables import DbContract, DbContractSystem, DbContractTarget
from web.account import me
from web.pages.admin.acts import Act, submit
from web.pages.admin.contracts import agreed_fields
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import said
from web.sheets import Field, Form, amount_field, blank, posted
from web.wiring import kartabl

TIMES = ("response", "resolution")
Answer = Response | tuple[str, int]


@blueprint.get("/contracts/<int:key>")
def contracts_one(key: int) -> str:
    """Show all that is kept of a contract."""
    return _page(key)


@blueprint.post("/contracts/<int:key>")
def contracts_change(key: int) -> Answer:
    """Change a contract's period or what it agrees."""
    form = posted("contract", agreed_fields())

    def act(session: Session, by: By) -> None:
        keeping.change_contract(session, by, key, **form.values)

    return _answer(key, form, act, Thing(table=DbContract, key=key))


@blueprint.post("/contracts/<int:key>/systems")
def contracts_cover(key: int) -> Answer:
    """Let a contract cover one more system."""
    with kartabl().store.reading() as unit:
        form = posted("cover", _cover_fields(read.contract_sheet(unit.session, key, on=me().on)))

    def act(session: Session, by: By) -> None:
        keeping.cover(session, by, key, form.values["system"])

    return _answer(key, form, act)


@blueprint.post("/contracts/<int:key>/targets")
def contracts_targets(key: int) -> Answer:
    """Set what a contract promises, by kind of support and severity."""
    with kartabl().store.reading() as unit:
        sheet = read.contract_sheet(unit.session, key, on=me().on)
    form = posted("targets", target_fields(sheet.categories))
    targets = _targets(form, sheet.categories)

    def act(session: Session, by: By) -> None:
        keeping.set_targets(session, by, key, targets)

    return _answer(key, form, act, _targets_of(key))


def target_fields(categories: Mapping[str, Words]) -> list[Field]:
    """Return two fields for each kind of support and severity: amounts of working time to response and to resolution."""
    times = {"response": _("Response"), "resolution": _("Resolution")}
    kinds, severities = said(categories), said(SEVERITIES)
    return [
        amount_field(
            f"{category}.{severity}.{time}", f"{kinds[category]}{_(', ')}{severities[severity]}{_(', ')}{times[time]}",
            needed=False,
        )
        for category, severity in read.target_keys(categories)
        for time in TIMES
    ]  # fmt: skip


def _cover_fields(sheet: read.ContractSheet) -> list[Field]:
    return [Field(name="system", label=_("System"), kind="choice", options=said(sheet.uncovered))]


def _targets(form: Form, categories: Mapping[str, Words]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the amounts that were typed into the grid; tell where one of the two is missing or they do not fit."""
    targets: dict[tuple[str, str], tuple[str, str]] = {}
    for category, severity in read.target_keys(categories):
        names = [f"{category}.{severity}.{time}" for time in TIMES]
        response, resolution = (form.values.get(name) for name in names)
        if response is not None and resolution is not None:
            if is_longer(response, resolution):
                form.faults.setdefault(names[1], _("Resolution cannot be sooner than response."))
            targets[category, severity] = (response, resolution)
        elif response is not None or resolution is not None:
            form.faults.setdefault(names[0 if response is None else 1], _("Give both times, or neither."))
    return targets


def _targets_of(key: int) -> Thing:
    return Thing(table=DbContract, key=key, parts=(DbContractTarget, DbContractSystem))


def _answer(key: int, form: Form, act: Act, thing: Thing | None = None) -> Answer:
    if not submit(form, act, thing):
        return _page(key, form), 422
    flash(_("The change is made."), "good")
    return redirect(url_for("admin.contracts_one", key=key), code=303)


def _page(key: int, sent: Form | None = None) -> str:
    with kartabl().store.reading() as unit:
        sheet = read.contract_sheet(unit.session, key, on=me().on)
        keeps, reads = may(me(), Action.ADMINISTRATE), may(me(), Action.READ_CHANGES)
        forms = {form.id: form for form in _forms(unit.session, sheet)} if keeps else {}
        return render_template(
            "pages/admin/contract.html", sheet=sheet, forms=forms | ({sent.id: sent} if sent else {}),
            sent=sent.id if sent else None, severities=SEVERITIES,
            hours=contract_hours(unit, sheet.line.row, on=me().on),
            changed=read.contract_changes(unit.session, key, on=me().on) if reads else [],
        )  # fmt: skip


def _forms(session: Session, sheet: read.ContractSheet) -> list[Form]:
    row = sheet.line.row
    amounts = {
        f"{category}.{severity}.{time}": amount
        for (category, severity), cell in sheet.targets.items()
        for time, amount in zip(TIMES, cell, strict=True)
    }
    seen = version(session, Thing(table=DbContract, key=row.id))
    agreed = {field.name: getattr(row, field.name) for field in agreed_fields()}
    return [
        blank("contract", agreed_fields(), seen=seen, **agreed),
        blank("cover", _cover_fields(sheet)),
        blank("targets", target_fields(sheet.categories), seen=version(session, _targets_of(row.id)), **amounts),
    ]
