"""Choose what happens next on a random path, and say what a command means to the oracle."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from engine.completion.command import (
    Actor,
    Assign,
    BroadcastSignal,
    Command,
    Comment,
    Complete,
    DeliverMessage,
    FireTimer,
    Start,
    Withdraw,
)
from engine.instance.state import State
from tests.properties.beliefs import Act
from tests.properties.oracle import Game
from tests.properties.pen import ITEMS, SIGNALS, VARIABLES
from tests.properties.plan import Plan
from tests.properties.views import local_of

CLERK = Actor(id="clerk", authn="test")


def first(plan: Plan, rng: random.Random, at: datetime) -> Start:
    """Return the start of an instance, with all variables that the diagram reads."""
    values: dict[str, object] = {name: rng.randint(0, 2) for name in VARIABLES}
    values |= {"items": _items(rng), **dict.fromkeys(plan.counters, 0)}
    return Start(actor=CLERK, at=at, values=values)


def following(state: State, game: Game, rng: random.Random, at: datetime, closed: Sequence[str]) -> Command:
    """Return the next command; `closed` are ids of tasks that are not open any more.

    A timer's job is chosen later: `FireTimer` stands for letting time pass until the next timer.
    """
    common: dict[str, Any] = {"actor": CLERK, "at": at}
    messages, tasks = game.names("message"), list(state.tasks)
    weights = {
        "complete": 12 * bool(tasks), "timer": 4 * bool(state.jobs), "message": 4 * bool(messages),
        "signal": 3 if game.names("signal") else 0.5, "assign": 0.5 * bool(tasks), "closed task": 1, "early timer": 0.5 * bool(state.jobs),
        "unknown message": 0.5, "comment": 0.3, "withdraw": 0.08,
    }  # fmt: skip
    match rng.choices(list(weights), list(weights.values()))[0]:
        case "complete":
            return Complete(**common, task=rng.choice(tasks), values=_values(rng))
        case "timer":
            return FireTimer(**common, job="")
        case "message":
            return DeliverMessage(**common, message=rng.choice(messages), values=_values(rng))
        case "signal":
            return BroadcastSignal(**common, signal=rng.choice(SIGNALS), values=_values(rng))
        case "assign":
            return Assign(**common, task=rng.choice(tasks), assignee=rng.choice(["zahra", None]))
        case "early timer":
            return FireTimer(**common, job=rng.choice(list(state.jobs)))
        case "comment":
            return Comment(**common, values=_values(rng))
        case "withdraw":
            return Withdraw(**common)
        case "closed task":
            return Complete(**common, task=rng.choice([*closed, "99.1"]), values=_values(rng))
    return DeliverMessage(**common, message="nobody waits for this", values=_values(rng))


def _values(rng: random.Random) -> dict[str, object]:
    values: dict[str, object] = {name: rng.randint(0, 2) for name in VARIABLES if rng.random() < 0.6}
    return values | ({"items": _items(rng)} if rng.random() < 0.1 else {})


def _items(rng: random.Random) -> list[str]:
    return list(ITEMS[: rng.randint(0, 3)])


def meanings(command: Command, state: State | None, game: Game) -> list[Act]:
    """Return all that `command` may mean in `game`; none where it must be refused.

    `state` is where the engine stands: it says what an id stands for.
    """
    if game.status != "running":
        return []
    match command:
        case Start():
            return [lambda game: game.start()]
        case Withdraw():
            return [lambda game: game.withdraw()]
        case Comment():
            return [lambda game: None]
        case BroadcastSignal():
            return [lambda game: game.broadcast(command.signal, dict(command.values))]
        case Assign() if state is not None and command.task in state.tasks:
            return [lambda game: None]
        case Complete() if state is not None and command.task in state.tasks:
            return _completions(state, command.task, game)
        case FireTimer() if state is not None and command.job in state.jobs:
            if command.at < state.jobs[command.job].due:
                return []
            return _firings(state, command.job, game)
        case DeliverMessage():
            return _deliveries(command.message, game)
    return []


def _completions(state: State, task_id: str, game: Game) -> list[Act]:
    task = state.tasks[task_id]
    meant = (task.element, local_of(task.local))
    places = [index for index, (key, local, *_) in enumerate(game.tasks()) if (key, local_of(local)) == meant]
    return [_act(index, lambda game, index: game.complete(*game.tasks()[index][2:])) for index in places]


def _firings(state: State, job_id: str, game: Game) -> list[Act]:
    job = state.jobs[job_id]
    places = [index for index, (key, due, *_) in enumerate(game.timers()) if (key, due) == (job.element, job.due)]
    return [_act(index, lambda game, index: game.catch(*game.timers()[index][2:])) for index in places]


def _deliveries(name: str, game: Game) -> list[Act]:
    """A message goes to one that has waited longest."""
    waiting = [armed.since for _, _, armed in game.waiting("message", name)]
    places = [index for index, since in enumerate(waiting) if since == min(waiting)]
    return [_act(index, lambda game, index: game.catch(*game.waiting("message", name)[index][1:])) for index in places]


def _act(index: int, act: Callable[[Game, int], None]) -> Act:
    """Return the act upon what stands at that place: in a copy of a game everything stands where it stood."""
    return lambda game: act(game, index)
