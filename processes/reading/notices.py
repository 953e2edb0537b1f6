"""What somebody was told, as lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes import notices
from processes.organisation import Member
from processes.reading.lines import Lines
from processes.words import present_service, subject_name


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeLine:
    """A notice as a line."""

    tracking: str
    service: Words
    kind: str
    about: Words
    """The activity it is about."""
    at: datetime
    read: bool


def notice_lines(unit: Unit, member: Member) -> list[NoticeLine]:
    """Return what a person was told, the latest first."""
    found = notices.notices(unit.session, member)
    lines = Lines(unit, member, [InstanceId(notice.instance) for notice in found])
    return [
        NoticeLine(
            tracking=notice.tracking,
            service=present_service(lines.definitions[notice.instance], notice.service),
            kind=notice.kind,
            about=subject_name(lines.definitions[notice.instance], notice.element),
            at=notice.at,
            read=notice.read,
        )
        for notice in found
    ]
