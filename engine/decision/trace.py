"""What an evaluation leaves to be told: which rules held, and why a result is null.

Beside the *diagram*, inside `decide`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.diagram.words import Words
from engine.feel.frame import Frame
from engine.feel.limits import Purse


@dataclass(slots=True)
class Trail:
    """One decision on its way: ids of the rules that held, in the order of the tables, and remarks."""

    rules: list[str] = field(default_factory=list)
    remarks: list[Words] = field(default_factory=list)


class Telling(Purse):
    """The purse of one evaluation; what happens is told to the decision on top."""

    __slots__ = ("trails",)

    def __init__(self) -> None:
        super().__init__()
        self.trails: list[Trail] = []


def hit(frame: Frame, rules: list[str]) -> None:
    """Tell that these rules held."""
    if isinstance(frame.purse, Telling) and frame.purse.trails:
        frame.purse.trails[-1].rules += rules


def remark(frame: Frame, words: Words) -> Any:
    """Tell why what follows is null; return that null."""
    if isinstance(frame.purse, Telling) and frame.purse.trails and len(frame.purse.trails[-1].remarks) < 20:
        frame.purse.trails[-1].remarks.append(words)


def misfit(where: Words, type_name: str) -> Words:
    """Return the remark that a value is not of its type."""
    return Words(
        f"Expected {where.en} to be of the type {type_name}, but it is not: it counts as null.",
        f"انتظار می‌رفت {where.fa} از نوع {type_name} باشد، ولی نیست؛ null به شمار می‌آید.",
    )
