"""Words in both languages for what the diagrams, the engine and the office name by keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.definition import Definition
from engine.diagram.model import Element, Process, Scope
from engine.form import Words
from engine.instance.failure import CORRECTION
from engine.instance.state import State
from engine.task import Open
from processes.organisation import ROLES, Member
from processes.support import SERVICES

OWN_LABELS = {
    "giving_note": Words(fa="یادداشت واگذاری", en="Note"),
    "withdrawal_reason": Words(fa="دلیل انصراف", en="Reason of the withdrawal"),
    "ending_reason": Words(fa="دلیل پایان دادن", en="Reason for ending it"),
    "comment": Words(fa="یادداشت", en="Comment"),
    "calendar": Words(fa="تقویم کاری", en="Working calendar"),
    "unit_calendar": Words(fa="تقویم کاری واحد", en="Working calendar of the unit"),
    "calendars": Words(fa="نسخهٔ تقویم‌های کاری", en="Versions of the working calendars"),
    "caller_name": Words(fa="نام تماس‌گیرنده", en="Caller's name"),
    "caller_mobile": Words(fa="همراه تماس‌گیرنده", en="Caller's mobile"),
}
"""Labels of what the office itself asks, beside the forms of the services."""
CORRECTED = Words(fa="به‌روز شدن تقویم کاری پرونده", en="Following a change of the working calendar")
"""What can fail in a case and is no element's."""


def service_name(definition: Definition) -> Words:
    """Return the name of a service: that of its process."""
    return process_name(definition.main)


def process_name(process: Process) -> Words:
    """Return the name of a process, and in English its property `name_en`."""
    name = process.name or process.id
    return Words(fa=name, en=process.properties.get("name_en") or name)


def present_service(definition: Definition, service: str) -> Words:
    """Return the name of the service that a case is now: its definition's own, or the kind of support it was turned into."""
    if service == definition.process:
        return service_name(definition)
    return SERVICES.get(service) or Words(fa=service, en=service)


def usual_time(definition: Definition) -> Words | None:
    """Return how long a service usually takes, in words; None where that is not said."""
    said = definition.main.properties
    return Words(fa=said["usual_time_fa"], en=said.get("usual_time_en", "")) if said.get("usual_time_fa") else None


def service_place(definition: Definition) -> int:
    """Return the place of a service in the catalogue; one that says none comes after those that do."""
    said = definition.main.properties.get("place", "")
    return int(said) if said.isdecimal() else 1000


def service_description(definition: Definition) -> Words:
    """Return the catalogue's text of a service."""
    properties = definition.main.properties
    return Words(fa=properties.get("description_fa", ""), en=properties.get("description_en", ""))


def element_name(definition: Definition, key: str) -> Words:
    """Return the name of an element; its key where it has none, or where the diagram does not have it."""
    element = definition.elements.get(key)
    if element is None or not (element.name or element.properties.get("name_en")):
        return Words(fa=key, en=key)
    return Words(fa=element.name or key, en=element.properties.get("name_en") or element.name or key)


def failed_name(definition: Definition, subject: str, element: str) -> Words:
    """Return the name of what failed in a case: that of its element, or what it is if it is no element's."""
    return CORRECTED if subject == CORRECTION else element_name(definition, element)


def awaited(definition: Definition, state: State | Open) -> list[tuple[Words, datetime]]:
    """Return the events at which a case waits for a day that somebody set, in words, and until when."""
    jobs = [job for job in state.jobs.values() if definition.element(job.element).kind == "intermediateCatchEvent"]
    return [(element_name(definition, job.element), job.due) for job in jobs]


def subject_name(definition: Definition, key: str) -> Words:
    """Return the name of what an event is about: what the boundary event before it stands on, or its event subprocess is in."""
    seen, here = {key}, definition.elements.get(key)
    while here is not None and here.attached_to is None:
        scope = scope_of(definition, here)
        before = [flow.source for flow in scope.incoming(here.id) if flow.source not in seen]
        if not before and here.kind == "startEvent":
            return _around(definition, key, here, scope)
        if len(before) != 1:
            return element_name(definition, key)
        seen.add(before[0])
        here = scope.elements[before[0]]
    about = here.attached_to if here is not None else None
    return element_name(definition, key if about is None else beside(key, about))


def _around(definition: Definition, key: str, start: Element, scope: Scope) -> Words:
    """Return the name of the subprocess in which the event subprocess of a start event is; of another start event the key's."""
    home = beside(key, scope.parent or "")
    timed = any(event.kind == "timer" for event in start.events)
    return element_name(definition, home if timed and home in definition.elements else key)


def beside(key: str, element: str) -> str:
    """Return the key of another element of the same process."""
    process, slash, _ = key.rpartition("/")
    return f"{process}{slash}{element}"


def scope_of(definition: Definition, element: Element) -> Scope:
    """Return the scope that directly contains an element."""
    scopes = (process.scopes.get(element.scope) for process in definition.processes.values())
    return next(scope for scope in scopes if scope is not None and scope.elements.get(element.id) is element)


def titled(member: Member | None, person_id: str) -> Words:
    """Return the name of a person with the title, where there is one."""
    name = person_name(member, person_id)
    if member is None or not (member.title_fa and member.title_en):
        return name
    return Words(fa=f"{name.fa} ({member.title_fa})", en=f"{name.en} ({member.title_en})")


def one_of(names: Sequence[Words]) -> Words:
    """Return names as a choice of one of them."""
    return Words(fa=" یا ".join(each.fa for each in names), en=" or ".join(each.en for each in names))


def group_name(group: str) -> Words:
    """Return the name of a role, written as a group: of a role of a unit, the role's."""
    fa, en = ROLES.get(group.partition("@")[0], (group, group))
    return Words(fa=fa, en=en)


def person_name(member: Member | None, person_id: str) -> Words:
    """Return the name of a person; the id where the organisation does not know it, and of the clock what it is."""
    if member is None:
        return Words(fa="ساعت", en="the clock") if person_id == "clock" else Words(fa=person_id, en=person_id)
    return Words(fa=member.name_fa, en=member.name_en)
