"""The XML of decisions: bytes to nodes, the namespaces of DMN 1.1 to 1.5 all read alike.

Beside the *diagram*, whose safe parser does the work.
"""

from __future__ import annotations

from typing import Final

from engine.diagram.xml import Node, UnreadableDiagram, parse_as

_MODELS: Final = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
_DRAWINGS: Final = (
    "http://www.omg.org/spec/DMN/20180521/DMNDI/",
    "https://www.omg.org/spec/DMN/20191111/DMNDI/",
    "https://www.omg.org/spec/DMN/20211108/DMNDI/",
    "https://www.omg.org/spec/DMN/20230324/DMNDI/",
)
_PREFIXES: Final = {
    **dict.fromkeys(_MODELS, ""),
    **dict.fromkeys(_DRAWINGS, "di:"),
    "http://camunda.org/schema/1.0/dmn": "camunda:",
}


class NotDmn(UnreadableDiagram):
    en = "Expected {file} to begin with definitions of DMN 1.1 to 1.5, but line {line} has {found}: export it as DMN 1.3."
    fa = "انتظار می‌رفت {file} با definitions از DMN 1.1 تا 1.5 آغاز شود، اما سطر {line} {found} است؛ خروجی DMN 1.3 بگیرید."


def parse(source: bytes, file: str) -> Node:
    """Return the root `definitions` of a DMN file; raise a leaf of `UnreadableDiagram` otherwise."""
    root = parse_as(source, file, _PREFIXES)
    if root.tag != "definitions":
        raise NotDmn(file=file, line=root.line, found=root.tag if root.tag != "?" else "another vocabulary")
    return root
