"""The three services of support: what is known of a request when it begins (R6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.completion.command import Command, Start
from engine.values import Value
from processes.parts.part import Asked, Done
from processes.parts.support import ROUTING, routing
from processes.support import SERVICES


@dataclass(frozen=True, kw_only=True)
class SupportService:
    """The office's part of a service of support."""

    process: str
    sets = ROUTING

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return of a new request who is responsible for its system, and whether an expert of the unit is available."""
        if not isinstance(asked.command, Start):
            return {}
        return routing(asked, asked.command.values, str(asked.command.facts["unit"]), asked.member.id)

    def follow(self, done: Done) -> Sequence[Command]:
        """Return nothing: the paths do the work."""
        return ()


PARTS = [SupportService(process=service) for service in SERVICES]
