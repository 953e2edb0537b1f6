"""What followed from a command, in words that need no diagram: tasks, timers, messages, decisions, ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.definition import Definition
from engine.form import Words
from processes import notices
from processes.clocks import ClockTeller, ClockTold
from processes.wording import Wording
from processes.words import element_name, group_name

SILENT = frozenset({"entered", "left", "taken", "set"})
"""What is seen on the diagram, or told as a change of the data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One thing that followed. `what` is as in `engine.completion.derived`; of a task that was closed, its outcome."""

    what: str
    about: Words
    """The element's name; of an end of the case, how it stands."""
    whom: Sequence[Words] = ()
    """Whose a task is or for whom it is, or who was told."""
    until: datetime | None = None
    """When a timer falls due now."""
    times: int = 1
    """For the how manieth time a task was opened."""
    more: str = ""
    """A message's or signal's name, a code, a decision with its rules, the kind of a notice, the topic of a work."""
    caught: bool = True
    """Of an error or an escalation: whether the diagram has an answer to it."""
    clocks: ClockTold | None = None
    """What became of clocks."""


class Teller:
    """Tells what followed, command after command of one case."""

    def __init__(self, definition: Definition, wording: Wording) -> None:
        self.definition, self.wording = definition, wording
        self.clocks = ClockTeller(definition)
        self.opened: Counter[str] = Counter()
        """How often each task was opened up to now."""

    def told(self, happened: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
        """Yield what followed from one command, but for what the diagram and the data show."""
        happened = list(happened)
        for happening in happened:
            silent = happening["what"] in SILENT or happening["what"].startswith("clock_")
            if not silent and (told := self._told(happening)) is not None:
                yield told
        for each in self.clocks.told(happened):
            yield Told(what=each.what, about=Words(fa="", en=""), clocks=each)

    def _told(self, happening: Mapping[str, Any]) -> Told | None:
        what, about = happening["what"], element_name(self.definition, happening.get("element", ""))
        match what:
            case "opened":
                self.opened[happening["element"]] += 1
                return Told(
                    what=what, about=about, whom=self._asked(happening), times=self.opened[happening["element"]]
                )
            case "assigned":
                assignee = happening["assignee"]
                return Told(what=what, about=about, whom=[self._who(assignee)] if assignee else ())
            case "closed":
                return Told(what=f"closed_{happening['outcome']}", about=about)
            case "job_set" | "job_moved":
                return Told(what=what, about=about, until=datetime.fromisoformat(happening["due"]))
            case "sent":
                return self._sent(happening, about)
            case "ended":
                return Told(what=what, about=Words(fa="", en=""), more=happening["status"])
            case "cancelled":
                return None if self._is_task(happening["element"]) else Told(what=what, about=about)
            case _:
                return Told(what=what, about=about, more=_more(happening), caught=bool(happening.get("caught", True)))

    def _is_task(self, key: str) -> bool:
        """Return whether an element is told as a task, a work or a timer anyway."""
        element = self.definition.elements.get(key)
        return element is not None and element.kind == "userTask"

    def _sent(self, happening: Mapping[str, Any], about: Words) -> Told:
        said = happening["properties"]
        if happening["message"] != notices.MESSAGE:
            return Told(what="sent", about=about, more=happening["message"])
        recipient = said.get("recipient") or "administrator"
        return Told(what="noticed", about=about, whom=[self._who(recipient)], more=said.get("notice") or "")

    def _asked(self, happening: Mapping[str, Any]) -> list[Words]:
        if happening.get("assignee"):
            return [self._who(happening["assignee"])]
        return [self._who(who) for who in (*happening.get("users", ()), *happening.get("groups", ()))]

    def _who(self, name: str) -> Words:
        return self.wording.person(name) if name in self.wording.people else group_name(name)


def _more(happening: Mapping[str, Any]) -> str:
    if happening["what"] == "decided":
        return ", ".join([happening["decision"], *happening["rules"]])
    return str(happening.get("topic") or happening.get("signal") or happening.get("code") or "")
