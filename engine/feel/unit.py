"""One text while it is compiled: what its names mean, and how big and deep its parts are.

`Unit.run` makes a Python closure of each node through the handler that `engine.feel.nodes` registers for its kind, so
that evaluating walks no tree and looks up nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lark import Token, Tree

from engine.feel.errors import FeelSyntaxError, Words
from engine.feel.frame import Frame
from engine.feel.grammar import Node
from engine.feel.kinds import Function

Run = Callable[[Frame], Any]
Scope = tuple[frozenset[str] | int, ...]
"""From outside in: names bound together, or the number under which a filter keeps its item."""
Handler = Callable[["Unit", Any, Scope], Run]
handlers: dict[str, Handler] = {}


def compiles(*kinds: str) -> Callable[[Handler], Handler]:
    """Register the function below as the handler of nodes of these kinds."""

    def register(handler: Handler) -> Handler:
        handlers.update(dict.fromkeys(kinds, handler))
        return handler

    return register


class Unit:
    """The text being compiled; `free` gathers the names that the host's variables must answer, `called` built-in functions."""

    def __init__(self, tree: Node, functions: Mapping[str, Function]) -> None:
        self.functions = functions
        self.free: set[str] = set()
        self.called: set[str] = set()
        self.sizes: dict[int, int] = {}
        self.depths: dict[int, int] = {}
        for node in tree.iter_subtrees():
            below = [id(child) for child in node.children if isinstance(child, Tree)]
            self.sizes[id(node)] = 1 + sum(self.sizes[child] for child in below)
            self.depths[id(node)] = 1 + max((self.depths[child] for child in below), default=0)

    def run(self, node: Any, scope: Scope) -> Run:
        """Return the closure of `node`, whose names are looked up in `scope` first."""
        return handlers[node.data](self, node, scope)

    def size(self, node: Any) -> int:
        """Return of how many nodes `node` consists: what walking it once costs."""
        return self.sizes[id(node)]

    def bound(self, name: str, scope: Scope) -> bool:
        """Say whether `name` is bound inside the text."""
        return any(name in level for level in scope if isinstance(level, frozenset))

    def variable(self, name: str, scope: Scope) -> Run:
        """Return the closure that reads `name`: from filters' items and bound names inside out, then from the host."""
        items = []
        for level in reversed(scope):
            if isinstance(level, int):
                items.append(level)
            elif name in level:
                return _through(items, name, lambda frame: frame.local[name])
        self.free.add(name)
        return _through(items, name, lambda frame: frame.read(name))


def _through(items: list[int], name: str, otherwise: Run) -> Run:
    if not items:
        return otherwise

    def read(frame: Frame) -> Any:
        for level in items:
            item = frame.local[level]
            if type(item) is dict and name in item:
                return item[name]
        return otherwise(frame)

    return read


def named(token: Any) -> str:
    """Return the name that a token says, its white space as single blanks."""
    return " ".join(str(token).split())


def refuse(at: Node | Token, expected: Words, found: str) -> FeelSyntaxError:
    """Return the error for a node or token that is FEEL, but not to be run here."""
    place = at.meta if isinstance(at, Tree) else at
    words = Words(f"‘{found}’", f"«{found}»")
    return FeelSyntaxError(line=place.line or 1, column=place.column or 1, expected=expected, found=words)
