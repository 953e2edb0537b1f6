"""What follows, word by word: some stories, told exactly as the files in `told/` have them.

History keeps these words for ever. Whoever changes one changes `engine.completion.derived.VERSION`, writes the files
anew (`python -m tests.behaviour.test_vocabulary`) and says in the commit why.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.completion import derived
from engine.completion.command import Correct
from engine.completion.derived import written
from tests.behaviour.calendars import CLOSED, KEPT, OFFICE
from tests.behaviour.play import Play

TOLD = Path(__file__).with_name("told")

STORIES: dict[str, tuple[str, list[Callable[[Play], Play]]]] = {
    "approval": (
        "task_attributes",
        [
            lambda play: play.start(users=["ali"], groups="clerks", priority="70"),
            lambda play: play.assign("said", "reza"),
            lambda play: play.complete("said", note="fine"),
            lambda play: play.complete("found"),
            lambda play: play.complete("bare"),
        ],
    ),
    "fork_and_join": (
        "parallel",
        [
            lambda play: play.start(),
            lambda play: play.complete("access"),
            lambda play: play.complete("files"),
            lambda play: play.withdraw(),
        ],
    ),
    "reminder_and_limit": (
        "boundary_both",
        [lambda play: play.start(), lambda play: play.fire("late"), lambda play: play.fire("too_late")],
    ),
    "first_of_several": (
        "event_gateway",
        [lambda play: play.start(), lambda play: play.fire(), lambda play: play.complete("remind"),
         lambda play: play.message("answer", answer="yes")],
    ),
    "work_outside": (
        "work",
        [lambda play: play.start(), lambda play: play.report("book", room="12"), lambda play: play.report("tell")],
    ),
    "work_that_fails": ("work", [lambda play: play.start(), lambda play: play.report("book", error="no_room")]),
    "work_that_fails_the_case": ("work", [lambda play: play.start(), lambda play: play.report("book", error="x")]),
    "one_of_many_calls_fails": (
        "multi_call",
        [lambda play: play.start(people=["ali", "sara"]), lambda play: play.complete("called/work", outcome="fail")],
    ),
    "escalation": (
        "escalation_interrupting",
        [lambda play: play.start(), lambda play: play.complete("work"), lambda play: play.complete("look")],
    ),
    "event_subprocess": (
        "event_subprocess_timer_non_interrupting",
        [lambda play: play.start(), lambda play: play.fire(), lambda play: play.complete("work"),
         lambda play: play.complete("handle")],
    ),
    "signal_and_terminate": ("terminate_after_signal", [lambda play: play.start(), lambda play: play.complete("begin")]),
    "decision": ("business_rule", [lambda play: play.start(people=12), lambda play: play.complete("work")]),
    "clocks": (
        "clocks",
        [lambda play: play.start(first_target="PT12H", calendar="office", calendars={"office": OFFICE.digest}),
         lambda play: play.complete("work", ask=True), lambda play: play.wait(hours=30).complete("answer"),
         lambda play: play.do(Correct, facts={"calendars": {"office": CLOSED.digest}}), lambda play: play.fire("reminder"),
         lambda play: play.fire("breach"), lambda play: play.complete("handle", decision={"clock": "layer", "by": "PT4H"}),
         lambda play: play.complete("work", ask=False), lambda play: play.complete("second")],
    ),
    "messages": ("message_thrown", [lambda play: play.start(subject="hello"), lambda play: play.complete("work")]),
}  # fmt: skip
"""By name: the fixture, and what is done in it."""


def tell(name: str) -> str:
    """Return what a story tells: a line for each thing, a blank one between commands."""
    fixture, deeds = STORIES[name]
    play = Play(fixture, calendars=KEPT.__getitem__)
    return "\n\n".join(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in written(deed(play).last)) for deed in deeds
    )


@pytest.mark.parametrize("name", STORIES)
def test_story_is_told_as_ever(name: str) -> None:
    assert tell(name) == (TOLD / f"{name}.jsonl").read_text().rstrip("\n")


def test_every_word_is_told_in_some_story() -> None:
    rows = re.findall(r"^\| (`.+?) \|", derived.__doc__ or "", re.MULTILINE)
    words = {word for row in rows for word in re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", row))}
    used = {json.loads(line)["what"] for name in STORIES for line in tell(name).split("\n") if line}
    assert used == words


if __name__ == "__main__":
    for story in STORIES:
        (TOLD / f"{story}.jsonl").write_text(tell(story) + "\n")
