"""The design system, live: every piece pages are made of, drawn by the macros that pages use."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from web.design import palette, samples
from web.frame import shell
from web.listing import asked_order, heading, here_with
from web.shell import NavItem, Pages

blueprint = Blueprint("design", __name__, url_prefix="/design")


@blueprint.get("")
def show() -> str:
    """Show the whole system, in the language of the page; `dir=turned` in the other direction."""
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("q", "state", "since", "until", "dir", "form")}
    order = asked_order(samples.KEYS, "-at")
    views, faults = samples.form(sent=asked["form"] == "faults")
    return render_template(
        "pages/design.html",
        shell=replace(shell(), turned=asked["dir"] == "turned"),
        asked=asked,
        order=order,
        lines=samples.lines(text=asked["q"], state=asked["state"], order=order),
        states=samples.STATES,
        sorted_by=lambda label, key: heading(label, key, order),
        pages=Pages(number=2, last=9, url=lambda number: here_with(page=number)),
        views=views,
        faults=faults,
        form_tabs=_form_tabs(asked["form"]),
        palette=palette,
        moment_shown=samples.MOMENT,
        where=samples.WHERE,
        days=samples.DAYS,
        clock_lines=samples.CLOCKS,
    )


def _form_tabs(chosen: str) -> list[NavItem]:
    ways = (("", _("Empty")), ("faults", _("Sent, with faults")))
    return [NavItem(label=label, url=f"{here_with(form=key)}#forms", current=key == chosen) for key, label in ways]
