"""Read a form-js schema: bytes to `Form`, or all that is wrong with it at once.

Word *form* of the sentence. The fields themselves are made by `components`; this module knows the file around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import ClassVar

from engine.errors import BadInput, Language
from engine.form.components import Components
from engine.form.model import Form
from engine.form.schema import Node, SchemaFault, parse
from engine.form.schema_sentences import sentences

oldest_schema = 16


class FormFaults(BadInput):
    """A form that cannot be used; `faults` has every fault with its JSON path."""

    en: ClassVar[str] = "Expected in {file} a form-js form that Kartabl can show, but:"
    fa: ClassVar[str] = "در {file} فرم form-js که کارتابل بتواند نشان دهد انتظار می‌رفت، ولی:"

    def __init__(self, *, file: str, faults: Sequence[SchemaFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(file=file)

    def message(self, language: Language) -> str:
        """Return the sentence with one line for every fault."""
        lines = [f"{each.path}: {each.fa if language == 'fa' else each.en}" for each in self.faults]
        return "\n".join([super().message(language), *lines])


def read_form(source: bytes, file: str) -> Form:
    """Return the form in the form-js JSON `source`; `file` is its name for messages. Raise `FormFaults`."""
    try:
        data = parse(source)
        if not isinstance(data, dict):
            raise ValueError("it is not an object")
    except ValueError as cause:
        en, fa = sentences["json"]
        raise FormFaults(
            file=file, faults=[SchemaFault(path="$", en=en.format(reason=cause), fa=fa.format(reason=cause))]
        ) from cause
    root = Node(data)
    _check_head(root)
    items = Components().read(root)
    if root.faults:
        raise FormFaults(file=file, faults=root.faults)
    return Form(id=data["id"], items=items, digest=sha256(source).hexdigest())


def _check_head(root: Node) -> None:
    if not root.text("id"):
        root.fault("id", "missing", expected="the form's id")
    if root.text("type", "default") != "default":
        root.fault("type", "type", expected='"default"', found=repr(root.data["type"]))
    version = root.get("schemaVersion", int, "a whole number")
    if version is not None and version < oldest_schema:
        root.fault("schemaVersion", "type", expected=f"≥ {oldest_schema}", found=version)
    if "components" not in root.data:
        root.fault("components", "missing", expected="a list of components")
