"""Closures of decision tables: which rules hold for the inputs, and what follows from them.

Beside the *diagram*, inside `compile`; what the hit policies make of the rules that hold is in `hits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.decision.compile import Compiler
from engine.decision.fault import Place, number
from engine.decision.hits import Hits, conclude
from engine.decision.model import Input, Output, Rule, Table, Text
from engine.decision.priorities import priorities
from engine.decision.trace import hit, misfit, remark
from engine.decision.types import MISFIT, Type, passes
from engine.diagram.words import Words
from engine.feel.embedded import Cell, Part
from engine.feel.frame import Frame
from engine.feel.unit import Run, Scope


@dataclass(frozen=True, slots=True)
class Column:
    """An input column made ready; `words` name it."""

    input: Input
    part: Part
    type: Type
    allowed: Cell | None
    words: Words

    def read(self, frame: Frame) -> Any:
        """Return the value in this case, `MISFIT` where it is none of those that are allowed."""
        value = self.type.fit(self.part.run(frame), frame)
        if value is MISFIT:
            return remark(frame, misfit(self.words, self.type.name))
        if value is not None and not passes(self.allowed, value, frame):
            remark(frame, _not_allowed(self.words))
            return MISFIT
        return value

    def bind(self, frame: Frame, value: Any) -> Frame:
        """Return the frame in which the column's cells are answered."""
        inner = frame.bind("?", value)
        return inner.bind(self.input.variable, value) if self.input.variable else inner


@dataclass(frozen=True, slots=True)
class Result:
    """An output column made ready."""

    output: Output
    type: Type
    default: Part | None
    values: Cell | None
    """Its output values as tests, where they are constant."""
    words: Words

    def fit(self, value: Any, frame: Frame) -> Any:
        """Return the value, null with a remark where it is not of the type."""
        fitted = self.type.fit(value, frame)
        return remark(frame, misfit(self.words, self.type.name)) if fitted is MISFIT else fitted


@dataclass(frozen=True, slots=True)
class Line:
    """A rule made ready."""

    rule: Rule
    cells: tuple[Cell, ...]
    results: tuple[Part, ...]

    def holds(self, values: list[Any], frames: list[Frame]) -> bool:
        """Say whether the rule holds."""
        return all(
            cell.test(value, frame) is True for cell, value, frame in zip(self.cells, values, frames, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table made ready."""

    table: Table
    where: Place
    columns: tuple[Column, ...]
    results: tuple[Result, ...]
    lines: tuple[Line, ...]
    hits: Hits

    def run(self, frame: Frame) -> Any:
        """Return what the table says in this case."""
        values = [column.read(frame) for column in self.columns]
        if any(value is MISFIT for value in values):
            return None
        frames = [column.bind(frame, value) for column, value in zip(self.columns, values, strict=True)]
        frame.purse.spend(len(self.lines))
        held = []
        for line in self.lines:
            if line.holds(values, frames):
                held.append(line)
                if self.table.policy == "FIRST":
                    break
        hit(frame, [line.rule.id for line in held])
        return conclude(self.hits, self._said(held, frame), frame, default=not held)

    def _said(self, held: list[Line], frame: Frame) -> list[list[Any]]:
        if held:
            return [
                [result.fit(part.run(frame), frame) for result, part in zip(self.results, line.results, strict=True)]
                for line in held
            ]
        if all(result.default is None for result in self.results):
            return []
        return [[result.fit(result.default.run(frame), frame) if result.default else None for result in self.results]]


def prepare(table: Table, compiler: Compiler, scope: Scope, where: Place) -> Prepared:
    """Return the table made ready; faults of its cells go into the compiler's book."""
    columns = tuple(_column(input, compiler, scope, where) for input in table.inputs)
    results = tuple(_result(output, compiler, scope, where) for output in table.outputs)
    scopes = [(*scope, frozenset([column.input.variable])) if column.input.variable else scope for column in columns]
    lines = tuple(
        Line(
            rule,
            tuple(
                compiler.cell(text, inner, cell_place(where, rule, text, column.input.label))
                for text, column, inner in zip(rule.inputs, columns, scopes, strict=True)
            ),
            tuple(
                _conclusion(text, compiler, scope, cell_place(where, rule, text, result.output.label))
                for text, result in zip(rule.outputs, results, strict=True)
            ),
        )
        for rule in table.rules
    )
    order = priorities(table, compiler, where)
    names = tuple(output.name or "" for output in table.outputs)
    return Prepared(table, where, columns, results, lines, Hits(table.policy, table.aggregation, names, order))


def compile_table(table: Table, compiler: Compiler, scope: Scope, where: Place) -> Run:
    """Return the closure of a decision table, and have it checked."""
    prepared = prepare(table, compiler, scope, where)
    compiler.tables.append(prepared)
    return prepared.run


def _column(input: Input, compiler: Compiler, scope: Scope, where: Place) -> Column:
    place = where.within(f"the input “{input.label}”", f"ورودی «{input.label}»", input.line)
    return Column(
        input,
        compiler.part(input.expression, scope, place),
        compiler.type(input.type, place),
        compiler.cell(input.allowed, scope, place) if input.allowed else None,
        place.words,
    )


def _result(output: Output, compiler: Compiler, scope: Scope, where: Place) -> Result:
    place = where.within(f"the output “{output.label}”", f"خروجی «{output.label}»", output.line)
    values = compiler.cell(output.values, scope, place) if output.values else None
    return Result(
        output,
        compiler.type(output.type, place),
        compiler.part(output.default, scope, place) if output.default else None,
        values if values and all(values.parts) else None,
        place.words,
    )


def _conclusion(text: Text, compiler: Compiler, scope: Scope, where: Place) -> Part:
    return compiler.null if text.text.strip() in ("", "-") else compiler.part(text, scope, where)


def cell_place(where: Place, rule: Rule, text: Text, label: str) -> Place:
    """Return where a cell stands, as an owner finds it: by rule and column."""
    return where.within(
        f"rule {rule.number}, column “{label}”,", f"قاعدهٔ {number(rule.number).fa}، ستون «{label}»،", text.line
    )


def _not_allowed(where: Words) -> Words:
    return Words(
        f"Expected {where.en} to be one of the values that the column allows, but it is not: there is no result.",
        f"انتظار می‌رفت {where.fa} یکی از مقدارهای مجاز ستون باشد، ولی نیست؛ نتیجه‌ای وجود ندارد.",
    )
