"""Read `extensionElements`: properties, mappings, listeners; and the attributes of `camunda:` that would run code.

First word of the sentence, inside `read`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram.book import Book
from engine.diagram.model import Mapped
from engine.diagram.read_events import definitions_of
from engine.diagram.xml import Node

CODE = (
    "class", "delegateExpression", "expression", "type", "resource", "formHandlerClass", "variableMappingClass",
    "variableMappingDelegateExpression",
)  # fmt: skip
_LISTENERS = ("camunda:executionListener", "camunda:taskListener")
_HAVE_A_PLACE = {"camunda:properties", "camunda:inputOutput", "camunda:in", "camunda:out", *_LISTENERS}
_ASYNC = ("asyncBefore", "asyncAfter", "async")


def extensions(node: Node) -> list[Node]:
    """Return the children of `extensionElements`."""
    return [child for holder in node.all("extensionElements") for child in holder.children]


def read_properties(node: Node) -> dict[str, str]:
    """Return `camunda:properties` by name (or, as older modelers write it, by id), in their order."""
    found = (prop for item in extensions(node) if item.tag == "camunda:properties" for prop in item.children)
    return {
        key: prop.attributes.get("value", "")
        for prop in found
        if prop.tag == "camunda:property" and (key := prop.get("name") or prop.get("id"))
    }


def read_mapped(node: Node, id: str, scope: str, book: Book) -> tuple[Mapped, ...]:
    """Return the input and output parameters, and the in and out mappings of a call activity."""
    return tuple(_mapped(node, id, scope, book))


def _mapped(node: Node, id: str, scope: str, book: Book) -> Iterator[Mapped]:
    for item in extensions(node):
        if item.tag in ("camunda:in", "camunda:out"):
            yield _passed(item)
        elif item.tag == "camunda:inputOutput":
            for parameter in item.children:
                if any(child.tag in ("camunda:list", "camunda:map") for child in parameter.children):
                    book.note(parameter.tag, id, parameter.line, scope)
                else:
                    yield _parameter(parameter)


def _passed(item: Node) -> Mapped:
    every = item.get("variables")
    source = item.get("sourceExpression") or item.get("source") or item.get("businessKey") or every
    return Mapped(
        direction="in" if item.tag == "camunda:in" else "out",
        target=item.get("target") or ("*" if every else "businessKey"),
        expression="*" if every else source or "",
        line=item.line,
    )


def _parameter(item: Node) -> Mapped:
    return Mapped(
        direction="in" if item.tag == "camunda:inputParameter" else "out",
        target=item.get("name") or "",
        expression=item.text_of("camunda:script") or item.text.strip(),
        line=item.line,
    )


def count_listeners(node: Node) -> int:
    """Return how many execution and task listeners the node has."""
    return sum(item.tag in _LISTENERS for item in extensions(node))


def read_implementation(node: Node) -> dict[str, str]:
    """Return the attributes that would run code, of a node and of the event definitions inside it."""
    found: dict[str, str] = {}
    for owner in (node, *definitions_of(node)):
        found.update({name: value for name in CODE if (value := owner.get(f"camunda:{name}"))})
    return found


def read_async_marks(node: Node) -> tuple[str, ...]:
    """Return the names of the asynchronous marks that are set, on the node or on its multi-instance marks."""
    owners = [node, *node.all("multiInstanceLoopCharacteristics")]
    return tuple(name for name in _ASYNC if any(owner.flag(f"camunda:{name}") for owner in owners))


def note_unknown(node: Node, id: str, scope: str | None, book: Book) -> None:
    """Note the extensions of `camunda:` that the model has no place for."""
    for item in extensions(node):
        if item.tag.startswith("camunda:") and item.tag not in _HAVE_A_PLACE:
            book.note(item.tag, id, item.line, scope)
