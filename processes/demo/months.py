"""Some months in the life of the demo office: two hundred cases in every state, told by commands through the engine.

The cases are told at once, each act in its turn, so that letters are numbered in the order of their dates. Whatever is
due after now has not happened yet.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from processes.demo.hours import begin, morning, office_pace
from processes.demo.paths import PATHS, STORIES
from processes.demo.play import Do, Path, Player, Telling
from processes.demo.retell import retell
from processes.draining import drain
from processes.office import Office

CASES = 200
LONG_AGO = timedelta(days=150)
"""When the first case was asked for."""
CLAIMED = 0.4
"""How many of the tasks of a role somebody takes first; most are opened and done at once."""
SEED = 1405
"""So that each demo office tells the same."""


def tell(office: Office, *, cases: int = CASES) -> int:
    """Tell the cases up to now, and fire what fell due; return how many there are."""
    now, random = office.time(), Random(SEED)
    player = Player(office, now, claims=lambda _: random.random() < CLAIMED)
    zone = ZoneInfo(office.time_zone)
    halting = list(_halting(player, now, random))[:cases]
    stories = _stories(player, now, random, zone, cases - len(halting))
    others = [*stories, *_others(player, now, random, zone, cases - len(halting) - len(stories))]
    _tell_at_once(player, [*others, *halting], now)
    drain(office)
    return len(halting) + len(others)


def _tell_at_once(player: Player, tellings: Sequence[Telling], now: datetime) -> None:
    """Let each telling act in its turn, until now."""
    acts = [iter(telling) for telling in tellings]
    turns = [(next(act), place) for place, act in enumerate(acts)]
    heapq.heapify(turns)
    while turns and turns[0][0] <= now:
        player.hands.time, place = heapq.heappop(turns)
        following = next(acts[place], None)
        if following is not None:
            heapq.heappush(turns, (following, place))


def _others(player: Player, now: datetime, random: Random, zone: ZoneInfo, cases: int) -> Iterator[Telling]:
    """Yield tellings from long ago to now, more of the plain ones."""
    services, pace = [service for service in PATHS if service not in STORIES], office_pace(player.calendar, random)
    for place in range(cases):
        paths = list(PATHS[services[place % len(services)]]())
        path = paths[0] if random.random() < 0.55 else random.choice(paths)
        day = (now - LONG_AGO + LONG_AGO * (place / cases)).astimezone(zone)
        yield Telling(player, retell(path, random), morning(player.calendar, day, random), pace)


def _stories(player: Player, now: datetime, random: Random, zone: ZoneInfo, most: int) -> list[Telling]:
    """Return the tellings of services whose cases depend on each other: of whole stories, as many as there is room for."""
    pace, told = office_pace(player.calendar, random), list[Telling]()
    for story in (story for stories in STORIES.values() for story in stories()):
        if len(told) + len(story.past) + len(story.today) > most:
            break
        for place, path in enumerate(story.past):
            day = now - LONG_AGO + LONG_AGO * ((place + 0.2 + 0.3 * random.random()) / len(story.past))
            told.append(Telling(player, path, morning(player.calendar, day.astimezone(zone), random), pace))
        told += [_halted(player, path, len(path.moves), now, random) for path in story.today]
    return told


def _halting(player: Player, now: datetime, random: Random) -> Iterator[Telling]:
    """Yield for each user task a telling that has come to it today, so that every desk has something to do."""
    reached: set[tuple[str, str]] = set()
    for service, paths in PATHS.items():
        if service in STORIES:
            continue
        for path in paths():
            for place, move in enumerate(path.moves):
                if isinstance(move, Do) and (service, move.element) not in reached:
                    reached.add((service, move.element))
                    yield _halted(player, path, place, now, random)


def _halted(player: Player, path: Path, place: int, now: datetime, random: Random) -> Telling:
    told = path if path.service in STORIES else retell(path, random)
    each = timedelta(minutes=random.randrange(4, 25))
    telling = Telling(player, replace(told, moves=told.moves[:place]), now, lambda at: player.calendar.add(at, each))
    telling.start = begin(now - timedelta(minutes=random.randrange(50)), telling.ends)
    return telling
