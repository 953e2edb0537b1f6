"""Take a form apart: its fields by key, each with its label and rules. What only places them on the page is layout."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.diagram.words import Words
from engine.difference.compare import compare
from engine.difference.model import Change, Facet, Parts, Thing
from engine.difference.words import called, facet_word, thing_word, value_words
from engine.form.schema import parse

_EDITORS: Final = {"exporter", "executionPlatform", "executionPlatformVersion", "schemaVersion", "components"}
_LAYOUT: Final = {"layout", "appearance"}
_KINDS: Final = {
    "textfield": Words("field", "فیلد"),
    "group": Words("group", "گروه"),
    "dynamiclist": Words("list", "فهرست"),
    "text": Words("text", "متن"),
    "separator": Words("separator", "خط جداکننده"),
}


def differences(before: bytes, after: bytes, file: str) -> tuple[tuple[Change, ...], int]:
    """Return what differs between two forms, and how many fields only stand elsewhere on the page."""
    return compare(_parts(parse(before), file), _parts(parse(after), file))


def _parts(schema: Any, file: str) -> Parts:
    root = schema if isinstance(schema, dict) else {}
    things: dict[str, Thing] = {}
    layout: dict[str, str] = {}
    own = {name: value for name, value in root.items() if name not in _EDITORS}
    form = Thing(
        key=f"form {file}", words=Words(f"form {file}", f"{thing_word('form').fa} {file}"), facets=_facets(own)
    )
    for component, within in _components(root, ""):
        key = _key(component, things)
        things[key] = _thing(key, component, within)
        layout[key] = _written({name: component[name] for name in sorted(_LAYOUT & component.keys())})
    return Parts(things=(form, *things.values()), layout=layout, order_matters=True)


def _components(parent: Mapping[str, Any], within: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    for component in parent.get("components") or ():
        if isinstance(component, dict):
            yield component, within
            yield from _components(component, str(component.get("path") or component.get("id") or ""))


def _key(component: Mapping[str, Any], taken: Mapping[str, Thing]) -> str:
    own = str(component.get("key") or component.get("path") or component.get("id") or component.get("type"))
    key, count = own, 1
    while key in taken:
        count += 1
        key = f"{own}@{count}"
    return key


def _thing(key: str, component: Mapping[str, Any], within: str) -> Thing:
    skipped = {"id", "key", "components", *_LAYOUT}
    facets = _facets({name: value for name, value in component.items() if name not in skipped})
    if within:
        facets["within"] = Facet(about=facet_word("within"), value=within, shown=Words(within, within))
    kind = _KINDS.get(str(component.get("type")), _KINDS["textfield"])
    return Thing(key=key, words=_words(key, component, kind), facets=facets)


def _words(key: str, component: Mapping[str, Any], kind: Words) -> Words:
    label = str(component.get("label") or component.get("text") or "")
    said = component.get("properties")
    label_en = said.get("label_en") or said.get("text_en") if isinstance(said, dict) else None
    shown = called("", label, key, str(label_en) if label_en else None)
    return Words(f"{kind.en}{shown.en}", f"{kind.fa}{shown.fa}")


def _facets(data: Mapping[str, Any]) -> dict[str, Facet]:
    return {
        path: Facet(about=facet_word(path), value=_written(value), shown=value_words(_shown(value)))
        for path, value in _flat(data, "")
        if value not in (None, "", {}, [])
    }


def _flat(data: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, dict) and name in ("validate", "conditional", "properties"):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _shown(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, dict) and "label" in item for item in value):
        return "، ".join(str(item["label"]) for item in value)
    return value if isinstance(value, str) else _written(value)
