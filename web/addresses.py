"""What an address may be: its parts are numbers and texts that a database can keep, anything else is no address of ours (404).

Beside the sentence. Whoever guesses at addresses gets the same answer for what cannot be as for what is not; what a browser
says of where it comes from may be nonsense, too.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, PathConverter, UnicodeConverter, ValidationError

GREATEST = 2**31 - 1
"""What a key in the database can be at most."""


class Number(IntegerConverter):
    """A key that counts."""

    def __init__(self, map: Map, *args: Any, **more: Any) -> None:
        super().__init__(map, *args, **{"max": GREATEST, **more})


class Text(UnicodeConverter):
    """A key in letters."""

    def to_python(self, value: str) -> str:
        """Return the text; raise where no database keeps it."""
        return _kept(value)


class Way(PathConverter):
    """A key in letters, among which there may be slashes."""

    def to_python(self, value: str) -> str:
        """Return the text; raise where no database keeps it."""
        return _kept(value)


def _kept(value: str) -> str:
    if "\0" in value:
        raise ValidationError
    return value


def init_app(app: Flask) -> None:
    """Give `app` the parts; comes before everything that has an address."""
    app.url_map.converters.update({"int": Number, "string": Text, "default": Text, "path": Way})


def split(claimed: str) -> SplitResult:
    """Return the parts of an address that a browser claims to come from; none where it is no address."""
    try:
        return urlsplit(claimed)
    except ValueError:
        return urlsplit("")
