"""The page of a checked upload: its faults, its differences, what would follow, and the button that deploys it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template
from flask_babel import gettext as _

from engine.diagram.fault import Fault
from engine.difference import Difference
from engine.errors import KartablError
from processes import diagrams
from processes.change import NewerVersion, NoReason, Plan
from processes.change.plan import PlannedFile
from processes.diagrams import KIND_WORDS, VersionLine
from web.account import me
from web.drafts import Draft, keep
from web.faults import status_of
from web.i18n import current_language
from web.pages.marks import Marks, of_differences, with_faults
from web.wiring import kartabl

ABOUT_TIME = ("clock-", "timer-", "cycle-")
"""How the codes begin of the faults for which it helps to read how targets are written."""


@dataclass(frozen=True)
class News:
    """A file in which a newer version came: with which version, and what differs to the one that was started from."""

    file: PlannedFile
    version: VersionLine | None
    difference: Difference | None


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A file of the upload as the page shows it."""

    place: int
    planned: PlannedFile
    faults: Sequence[Fault]
    marks: Marks

    @property
    def kind_words(self) -> object:
        """What kind of file it is."""
        return KIND_WORDS[self.planned.source.kind]


def checked_page(
    plan: Plan | None, draft: Draft, *, refusal: KartablError | None = None, reason: str = ""
) -> tuple[str, int]:
    """Return the page and its status; with a plan that could be deployed, the draft is kept and named in it."""
    token, newer = None, []
    if plan is not None:
        newer = _news(plan, draft)
        token = keep(replace(draft, seen=plan.seen), me().id)
    with kartabl().store.reading() as unit:
        line = diagrams.service_line(unit, me(), draft.service) if draft.service else None
    page = render_template(
        "pages/diagram_check.html",
        plan=plan,
        files=_files(plan) if plan else [],
        line=line,
        token=token,
        newer=newer,
        about_time=plan is not None and any(fault.code.startswith(ABOUT_TIME) for fault in plan.faults),
        refusal=_sentence(refusal),
        reason_fault=_("Write why you deploy: the reason stays on record with the version.")
        if isinstance(refusal, NoReason)
        else None,
        reason=reason,
    )
    return page, _status(plan, refusal)


def _status(plan: Plan | None, refusal: KartablError | None) -> int:
    if refusal is not None:
        return status_of(refusal)
    return 422 if plan is not None and plan.errors else 200


def _sentence(refusal: KartablError | None) -> str | None:
    if refusal is None or isinstance(refusal, NoReason | NewerVersion) or getattr(refusal, "faults", None):
        return None  # said at the field, at the newer version, at each fault
    return refusal.message(current_language())


def _news(plan: Plan, draft: Draft) -> list[News]:
    """Return what came since in the files that somebody else changed."""
    found = plan.newer(draft.started_from)
    with kartabl().store.reading() as unit:
        versions = [diagrams.version_of(unit, me(), file.source) for file in found]
        differences = [diagrams.since(unit, file.before, draft.started_from[file.key]) for file in found]
    return [News(*each) for each in zip(found, versions, differences, strict=True)]


def _files(plan: Plan) -> list[CheckedFile]:
    found = []
    for place, planned in enumerate(plan.files):
        own = [fault for fault in plan.faults if fault.file in (planned.source.name, f"{planned.source.name}.form")]
        marks = with_faults(of_differences(planned.difference)[1], own)
        found.append(CheckedFile(place=place, planned=planned, faults=own, marks=marks))
    return found
