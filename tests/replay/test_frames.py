"""Frames: what is to be seen of each record, taken from running it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from engine.instance.standing import standing
from engine.instance.state import State
from engine.replay import Change, Frame, frames
from engine.spiff.gateways import Join, RacingCatch
from tests.properties.drive import History as Driven
from tests.properties.drive import drive
from tests.replay.conftest import History
from tests.replay.forging import alter, rebuild
from tests.replay.office import CASE

SEEDS = range(40)


def shown(history: History) -> list[Frame]:
    return list(frames(history.definition, history.records))


def test_a_frame_says_what_was_entered_and_taken_and_where_the_case_stands(honest: History) -> None:
    asked, assigned, refused, late, *_ = shown(honest)
    assert asked.entered == ("start", "approve")
    assert asked.left == ("start",)
    assert asked.flows == ("start_approve",)
    assert set(asked.tokens.values()) == {"approve"}
    assert (assigned.entered, assigned.flows, assigned.tokens) == ((), (), asked.tokens)
    assert (refused.entered, refused.flows, refused.tokens) == ((), (), asked.tokens)
    assert late.entered[:1] == ("late",)
    assert sorted(late.tokens.values()) == ["approve", "remind"]


def test_a_frame_says_what_of_the_data_is_not_as_before(honest: History) -> None:
    asked, assigned, refused, _, approved, *_ = shown(honest)
    assert Change(name="days", before=None, after=Decimal("1.5"), new=True) in asked.changes
    assert assigned.changes == refused.changes == []
    assert approved.changes == [Change(name="approved", before=None, after=True, new=True)]


def test_what_was_set_again_is_told_with_what_it_was_before() -> None:
    before = State(variables={"days": Decimal(1), "who": "x"})
    after = State(variables={"days": Decimal(2), "who": "x"})
    frame = Frame(definition=None, record=None, before=before, state=after, difference=None)  # type: ignore[arg-type]
    assert frame.changes == [Change(name="days", before=Decimal(1), after=Decimal(2), new=False)]


def test_when_a_case_has_ended_it_stands_nowhere(honest: History) -> None:
    assert shown(honest)[-1].tokens == {}


def test_a_frame_that_differs_shows_nothing_but_where_the_case_stood(honest: History) -> None:
    altered = rebuild(alter(honest.records, 5, lambda body: body["command"]["values"].update(approved=False)), CASE)
    *_, before, wrong = frames(honest.definition, altered)
    assert wrong.difference is not None
    assert (wrong.happened, wrong.entered, wrong.flows, wrong.changes) == ((), (), (), [])
    assert wrong.tokens == before.tokens


@cache
def driven() -> list[tuple[Driven, list[Frame]]]:
    """Return random histories with their frames."""
    found = [drive(seed) for seed in SEEDS]
    return [(history, list(frames(history.definition, history.records))) for history in found]


def test_the_last_frame_stands_where_its_case_does() -> None:
    for history, shown in driven():
        last = shown[-1].state
        assert last is not None
        assert shown[-1].tokens == standing(history.definition, last), history.instance
        assert {task.id: task.element for task in last.tasks.values()}.items() <= shown[-1].tokens.items()
        assert bool(shown[-1].tokens) == (last.status == "running"), history.instance


def test_tokens_are_where_what_was_entered_and_left_says_they_are() -> None:
    """Told twice: by what lives in the state, and by what was told to have happened up to there."""
    for history, shown in driven():
        inside: dict[str, str] = {}
        for frame in shown:
            inside = _moved(inside, frame.happened)
            waiting = {id: key for id, key in frame.tokens.items() if id not in inside}
            assert inside.items() <= frame.tokens.items(), f"{history.instance}: record {frame.record.seq}"
            assert all(_enters_late(history, key) for key in waiting.values()), f"{history.instance}: {waiting}"


def _moved(inside: Mapping[str, str], happened: Iterable[Mapping[str, str]]) -> dict[str, str]:
    after = dict(inside)
    for happening in happened:
        if happening["what"] == "entered":
            after[happening["token"]] = happening["element"]
        elif happening["what"] in ("left", "cancelled"):
            after.pop(happening["token"], None)
    return after


def _enters_late(history: Driven, key: str) -> bool:
    """Return whether a token may be at an element that it has not entered: at a join, or as one of several events."""
    program = history.definition.program
    nodes = [node for scope in program.subs.values() for node in scope.task_specs.values()]
    return any(isinstance(node, Join | RacingCatch) for node in nodes if getattr(node, "key", None) == key)
