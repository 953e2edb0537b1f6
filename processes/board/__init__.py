"""Boards: what a director, or a party of a contract, reads at a glance; each figure with the cases behind it.

Read off projections and their indexes, never off histories; `processes.measures` writes what is counted here.
"""

from processes.board.asked import Asked, asked_of, months_to_choose
from processes.board.figures import Board, Figures, Group, MonthLine, board

__all__ = ["Asked", "Board", "Figures", "Group", "MonthLine", "asked_of", "board", "months_to_choose"]
