"""Whether a condition depends on the same form, and if on one choice only, which answers hide.

Part of the word *form*; used by `show`. The answers are found by asking the condition for each of them, so that the
browser needs no FEEL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.feel import Expression
from engine.form.condition import hides
from engine.form.model import CheckboxField, ChoiceField, Field, Option, Words
from engine.form.typed import Options, choices
from engine.values import Value

_boxes = (Option("true", "علامت خورده", "ticked"), Option("", "بی‌علامت", "not ticked"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Dependence:
    """How one condition stands to the form around it."""

    on_form: bool
    """Whether it names another field of the form."""
    key: str | None = None
    """The one field it depends on, if that is a choice or a box."""
    hide_when: tuple[str, ...] = ()
    needed_when: Words | None = None


def dependence(
    condition: Expression, fields: Mapping[str, Field], scope: Mapping[str, Value], options: Options
) -> Dependence:
    """Return how `condition` depends on `fields`; `scope` has the case's variables and what stands in the fields."""
    named = [fields[name] for name in sorted(condition.names & fields.keys()) if not fields[name].readonly]
    if not named:
        return Dependence(on_form=False)
    [first, *others] = named
    answers = _answers(first, options)
    if others or not answers:
        return Dependence(on_form=True)
    hiding = [answer for answer in answers if hides(condition, {**scope, first.key: _value(first, answer)})]
    showing = [answer for answer in answers if answer not in hiding]
    return Dependence(
        on_form=True,
        key=first.key,
        hide_when=tuple(answer.value for answer in hiding),
        needed_when=_sentence(first, [answer for answer in showing if answer.fa]) if hiding else None,
    )


def _answers(field: Field, options: Options) -> tuple[Option, ...]:
    if isinstance(field, CheckboxField):
        return _boxes
    if isinstance(field, ChoiceField) and not field.many:
        return (Option("", "", ""), *choices(field, options))
    return ()


def _value(field: Field, answer: Option) -> Value:
    return bool(answer.value) if isinstance(field, CheckboxField) else answer.value or None


def _sentence(field: Field, showing: list[Option]) -> Words | None:
    if not showing:
        return None
    fa = "» یا «".join(answer.fa for answer in showing)
    en = "” or “".join(answer.en for answer in showing)
    return Words(
        f"فقط اگر در «{field.label.fa}» پاسخ «{fa}» باشد.", f"Only if the answer to “{field.label.en}” is “{en}”."
    )
