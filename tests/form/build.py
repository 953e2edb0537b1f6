"""Builders of small forms for the tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.form import Form, Option, read_form

office_forms = Path(__file__).parents[2] / "bpmn_diagrams" / "forms"


def schema(*components: dict[str, Any], **head: Any) -> bytes:
    """Return a form-js schema with `components`."""
    whole = {"type": "default", "id": "sample", "schemaVersion": 18, "components": components, **head}
    return json.dumps(whole).encode()


def form(*components: dict[str, Any]) -> Form:
    """Return the form with `components`."""
    return read_form(schema(*components), "sample.form")


def component(kind: str, key: str, **more: Any) -> dict[str, Any]:
    """Return a component with a label."""
    return {"type": kind, "id": f"Field_{key}", "key": key, "label": f"برچسب {key}", **more}


def choice(kind: str, key: str, *values: str, **more: Any) -> dict[str, Any]:
    """Return a select, radio or checklist whose options are `values`."""
    english = {value: value.title() for value in values}
    values_of = [{"value": value, "label": f"گزینهٔ {value}"} for value in values]
    properties = {"label_en": key.title(), "options_en": english}
    return component(kind, key, values=values_of, properties=properties, **more)


def rows(key: str, *components: dict[str, Any], **properties: str) -> dict[str, Any]:
    """Return a dynamic list."""
    return {
        "type": "dynamiclist", "id": f"Field_{key}", "path": key, "label": key, "components": components,
        "properties": properties,
    }  # fmt: skip


def office_form(name: str) -> Form:
    """Return one of the office's own forms."""
    return read_form((office_forms / f"{name}.form").read_bytes(), f"{name}.form")


office_options = {
    "system_parts": (Option("registry", "دبیرخانه", "Registry"), Option("personnel", "کارگزینی", "Personnel")),
    "access_levels": (Option("view", "مشاهده", "View"), Option("work", "انجام کار", "Work")),
    "it_experts": (Option("ahmadi", "خانم احمدی", "Ms Ahmadi"),),
}
