"""Erasing what names a person, on that person's request: sealed values of a case, the files they name, and their texts in comments.

A letter is told from the history and these values: it says by itself that they are erased.

The history stays as it is, and provable (docs/adr/0005). A file that no other case has is removed by the next sweep.
"""

from processes.erasure.lines import Erasable, Erased, erasable, erasures
from processes.erasure.request import NoReason, NothingToErase, erase_on_request
from processes.erasure.values import CaseAstray, erase

__all__ = [
    "CaseAstray",
    "Erasable",
    "Erased",
    "NoReason",
    "NothingToErase",
    "erasable",
    "erase",
    "erase_on_request",
    "erasures",
]
