"""Adding a thing: the fields that most things begin with, and the page with its form."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext as _

from web.sheets import Field, Form


def key_field(label: str) -> Field:
    """Return the field of a thing's key, which is chosen once."""
    hint = _("Small Latin letters, digits and _, beginning with a letter. It cannot be changed later.")
    return Field(name="key", label=label, kind="latin", hint=hint, longest=32)


def both_names() -> list[Field]:
    """Return the fields of a thing's name in both languages."""
    return [Field(name="name_fa", label=_("Name in Persian")), Field(name="name_en", label=_("Name in English"))]


def new_page(form: Form, title: str, *, back: str, back_title: str) -> str:
    """Return the page on which a thing is added; `back`: the address of the list."""
    return render_template(
        "pages/admin/new.html", form=form, title=title, send=_("Add"), back=back, back_title=back_title
    )
