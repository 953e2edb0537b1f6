"""Addresses of a list that is filtered, sorted and shown page by page: this page's own, with something changed.

Beside the sentence: a view says what is asked and how many there are, `macros/filters.html` and `macros/table.html` draw it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal
from urllib.parse import urlencode

from flask import request

from processes.waiting.find import Count
from web.shell import Heading, Pages

SORT, PAGE = "sort", "page"


def here_with(**changed: object) -> str:
    """Return the address of this page with some fields of its query changed; None and "" take one out."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changed and value]
    added = [(name, str(value)) for name, value in changed.items() if value not in (None, "")]
    query = urlencode([*kept, *added])
    return f"{request.path}?{query}" if query else request.path


def asked_order(keys: Collection[str], usual: str) -> str:
    """Return how the list shall be sorted: a key of a column, with "-" before it for the greatest first."""
    asked = request.args.get(SORT, "")
    return asked if asked.removeprefix("-") in keys else usual


def heading(label: str, key: str, order: str, *, number: bool = False, greatest_first: bool = False) -> Heading:
    """Return the heading of a column by which the list can be sorted, where it now is sorted as `order` says."""
    ways: dict[str, Literal["ascending", "descending"]] = {key: "ascending", f"-{key}": "descending"}
    sorted_now = ways.get(order)
    first = f"-{key}" if greatest_first else key
    turned = key if order == f"-{key}" else f"-{key}"
    url = here_with(**{SORT: turned if sorted_now else first, PAGE: None})
    return Heading(label=label, key=key, url=url, order=sorted_now, number=number)


def asked_page() -> int:
    """Return which page of the list was asked for, the first where none or nonsense was."""
    asked = request.args.get(PAGE, "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def counted(count: Count) -> int | str:
    """Return how many there are as it stands beside a word: "99+" where there are more than were counted."""
    return f"{count.number}+" if count.more else count.number


def pages_of(count: Count, size: int) -> Pages:
    """Return the pages of a list that is counted up to a limit: behind the last counted one there is always another."""
    return pages(max(count.number, (asked_page() + 1) * size) if count.more else count.number, size)


def pages(found: int, size: int) -> Pages:
    """Return the pages of a list of `found` lines, the asked one open (the last where it has fewer)."""
    last = max(1, -(-found // size))
    return Pages(number=min(asked_page(), last), last=last, url=lambda number: here_with(**{PAGE: number}))
