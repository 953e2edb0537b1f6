"""FEEL's built-in functions by name; each module registers its own with `@builtin`."""

from __future__ import annotations

from engine.feel.builtins import contexts, conversion, deadlines, lists, numeric, ranges, statistics, strings, temporal
from engine.feel.builtins.registry import Signature, builtins

__all__ = ["Signature", "builtins"]
_ = (contexts, conversion, deadlines, lists, numeric, ranges, statistics, strings, temporal)
