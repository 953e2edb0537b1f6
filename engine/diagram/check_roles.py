"""Check who does what: groups that are roles of the organisation, lanes that agree with them, forms where they are shown.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from engine.diagram import rules_language as rules
from engine.diagram.check_language import is_juel
from engine.diagram.fault import Fault, Thing
from engine.diagram.model import Element, Process
from engine.diagram.world import Part

_NARROWED: Final = re.compile(r'"([^"@,\\]+)@"\s*\+')
"""In FEEL: a role that is narrowed to something computed, `"clerk@" + unit`."""
_PLAIN: Final = re.compile(r'=\s*"([^"\\]*)"\s*')


def check_roles(part: Part) -> Iterator[Fault]:
    """Yield the faults of the groups that one scope names, and of lanes with a task of another role."""
    for element in part.scope.elements.values():
        yield from _groups(part, element, element.candidate_groups)
    if part.scope.parent is None:
        yield from _groups(part, part.process, part.process.candidate_starter_groups)
        yield from _lanes(part)


def roles(written: str | None) -> frozenset[str]:
    """Return the roles that candidate groups are surely made of: plain ones, and those FEEL narrows to a unit."""
    if not written or is_juel(written):
        return frozenset()
    if written.startswith("="):
        plain = _PLAIN.fullmatch(written)
        found = _NARROWED.findall(written) if plain is None else plain[1].split(",")
    else:
        found = written.split(",")
    # What follows an `@` narrows the role to a unit; the role itself stands before it.
    return frozenset(role for item in found if (role := item.partition("@")[0].strip()))


def _groups(part: Part, thing: Thing, written: str | None) -> Iterator[Fault]:
    known = part.world.groups
    if known is None:
        return
    if isinstance(thing, Element) or not (written or "").startswith("="):
        unknown = roles(written) - known
    else:
        unknown = frozenset({written or ""})  # who may start is never computed
    for group in sorted(unknown):
        yield rules.GROUP_UNKNOWN.at(part.file, thing, group=group)


def _lanes(part: Part) -> Iterator[Fault]:
    """Yield a task whose roles none of the others in its lane has, where all the others have one in common.

    What a boundary event leads to is passed over: an escalation is for the superior of those in the lane.
    """
    lanes: dict[str, list[tuple[Element, frozenset[str]]]] = defaultdict(list)
    for element in part.process.elements().values():
        own = roles(element.candidate_groups)
        if element.kind == "userTask" and element.lane and own and not _escalated(part.process, element):
            lanes[element.lane].append((element, own))
    for lane, tasks in lanes.items():
        for element, own in tasks:
            others = [theirs for other, theirs in tasks if other is not element]
            common = frozenset.intersection(*others) if len(others) > 1 else frozenset()
            if common and not own & frozenset.union(*others):
                mine, theirs_all = ", ".join(sorted(own)), ", ".join(sorted(common))
                yield rules.LANE_ROLE.at(part.file, element, lane=lane, own=mine, common=theirs_all)


def _escalated(process: Process, element: Element) -> bool:
    """Return whether the one way to an element, within its scope, begins at a boundary event."""
    seen, here = {element.id}, element
    scope = process.scopes[element.scope]
    while here.attached_to is None:
        before = [flow.source for flow in scope.incoming(here.id) if flow.source in scope.elements]
        if len(before) != 1 or before[0] in seen:
            return False
        seen.add(before[0])
        here = scope.elements[before[0]]
    return True
