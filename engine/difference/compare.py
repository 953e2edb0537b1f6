"""Hold two files that were taken apart against each other, thing by thing and facet by facet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from engine.diagram.words import Words
from engine.difference.model import Change, Parts, Thing

PLACE = "place"
_PLACE = Words("place in the order", "جای آن در ترتیب")


def compare(before: Parts, after: Parts) -> tuple[tuple[Change, ...], int]:
    """Return all changes, removed things first, and how many things were only drawn elsewhere."""
    old = {thing.key: thing for thing in before.things}
    new = {thing.key: thing for thing in after.things}
    removed = [_whole("removed", thing) for key, thing in old.items() if key not in new]
    added = [_whole("added", thing) for key, thing in new.items() if key not in old]
    changed = [change for key, thing in new.items() if key in old for change in _facets(old[key], thing)]
    if after.order_matters:
        changed += [_moved(new[key]) for key in out_of_order([*old], [*new])]
    common = before.layout.keys() & after.layout.keys()
    moved = sum(before.layout[key] != after.layout[key] for key in common)
    shapes = (before.layout.keys() ^ after.layout.keys()) - (old.keys() ^ new.keys())
    return (*removed, *added, *changed), moved + len(shapes)


def out_of_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the fewest of the common keys that had to be moved to get from one order to the other."""
    places = {key: place for place, key in enumerate(before)}
    common = [key for key in after if key in places]
    kept = set(_longest_rising([places[key] for key in common]))
    return [key for key in common if places[key] not in kept]


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return a longest rising subsequence; quadratic would be too slow for a diagram of ten thousand."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(last[at - 1] if at else None)
        tails[at : at + 1], last[at : at + 1] = [number], [place]
    found = []
    here = last[-1] if last else None
    while here is not None:
        found.append(numbers[here])
        here = before[here]
    return found


def _whole(kind: str, thing: Thing) -> Change:
    return Change(kind="added" if kind == "added" else "removed", key=thing.key, thing=thing.words, drawn=thing.drawn)


def _moved(thing: Thing) -> Change:
    return Change(kind="changed", key=thing.key, thing=thing.words, about=_PLACE, facet=PLACE, drawn=thing.drawn)


def _facets(before: Thing, after: Thing) -> Iterator[Change]:
    for name in dict.fromkeys([*before.facets, *after.facets]):
        old, new = before.facets.get(name), after.facets.get(name)
        if (old.value if old else None) == (new.value if new else None):
            continue
        facet = new or old
        yield Change(
            kind="changed",
            key=after.key,
            thing=after.words,
            about=facet.about if facet else None,
            facet=name,
            before=old.shown if old else None,
            after=new.shown if new else None,
            drawn=after.drawn,
        )
