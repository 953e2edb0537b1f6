"""The boards: the director's, time at the elements of a diagram, and that of a contract; each figure with the cases behind it."""

from web.pages.board import cases, contracts, diagrams, director
from web.pages.board.blueprint import blueprint

__all__ = ["blueprint", "cases", "contracts", "diagrams", "director"]
