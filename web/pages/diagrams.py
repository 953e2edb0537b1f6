"""Diagrams: what is deployed, its versions and their differences, to download; and an owner's upload."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from engine.definition import Source
from engine.diagram.drawing import drawing
from engine.errors import Conflict, KartablError
from processes import diagrams, shipped
from processes.change import (
    FileTooLarge,
    NewerVersion,
    NoFile,
    NoReason,
    NothingDiffers,
    Upload,
    check_files,
    deploy_files,
    uploaded,
)
from processes.deployment import Deployment, FaultyDiagram
from processes.permissions import Action, demand_may, may
from processes.shelf import file_name
from web.account import me
from web.drafts import Draft, draft_of
from web.pages.checked import checked_page
from web.pages.marks import of_differences
from web.uploads import count_file
from web.wiring import kartabl

blueprint = Blueprint("diagrams", __name__, url_prefix="/diagrams")
TYPES = {"diagram": "application/xml", "decision": "application/xml", "form": "application/json"}


@blueprint.get("")
def show() -> str:
    """Show all services as they are deployed, and what is shipped and new."""
    with kartabl().store.reading() as unit:
        lines, offered = diagrams.service_lines(unit, me()), shipped.offers(unit)
    return render_template("pages/diagrams.html", lines=lines, offers=offered, may_deploy=may(me(), Action.DEPLOY))


@blueprint.get("/<service>")
def service(service: str) -> str:
    """Show a service: the diagram of a version, its files, all versions."""
    version = _number("version")
    with kartabl().store.reading() as unit:
        line = diagrams.service_line(unit, me(), service, version)
    drawn = [file for file in line.files if file.kind == "diagram"]
    wanted = request.args.get("file", "")
    shown = next((file for file in drawn if file.name == wanted), drawn[0])
    return render_template(
        "pages/service_diagram.html", line=line, drawn=drawn, shown=shown, may_deploy=may(me(), Action.DEPLOY)
    )


@blueprint.get("/<service>/difference")
def difference(service: str) -> str:
    """Show what differs between two versions of a service."""
    with kartabl().store.reading() as unit:
        line = diagrams.service_line(unit, me(), service)
        after = _number("after") or line.version.number
        before = _number("before") or max(1, after - 1)
        found = diagrams.version_differences(unit, service, before, after)
    files = [(file, of_differences(file.difference)) for file in found]
    return render_template("pages/diagram_difference.html", line=line, before=before, after=after, files=files)


@blueprint.get("/<service>/<int:version>/<kind>/<name>")
def file(service: str, version: int, kind: str, name: str) -> Response:
    """Send a file of a version to be saved under its name."""
    with kartabl().store.reading() as unit:
        return _sent(diagrams.file_at(unit, service, version, kind, name))


@blueprint.get("/<service>/<int:version>/drawing/<name>", endpoint="drawing")
def drawing_of(service: str, version: int, name: str) -> Response:
    """Send a diagram of a version to be drawn."""
    with kartabl().store.reading() as unit:
        return _drawn(diagrams.file_at(unit, service, version, "diagram", name))


@blueprint.get("/drafts/<token>/<int:place>")
def draft(token: str, place: int) -> Response:
    """Send a diagram of a checked upload to who uploaded it, to be drawn."""
    uploads = draft_of(token, me().id).uploads
    if place >= len(uploads) or uploads[place].kind != "diagram":
        raise NotFound
    upload = uploads[place]
    return _drawn(Source(kind=upload.kind, name=upload.name, content=upload.content))


@blueprint.post("/check")
def check() -> str | tuple[str, int]:
    """Check an upload and show what would follow; nothing is deployed."""
    reason, service = request.form.get("reason", ""), request.form.get("service") or None
    try:
        uploads = [_uploaded(each) for each in request.files.getlist("files") if each.filename]
        if not uploads:
            raise NoFile
        plan = check_files(kartabl().office, me().id, uploads)
    except KartablError as refusal:
        return checked_page(None, Draft(uploads=(), service=service), refusal=refusal, reason=reason)
    started_from = _started_from(service, request.form.get("since", ""))
    return checked_page(plan, Draft(uploads=uploads, service=service, started_from=started_from), reason=reason)


@blueprint.post("/deploy")
def deploy() -> AnyResponse | tuple[str, int] | str:
    """Deploy what was checked, with a reason."""
    found, reason = draft_of(request.form.get("draft", ""), me().id), request.form.get("reason", "")
    known = {**found.started_from, **found.seen} if request.form.get("anyway") else {**found.seen, **found.started_from}
    # what was deployed since the check is news to who pressed the button, whatever was ticked on that page
    return _deployed(found, reason, known)


@blueprint.post("/shipped")
def take() -> AnyResponse | tuple[str, int] | str:
    """Take what is shipped and new: of one service, or all of it."""
    wanted = [service for service in request.form.getlist("service") if service]
    with kartabl().store.reading() as unit:
        uploads = shipped.chosen(shipped.offers(unit), wanted)
    return _deployed(Draft(uploads=uploads), request.form.get("reason", ""), {})


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_fault: RequestEntityTooLarge) -> str | tuple[str, int]:
    """Say at the upload that it is too large."""
    page = checked_page(None, Draft(uploads=()), refusal=FileTooLarge(file=_("the upload")))
    return page[0], 413


def _deployed(found: Draft, reason: str, known: dict[str, str]) -> AnyResponse | tuple[str, int] | str:
    try:
        versions = deploy_files(kartabl().office, me().id, found.uploads, reason=reason, started_from=known)
    except (FaultyDiagram, NewerVersion, NoReason, NothingDiffers) as refusal:
        plan = check_files(kartabl().office, me().id, found.uploads)
        return checked_page(plan, replace(found, started_from=known), refusal=refusal, reason=reason)
    except Conflict:
        raise
    except KartablError as refusal:
        demand_may(me(), Action.DEPLOY)
        return checked_page(None, found, refusal=refusal, reason=reason)
    flash(_told(versions), "good")
    if len(versions) == 1:
        return redirect(url_for("diagrams.service", service=versions[0].service), code=303)
    return redirect(url_for("diagrams.show"), code=303)


def _told(versions: list[Deployment]) -> str:
    if len(versions) == 1:
        return _(
            "Deployed as version %(number)s. New cases take it; running ones stay on theirs.",
            number=versions[0].version,
        )
    return _(
        "Deployed; services with a new version: %(number)s. New cases take it; running ones stay on theirs.",
        number=len(versions),
    )


def _uploaded(file: FileStorage) -> Upload:
    count_file(file.filename or "")
    return uploaded(file.filename or "", file.stream.read())


def _started_from(service: str | None, since: str) -> dict[str, str]:
    """Return the digests of the files of the version that an owner says the work started from."""
    if not service or not since.isdecimal():
        return {}
    with kartabl().store.reading() as unit:
        definition = diagrams.definition_at(unit, service, int(since))
    return {f"{source.kind}/{source.name}": source.digest for source in definition.sources}


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def _drawn(source: Source) -> Response:
    """Return a diagram as far as it is seen; a file to be saved, for whoever would open it by itself: it came from outside."""
    return _sent(Source(kind=source.kind, name=source.name, content=drawing(source.content, source.name)))


def _sent(source: Source) -> Response:
    answer = Response(source.content, mimetype=TYPES[source.kind])
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(source.kind, source.name))
    return answer
