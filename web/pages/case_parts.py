"""What belongs to a case and is opened by itself: its diagrams, letters and files."""

from __future__ import annotations

from flask import Response, jsonify, render_template, request, url_for
from werkzeug.exceptions import NotFound

from engine.instance.state import InstanceId
from processes import reading, standing
from processes.casefile import belongs_to_a_letter, letter_file, meeting_of
from processes.files.rows import find_file
from processes.invitation import invitation
from processes.permissions import Action
from processes.words import present_service
from web.account import me
from web.doors import found_case
from web.i18n import current_language
from web.pages.cases import blueprint
from web.pages.given import send_given
from web.wiring import kartabl


@blueprint.get("/<tracking>/diagram.bpmn")
def diagram(tracking: str) -> Response:
    """Send a diagram that the case runs on: the service's own, or that of the called process `process`."""
    with kartabl().store.reading() as unit:
        source = standing.diagram(unit, found_case(unit, tracking), request.args.get("process"))
    return Response(source, mimetype="application/xml")


@blueprint.get("/<tracking>/marks.json")
def marks(tracking: str) -> Response:
    """Send where the case stands in such a diagram, and what it passed."""
    with kartabl().store.reading() as unit:
        found = standing.marks(unit, found_case(unit, tracking), request.args.get("process"))
    return jsonify(current=list(found.current), passed=list(found.passed), flows=list(found.flows))


@blueprint.get("/<tracking>/letters/<int:number>")
def letter(tracking: str, number: int) -> str:
    """Show a letter as it prints: the case's first, second …"""
    with kartabl().store.reading() as unit:
        found = letter_file(unit, me(), found_case(unit, tracking), number)
    if found is None:
        raise NotFound
    return render_template("pages/letter.html", tracking=tracking, letter=found.letter, people=found.people)


@blueprint.get("/<tracking>/meeting.ics", defaults={"number": 0})
@blueprint.get("/<tracking>/meetings/<int:number>.ics")
def meeting(tracking: str, number: int) -> Response:
    """Send a meeting of a case, the last one without a number, as a file that calendars take."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        found = meeting_of(unit, me(), case, number)
        if found is None:
            raise NotFound
        definition = unit.definition(unit.load(InstanceId(case.instance)).definition)
        content = invitation(
            found, instance=case.instance, tracking=case.tracking, service=present_service(definition, case.service),
            zone=definition.zone, origin=kartabl().settings.origin, language=current_language(),
            url=url_for("cases.show", tracking=case.tracking, _external=True),
        )  # fmt: skip
    answer = Response(content, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer.headers["Content-Disposition"] = f'attachment; filename="meeting-{case.tracking}-{found.number}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"  # it may be arranged again, and names people
    return answer


@blueprint.get("/<tracking>/files/<int:file_id>")
def file(tracking: str, file_id: int) -> Response:
    """Send a file of a case, to be saved; what a browser shows safely is shown, outside our origin."""
    with kartabl().store.reading() as unit:
        case = found_case(unit, tracking)
        found = find_file(unit.session, case.instance, file_id)
        if belongs_to_a_letter(unit, case, found):
            reading.find(unit, me(), tracking, Action.SEE_LETTERS)
    return send_given(kartabl().office.files.store, found)
