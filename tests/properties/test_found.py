"""Small diagrams that once went wrong: what the random ones found, drawn by hand."""

from __future__ import annotations

from tests.properties.plan import Condition, Node
from tests.properties.sketch import scope, started


def test_an_inclusive_join_fires_once_where_several_flows_lead_straight_to_it() -> None:
    nodes = [
        Node(id="s", kind="start"), Node(id="split", kind="or"), Node(id="join", kind="or"), Node(id="after", kind="user"),
        Node(id="e", kind="end"),
    ]  # fmt: skip
    one = Condition("v", "=", 1)
    case = started(scope("main", nodes, "s>split split>join split>join join>after after>e", f2=one, f3=one), v=1)
    assert case.open == ["after"]
