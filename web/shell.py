"""What the frame of every page needs, and the pages of a long list.

Beside the sentence: a view makes its own content, one place makes the `Shell`, `templates/base.html` draws both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.errors import Language

IN_SIGHT = 5
"""How many ways to go stand in the header beside name, search and notices, in the longer of the two languages."""


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One way to go, in the header."""

    label: str
    """In the language of the page."""
    url: str
    current: bool = False
    count: int | str | None = None
    """How many things wait there, `99+` where there are more than are counted; none is not shown."""
    key: str = ""
    """The keys that lead there, one after the other: "g t"."""


@dataclass(frozen=True, kw_only=True)
class Shell:
    """The frame around a page."""

    language: Language
    here: str
    """Path and query of this page: where a change of language comes back to."""
    home_url: str
    sign_in_url: str
    sign_out_url: str
    language_url: str
    nav: tuple[NavItem, ...] = ()
    notices: NavItem | None = None
    search_url: str | None = None
    """Where everything is searched; none where nobody is signed in."""
    person: str | None = None
    """Name of who is signed in."""
    account: tuple[NavItem, ...] = ()
    """Where the menu under the name leads."""
    today: date | None = None
    """The office's day, where somebody is signed in: a demonstration's is not the calendar's."""
    keys_url: str | None = None
    """Where the keys are told, and switched off; none where nobody is signed in."""
    keys: bool = True
    """Whether the reader wants them."""
    turned: bool = False
    """Whether the page runs in the direction that its language does not: the design system shows itself so."""

    @property
    def rtl(self) -> bool:
        """Whether the page runs from the right."""
        return (self.language == "fa") != self.turned

    @property
    def first(self) -> tuple[NavItem, ...]:
        """Return the ways that stand in the header itself; a single one more is not worth a menu."""
        return self.nav if len(self.nav) <= IN_SIGHT + 1 else self.nav[:IN_SIGHT]

    @property
    def rest(self) -> tuple[NavItem, ...]:
        """Return those behind "More"."""
        return self.nav[len(self.first) :]

    @property
    def waiting(self) -> int | str:
        """Return how many things wait anywhere: said on the button of the menu where the ways are not in sight."""
        counts = [item.count or 0 for item in self.nav]
        more = [count for count in counts if isinstance(count, str)]
        return more[0] if more else sum(map(int, counts))


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of a table, of a column that can be sorted or that holds numbers."""

    label: str
    key: str = ""
    url: str | None = None
    """Where the list is sorted by this column; the other way round where it is already."""
    order: Literal["ascending", "descending"] | None = None
    """How the list is sorted by this column, if it is."""
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Which page of a long list is shown."""

    number: int
    last: int
    url: Callable[[int], str]

    def shown(self) -> list[int | None]:
        """Return the numbers to offer: first, last and the neighbours; None is a gap of more than one."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        offered: list[int | None] = []
        for number in sorted(near & set(range(1, self.last + 1))):
            last = offered[-1] if offered else None
            if last is not None and number > last + 1:
                offered.append(last + 1 if number == last + 2 else None)
            offered.append(number)
        return offered
