"""Files that a stranger might send: each must be answered, in words, within the limits."""

from __future__ import annotations

from tests.diagram.builder import Bpmn, after
from tests.diagram.faulty import around, simple
from tests.diagram.test_bad_input import BAD, long_chain

_HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="u">'


def script(text: str) -> bytes:
    """Return a process with a script task."""
    return around(Bpmn().script("t", text), "t").xml()


def _nested(depth: int) -> bytes:
    bpmn = Bpmn()
    for number in range(depth):
        bpmn.start(f"s{number}").end(f"e{number}").chain(f"s{number}", f"sub{number}", f"e{number}")
        bpmn.subprocess(f"sub{number}")
    return bpmn.start().end().chain("s", "e").xml()


def _maze(size: int) -> bytes:
    bpmn = Bpmn().start().end().flow("s", "g0")
    for number in range(size):
        bpmn.parallel(f"g{number}").chain(f"g{number}", f"g{(number * 7 + 1) % size}").chain(
            f"g{number}", f"g{(number * 3) % size}"
        )
    return bpmn.flow("g1", "e").xml()


HOSTILE = {
    **{name: source for name, (source, _) in BAD.items()},
    "50 MB of blanks": b" " * 50_000_000,
    "50 MB of elements": f"{_HEAD}{'<a/>' * 12_500_000}</definitions>".encode(),
    "one enormous text": f"{_HEAD}<process id='p' name='{'x' * 9_900_000}'/></definitions>".encode(),
    "one enormous comment": f"{_HEAD}<!--{'x' * 9_900_000}--></definitions>".encode(),
    "a hundred thousand attributes": ("<definitions " + " ".join(f"a{n}=''" for n in range(100_000)) + "/>").encode(),
    "a hundred thousand namespaces": (
        "<definitions " + " ".join(f"xmlns:a{n}='u{n}'" for n in range(100_000)) + "/>"
    ).encode(),
    "ten thousand tasks": long_chain(10_000),
    "subprocesses in one another": _nested(120),
    "a maze of joins": _maze(3_000),
    "an enormous expression": script("1" + " + 1" * 200_000),
    "an expression in one another": script("(" * 5_000 + "1" + ")" * 5_000),
    "a list in one another": script("[" * 5_000 + "]" * 5_000),
    "many conditions in one another": script("if x then " * 2_000 + "1" + " else 1" * 2_000),
    "a thousand long expressions": around(
        Bpmn().raw("".join(f'<scriptTask id="t{n}"><script>{n} + {"x + " * 4000}1</script></scriptTask>' for n in range(600))).task("t"), "t"
    ).xml(),
    "a regular expression that backtracks": script(f'matches("{"a" * 5000}", "(a+)+$")'),
    "a timer that counts for ever": around(
        Bpmn().catch("c", after("=for a in 1..100000, b in 1..100000 return a + b")), "c"
    ).xml(),
    "a timer of a regular expression": around(
        Bpmn().catch("c", after(f'=if matches("{"a" * 9000}!", "(a|aa)+$") then duration("PT1H") else null')), "c"
    ).xml(),
    "a hundred thousand slips against the schema": (
        simple().raw("".join(f'<task id="x{n}" odd{n}=""/>' for n in range(60_000))).xml()
    ),
    "one id again and again": simple().raw('<task id="a"/>' * 60_000).xml(),
    "a list of lists of inputs": around(
        Bpmn().task(
            "t",
            inside="<camunda:inputOutput><camunda:inputParameter name='x'>" + "<camunda:list>" * 200 + "</camunda:list>" * 200
            + "</camunda:inputParameter></camunda:inputOutput>",
        ),
        "t",
    ).xml(),
}  # fmt: skip
