"""Doing what a form of the administration pages asks: as an administrator, on record, and only to the thing that was seen."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from engine.errors import BadInput, Conflict
from engine.store.port import Unit
from processes.keeping.meanwhile import ChangedMeanwhile, Thing, demand_unchanged, differences, since, version
from processes.keeping.read.changes import change_lines
from processes.keeping.record import By
from processes.keeping.rules import keeper
from web.account import me
from web.sheets import Form
from web.wiring import kartabl

Act = Callable[[Session, By], object]
WholeAct = Callable[[Unit, By], object]
"""What is also done to what the engine's store keeps."""
Answer = Response | tuple[str, int]


def submit(form: Form, act: Act, thing: Thing | None = None) -> bool:
    """Do what a form asks; return whether it is done. What is refused is told in the form, with all that was typed kept."""

    def checked(unit: Unit, by: By) -> None:
        if thing is not None:
            demand_unchanged(unit.session, thing, form.seen or 0)
        act(unit.session, by)

    return submit_whole(form, checked, thing)


def submit_whole(form: Form, act: WholeAct, thing: Thing | None = None) -> bool:
    """Do likewise what needs the whole unit of the store."""
    if form.faults:
        return False
    try:
        with kartabl().store.writing() as unit:
            act(unit, keeper(me(), kartabl().office.now(unit.session)))
        kartabl().wake()  # a calendar moves deadlines, a contract that was added is near its end
    except ChangedMeanwhile as fault:
        form.refuse(fault)
        _tell_meanwhile(form, thing)
    except (BadInput, Conflict) as fault:
        form.refuse(fault)
    return not form.faults


def answer(
    form: Form,
    act: Act,
    again: Callable[[Form], str],
    *,
    told: str,
    then: Callable[[], str],
    thing: Thing | None = None,
) -> Answer:
    """Do what a form asks, say so (`told`) and go on to the address that `then` gives; a refused form is shown `again`."""
    if not submit(form, act, thing):
        return again(form), 422
    flash(told, "good")
    return redirect(then(), code=303)


def do(act: Act) -> None:
    """Do what a button asks; a refusal is a page of its own."""
    with kartabl().store.writing() as unit:
        act(unit.session, keeper(me(), kartabl().office.now(unit.session)))
    kartabl().wake()


def _tell_meanwhile(form: Form, thing: Thing | None) -> None:
    """Show what is different now, and take over what was not touched here; sent again, the form knows it."""
    if thing is None:
        return
    with kartabl().store.reading() as unit:
        rows = since(unit.session, thing, form.seen or 0)
        form.meanwhile = change_lines(unit.session, rows, on=me().on)
        form.take_over(differences(rows, thing))
        form.seen = version(unit.session, thing)
