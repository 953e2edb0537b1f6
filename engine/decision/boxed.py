"""Closures of boxed expressions; a table's are made in `table`.

Beside the *diagram*, inside `compile`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from engine.decision import model, rules
from engine.decision.compile import Compiler
from engine.decision.fault import Place
from engine.decision.model import Expression, Text
from engine.decision.table import compile_table
from engine.decision.trace import misfit, remark
from engine.decision.types import MISFIT, Type
from engine.diagram.words import Words
from engine.feel import numbers
from engine.feel.frame import Frame
from engine.feel.kinds import Callee
from engine.feel.limits import Purse
from engine.feel.unit import Run, Scope

CALL_DEPTH: Final = 5
"""What a call of a boxed function counts for among the levels of calls that an evaluation may go down."""


def compile_box(box: Expression, compiler: Compiler, scope: Scope, where: Place) -> Run:
    """Return the closure of a boxed expression, its value made to fit the type that is written on it."""
    run = _untyped(box, compiler, scope, where)
    return typed(run, compiler.type(box.type, _at(where, box)), where.words)


def typed(run: Run, type: Type, words: Words) -> Run:
    """Return the closure whose value is null, with a remark, where it is not of the type."""
    if type.base == "Any" and type.of is None and not type.collection and type.allowed is None:
        return run

    def checked(frame: Frame) -> Any:
        value = type.fit(run(frame), frame)
        return remark(frame, misfit(words, type.name)) if value is MISFIT else value

    return checked


def _at(where: Place, box: Expression) -> Place:
    return where.within("a box", "جعبه‌ای", box.line)


def _untyped(box: Expression, compiler: Compiler, scope: Scope, where: Place) -> Run:
    match box:
        case model.LiteralExpression():
            place = where.within("the expression", "عبارتی", box.line)
            return compiler.part(Text(text=box.text, line=box.line), scope, place).run
        case model.Table():
            return compile_table(box, compiler, scope, where)
        case model.Context():
            return _context(box, compiler, scope, where)
        case model.Invocation():
            return _invocation(box, compiler, scope, where)
        case model.Sequence():
            items = [compile_box(item, compiler, scope, where) for item in box.items]
            return lambda frame: _paid(frame, [item(frame) for item in items])
        case model.Relation():
            return _relation(box, compiler, scope, where)
        case model.Function():
            return compile_function(box, compiler, scope, where)
        case model.Conditional():
            condition, then, otherwise = (
                compile_box(part, compiler, scope, where) for part in (box.condition, box.then, box.otherwise)
            )
            return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)
        case model.Filter():
            return _filter(box, compiler, scope, where)
        case model.Iteration():
            return _iteration(box, compiler, scope, where)


def _paid(frame: Frame, items: list[Any]) -> list[Any]:
    frame.purse.items(len(items))
    return items


def _context(box: model.Context, compiler: Compiler, scope: Scope, where: Place) -> Run:
    entries: list[tuple[str | None, Run]] = []
    for variable, entry in box.entries:
        run = compile_box(entry, compiler, scope, where)
        if variable is None:
            entries.append((None, run))
            continue
        type = compiler.type(variable.type, where.within(f"“{variable.name}”", f"«{variable.name}»", variable.line))
        entries.append((variable.name, typed(run, type, Words(f"“{variable.name}”", f"«{variable.name}»"))))
        scope = (*scope, frozenset([variable.name]))

    def run_all(frame: Frame) -> Any:
        made: dict[str, Any] = {}
        for name, run in entries:
            value = run(frame)
            if name is None:
                return value
            made[name] = value
            frame = frame.bind(name, value)
        frame.purse.items(len(made))
        return made

    return run_all


def _relation(box: model.Relation, compiler: Compiler, scope: Scope, where: Place) -> Run:
    types = [compiler.type(column.type, where) for column in box.columns]
    names = [column.name for column in box.columns]
    rows = [
        [
            typed(compile_box(cell, compiler, scope, where), type, Words(f"“{name}”", f"«{name}»"))
            for cell, type, name in zip(row, types, names, strict=True)
        ]
        for row in box.rows
    ]
    return lambda frame: _paid(frame, [dict(zip(names, (cell(frame) for cell in row), strict=True)) for row in rows])


def compile_function(box: model.Function, compiler: Compiler, scope: Scope, where: Place) -> Run:
    """Return the closure that makes the function's value; its body sees the names around it, and its parameters."""
    names = tuple(variable.name for variable in box.parameters)
    types = [compiler.type(variable.type, where) for variable in box.parameters]
    for name in sorted({name for name in names if names.count(name) > 1}):
        compiler.book.add(where.fault(rules.DOUBLED_NAME, name=name))
    inner = (*scope, frozenset(names))
    body = compile_box(box.body, compiler, inner, where) if box.body else compiler.null.run

    def run(frame: Frame) -> Callee:
        def call(purse: Purse, arguments: list[Any]) -> Any:
            given = dict(zip(names, arguments, strict=True))
            inside = Frame(frame.variables, {**frame.local, **given}, purse, frame.seen)
            for name, type in zip(names, types, strict=True):
                value = type.fit(given[name], inside)
                if value is MISFIT:
                    value = remark(inside, misfit(Words(f"“{name}”", f"«{name}»"), type.name))
                inside.local[name] = value
            purse.spend(1)
            purse.enter(CALL_DEPTH)
            try:
                return body(inside)
            finally:
                purse.leave(CALL_DEPTH)

        return Callee(names, call)

    return run


def _invocation(box: model.Invocation, compiler: Compiler, scope: Scope, where: Place) -> Run:
    callee = _callee(box.callee, compiler, scope, where)
    _check_parameters(box, compiler, where)
    bindings = [
        (variable.name, compile_box(value, compiler, scope, where) if value else compiler.null.run)
        for variable, value in box.bindings
    ]

    def run(frame: Frame) -> Any:
        function = callee(frame)
        given = {name: value(frame) for name, value in bindings}
        if type(function) is not Callee or not given.keys() <= set(function.parameters):
            return remark(frame, _not_called)
        return function.call(frame.purse, [given.get(name) for name in function.parameters])

    return run


_not_called = Words(
    "Expected a function with these parameters, but there is none: the result of the call is null.",
    "تابعی با این پارامترها انتظار می‌رفت، ولی نیست؛ نتیجهٔ فراخوانی null است.",
)


def _callee(box: Expression, compiler: Compiler, scope: Scope, where: Place) -> Run:
    known = {name for level in scope if isinstance(level, frozenset) for name in level}
    if isinstance(box, model.LiteralExpression):
        name = " ".join(box.text.split())
        if name in known:
            return lambda frame: frame.local[name]
        if name.isidentifier():
            compiler.book.add(_at(where, box).fault(rules.CALLEE, found=name))
            return compiler.null.run
    return compile_box(box, compiler, scope, where)


def _check_parameters(box: model.Invocation, compiler: Compiler, where: Place) -> None:
    """Note a parameter that the knowledge model of that name does not have."""
    name = " ".join(box.callee.text.split()) if isinstance(box.callee, model.LiteralExpression) else ""
    called = [node for node in compiler.graph.nodes.values() if isinstance(node, model.Knowledge)]
    functions = [node.function for node in called if node.variable.name == name and node.function]
    if len(functions) != 1:
        return
    known = [variable.name for variable in functions[0].parameters]
    for variable, _ in box.bindings:
        if variable.name not in known:
            facts = {"callee": name, "expected": ", ".join(known), "found": variable.name}
            compiler.book.add(where.fault(rules.PARAMETER, line=variable.line, **facts))


def _filter(box: model.Filter, compiler: Compiler, scope: Scope, where: Place) -> Run:
    of, level = compile_box(box.of, compiler, scope, where), len(scope)
    match = compile_box(box.match, compiler, (*scope, frozenset(["item"]), level), where)

    def run(frame: Frame) -> Any:
        value = of(frame)
        if value is None:
            return None
        items = value if type(value) is list else [value]
        frame.purse.items(len(items))
        answers = [match(frame.bind(level, item).bind("item", item)) for item in items]
        if answers and type(answers[0]) is Decimal:
            return _pick(items, answers[0])
        return [item for item, answer in zip(items, answers, strict=True) if answer is True]

    return run


def _pick(items: list[Any], number: Decimal) -> Any:
    place = numbers.whole(number)
    if not place or abs(place) > len(items):
        return None
    return items[place - 1 if place > 0 else place]


def _iteration(box: model.Iteration, compiler: Compiler, scope: Scope, where: Place) -> Run:
    of = compile_box(box.of, compiler, scope, where)
    body = compile_box(box.body, compiler, (*scope, frozenset([box.name])), where)

    def each(frame: Frame) -> list[Any] | None:
        value = of(frame)
        if value is None:
            return None
        items = value if type(value) is list else [value]
        frame.purse.items(len(items))
        return [body(frame.bind(box.name, item)) for item in items]

    if box.kind == "for":
        return each
    decides = box.kind == "some"

    def quantified(frame: Frame) -> bool | None:
        answers = each(frame)
        if answers is None:
            return None
        if any(answer is decides for answer in answers):
            return decides
        return not decides if all(type(answer) is bool for answer in answers) else None

    return quantified
