"""Tracking numbers: what a requester is told on the telephone, and what tells a stranger nothing.

Nine digits, of which the last is a check digit (Luhn), so that a slip of the tongue is noticed; the others are random.
"""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.instance.state import InstanceId
from engine.store.keys import SIGNS
from processes.tables import DbCase

LETTERS = 9


def new_tracking(session: Session) -> str:
    """Return a tracking number that no case has."""
    while True:
        digits = f"{secrets.randbelow(90_000_000) + 10_000_000}"
        tracking = digits + check_digit(digits)
        if session.scalar(select(DbCase.instance).where(DbCase.tracking == tracking)) is None:
            return tracking


def new_instance() -> InstanceId:
    """Return an id at random, of nine small letters and digits: as a number it takes six bytes, in every row of the case."""
    return InstanceId("".join(secrets.choice(SIGNS) for _letter in range(LETTERS)))


def check_digit(digits: str) -> str:
    """Return the Luhn check digit of a row of digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_tracking(text: str) -> bool:
    """Return whether `text` can be a tracking number at all."""
    return len(text) == 9 and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]
