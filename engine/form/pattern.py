"""Patterns that a form may ask for, kept to those that are always fast.

Part of the word *form*; used by `read`. A regular expression can take longer than anybody waits (`^(a+)+$` on thirty
letters). Taken are those whose work is bounded: no repeated group, no back reference, no look-around, and at most
three parts of open length (a pattern that does not begin with `^` counts one more, for its open beginning).
"""

from __future__ import annotations

import re

open_parts = 3
_token = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|\(\?|[()|^$]|[*+?]\??|\{[0-9]*,?[0-9]*\}\??|.", re.DOTALL)
_open = re.compile(r"[*+]\??|\{[0-9]*,[0-9]*\}\??")
_fixed = re.compile(r"\?\??|\{[0-9]+\}\??")


class UnsafePattern(ValueError):
    """The pattern is not a regular expression, or not one whose work is bounded. `en` and `fa` say why."""

    def __init__(self, en: str, fa: str) -> None:
        super().__init__(en)
        self.en, self.fa = en, fa


def compile_pattern(text: str) -> re.Pattern[str]:
    """Return `text` compiled for Latin digits and letters; raise `UnsafePattern`."""
    tokens = _token.findall(text)
    count = 0 if text.startswith("^") else 1
    for before, token in zip(["", *tokens], tokens, strict=False):
        _refuse_unbounded(before, token)
        count += bool(_open.fullmatch(token))
    if count > open_parts:
        raise UnsafePattern(
            f"it has {count} parts of open length, at most {open_parts} are taken",
            f"{count} بخش با طول نامعین دارد و حداکثر {open_parts} بخش پذیرفته می‌شود",
        )
    return _compiled(text)


def _refuse_unbounded(before: str, token: str) -> None:
    if token == "(?" or re.fullmatch(r"\\[1-9k]", token):
        raise UnsafePattern(
            "look-around and back references are not taken", "نگاه به پیش و پس و ارجاع به گروه پذیرفته نمی‌شود"
        )
    repeated = _open.fullmatch(token) or (_fixed.fullmatch(token) and "?" not in token[:1])
    if before == ")" and repeated:
        raise UnsafePattern("a repeated group is not taken", "تکرار گروه پذیرفته نمی‌شود")


def _compiled(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.ASCII)
    except (re.error, RecursionError, OverflowError) as cause:
        raise UnsafePattern(f"it is not a regular expression ({cause})", f"عبارت منظم درستی نیست ({cause})") from cause
