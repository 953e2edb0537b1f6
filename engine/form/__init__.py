"""What a person fills in at a task: form-js schemas, read and checked without a browser.

Fifth word of the sentence: a *task* opens a form, a valid form becomes the *completion*. `read_form` makes a `Form`
from a form-js JSON file; `validate` turns what was posted into values or faults; `present` says what a page shows.
All of it is pure: no clock, no web framework, no database.
"""

from engine.form.check import Validated, validate, validate_json
from engine.form.files import Files
from engine.form.model import Field, Form, Option, Words
from engine.form.read import FormFaults, read_form
from engine.form.rows import rearrange
from engine.form.schema import SchemaFault
from engine.form.sentences import FieldFault
from engine.form.show import present
from engine.form.view import FieldView, RowView

__all__ = [
    "Field",
    "FieldFault",
    "FieldView",
    "Files",
    "Form",
    "FormFaults",
    "Option",
    "RowView",
    "SchemaFault",
    "Validated",
    "Words",
    "present",
    "read_form",
    "rearrange",
    "validate",
    "validate_json",
]
