"""The readers of what strangers write, for a fuzzer: each takes bytes, and either reads them or refuses them in words.

    python -m tests.fuzz.readers bpmn -max_total_time=40

A traceback, an answer that takes longer than five seconds, or more than 500 MB is a finding; the input that brought it
is written to the working directory.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["engine"]):
    from engine.decision import decide, read_decisions
    from engine.errors import KartablError
    from engine.examine import File, examine
    from engine.feel import compile_expression
    from engine.form import read_form, validate

CONTEXT = {"a": None, "b": "text", "c": True, "list": ["x", "y"]}


def feel(data: bytes) -> None:
    """Compile an expression and evaluate it."""
    compile_expression(data.decode("utf-8", "replace")).evaluate(CONTEXT)


def bpmn(data: bytes) -> None:
    """Check a diagram."""
    for fault in examine([File(kind="diagram", name="p.bpmn", content=data)], groups=["clerks"], variables=["a"]):
        if not (fault.en and fault.fa and fault.line > 0):
            raise AssertionError(fault)


def form(data: bytes) -> None:
    """Read a form, and hold an empty answer against it."""
    validate(read_form(data, "p.form"), {}, variables=CONTEXT, options={})


def dmn(data: bytes) -> None:
    """Read decisions, and take each of those that have no fault."""
    decisions = read_decisions(data, "p.dmn")
    if not decisions.faults:
        for decision in decisions.ids:
            decide(decisions, decision, CONTEXT)


READERS: dict[str, Callable[[bytes], None]] = {"feel": feel, "bpmn": bpmn, "form": form, "dmn": dmn}


def refusing_in_words(read: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Return the reader as the fuzzer wants it: what is refused in both languages is no finding."""

    def one_input(data: bytes) -> None:
        try:
            read(data)
        except KartablError as refusal:
            if not (refusal.message("en") and refusal.message("fa")):
                raise AssertionError(type(refusal)) from refusal

    return one_input


if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    atheris.Setup([sys.argv[0], *arguments], refusing_in_words(READERS[name]))
    atheris.Fuzz()
