"""FEEL, the OMG's expression language (DMN 1.5), closed: what a text can reach is its variables and nothing of Python.

Stands below every word of the sentence: conditions, timers, assignments, forms and decisions hold FEEL texts. A text is
compiled once, when a diagram is deployed, and refused there if it is not understood; evaluated many times, it yields
null where the standard says so, and stops at bounds that are counted, never timed.
"""

from engine.feel.errors import FeelEvaluationError, FeelSyntaxError
from engine.feel.expression import Expression, UnaryTests, compile_expression, compile_unary_tests
from engine.feel.kinds import Function

__all__ = [
    "Expression",
    "FeelEvaluationError",
    "FeelSyntaxError",
    "Function",
    "UnaryTests",
    "compile_expression",
    "compile_unary_tests",
]
