"""From nodes of the tree to Python closures; each module registers handlers for its kinds of nodes when imported."""

from engine.feel.nodes import functions, loops, operators, values

__all__ = ["functions", "loops", "operators", "values"]
