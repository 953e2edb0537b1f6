"""Decisions (DMN): tables and boxed expressions in FEEL, that a diagram's business rule tasks ask for.

Beside the *diagram*, before the *definition* that pins both. A file is read, compiled and checked at once; deciding is
pure and bounded. No code runs here but FEEL.
"""

from engine.decision.decide import Decided, Explanation, decide, explain
from engine.decision.decisions import Decisions, FaultyDecisions, NoSuchDecision, read_decisions

__all__ = [
    "Decided",
    "Decisions",
    "Explanation",
    "FaultyDecisions",
    "NoSuchDecision",
    "decide",
    "explain",
    "read_decisions",
]
