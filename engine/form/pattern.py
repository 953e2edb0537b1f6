"""Patterns that a form may ask for, kept to those that are always fast.

Part of the word *form*; used by `read`. A regular expression can take longer than anybody waits (`^(a+)+$` on thirty
letters). Taken are those whose work is bounded: no repeated group, no back reference, no look-around, and few ways
to try. The ways are counted: a part of open length (`*`, `+`, `{2,}`, a beginning without `^`) counts 6, `?` and `|`
count 1, `{2,4}` as many as its span has bits; up to 18 are taken, so that a line of 500 characters is done within a
second or so.
"""

from __future__ import annotations

import re

open_weight, most_weight = 6, 18
_token = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|\(\?|[()|^$]|[*+?]\??|\{[0-9]*,?[0-9]*\}\??|.", re.DOTALL)
_quantifier = re.compile(r"[*+?]\??|\{([0-9]*)(,?)([0-9]*)\}\??")


class UnsafePattern(ValueError):
    """The pattern is not a regular expression, or not one whose work is bounded. `en` and `fa` say why."""

    def __init__(self, en: str, fa: str) -> None:
        super().__init__(en)
        self.en, self.fa = en, fa


def compile_pattern(text: str) -> re.Pattern[str]:
    """Return `text` compiled for Latin digits and letters; raise `UnsafePattern`."""
    tokens = _token.findall(text)
    weight = 0 if text.startswith("^") else open_weight
    for before, token in zip(["", *tokens], tokens, strict=False):
        _refuse_unbounded(before, token)
        weight += _weight(token)
    if weight > most_weight:
        raise UnsafePattern(
            "it can be tried in too many ways; begin it with ^ and use fewer *, +, ? and |",
            "راه‌های آزمودن آن بسیار است؛ آن را با ^ آغاز کنید و از *، +، ? و | کمتر به کار ببرید",
        )
    return _compiled(text)


def _weight(token: str) -> int:
    if token == "|":
        return 1
    if not (match := _quantifier.fullmatch(token)):
        return 0
    if token[0] != "{":
        return 1 if token[0] == "?" else open_weight
    low, comma, high = match.groups()
    if not comma:
        return 0
    span = int(high[:6]) - int(low[:6] or 0) if high else 1 << open_weight
    return min(open_weight, max(span, 0).bit_length())


def _refuse_unbounded(before: str, token: str) -> None:
    if token == "(?" or re.fullmatch(r"\\[1-9k]", token):
        raise UnsafePattern(
            "look-around and back references are not taken", "نگاه به پیش و پس و ارجاع به گروه پذیرفته نمی‌شود"
        )
    if not _quantifier.fullmatch(token):
        return
    if before == ")" and token[0] != "?":
        raise UnsafePattern("a repeated group is not taken", "تکرار گروه پذیرفته نمی‌شود")
    if _quantifier.fullmatch(before):
        raise UnsafePattern("a repetition of a repetition is not taken", "تکرارِ تکرار پذیرفته نمی‌شود")


def _compiled(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.ASCII)
    except (re.error, RecursionError, OverflowError) as cause:
        raise UnsafePattern(f"it is not a regular expression ({cause})", f"عبارت منظم درستی نیست ({cause})") from cause
