"""One case before the auditor: its records, as a page and as CSV, and its steps on the diagram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, get_template_attribute, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from processes import standing
from processes.audit.records import CaseRecords, RecordLine, case_records
from processes.audit.steps import Step, Steps, steps
from web.account import me
from web.doors import found_case
from web.i18n import current_language
from web.listing import pages
from web.pages.audit.blueprint import blueprint
from web.pages.audit.csv import send_csv
from web.wiring import kartabl

SIZE = 50


@blueprint.get("/cases/<tracking>")
def records(tracking: str) -> str:
    """Show the records of a case and their verdicts."""
    case = _records(tracking)
    shown = pages(len(case.records), SIZE)
    lines = case.records[(shown.number - 1) * SIZE : shown.number * SIZE]
    return render_template("pages/audit/records.html", case=case, lines=lines, pages=shown)


@blueprint.get("/cases/<tracking>/records.csv")
def records_csv(tracking: str) -> Response:
    """Send the records of a case as CSV."""
    case, language = _records(tracking), current_language()
    headings = [_("Number"), _("When"), _("Account"), _("Who"), _("On behalf of"), _("Signed in by"), _("Command"),
                _("About"), _("Values said"), _("Refused"), _("Chain"), _("Run again"), _("Request"),
                _("Hash"), _("What followed (hash)"), _("State (hash)"), _("Definition"), _("Engine")]  # fmt: skip
    return send_csv(f"{case.tracking}.csv", headings, [list(_row(line, language)) for line in case.records])


@blueprint.get("/cases/<tracking>/steps", endpoint="steps")
def step_by_step(tracking: str) -> str:
    """Show one step of a case, `step`; with JavaScript the page goes through all of them by itself."""
    found = _steps(tracking)
    number = request.args.get("step", "1")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    return render_template(
        "pages/audit/steps.html",
        tracking=tracking,
        found=found,
        place=min(max(1, place), max(1, len(found.steps))),
        marks={
            "diagrams": {id: url_for("audit.diagram", tracking=tracking, process=id) for id, _name in found.diagrams},
            "frames": [_frame(step) for step in found.steps],
        },
    )


@blueprint.get("/cases/<tracking>/frames.json")
def frames(tracking: str) -> Response:
    """Send the words of all steps of a case, as the page has those of one: a page that goes on to another needs them."""
    found = _steps(tracking)
    words = get_template_attribute("pages/audit/step.html", "step_words")
    said = get_template_attribute("pages/audit/step.html", "step_said")
    return jsonify(frames=[_told(step, str(words(step)), str(said(step))) for step in found.steps])


@blueprint.get("/cases/<tracking>/diagram.bpmn")
def diagram(tracking: str) -> Response:
    """Send a diagram on which a case ran: the service's own, or that of the called process `process`."""
    with kartabl().store.reading() as unit:
        source = standing.diagram(unit, found_case(unit, tracking), request.args.get("process"))
    return Response(source, mimetype="application/xml")


def _records(tracking: str) -> CaseRecords:
    office = kartabl().office
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        return case_records(unit, me(), case, origin=office.engine.origin, files=office.files.store)


def _steps(tracking: str) -> Steps:
    with kartabl().store.reading() as unit:
        return steps(unit, me(), found_case(unit, tracking), origin=kartabl().office.engine.origin)


def _frame(step: Step) -> dict[str, Any]:
    """Return what is to be marked on which diagram at a step."""
    return {"process": step.process, "entered": step.entered, "flows": step.flows, "tokens": step.tokens}


def _told(step: Step, words: str, said: str) -> dict[str, Any]:
    return {
        "seq": step.entry.seq,
        "at": step.entry.at.isoformat(),
        "verdict": step.proven,
        "said": " ".join(said.split()),
        "words": words,
    }


def _row(line: RecordLine, language: str) -> Iterator[object]:
    entry = line.entry
    fa = language == "fa"
    yield line.seq
    yield entry.at.isoformat() if entry else ""
    yield line.actor
    for words in (entry.who, entry.on_behalf_of) if entry else (None, None):
        yield words and (words.fa if fa else words.en)
    yield line.authn
    yield line.command
    yield (entry.element.fa if fa else entry.element.en) if entry and entry.element else line.element
    yield "; ".join(": ".join(each.fa if fa else each.en for each in pair) for pair in entry.said) if entry else ""
    yield (entry.refused.fa if fa else entry.refused.en) if entry and entry.refused else ""
    beyond = _("not reached")
    yield {"good": _("whole"), "bad": _("broken"), "beyond": beyond}[line.chained]
    yield {"good": _("the same"), "bad": _("something else"), "beyond": beyond}[line.again]
    yield from (line.request, line.hash, line.derived, line.state, line.definition, line.engine)
