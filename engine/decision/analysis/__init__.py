"""What can be told of a table's rules without a case: overlaps, gaps, contradictions, rules of no use.

Beside the *diagram*, after `compile`. Each input is cut into regions in which no cell changes its answer; every region is
asked through one sample, by the very closures that decide. What cannot be cut so is never taken for a proof.
"""

from engine.decision.analysis.check import check_tables

__all__ = ["check_tables"]
