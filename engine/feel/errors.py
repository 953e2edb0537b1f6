"""What FEEL refuses: when a text is compiled, and when its evaluation would never end.

Below every word of the sentence: diagrams, forms and decisions all hold FEEL texts. Used by the modules beside it.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.errors import PERSIAN_DIGITS, BadInput


class Words(NamedTuple):
    """The same few words in both languages, to be put into a template."""

    en: str
    fa: str


class FeelSyntaxError(BadInput):
    """The text is not FEEL, or not the part of FEEL that can be run here; it was refused when compiled."""

    en = (
        "Expected {expected} at line {line}, column {column} of the FEEL expression, but found {found}. "
        "Correct it there."
    )
    fa = (
        "در سطر {line_fa}، ستون {column_fa} عبارت FEEL، {expected_fa} انتظار می‌رفت، ولی {found_fa} یافت شد. "
        "عبارت را در همان‌جا اصلاح کنید."
    )

    def __init__(self, *, line: int, column: int, expected: Words, found: Words) -> None:
        self.line, self.column = line, column
        super().__init__(
            line=line,
            column=column,
            line_fa=str(line).translate(PERSIAN_DIGITS),
            column_fa=str(column).translate(PERSIAN_DIGITS),
            expected=expected.en,
            expected_fa=expected.fa,
            found=found.en,
            found_fa=found.fa,
        )


class FeelEvaluationError(BadInput):
    """The evaluation went beyond a bound that keeps one expression from holding up all others."""

    en = "Expected the FEEL expression to need {bound} while it is evaluated, but it needs more. Make it simpler."
    fa = "انتظار می‌رفت عبارت FEEL هنگام ارزیابی از {bound_fa} فراتر نرود، ولی فراتر می‌رود. عبارت را ساده‌تر کنید."

    def __init__(self, bound: Words) -> None:
        super().__init__(bound=bound.en, bound_fa=bound.fa)
