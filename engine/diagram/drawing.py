"""Of a diagram, what is drawn: shapes, names, where things lie; not what the engine runs by.

First word of the sentence, beside `read`: what a browser draws is fetched with every page that shows it, and a third of the packed
file is conditions, times, forms and roles, which nobody sees there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

from engine.diagram.xml import BPMN, parse_xml

_CAMUNDA: Final = "{http://camunda.org/schema/1.0/bpmn}"
_UNSEEN: Final = frozenset(
    f"{{{BPMN}}}{name}"
    for name in (
        "documentation", "incoming", "outgoing", "flowNodeRef", "script", "loopCardinality", "completionCondition", "timeDate",
        "timeDuration", "timeCycle", "condition", "import",
    )
)  # fmt: skip
_BARE: Final = f"{{{BPMN}}}conditionExpression"
"""That there is one, is drawn: as a diamond at the beginning of a flow that leaves an activity."""
_MORE: Final = f"{{{BPMN}}}extensionElements"
_NAME: Final = "name_"
"""How a property begins that holds the name in another language (`name_en`)."""


@lru_cache(maxsize=64)
def drawing(source: bytes, file: str) -> bytes:
    """Return a BPMN file that is drawn as `source` is, and says no more than that; raise a leaf of `UnreadableDiagram`."""
    root = parse_xml(source, file)
    for xml in list(root.iter(etree.Element)):
        _strip(xml)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _strip(xml: etree._Element) -> None:
    parent = xml.getparent()
    if parent is not None and (xml.tag in _UNSEEN or (xml.tag == _MORE and not _names(xml))):
        parent.remove(xml)
        return
    if xml.tag == _BARE:
        xml.text = None
    for key in [key for key in xml.attrib if str(key).startswith(_CAMUNDA)]:
        del xml.attrib[key]
    if not (xml.tail or "").strip():
        xml.tail = None
    if not (xml.text or "").strip():
        xml.text = None


def _names(more: etree._Element) -> bool:
    """Leave of what extends an element its names in other languages; return whether there are any."""
    for group in list(more):
        for each in list(group):
            if each.tag != f"{_CAMUNDA}property" or not (each.get("name") or "").startswith(_NAME):
                group.remove(each)
        if group.tag != f"{_CAMUNDA}properties" or not len(group):
            more.remove(group)
    return len(more) > 0
