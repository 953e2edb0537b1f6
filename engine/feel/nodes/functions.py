"""Closures of function definitions and calls; an unknown name or a wrong number of arguments is refused here."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins import Signature, builtins
from engine.feel.errors import Words
from engine.feel.frame import Frame, admit, release
from engine.feel.kinds import Callee, Function
from engine.feel.limits import Purse
from engine.feel.types import compile_type
from engine.feel.unit import Run, Scope, Unit, compiles, named, refuse


@compiles("function")
def _function(unit: Unit, node: Any, scope: Scope) -> Run:
    *parameters, body = node.children
    names = tuple(str(parameter.children[0]) for parameter in parameters)
    if len(set(names)) < len(names):
        raise refuse(node, Words("each parameter once", "هر پارامتر فقط یک بار"), ", ".join(names))
    checks = [compile_type(parameter.children[1]) if parameter.children[1:] else None for parameter in parameters]
    run_body, cost, depth = unit.run(body, (*scope, frozenset(names))), unit.size(body), unit.depths[id(body)]

    def run(frame: Frame) -> Callee:
        # A copy: an entry that comes later in the same context must not change what this function sees.
        outer = dict(frame.local)

        def call(purse: Purse, arguments: list[Any]) -> Any:
            kept = [
                value if check is None or check(value) else None for value, check in zip(arguments, checks, strict=True)
            ]
            purse.spend(cost)
            purse.enter(depth)
            try:
                return run_body(
                    Frame(frame.variables, {**outer, **dict(zip(names, kept, strict=True))}, purse, frame.seen)
                )
            finally:
                purse.leave(depth)

        return Callee(names, call)

    return run


@compiles("call")
def _call(unit: Unit, node: Any, scope: Scope) -> Run:
    callee, *given = node.children
    by_name = bool(given) and given[0].data == "named"
    values = [unit.run(child.children[1] if by_name else child, scope) for child in given]
    keys = [named(child.children[0]) for child in given] if by_name else None
    if keys and len(set(keys)) < len(keys):
        raise refuse(node, Words("each argument once", "هر آرگومان فقط یک بار"), ", ".join(keys))
    name = named(callee.children[0]) if callee.data == "name" else None
    if name is None or unit.bound(name, scope):
        return _dynamic(unit.run(callee, scope), values, keys)
    if name in unit.functions:
        return _host(unit.functions[name], values, keys, callee, name)
    if name in builtins:
        unit.called.add(name)
        return _builtin(builtins[name], values, keys, callee, name)
    raise refuse(callee, Words("the name of a function that is known here", "نام تابعی که اینجا شناخته شده باشد"), name)


def _dynamic(callee: Run, values: list[Run], keys: list[str] | None) -> Run:
    def run(frame: Frame) -> Any:
        function = callee(frame)
        if type(function) is not Callee or len(function.parameters) != len(values):
            return None
        given = [value(frame) for value in values]
        if keys is not None:
            if set(keys) != set(function.parameters):
                return None
            by_name = dict(zip(keys, given, strict=True))
            given = [by_name[parameter] for parameter in function.parameters]
        return function.call(frame.purse, given)

    return run


def _host(function: Function, values: list[Run], keys: list[str] | None, at: Any, name: str) -> Run:
    parameters = function.parameters
    if len(values) > len(parameters) or not set(keys or ()) <= set(parameters):
        raise refuse(at, _as_signature(name, [", ".join(parameters)]), name)
    places = [parameters.index(key) for key in keys] if keys is not None else list(range(len(values)))

    def run(frame: Frame) -> Any:
        given: list[Any] = [None] * len(parameters)
        for place, value in zip(places, values, strict=True):
            given[place] = release(value(frame), frame.purse)
        return admit(function.call(*given), name, frame.purse, 0)

    return run


def _as_signature(name: str, alternatives: list[str]) -> Words:
    texts = list(dict.fromkeys(f"{name}({parameters})" for parameters in alternatives))  # some differ by kind alone
    return Words(" or ".join(texts), " یا ".join(texts))


def _builtin(signatures: list[Signature], values: list[Run], keys: list[str] | None, at: Any, name: str) -> Run:
    fitting = [
        (signature, order) for signature in signatures if (order := signature.order(len(values), keys)) is not None
    ]
    if not fitting:
        raise refuse(at, _as_signature(name, [", ".join(signature.shown) for signature in signatures]), name)

    def run(frame: Frame) -> Any:
        given = [value(frame) for value in values]
        for signature, order in fitting:
            arguments = signature.coerce(given, order)
            if arguments is not None:
                return signature.call(frame.read if signature.reads else frame.purse, *arguments)
        return None

    return run
