"""One field: from the texts that were posted to a value, or to a fault.

Part of the word *form*; `check` walks the form and calls this. An empty field is null (a list: an empty one, a box:
false); whether it may be empty is asked by `check`, who knows what is hidden.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from engine.form.digits import NoSuchDay, NotADate, read_date, read_number, to_latin, to_persian
from engine.form.model import CheckboxField, ChoiceField, DateField, Field, NumberField, Option, TextField
from engine.form.sentences import FieldFault, fault
from engine.values import Value

Options = Mapping[str, Sequence[Option]]
_edges = "\u200b\u200c\u200d\u200e\u200f\ufeff"
_ticked = {"true": True, "on": True, "1": True, "false": False, "": False, "0": False}


class Refused(Exception):
    """What was typed cannot be taken; carries the fault."""

    def __init__(self, found: FieldFault) -> None:
        self.fault = found


def strip(text: str) -> str:
    """Return `text` without space and invisible joiners at its ends."""
    while text != (shorter := text.strip().strip(_edges)):
        text = shorter
    return text


def read_value(field: Field, path: str, posted: Sequence[str], options: Options) -> Value:
    """Return the value of what was posted for `field`; raise `Refused`."""
    if isinstance(field, ChoiceField) and field.many:
        return _many(field, path, posted, options)
    if len(posted) > 1:
        raise Refused(fault(path, "twice", count=len(posted)))
    text = posted[0] if posted else ""
    if isinstance(field, TextField):
        return _text(field, path, text)
    text = strip(text)
    if isinstance(field, CheckboxField):
        return _checkbox(path, text)
    if not text:
        return None
    if isinstance(field, NumberField):
        return _number(field, path, text)
    if isinstance(field, DateField):
        return _day(path, text)
    assert isinstance(field, ChoiceField)
    return _option(field, path, text, options)


def choices(field: ChoiceField, options: Options) -> tuple[Option, ...]:
    """Return the options of `field`: its own, or those the host hands in."""
    return tuple(options.get(field.options_key, ())) if field.options_key else field.options


def _text(field: TextField, path: str, text: str) -> str | None:
    if field.multiline:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = strip(text)
    if not text:
        return None
    if len(text) < field.min_length:
        raise Refused(fault(path, "too_short", limit=field.min_length, found=len(text)))
    if len(text) > field.max_length:
        raise Refused(fault(path, "too_long", limit=field.max_length, found=len(text)))
    _refuse_control(path, text, "\n\t" if field.multiline else "")
    latin = to_latin(text)
    if field.pattern and not field.pattern.search(latin):
        own = field.pattern_words
        raise Refused(FieldFault(path=path, code="pattern", en=own.en, fa=own.fa) if own else fault(path, "pattern"))
    return latin if field.latin_digits else text


def _refuse_control(path: str, text: str, allowed: str) -> None:
    for place, sign in enumerate(text, 1):
        if sign not in allowed and unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp"):
            raise Refused(fault(path, "control", place=place))


def _number(field: NumberField, path: str, text: str) -> Value:
    number = read_number(text)
    if number is None:
        raise Refused(fault(path, "number", found=text))
    if field.minimum is not None and number < field.minimum:
        raise Refused(fault(path, "too_small", limit=field.minimum, found=number))
    if field.maximum is not None and number > field.maximum:
        raise Refused(fault(path, "too_great", limit=field.maximum, found=number))
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if field.decimals is not None and decimals > field.decimals:
        raise Refused(fault(path, "decimals", limit=field.decimals, found=decimals))
    return number


def _day(path: str, text: str) -> Value:
    try:
        return read_date(text)
    except NotADate:
        raise Refused(fault(path, "date", found=text)) from None
    except NoSuchDay:
        raise Refused(fault(path, "no_such_day", found=text, found_fa=to_persian(text))) from None


def _checkbox(path: str, text: str) -> bool:
    if text not in _ticked:
        raise Refused(fault(path, "checkbox", found=text))
    return _ticked[text]


def _option(field: ChoiceField, path: str, text: str, options: Options) -> str:
    if text not in {option.value for option in choices(field, options)}:
        raise Refused(fault(path, "option", found=text))
    return text


def _many(field: ChoiceField, path: str, posted: Sequence[str], options: Options) -> list[str]:
    chosen = {_option(field, path, text, options) for text in map(strip, posted) if text}
    return [option.value for option in choices(field, options) if option.value in chosen]
