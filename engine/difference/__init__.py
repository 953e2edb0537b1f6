"""What differs between two versions of a file, element by element: between *form* and *completion* in the sentence.

An owner reads it before deploying, and whoever wants to know what an owner changed. `diagrams`, `forms` and `decisions`
take a file apart into things with facets; `compare` holds two such lists against each other.
"""

from engine.difference.files import difference
from engine.difference.model import Change, Difference

__all__ = ["Change", "Difference", "difference"]
