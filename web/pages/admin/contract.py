"""One support contract: its period and terms, the systems it covers, what it promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from engine.form import Words
from processes.keeping import contracts as keeping
from processes.keeping.meanwhile import Thing, version
from processes.keeping.names import SEVERITIES
from processes.keeping.read import contracts as read
from processes.keeping.record import By
from processes.tables import DbContract, DbContractSystem, DbContractTarget
from web.account import me
from web.pages.admin.acts import Act, submit
from web.pages.admin.contracts import period_fields
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import said
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl

HOUR = timedelta(hours=1)
TIMES = ("response", "resolution")
Answer = Response | tuple[str, int]


@blueprint.get("/contracts/<int:key>")
def contracts_one(key: int) -> str:
    """Show all that is kept of a contract."""
    return _page(key)


@blueprint.post("/contracts/<int:key>")
def contracts_change(key: int) -> Answer:
    """Change a contract's period or its terms."""
    form = posted("contract", period_fields())

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
    """Return two fields for each kind of support and severity: hours to response, hours to resolution."""
    times = {"response": _("Response"), "resolution": _("Resolution")}
    kinds, severities = said(categories), said(SEVERITIES)
    return [
        Field(
            name=f"{category}.{severity}.{time}", kind="number", needed=False, longest=12,
            label=f"{kinds[category]}{_(', ')}{severities[severity]}{_(', ')}{times[time]}",
        )
        for category, severity in read.target_keys(categories)
        for time in TIMES
    ]  # fmt: skip


def _cover_fields(sheet: read.ContractSheet) -> list[Field]:
    return [Field(name="system", label=_("System"), kind="choice", options=said(sheet.uncovered))]


def _targets(form: Form, categories: Mapping[str, Words]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return what was typed into the grid, in seconds; tell where one of the two is missing or they do not fit."""
    targets: dict[tuple[str, str], tuple[int, int]] = {}
    for category, severity in read.target_keys(categories):
        names = [f"{category}.{severity}.{time}" for time in TIMES]
        hours: list[Decimal | None] = [form.values.get(name) for name in names]
        for name, value in zip(names, hours, strict=True):
            if value is None and any(each is not None for each in hours):
                form.faults.setdefault(name, _("Give both times, or neither."))
            if value is not None and not 0 < value <= 100_000:
                form.faults.setdefault(name, _("Please give hours greater than zero."))
        response, resolution = hours
        if response is not None and resolution is not None:
            if response > resolution:
                form.faults.setdefault(names[1], _("Resolution cannot be sooner than response."))
            targets[category, severity] = (round(response * 3600), round(resolution * 3600))
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
        forms = {form.id: form for form in _forms(unit.session, sheet)} | ({sent.id: sent} if sent else {})
        return render_template(
            "pages/admin/contract.html", sheet=sheet, forms=forms, sent=sent.id if sent else None, severities=SEVERITIES,
        )  # fmt: skip


def _forms(session: Session, sheet: read.ContractSheet) -> list[Form]:
    row = sheet.line.row
    hours = {
        f"{category}.{severity}.{time}": f"{length / HOUR:g}"
        for (category, severity), cell in sheet.targets.items()
        for time, length in zip(TIMES, cell, strict=True)
    }
    seen = version(session, Thing(table=DbContract, key=row.id))
    return [
        blank("contract", period_fields(), seen=seen, since=row.since, until=row.until, terms=row.terms),
        blank("cover", _cover_fields(sheet)),
        blank("targets", target_fields(sheet.categories), seen=version(session, _targets_of(row.id)), **hours),
    ]
