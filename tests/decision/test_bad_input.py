"""Whatever comes in as a file of decisions: faults or one sentence, never a traceback, never long."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decision import decide, read_decisions
from engine.errors import BadInput
from tests.decision.builder import Dmn, boxed, boxed_list, context, function, invocation, literal, relation, table

SHIPPED = (Path(__file__).parents[2] / "bpmn_diagrams" / "decisions" / "severity.dmn").read_bytes()
NAMESPACES = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
]  # fmt: skip


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_version_of_dmn_is_read(namespace: str) -> None:
    assert Dmn(namespace).decision("d", literal("1 + 1")).decide("d") == 2


@pytest.mark.parametrize(
    "source",
    [
        b"", b"<", b"\xff\xfe", b"<definitions/>", b'{"a": 1}', SHIPPED[:500], b"<!DOCTYPE a><a/>",
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', b" " * 10_000_001,
        Dmn("urn:other").xml(), Dmn().raw("<a>" * 300 + "</a>" * 300).xml(),
        b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>',
    ],
)  # fmt: skip
def test_what_is_no_file_of_decisions_is_refused_with_its_name(source: bytes) -> None:
    with pytest.raises(BadInput, match=r"bad\.dmn"):
        read_decisions(source, "bad.dmn")


def large(rows: int) -> bytes:
    lines = [f'[{place}..{place + 1}) | "k{place}" | {place} + n' for place in range(rows)]
    return Dmn().decision("t", table("U", ["n: number", "s: string"], ["r"], *lines)).xml()


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        large(20_000),
        Dmn().decision("d", literal("1" + "+1" * 400_000)).xml(),
        Dmn().decision("t", table("U", ["n"], ["r"], *(f"{place} | 1" for place in range(20_000)))).xml(),
        Dmn().decision("t", table("F", ["n"], ["r"], *(f"< {place} | 1" for place in range(5_000, 0, -1)))).xml(),
        Dmn().raw("".join(f'<decision id="d{n}" name="d{n}"/>' for n in range(40_000))).xml(),
        Dmn()
        .raw(
            "<itemDefinition name='a'>"
            + "<itemComponent name='b'>" * 200
            + "</itemComponent>" * 200
            + "</itemDefinition>"
        )
        .xml(),
    ],
    ids=["many rules", "long text", "many numbers", "many thresholds", "many decisions", "deep types"],
)
def test_enormous_file_is_answered_in_time(source: bytes) -> None:
    begun = time.monotonic()
    with suppress(BadInput):
        read_decisions(source, "big.dmn")
    assert time.monotonic() - begun < 15  # ours is under 5; machines that run tests are slow and busy


def answered(source: bytes, variables: dict[str, object]) -> None:
    """Read and decide all: a value, or a refusal in both languages."""
    try:
        read = read_decisions(source, "any.dmn")
        for id in read.ids:
            decide(read, id, variables)
    except BadInput as found:
        refusal = found
    else:
        return
    assert refusal.message("fa")


WORDS = st.sampled_from(
    [
        "n",
        "d",
        "f",
        "x y",
        "1",
        "-",
        "",
        '"a"',
        "< 5",
        "[1..",
        "f(1)",
        "f()",
        "not(1)",
        "${x}",
        "null",
        "date(1)",
        "?",
        "string",
    ]
)
LOGIC = st.recursive(
    st.one_of(
        WORDS.map(literal),
        st.builds(
            lambda policy, one, two, cells: table(policy, [one], [two], *(f"{a} | {b}" for a, b in cells)),
            st.sampled_from(["U", "F", "A", "P", "R", "O", "C", "C+", "C<", "C>", "C#"]),
            WORDS.map("{}: number".format),
            WORDS,
            st.lists(st.tuples(WORDS, WORDS), max_size=3),
        ),
    ),
    lambda inner: st.one_of(
        st.builds(lambda a, b: context(a=a, x_y=b), inner, inner),
        st.builds(lambda a, b: context(b, f=a), inner, inner),
        st.builds(boxed_list, inner, inner),
        st.builds(lambda a: relation(["x y"], [a]), inner),
        st.builds(lambda a: function(["n"], a), inner),
        st.builds(lambda name, a: invocation(name, n=a), WORDS, inner),
        st.builds(lambda a, b: boxed("for", name="n", in_=a, return_=b), inner, inner),
        st.builds(lambda a, b: boxed("filter", in_=a, match=b), inner, inner),
        st.builds(lambda a, b, c: boxed("conditional", if_=a, then=b, else_=c), inner, inner, inner),
    ),
    max_leaves=6,
)
NEEDS = st.lists(st.sampled_from(["n", "d?", "e?", "f()", "gone"]), max_size=3)


@settings(max_examples=300, deadline=None)
@given(LOGIC, LOGIC, NEEDS, NEEDS, WORDS)
def test_any_combination_of_boxes_is_faulty_or_decided(
    one: str, two: str, needs: list[str], more: list[str], type: str
) -> None:
    file = Dmn().input("n", type or None).knowledge("f", ["n", "x y"], two).decision("d", one, needs=needs)
    file.decision("e", two, needs=more, type=type or None)
    answered(file.xml(), {"n": 5, "x y": "a"})


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_to_a_file_is_answered(data: st.DataObject) -> None:
    source = bytearray(SHIPPED)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(source) - 1))
        match data.draw(st.sampled_from(["drop", "set", "copy"])):
            case "drop":
                del source[at : at + data.draw(st.integers(1, 200))]
            case "set":
                source[at : at + 1] = data.draw(st.binary(min_size=1, max_size=4))
            case "copy":
                source[at:at] = source[at : at + data.draw(st.integers(1, 400))]
    answered(bytes(source), {"impact": "high", "urgency": "low"})


TAGS = st.sampled_from(
    [
        "decision",
        "inputData",
        "businessKnowledgeModel",
        "decisionService",
        "itemDefinition",
        "variable",
        "decisionTable",
        "input",
        "output",
        "rule",
        "inputExpression",
        "inputEntry",
        "outputEntry",
        "text",
        "literalExpression",
        "context",
        "contextEntry",
        "invocation",
        "binding",
        "parameter",
        "list",
        "relation",
        "column",
        "row",
        "functionDefinition",
        "formalParameter",
        "filter",
        "in",
        "match",
        "for",
        "return",
        "some",
        "every",
        "satisfies",
        "conditional",
        "if",
        "informationRequirement",
        "requiredDecision",
        "requiredInput",
        "encapsulatedLogic",
        "allowedValues",
        "typeRef",
        "itemComponent",
    ]
)
NAMES = st.sampled_from(
    ["id", "name", "typeRef", "href", "hitPolicy", "aggregation", "iteratorVariable", "kind", "isCollection"]
)
VALUES = st.sampled_from(["a", "b", "#a", "#b", "a b", "number", "COLLECT", "UNIQUE", "SUM", "true", "FEEL", "1 +", ""])


def element(tag: str, facts: dict[str, str], inside: list[str]) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in facts.items())
    return f"<{tag}{attributes}>{''.join(inside)}</{tag}>"


FACTS = st.dictionaries(NAMES, VALUES, max_size=3)
XML = st.recursive(
    st.builds(lambda tag, text: element(tag, {}, [text]), TAGS, VALUES),
    lambda inner: st.builds(element, TAGS, FACTS, st.lists(inner, max_size=4)),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(XML, max_size=4))
def test_any_arrangement_of_elements_is_answered(parts: list[str]) -> None:
    answered(Dmn().raw("".join(parts)).xml(), {})
