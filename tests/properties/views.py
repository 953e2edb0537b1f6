"""What can be seen of an instance after a command, in one form for the engine and for the oracle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.completion.derived import Derived
from engine.instance.state import State
from tests.properties.oracle import Game

Local = tuple[tuple[str, object], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """Open tasks with their local variables, timers with due times, variables, status, and what the command did."""

    tasks: Counter[tuple[str, Local]]
    jobs: Counter[tuple[str, str]]
    variables: dict[str, object]
    status: str
    told: Counter[str]

    def difference(self, other: View) -> str:
        """Return the parts in which `other` differs, a line each; empty where it does not."""
        lines = []
        for part in ("tasks", "jobs", "variables", "status", "told"):
            mine, its = getattr(self, part), getattr(other, part)
            if mine != its:
                lines.append(
                    f"  {part}: expected {_short(mine, its)}\n  {' ' * len(part)}     found {_short(its, mine)}"
                )
        return "\n".join(lines)


def _short(mine: Any, other: Any) -> str:
    if not isinstance(mine, Mapping):
        return str(mine)
    return str({key: value for key, value in mine.items() if other.get(key) != value})


def of_state(state: State, derived: Derived) -> View:
    """Return what the engine shows."""
    return View(
        tasks=Counter((task.element, local_of(task.local)) for task in state.tasks.values()),
        jobs=Counter((job.element, job.due.isoformat()) for job in state.jobs.values()),
        variables={name: plain(value) for name, value in state.variables.items()},
        status=state.status,
        told=Counter(_told(derived)),
    )


def _told(derived: Derived) -> Iterable[str]:
    for happening in derived:
        match happening.what:
            case "taken":
                yield f"taken {happening['flow']}"
            case "sent" | "signalled":
                yield f"{happening.what} {happening['element']}"
            case "escalated" | "failed":
                kind = "escalation" if happening.what == "escalated" else "error"
                yield f"{kind} {happening['element']} {'caught' if happening['caught'] else 'lost'}"


def of_game(game: Game) -> View:
    """Return what the oracle says."""
    return View(
        tasks=Counter((key, local_of(local)) for key, local, _, _ in game.tasks()),
        jobs=Counter((key, due.isoformat()) for key, due, _, _ in game.timers()),
        variables=dict(game.variables),
        status=game.status,
        told=game.told.copy(),
    )


def local_of(variables: Mapping[str, Any]) -> Local:
    """Return local variables in a form that can be counted."""
    return tuple(sorted((name, plain(value)) for name, value in variables.items()))


def plain(value: Any) -> Any:
    """Return numbers as int, lists of them as lists."""
    if isinstance(value, Decimal):
        return int(value)
    return [plain(item) for item in value] if isinstance(value, list) else value
