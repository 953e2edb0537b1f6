"""Small diagrams that once went wrong: what the random ones found, drawn by hand."""

from __future__ import annotations

import pytest

from engine.completion.command import BroadcastSignal, Complete, DeliverMessage
from tests.properties.plan import Condition, Event, Loop, Node
from tests.properties.sketch import Case, scope, started

RED = Event(kind="escalation", name="red")
POST = Event(kind="message", name="post")
ALPHA = Event(kind="signal", name="alpha")


def test_an_inclusive_join_fires_once_where_several_flows_lead_straight_to_it() -> None:
    nodes = [
        Node(id="s", kind="start"), Node(id="split", kind="or"), Node(id="join", kind="or"), Node(id="after", kind="user"),
        Node(id="e", kind="end"),
    ]  # fmt: skip
    one = Condition("v", "=", 1)
    case = started(scope("main", nodes, "s>split split>join split>join join>after after>e", f2=one, f3=one), v=1)
    assert case.open == ["after"]


def interrupted(event: Event, catcher: str) -> Case:
    """Return an instance whose token throws in a subprocess and is interrupted there, or on its border."""
    inner = [Node(id="i", kind="start"), Node(id="do", kind="user"), Node(id="throw", kind="throw", event=event),
             Node(id="on", kind="user"), Node(id="ie", kind="end")]  # fmt: skip
    outer = [Node(id="s", kind="start"), Node(id="sub", kind="sub", inside="sub"), Node(id="e", kind="end")]
    scopes, flows = [], "s>sub sub>e"
    if catcher == "border":
        outer += [Node(id="caught", kind="boundary", event=event, host="sub"), Node(id="handle", kind="user")]
        flows += " caught>handle handle>e"
    else:
        inner.append(Node(id="esp", kind="esp", event=event, inside="esp"))
        esp = [Node(id="es", kind="start", event=event), Node(id="handle", kind="user"), Node(id="ee", kind="end")]
        scopes.append(scope("esp", esp, "es>handle handle>ee"))
    return started(
        scope("main", outer, flows), scope("sub", inner, "i>do do>throw throw>on on>ie"), *scopes,
    )  # fmt: skip


@pytest.mark.parametrize("catcher", ["border", "event subprocess"])
@pytest.mark.parametrize("event", [RED, ALPHA], ids=["escalation", "signal"])
def test_a_token_that_is_interrupted_by_what_it_throws_goes_no_further(event: Event, catcher: str) -> None:
    case = interrupted(event, catcher)
    followed = case.complete("do").derived
    assert case.open == ["handle"]
    assert next(entry["element"] for entry in followed if entry.what == "cancelled") == "throw"
    case.complete("handle")
    assert case.state is not None
    assert case.state.status == "completed"


def test_an_inclusive_join_in_a_called_process_does_not_wait_for_a_flow_that_has_its_token() -> None:
    inside = [
        Node(id="i", kind="start"), Node(id="first", kind="user"), Node(id="split", kind="or"), Node(id="do", kind="user"),
        Node(id="other", kind="user"), Node(id="join", kind="or"), Node(id="after", kind="user"), Node(id="ie", kind="end"),
        Node(id="more", kind="boundary", host="first", interrupting=False, event=ALPHA), Node(id="meet", kind="xor"),
    ]  # fmt: skip
    flows = "i>first first>meet more>meet meet>split split>do split>other do>join other>join join>after after>ie"
    one, two = Condition("v", "=", 1), Condition("v", "=", 2)
    called = scope("called", inside, flows, f5=one, f6=two)
    called.process = "called"
    nodes = [Node(id="s", kind="start"), Node(id="call", kind="call", inside="called"), Node(id="e", kind="end")]
    case = started(scope("main", nodes, "s>call call>e"), called, v=1)
    case.apply(BroadcastSignal, signal="alpha")
    case.complete("called/first")
    assert case.open == ["called/do", "called/do"]
    assert case.state is not None
    case.apply(Complete, task=next(iter(case.state.tasks)))
    assert case.open == ["called/after", "called/do"]


def test_a_message_goes_to_what_has_waited_longest_in_whatever_scope() -> None:
    inside = [
        Node(id="i", kind="start"), Node(id="do", kind="user"), Node(id="wait", kind="catch", event=POST),
        Node(id="on", kind="user"), Node(id="ie", kind="end"),
    ]  # fmt: skip
    each = Node(id="sub", kind="sub", inside="sub", loop=Loop(sequential=False, count=2, until=None))
    case = started(
        scope("main", [Node(id="s", kind="start"), each, Node(id="e", kind="end")], "s>sub sub>e"),
        scope("sub", inside, "i>do do>wait wait>on on>ie"),
    )
    assert case.state is not None
    first, second = case.state.tasks
    case.apply(Complete, task=second)
    case.apply(Complete, task=first)
    case.apply(DeliverMessage, message="post")
    [task] = case.state.tasks.values()
    assert task.local["loopCounter"] == 1


def test_an_event_subprocess_does_not_catch_what_it_throws_itself() -> None:
    again = [
        Node(id="es", kind="start", event=RED, interrupting=False), Node(id="more", kind="user"),
        Node(id="ee", kind="end", event=RED),
    ]  # fmt: skip
    inner = [
        Node(id="i", kind="start"), Node(id="do", kind="user"), Node(id="throw", kind="throw", event=RED),
        Node(id="on", kind="user"), Node(id="ie", kind="end"),
        Node(id="esp", kind="esp", event=RED, interrupting=False, inside="esp"),
    ]  # fmt: skip
    outer = [
        Node(id="s", kind="start"), Node(id="sub", kind="sub", inside="sub"), Node(id="e", kind="end"),
        Node(id="caught", kind="boundary", event=RED, host="sub"), Node(id="handle", kind="user"),
    ]  # fmt: skip
    case = started(
        scope("main", outer, "s>sub sub>e caught>handle handle>e"),
        scope("sub", inner, "i>do do>throw throw>on on>ie"),
        scope("esp", again, "es>more more>ee"),
    )
    case.complete("do")
    assert case.open == ["more", "on"]
    case.complete("more")
    assert case.open == ["handle"]
