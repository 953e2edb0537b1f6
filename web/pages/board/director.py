"""The director's board, as a page and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from flask import Response, render_template
from flask_babel import gettext as _

from engine.form import Words
from processes.board import Board, Figures, board
from processes.permissions import Action, may
from processes.reading.choices import choices
from processes.registration import CHANNELS
from web.account import me
from web.i18n import current_language
from web.pages.audit.csv import send_csv
from web.pages.board.asking import asked, month_options, own_units, query, written_month
from web.pages.board.blueprint import blueprint
from web.wiring import kartabl


@blueprint.get("")
def show() -> str:
    """Show how cases stand now and what became of them by month."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        wanted, can = asked(now), choices(unit)
        return render_template(
            "pages/board/director.html",
            board=board(unit, wanted, can, now),
            asked=wanted,
            query=query(wanted),
            services=can.services,
            units=own_units(can, wanted),
            channels=list(CHANNELS.items()),
            months=month_options(now),
            written_month=written_month,
            contracts=may(me(), Action.READ_CONTRACT),
        )


@blueprint.get("/figures.csv")
def figures_csv() -> Response:
    """Send the figures of the board as CSV."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        found = board(unit, asked(now), choices(unit), now)
    headings = [_("Part"), _("Of what"), _("Open now"), _("At risk now"), _("Past a target now"), _("Asked for"), _("Ended"),
                _("Missed a time"), _("Median working time, minutes")]  # fmt: skip
    return send_csv("board.csv", headings, list(_rows(found)))


def _rows(found: Board) -> Iterator[Sequence[object]]:
    yield _row(_("All"), None, found.whole)
    for part, groups in (
        (_("Service"), found.services), (_("Unit"), found.units), (_("Layer"), found.layers), (_("Channel"), found.channels),
    ):  # fmt: skip
        for group in groups:
            yield _row(part, group.name, group.figures)
    for line in found.months:
        yield [
            _("Month"),
            _said(line.name),
            None,
            None,
            None,
            line.asked,
            line.ended,
            line.missed,
            minutes(line.median),
        ]


def _row(part: str, name: Words | None, figures: Figures) -> Sequence[object]:
    return [
        part,
        name and _said(name),
        figures.open,
        figures.risk,
        figures.late,
        figures.asked,
        figures.ended,
        figures.missed,
        None,
    ]


def minutes(time: timedelta | None) -> int | None:
    """Return whole minutes, as a spreadsheet reckons with them."""
    return None if time is None else round(time / timedelta(minutes=1))


def _said(words: Words) -> str:
    return words.fa if current_language() == "fa" else words.en
