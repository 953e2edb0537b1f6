"""Words for packing: those that every history has, and those learned from a history that ended, for the ones of its definition after it.

What is learned is what the engine says (elements, flows, tasks, timers, the names of values), codes and amounts: no words that
somebody wrote, and of personal values not even their commitments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.digest import canonical, sha256
from engine.store.packing import WINDOW, Words, WordsId, signed

MOST = 4
"""How often words are learned for a definition at most: its histories go several ways."""
FAIR = 8
"""To which part words that fit a history pack it, at least."""
_ROOM = WINDOW - 512
_DIGESTS = 8
_DIGEST = re.compile("[0-9a-f]{64}")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}|P[0-9DTHMS]{1,12}|[0-9a-f]{64}")
"""What of values is no words of anybody: keys that choices stand for, amounts of time, and digests, which leave only a sign."""
_WORN = ("values", "facts", "value", "local", "properties")
"""Where the values of a case stand."""


@dataclass(kw_only=True, slots=True)
class Tally:
    """What a process has packed with some words: bytes before and after."""

    words: Words
    before: int = 0
    after: int = 0

    def count(self, before: int, after: int) -> None:
        """Count what was packed."""
        self.before += before
        self.after += after

    @property
    def named(self) -> WordsId | None:
        """How a row says what it is packed with."""
        return None if self.words is COMMON else self.words.id

    @property
    def is_poor(self) -> bool:
        """Whether the words do not fit what is packed with them."""
        return self.after * FAIR > self.before


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A history that ended: the body and what followed of each record, and its last state."""

    instance: str
    definition: str
    records: Sequence[tuple[Any, Any]]
    state: Any
    known: Words = field(default_factory=lambda: COMMON)
    """The words for its definition until now."""


def learn(told: Told) -> Words:
    """Return words that fit histories like this one, and those before it as far as there is room."""
    digests = tuple(dict.fromkeys([*told.known.digests, *_digests(told)]))[:_DIGESTS]
    own = Words(text=b"", digests=digests)
    state = signed(b"", canonical(_worn(told.state)), instance=told.instance, words=own)[0]
    texts = [_text(body, canonical(_worn(followed)), told.instance, own) for body, followed in told.records]
    return Words(text=(told.known.text + state + b"".join(texts))[-_ROOM:], digests=digests)


def _text(body: Any, followed: bytes, instance: str, words: Words) -> bytes:
    """Return the text of a record as one like it is packed; of a refused one nothing: what that says is the case's own."""
    if body["outcome"] != "ok":
        return b""
    return signed(
        canonical(_worn({**body, "derived_sha256": sha256(followed)})), followed, instance=instance, words=words
    )[0]


def _digests(told: Told) -> Iterator[bytes]:
    """Yield the digests that other histories of the definition name too: its own, and those among the facts."""
    yield bytes.fromhex(told.definition)
    for body, _ in told.records:
        yield from (bytes.fromhex(each) for each in _texts(body["command"].get("facts")) if _DIGEST.fullmatch(each))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _worn(value: Any) -> Any:
    """Return what a history says without what somebody wrote in it."""
    if isinstance(value, dict):
        return {key: _bare(each) if key in _WORN else _worn(each) for key, each in value.items()}
    return [_worn(each) for each in value] if isinstance(value, list) else value


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_bare(each) for each in value]
    return "" if isinstance(value, str) and not _CODE.fullmatch(value) else value


_SAID = (
    *({"element": "", "what": what} for what in ("cancelled", "decided", "escalated", "failed", "requested", "settled", "signalled")),
    {"element": "", "message": "", "properties": {"notice": ""}, "what": "sent"},
    {"due": "2026-11-28T12:00:00+00:00", "element": "", "job": "1.1", "what": "job_moved"},
    {"element": "", "job": "1.1", "what": "job_held"},
    {"element": "", "job": "1.1", "what": "job_fired"},
    {"assignee": "", "element": "", "task": "1.1", "what": "assigned"},
    {"calendar": "", "clock": "0", "element": "", "name": "", "targets": {"resolution": "PT8H"}, "what": "clock_started"},
    {"by": "", "clock": "0", "what": "clock_paused"},
    {"clock": "0", "what": "clock_resumed"},
    {"clock": "1.1", "what": "clock_stopped"},
    {"due": "2026-11-28T12:00:00+00:00", "element": "", "job": "1.1", "what": "job_set"},
    {"element": "", "job": "1.1", "what": "job_cancelled"},
    {"assignee": None, "element": "", "form": "", "groups": [""], "local": {}, "task": "1.1", "what": "opened"},
    {"name": "", "value": None, "what": "set"},
    {"status": "completed", "what": "ended"},
    {"element": "", "outcome": "completed", "task": "1.1", "what": "closed"},
    {"element": "", "token": "1.1", "what": "left"},
    {"flow": "", "what": "taken"},
    {"element": "", "token": "1.2", "what": "entered"},
    {"element": "", "token": "1.2", "what": "left"},
)  # fmt: skip
_BODY = {
    "actor": {"authn": "password", "id": "", "on_behalf_of": None}, "at": "2026-11-28T08:00:00.000000+00:00",
    "command": {"task": "1.1", "type": "complete", "values": {"": {"$p": "0" * 64}}}, "deps_sha256": "3" * 64,
    "derived_sha256": sha256(canonical(list(_SAID))), "derived_version": 2, "engine": {"name": "SpiffWorkflow", "state": 2, "version": "3.2.0"},
    "instance": "1", "origin": "kartabl.local", "outcome": "ok", "request_id": "", "seq": 1, "state_sha256": "2" * 64, "v": 1,
}  # fmt: skip
COMMON: Words = Words(text=signed(canonical(_BODY), canonical(list(_SAID)), instance="1", words=Words(text=b""))[0])
"""What every history says: for a definition of which none has ended yet. Never to be changed: histories are packed with it."""
