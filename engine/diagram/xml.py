"""The XML of a diagram, parsed with nothing switched on that a stranger's file could use against the server.

First word of the sentence, before `read`: bytes -> nodes -> diagram. The only module that reads XML: decisions come
through it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.errors import BadInput

MAX_BYTES = 10_000_000
MAX_NODES = 200_000
"""Ten thousand flow nodes with flows and shapes have about 100,000."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_PREFIXES = {
    BPMN: "",
    "http://camunda.org/schema/1.0/bpmn": "camunda:",
    "http://www.omg.org/spec/BPMN/20100524/DI": "di:",
}


class UnreadableDiagram(BadInput):
    """The file is not a diagram at all; a leaf below says why. `facts` always has `file` and `line`."""

    en = "Expected {file} to be a BPMN 2.0 diagram, but it cannot be read (line {line})."
    fa = "انتظار می‌رفت {file} یک نمودار BPMN 2.0 باشد، ولی خوانده نمی‌شود (سطر {line})."


class TooLarge(UnreadableDiagram):
    en = "Expected {file} to have at most {limit}, but it has more: split the diagram and call its parts."
    fa = (
        "انتظار می‌رفت {file} حداکثر {limit} داشته باشد، ولی بیشتر دارد؛ نمودار را بخش‌بخش کنید و بخش‌ها را فراخوانی کنید."
    )


class NotXml(UnreadableDiagram):
    en = "Expected {file} to be XML, but line {line} is not ({cause}): save it again from the modeler."
    fa = "انتظار می‌رفت {file} به قالب XML باشد، ولی سطر {line} چنین نیست ({cause})؛ دوباره از ابزار مدل‌سازی ذخیره کنید."


class HasDoctype(UnreadableDiagram):
    en = "Expected {file} to have no DOCTYPE, but line {line} has one: remove it; diagrams never need it."
    fa = "انتظار می‌رفت {file} هیچ DOCTYPE نداشته باشد، ولی سطر {line} دارد؛ آن را حذف کنید، نمودار به آن نیازی ندارد."


class NotBpmn(UnreadableDiagram):
    en = "Expected {file} to begin with definitions of BPMN 2.0, but line {line} has {found}: export it as BPMN 2.0."
    fa = "انتظار می‌رفت {file} با definitions از BPMN 2.0 آغاز شود، اما سطر {line} {found} است؛ خروجی BPMN 2.0 بگیرید."


@dataclass(slots=True)
class Node:
    """One XML element. `tag` is bare for BPMN, `camunda:…`, `di:…`, or `?` for every other namespace."""

    tag: str
    line: int
    attributes: dict[str, str]
    """Bare names, and `camunda:…`; those of other namespaces are left out."""
    text: str
    children: list[Node] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """Return the attribute stripped; None where it is missing or blank."""
        return self.attributes.get(name, "").strip() or None

    def flag(self, name: str, default: bool = False) -> bool:
        """Return the truth of an `xsd:boolean` attribute."""
        value = self.get(name)
        return default if value is None else value in ("true", "1")

    def all(self, tag: str) -> Iterator[Node]:
        """Yield the children of that tag."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Node | None:
        """Return the first child of that tag."""
        return next(self.all(tag), None)

    def text_of(self, tag: str) -> str | None:
        """Return the stripped text of the first child of that tag; None where it is missing or blank."""
        child = self.first(tag)
        return (child.text.strip() or None) if child else None

    def walk(self) -> Iterator[Node]:
        """Yield the node and everything under it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def parse(source: bytes, file: str) -> Node:
    """Return the root `definitions` of a BPMN 2.0 file; raise a leaf of `UnreadableDiagram` otherwise."""
    root = parse_xml(source, file)
    if root.tag != f"{{{BPMN}}}definitions":
        raise NotBpmn(file=file, line=_line(root), found=str(root.tag)[:200])
    return _convert(root, file, _PREFIXES)


def parse_as(source: bytes, file: str, prefixes: Mapping[str, str]) -> Node:
    """Return the root of any XML file, its tags written with the prefixes of these namespaces; raise as `parse` does."""
    return _convert(parse_xml(source, file), file, prefixes)


def parse_xml(source: bytes, file: str) -> etree._Element:
    """Return the root of any XML that is safe to look at; raise a leaf of `UnreadableDiagram` otherwise."""
    if len(source) > MAX_BYTES:
        raise TooLarge(file=file, line=1, limit="10 MB")
    # Looked for before parsing too, so that libxml2 never sees an internal subset in a usual encoding.
    before, found, _ = source.partition(b"<!DOCTYPE")
    if found:
        raise HasDoctype(file=file, line=before.count(b"\n") + 1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as cause:
        raise NotXml(file=file, line=cause.lineno or 1, cause=cause.msg) from cause
    if root.getroottree().docinfo.internalDTD is not None:
        raise HasDoctype(file=file, line=1)
    return root


def _convert(root: etree._Element, file: str, prefixes: Mapping[str, str]) -> Node:
    top = _node(root, prefixes)
    stack = [(root, top)]
    count = 1
    while stack:
        xml, node = stack.pop()
        pairs = [(child, _node(child, prefixes)) for child in xml]
        node.children = [child for _, child in pairs]
        stack.extend(pairs)
        count += len(pairs)
        if count > MAX_NODES:
            raise TooLarge(file=file, line=node.line, limit=f"{MAX_NODES:,} XML elements")
    return top


def _node(xml: etree._Element, prefixes: Mapping[str, str]) -> Node:
    attributes = {}
    for key, value in xml.attrib.items():
        name = _short(str(key), prefixes) if str(key).startswith("{") else str(key)
        if name != "?":
            attributes[name] = str(value)
    return Node(_short(str(xml.tag), prefixes), _line(xml), attributes, xml.text or "")


def _line(xml: etree._Element) -> int:
    line: object = xml.sourceline  # the stubs know stranger types than lxml gives
    return line if isinstance(line, int) else 1


def _short(tag: str, prefixes: Mapping[str, str]) -> str:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    prefix = prefixes.get(namespace)
    return "?" if prefix is None else prefix + local
