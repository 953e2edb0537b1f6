"""Every Persian text that a person may read, with where it stands: catalogue, errors, pages, scripts, forms, diagrams, decisions."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from lxml import etree

ROOT = Path(__file__).parents[2]
PERSIAN = re.compile("[آ-ی]{2}")
PIECE = re.compile(r"""[^<>{}'"\n]*[آ-ی]{2}[^<>{}'"\n]*""")
"""A text between tags, placeholders and quotation marks."""
NOT_READ = ("engine/form/digits.py", "web/persian.py", "processes/search/", "processes/demo/")
"""Where letters are taken apart, not written to be read; and what made-up people type, as people do."""

Text = tuple[str, str]


def texts() -> Iterator[Text]:
    """Yield where a text stands, and the text."""
    yield from _catalogue()
    yield from _sources()
    yield from _pages_and_scripts()
    for path in sorted((ROOT / "bpmn_diagrams").rglob("*")):
        where = str(path.relative_to(ROOT))
        if path.suffix == ".form":
            yield from ((where, text) for text in _strings(json.loads(path.read_text("utf-8"))))
        elif path.suffix in (".bpmn", ".dmn"):
            yield from ((where, text) for text in _of_xml(path))


def _catalogue() -> Iterator[Text]:
    path = ROOT / "web" / "translations" / "fa" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        for message in read_po(file):
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((str(path.relative_to(ROOT)), text) for text in said if message.id)


def _sources() -> Iterator[Text]:
    for folder in ("engine", "processes", "web"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            where = str(path.relative_to(ROOT))
            if not where.startswith(NOT_READ):
                tree = ast.parse(path.read_text("utf-8"))
                told = _docstrings(tree)
                for node in ast.walk(tree):
                    text = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
                    if isinstance(text, str) and PERSIAN.search(text):
                        yield f"{where}:{node.lineno}", text


def _pages_and_scripts() -> Iterator[Text]:
    """Yield what stands in Persian in templates (letters are written so in either language) and in scripts."""
    for folder, suffix in (("templates", "html"), ("frontend", "js")):
        for path in sorted((ROOT / "web" / folder).rglob(f"*.{suffix}")):
            for piece in PIECE.findall(path.read_text("utf-8")):
                yield str(path.relative_to(ROOT)), piece.strip()


def _docstrings(tree: ast.AST) -> set[int]:
    """Return the nodes that are read by developers only: strings that stand alone."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str) and PERSIAN.search(value):
        yield value


def _of_xml(path: Path) -> Iterator[str]:
    for element in etree.parse(str(path)).iter(etree.Element):
        said = [element.text or "", *element.attrib.values()]
        yield from (text.strip() for text in said if PERSIAN.search(text) and not text.lstrip().startswith("="))
