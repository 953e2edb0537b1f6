"""The cases behind a figure of the director's board."""

from __future__ import annotations

from flask import render_template

from processes.board.behind import PAGE, WHAT, behind
from processes.organisation import ROLES
from processes.reading.choices import choices
from processes.registration import CHANNELS
from web.account import me
from web.listing import asked_page, pages_of
from web.pages.board.asking import asked, month_options, own_units, query, text
from web.pages.board.blueprint import blueprint
from web.wiring import kartabl


@blueprint.get("/cases")
def cases() -> str:
    """Show a page of the cases behind a figure."""
    office = kartabl().office
    what = text("what") if text("what") in WHAT else "open"
    layer = text("layer") if text("layer") in ROLES else ""
    with kartabl().store.reading() as unit:
        now = office.now(unit.session)
        wanted, can = asked(now), choices(unit)
        found = behind(unit, me(), wanted, what, layer, now=now, zone=office.time_zone, skip=(asked_page() - 1) * PAGE)
        return render_template(
            "pages/board/cases.html",
            found=found,
            what=what,
            layer=layer,
            layers={key: {"fa": fa, "en": en} for key, (fa, en) in ROLES.items()},
            asked=wanted,
            query=query(wanted),
            services=can.services,
            units=own_units(can, wanted),
            channels=list(CHANNELS.items()),
            months=month_options(now),
            pages=pages_of(found.found, PAGE),
            now=now,
        )
