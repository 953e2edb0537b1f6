"""What became of the clocks of a case, command after command, in words: several that stood still together are told together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.clock import Target
from engine.definition import Definition
from engine.form import Words
from processes.amounts import amount_words
from processes.clocks.names import full_name, in_order, target_name, target_words
from processes.words import element_name

TOGETHER = frozenset({"clock_paused", "clock_resumed", "clock_stopped"})
"""What is told once of several clocks."""
FOR_EVERYBODY = frozenset({"clock_paused", "clock_resumed", "clock_changed"})
"""What is told in the history that the desks read: that a clock begins and stops goes without saying."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockTold:
    """Something that happened to clocks. `what` is as in `engine.completion.derived`."""

    what: str
    clocks: tuple[Words, ...]
    by: Words | None = None
    """Of a pause: the activity that stops them."""
    target: Words | None = None
    """Of a change: which target; None: all."""
    more: Words | None = None
    """Of a change: how much was given in addition."""
    to: Words | None = None
    """Of a change: what the target is from now on."""
    targets: tuple[tuple[Words, Words], ...] = ()
    """Of a beginning: each target, and what it is."""


class ClockTeller:
    """Tells what became of the clocks of one case; what was before must have been told."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.named: dict[str, Words] = {}
        """What each clock is called."""

    def told(self, happened: Iterable[Mapping[str, Any]]) -> list[ClockTold]:
        """Return what one command did to the clocks."""
        found: dict[Any, ClockTold] = {}
        for place, happening in enumerate(happened):
            if happening["what"].startswith("clock_"):
                one = self._told(happening)
                key = (one.what, one.by) if one.what in TOGETHER else place
                before = found.get(key)
                found[key] = one if before is None else replace(before, clocks=(*before.clocks, *one.clocks))
        return list(found.values())

    def pass_over(self, happened: Iterable[Mapping[str, Any]]) -> None:
        """Read what one command did to the clocks where nobody wants it in words."""
        for happening in happened:
            if happening["what"] == "clock_started":
                self._named(happening)

    def _named(self, happening: Mapping[str, Any]) -> None:
        id = happening["clock"]
        self.named[id] = full_name(self.definition, id, happening["name"], happening["element"])

    def _told(self, happening: Mapping[str, Any]) -> ClockTold:
        what, id = happening["what"], happening["clock"]
        if what == "clock_started":
            self._named(happening)
        clocks = (self.named.get(id) or Words(fa=id, en=id),)
        match what:
            case "clock_started":
                return ClockTold(what=what, clocks=clocks, targets=tuple(self._targets(happening["targets"])))
            case "clock_paused":
                return ClockTold(what=what, clocks=clocks, by=element_name(self.definition, happening["by"]))
            case "clock_changed":
                return self._changed(happening, clocks)
        return ClockTold(what=what, clocks=clocks)

    def _targets(self, written: Mapping[str, Any]) -> Iterator[tuple[Words, Words]]:
        for name in in_order(written):
            yield target_name(name), self._target(written[name])

    def _changed(self, happening: Mapping[str, Any], clocks: tuple[Words, ...]) -> ClockTold:
        target = target_name(happening["target"]) if happening.get("target") else None
        if "by" in happening:
            return ClockTold(what="clock_changed", clocks=clocks, target=target, more=amount_words(happening["by"]))
        return ClockTold(what="clock_changed", clocks=clocks, target=target, to=self._target(happening["to"]))

    def _target(self, written: Any) -> Words:
        return target_words(Target.from_json(written), self.definition.zone)
