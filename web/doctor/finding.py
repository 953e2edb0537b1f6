"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    check: str
    state: State
    found: str
    do: str = ""
    """What to do; empty where all is well."""


def ok(check: str, found: str) -> Finding:
    """Return that all is well."""
    return Finding(check=check, state="ok", found=found)


def warn(check: str, found: str, do: str) -> Finding:
    """Return what will be a fault, or is one in a real office."""
    return Finding(check=check, state="warn", found=found, do=do)


def fail(check: str, found: str, do: str) -> Finding:
    """Return a fault."""
    return Finding(check=check, state="fail", found=found, do=do)
