"""What an HTML form posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request

CONTROLS = ("csrf_token",)


def posted() -> Mapping[str, Sequence[str]]:
    """Return the posted fields, without the page's own."""
    return {key: values for key, values in request.form.lists() if key not in CONTROLS}
