"""Hold a file against the XML schema of BPMN 2.0, as SpiffWorkflow's package ships it; one finding for each cause.

First word of the sentence, before `check`: bytes -> violations. Nothing is fetched: the schema lies in the package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

from lxml import etree

from engine.diagram.thin import thin
from engine.diagram.xml import BPMN, parse_xml
from engine.errors import Broken

Kind = Literal["attribute", "missing", "value", "child", "other"]
MOST: Final = 20_000
"""Messages looked at; whoever has more gets the causes of these first."""

_HEAD: Final = re.compile(r"Element '(?:\{(?P<space>[^}]*)\})?(?P<tag>[^']*)'(?:, attribute '(?P<name>[^']*)')?: ")
_MISSING: Final = re.compile(r"The attribute '(?P<name>[^']*)' is required but missing")
_VALUE: Final = re.compile(
    r"'(?P<value>.*)' is not a valid value of the \w+ type '(?P<type>[^']*)'"
    r"|The value '(?P<other>.*)' is not an element of the set \{(?P<set>.*)\}"
    r"|The QName value '(?P<qname>.*)' has no",
    re.DOTALL,
)
_EXPECTED: Final = re.compile(r"Expected is (?:one of )?\( (?P<names>.*) \)")
_KINDS: Final[dict[str, Kind]] = {
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": "attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "missing",
    "SCHEMAV_ELEMENT_CONTENT": "child",
}


class NoSchema(Broken):
    en = "Expected the schema of BPMN 2.0 in the package SpiffWorkflow, but {found}. Install the product again."
    fa = "انتظار می‌رفت الگوی BPMN 2.0 در بستهٔ SpiffWorkflow باشد، ولی {found}. برنامه را دوباره نصب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """One cause, at the first place where it was met."""

    kind: Kind
    tag: str
    """The element that violates the schema: the one out of place, or the one with the wrong attribute."""
    of_bpmn: bool
    """Whether that element is of BPMN's own namespace, and not of its drawing."""
    parent: str
    name: str
    """The attribute, or the child that is missing."""
    found: str
    expected: str
    """What would be allowed, as the schema names it; empty where the schema does not say."""
    line: int
    owner: str | None
    """Id of the innermost element with one around the place."""
    doubled: bool
    """Whether its parent has another child of the same tag."""
    also: tuple[int, ...]
    """The next lines that have the same cause, a few of them."""


def violations(source: bytes, file: str) -> tuple[Violation, ...]:
    """Return what in the file is not as the schema says, by line; raise a leaf of `UnreadableDiagram` if it is no XML."""
    root = parse_xml(source, file)
    thin(root)
    schema = _schema()
    if schema.validate(root):
        return ()
    causes: dict[tuple[str, ...], list[Any]] = {}
    places: set[tuple[str, str]] = set()
    log: Any = schema.error_log  # the stubs do not know that it is iterable
    for entry in islice(log, MOST):
        head = _HEAD.match(entry.message)
        place = (entry.path or str(entry.line), (head and head["name"]) or entry.message[:80])
        if place in places:
            continue  # the schema speaks twice of one value: as its type, and as what the type is derived from
        places.add(place)
        cause = (_kind(entry), head["tag"] if head else "", (head and head["name"]) or "", _parent_path(entry.path))
        causes.setdefault(cause, []).append(entry)
    return tuple(_violation(root, entries) for entries in causes.values())


@lru_cache(maxsize=1)
def _schema() -> etree.XMLSchema:
    found = find_spec("SpiffWorkflow")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise NoSchema(found="the package is not installed")
    path = Path(folders[0]) / "bpmn" / "parser" / "schema" / "BPMN20.xsd"
    try:
        return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False)))
    except (OSError, etree.LxmlError) as cause:
        raise NoSchema(found=str(cause)) from cause


def _kind(entry: Any) -> Kind:
    return _KINDS.get(entry.type_name, "value" if _VALUE.search(entry.message) else "other")


def _parent_path(path: str | None) -> str:
    """Return where the parent stands without counting, so that the same slip in many places is one cause."""
    return re.sub(r"\[\d+\]", "", (path or "").rpartition("/")[0])


def _violation(root: etree._Element, entries: list[Any]) -> Violation:
    entry = entries[0]
    head = _HEAD.match(entry.message)
    rest = entry.message[head.end() :] if head else entry.message
    missing, value, expected = _MISSING.search(rest), _VALUE.search(rest), _EXPECTED.search(rest)
    xml = _at(root, entry)
    parent = None if xml is None else xml.getparent()
    line = _line(xml, entry)
    return Violation(
        kind=_kind(entry),
        tag=head["tag"] if head else "",
        of_bpmn=head is not None and head["space"] == BPMN,
        parent="" if parent is None else etree.QName(parent).localname,
        name=missing["name"] if missing else _bare((head and head["name"]) or ""),
        found=(value["value"] or value["other"] or value["qname"] or "") if value else _bare(rest),
        expected=(value["set"] or value["type"] or "") if value else _few(_bare(expected["names"])) if expected else "",
        line=line,
        owner=_owner(xml),
        doubled=parent is not None and xml is not None and len(parent.findall(xml.tag)) > 1,
        also=tuple(sorted({other.line for other in entries[1:50]} - {line}))[:4],
    )


def _bare(names: str) -> str:
    return re.sub(r"\{[^}]*\}", "", names)


def _few(names: str) -> str:
    every = names.split(", ")
    return ", ".join([*every[:5], "…"] if len(every) > 5 else every)


def _at(root: etree._Element, entry: Any) -> etree._Element | None:
    spaces = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    found: object
    try:
        found = root.getroottree().xpath(entry.path or "", namespaces=spaces)
    except etree.XPathError:  # a prefix of deeper inside, or no path: the line must do
        found = [xml for xml in root.iter() if xml.sourceline == entry.line][:1]
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def _line(xml: etree._Element | None, entry: Any) -> int:
    line: object = entry.line if xml is None else xml.sourceline
    return line if isinstance(line, int) and line > 0 else 1


def _owner(xml: etree._Element | None) -> str | None:
    while xml is not None:
        if own := xml.get("id"):
            return str(own)
        xml = xml.getparent()
    return None
