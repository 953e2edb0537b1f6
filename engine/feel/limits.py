"""The bounds of one evaluation, and the purse of operations it is paid from.

Bounds are counted, not timed, so that a replay on a slower machine ends exactly as the live step did.
"""

from __future__ import annotations

from engine.feel.errors import FeelEvaluationError, Words

max_text = 20_000
max_nesting = 60
max_operations = 100_000
max_items = 100_000
max_characters = 1_000_000
max_call_depth = 150
"""Sum of the nesting of all function bodies entered at one time; keeps Python's own stack out of danger."""
max_data_depth = 60

too_long = Words("no more than 100,000 operations", "۱۰۰٬۰۰۰ عمل")
too_deep = Words("no more than 60 levels of nesting or 150 levels of calls", "۶۰ لایهٔ تودرتو یا ۱۵۰ لایهٔ فراخوانی")
too_many_items = Words("lists of no more than 100,000 items", "فهرستی با ۱۰۰٬۰۰۰ عضو")
too_many_characters = Words("texts of no more than 1,000,000 characters", "متنی با ۱٬۰۰۰٬۰۰۰ نویسه")
too_big_number = Words("no number beyond 10 to the power 6144", "عددی با بزرگی ۱۰ به توان ۶۱۴۴")


class Purse:
    """What is left of the operations of one evaluation; `spend` raises `FeelEvaluationError` when it is empty."""

    __slots__ = ("depth", "left", "patterns")

    def __init__(self) -> None:
        self.left = max_operations
        self.depth = 0
        self.patterns: set[str] = set()
        """Regular expressions met in this evaluation: the first time is dear, whatever some cache knows of it."""

    def spend(self, operations: int) -> None:
        """Pay for `operations`; called where work repeats, since the text itself is bounded."""
        self.left -= operations
        if self.left < 0:
            raise FeelEvaluationError(too_long)

    def items(self, count: int) -> None:
        """Pay for building or walking a list of `count` items."""
        if count > max_items:
            raise FeelEvaluationError(too_many_items)
        self.spend(count)

    def characters(self, count: int) -> None:
        """Pay for building or walking a text of `count` characters."""
        self.allow(count)
        self.spend(count >> 6)

    def allow(self, count: int) -> None:
        """Refuse a text that grows to more characters than may be."""
        if count > max_characters:
            raise FeelEvaluationError(too_many_characters)

    def pattern(self, text: str) -> None:
        """Pay for a regular expression: dear where it must be compiled, cheap where it was met before."""
        self.spend(10 if text in self.patterns else 2_000)
        self.patterns.add(text)

    def enter(self, depth: int) -> None:
        """Go down `depth` levels into a function body; `leave` goes back."""
        self.depth += depth
        if self.depth > max_call_depth:
            raise FeelEvaluationError(too_deep)

    def leave(self, depth: int) -> None:
        """Undo `enter`."""
        self.depth -= depth
