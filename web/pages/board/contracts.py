"""The boards of support contracts: how what they promise was kept, as pages and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import Response, render_template
from flask_babel import gettext as _

from engine.calendar import read_amount
from engine.form import Words
from processes.amounts import amount_words
from processes.board.contracts import (
    PAGE,
    TARGETS,
    VERDICTS,
    Measured,
    Narrowed,
    Period,
    behind,
    behind_count,
    contract_board,
    contract_line,
    contracts_for,
)
from processes.dates import month_words
from processes.keeping.names import SEVERITIES
from processes.support import SERVICES
from web.account import me
from web.i18n import current_language
from web.listing import asked_page, pages_of
from web.pages.audit.csv import send_csv
from web.pages.board.asking import month_options, read_month, text, this_month, written_month
from web.pages.board.blueprint import blueprint
from web.pages.board.director import minutes
from web.persian import short_moment
from web.shell import Heading
from web.wiring import kartabl

MOST_MONTHS = 36


@blueprint.get("/contracts")
def contracts() -> str:
    """Show the contracts with how each was kept in the last months."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        period = _period(now)
        boards = [contract_board(unit, me(), line.row.id, period, now) for line in contracts_for(unit, me())]
        return render_template(
            "pages/board/contracts.html",
            boards=boards,
            period=period,
            query=_query(period),
            months=month_options(now),
            headings=[
                _("Contract"), _("Company"), _("Systems covered"), _("Last day"), _("Met"), Heading(label=_("Missed"), number=True),
                _("Missed by, working time"), Heading(label=_("Running now"), number=True),
            ],
        )  # fmt: skip


@blueprint.get("/contracts/<int:key>")
def contract(key: int) -> str:
    """Show how a contract was kept."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        period = _period(now)
        return render_template(
            "pages/board/contract.html",
            board=contract_board(unit, me(), key, period, now),
            period=period,
            query=_query(period),
            since=month_words(period.since),
            until=month_words(period.until),
            months=month_options(now),
        )


@blueprint.get("/contracts/<int:key>/figures.csv")
def contract_csv(key: int) -> Response:
    """Send the figures of a contract as CSV."""
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        board = contract_board(unit, me(), key, _period(now), now)
    headings = [_("Kind of support"), _("Severity"), _("Target"), _("Met"), _("Missed"), _("Met, per cent"),
                _("Missed by, minutes"), _("Running now"), _("Past the target now")]  # fmt: skip
    rows = [
        [_said(each.category_words), _said(each.severity_words), _said(each.target_words), each.kept.met, each.kept.missed,
         None if each.kept.share is None else round(100 * each.kept.share, 1), minutes(each.kept.over), each.kept.running, each.kept.late]
        for each in board.promises
    ]  # fmt: skip
    return send_csv(f"contract-{key}.csv", headings, rows)


@blueprint.get("/contracts/<int:key>/cases")
def contract_cases(key: int) -> str:
    """Show a page of the cases behind a figure of a contract."""
    narrowed = _narrowed()
    with kartabl().store.reading() as unit:
        now = kartabl().office.now(unit.session)
        line, period = contract_line(unit, me(), key), _period(now)
        number = line.row.number
        count = behind_count(unit, number, period, narrowed)
        lines = list(behind(unit, me(), number, period, narrowed, now, skip=(asked_page() - 1) * PAGE))
        return render_template(
            "pages/board/contract_cases.html",
            line=line,
            lines=lines,
            found=count,
            narrowed=narrowed,
            query=_query(period),
            period=period,
            categories=list(SERVICES.items()),
            severities=list(SEVERITIES.items()),
            targets=list(TARGETS.items()),
            verdicts=verdict_words(),
            months=month_options(now),
            pages=pages_of(count, PAGE),
            now=now,
        )


@blueprint.get("/contracts/<int:key>/cases.csv")
def contract_cases_csv(key: int) -> Response:
    """Send all cases behind a figure of a contract as CSV, as they are read."""
    narrowed, reader, app = _narrowed(), me(), kartabl()
    with app.store.reading() as unit:
        now = app.office.now(unit.session)
        line, period = contract_line(unit, reader, key), _period(now)
        number = line.row.number
    words = dict(verdict_words())

    def rows() -> Iterator[list[object]]:
        with app.store.reading() as unit:
            for each in behind(unit, reader, number, period, narrowed, now, size=None):
                yield _row(each, words)

    headings = [_("Tracking number"), _("Kind of support"), _("Severity"), _("Target"), _("Time given"), _("Handed over"), _("Due"),
                _("Met or ended"), _("Used, minutes"), _("Missed by, minutes"), _("Verdict")]  # fmt: skip
    return send_csv(f"contract-{key}-cases.csv", headings, rows())


def verdict_words() -> list[tuple[str, str]]:
    """Return what can have become of a target, in words."""
    return list(zip(VERDICTS, (_("met"), _("missed"), _("still running")), strict=True))


def _row(each: Measured, words: dict[str, str]) -> list[object]:
    zone, language = kartabl().settings.time_zone, current_language()
    started, due, stopped = (
        short_moment(at, zone, language) if at else None for at in (each.started_at, each.due, each.stopped_at)
    )
    return [each.tracking, _said(each.category), _said(each.severity), _said(each.target), _given(each), started, due, stopped,
            minutes(each.used), minutes(each.over), words[each.verdict]]  # fmt: skip


def _given(each: Measured) -> str | None:
    """Return the time that was given: as an amount, or the moment that was agreed."""
    if each.amount is None or read_amount(each.amount) is not None:
        return each.amount and _said(amount_words(each.amount))
    return short_moment(datetime.fromisoformat(each.amount), kartabl().settings.time_zone, current_language())


def _period(now: datetime) -> Period:
    last = min(read_month(text("until")) or this_month(now), this_month(now))
    since = read_month(text("since"))
    first = since if since is not None and since <= last else last - 11
    return Period(since=max(first, last - MOST_MONTHS + 1), until=last)


def _query(period: Period) -> dict[str, str]:
    return {"since": written_month(period.since), "until": written_month(period.until)}


def _narrowed() -> Narrowed:
    return Narrowed(
        category=text("category"), severity=text("severity"), target=text("target"), verdict=text("verdict")
    )


def _said(words: Words) -> str:
    return words.fa if current_language() == "fa" else words.en
