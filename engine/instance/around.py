"""What a task of an instance is in: the activities around it, read off its tokens."""

from __future__ import annotations

from collections.abc import Iterator

from engine.instance.state import State


def around(state: State, task: str) -> Iterator[str]:
    """Yield the keys of the subprocesses and call activities around an open task (or job), the innermost first."""
    inside = {token: scope for scope in state.tokens for token, *_ in scope["live"]}
    nodes = {token: node for scope in state.tokens for token, node, *_ in scope["live"]}
    scope = inside.get(task)
    while scope is not None and (holder := scope["in"]) is not None:
        scope = inside.get(holder)
        if scope is not None:
            process = scope["at"].rpartition("/")[0]
            node = nodes[holder].partition("#")[0]
            yield f"{process}/{node}" if process else node
