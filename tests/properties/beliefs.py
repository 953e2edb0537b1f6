"""All that the oracle holds possible: one game, or several where a command could mean one of several equal tokens.

Two instances of a called process may show the same task twice; which of the two an id means, only what follows tells.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.properties.oracle import Game
from tests.properties.oracle_state import NoWayOut
from tests.properties.plan import Plan
from tests.properties.views import View, of_game

Act = Callable[[Game], None]
Choose = Callable[[Game], list[Act]]


class Beliefs:
    """The games that agree with everything seen so far."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.games = [Game(plan)]
        self._fixed = {id(part): part for part in _parts(plan)}

    @property
    def game(self) -> Game:
        """One of them, to choose the next command by."""
        return self.games[0]

    def foresee(self, now: datetime, values: dict[str, object], choose: Choose) -> list[Game]:
        """Return where a command may lead; `choose` gives for a game what it could mean, nothing where it is refused."""
        led: list[Game] = []
        for game in self.games:
            for index in range(len(choose(game))):
                after = self._copy(game)
                after.begin(now, values)
                try:
                    choose(after)[index](after)
                except NoWayOut:
                    continue
                led.append(after)
        return led

    def keep(self, led: list[Game], seen: View) -> str:
        """Believe in those games that agree with what was seen; return what differs, where none does."""
        views = [(game, of_game(game)) for game in led]
        agreeing = [game for game, view in views if not view.difference(seen)]
        if not agreeing:
            return "\n  or\n".join(view.difference(seen) for _, view in views)
        self.games = list({game.portrait(): game for game in agreeing}.values())
        return ""

    def _copy(self, game: Game) -> Game:
        return copy.deepcopy(game, dict(self._fixed))


def _parts(plan: Plan) -> list[Any]:
    """Return what a copy of a game shares with it: the plan and all that is drawn in it."""
    scopes = list(plan.scopes.values())
    nodes = [node for scope in scopes for node in scope.nodes.values()]
    return [plan, *scopes, *nodes, *(flow for scope in scopes for flow in scope.flows)]
