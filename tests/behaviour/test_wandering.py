"""Every fixture is wandered through at random; whatever happens, the books balance and refusals change nothing."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine.completion.command import ReportWork
from engine.errors import KartablError
from engine.values import encode
from tests.behaviour.play import DIAGRAMS, Play

NAMES = sorted(file.stem for file in DIAGRAMS.glob("*.bpmn") if "." not in file.stem)
STEPS = 20
FLAGS = ("a", "b", "left", "right", "good", "go", "enough", "well", "too", "three", "noting")
CHOICES: dict[str, list[Any]] = {
    **{name: [True, False] for name in FLAGS},
    "amount": [Decimal(5), Decimal(50), Decimal(500), None],
    "code": ["broken", "other"],
    "count": [Decimal(0), Decimal(2)],
    "outcome": ["fine", "stop", "tell", "fail"],
    "side": ["left", "right"],
    "people": [[], ["ali"], ["ali", "sara", "reza"]],
    "teams": [[], [["ali"], [], ["sara", "reza"]]],
    "numbers": [[Decimal(1), Decimal(2)]],
    "total": [Decimal(0)],
    "passes": [Decimal(0)],
    "wanted": [Decimal(3)],
}


def values(luck: random.Random) -> dict[str, Any]:
    """Return some value for every variable that the fixtures ask for."""
    return {name: luck.choice(choices) for name, choices in CHOICES.items()}


def moves(play: Play, luck: random.Random) -> list[Callable[[], Play]]:
    """Return what can be done now, and a message and a signal that may or may not be waited for."""
    assert play.state is not None
    named = sorted({event.name for item in play.definition.elements.values() for event in item.events if event.name})
    found: list[Callable[[], Play]] = [
        lambda element=element: play.complete(element, **values(luck)) for element in play.open
    ]
    found += [lambda element=element: play.fire(element) for element in play.jobs]
    found += [lambda work=work: play.do(ReportWork, work=work, values=values(luck)) for work in play.state.works]
    found += [
        lambda work=work: play.do(ReportWork, work=work, error=luck.choice(["no_room", "x"]))
        for work in play.state.works
    ]
    if named:
        found.append(lambda: play.signal(luck.choice(named)))
        found.append(lambda: play.message(luck.choice(named)))
    return found


def wander(name: str, seed: int) -> None:
    luck = random.Random(seed)
    play = Play(name)
    try:
        play.start(**values(luck))
    except KartablError:
        return  # what this fixture is about
    for _ in range(STEPS):
        possible = moves(play, luck)
        if play.status != "running" or not possible:
            break
        assert play.state is not None
        before = encode(play.state.written["variables"]), play.state.digest
        try:
            luck.choice(possible)()
        except KartablError:
            assert (encode(play.state.written["variables"]), play.state.digest) == before
    if play.status == "running":
        play.withdraw()


@pytest.mark.parametrize("name", NAMES)
def test_wandering(name: str) -> None:
    for seed in range(2):
        wander(name, seed)
