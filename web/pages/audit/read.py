"""Who read which page of the audit."""

from __future__ import annotations

from functools import partial

from flask import render_template

from processes.audit import readings
from processes.audit.choices import choices
from processes.audit.readings import Whose
from web.account import me
from web.listing import pages
from web.pages.audit.asking import text
from web.pages.audit.blueprint import blueprint
from web.pages.audit.words import asked_words, options
from web.wiring import kartabl

SIZE = 100


@blueprint.get("/readings")
def who_read() -> str:
    """Show who looked at which page of the audit, the latest first."""
    whose = Whose(person=text("person"), tracking=text("case"))
    with kartabl().store.reading() as unit:
        count = readings.count(unit.session, whose)
        shown = pages(count, SIZE)
        lines = readings.readings(unit.session, whose, on=me().on, offset=(shown.number - 1) * SIZE, limit=SIZE)
        words = partial(asked_words, options=options(choices(unit)))
        return render_template(
            "pages/audit/readings.html", whose=whose, lines=lines, words=words, count=count, pages=shown
        )
