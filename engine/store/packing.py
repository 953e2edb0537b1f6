"""How the texts of a case's history and of its state are written small, and read back to the byte.

What is hashed stays what it is: the canonical text of a record, and of what followed (ADR 8). Here is only how the two are kept:

    packed = form (1 byte) || raw DEFLATE(derived, line end, body) || digests (32 bytes each)

- A digest (64 hexadecimal digits) leaves a sign behind, and stands at the end as 32 bytes, once: deflate cannot make it smaller.
  One that is known anyway is only counted out: those of the words, and in a body the digest of what followed.
- The case's own id leaves a sign behind; it is the row's key.
- The rest is deflated against *words*: a text in which that stands already which histories of the same definition say again
  and again (`engine.store.learning`). Words never change, and the row tells which they are.

Signs are bytes that no UTF-8 text has, so that every text comes back as it was. Whatever cannot be read raises `ValueError` or
`zlib.error`; what can be read and is another text is found by the chain, as before.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NewType

WordsId = NewType("WordsId", int)
FORM = 1
"""The form written here; a later one gets another first byte."""
WINDOW = 32_768
"""How far back deflate looks: more words than this are of no use."""
_MEMORY = 5
"""How much a compressor takes, and so how long copying one takes: zlib's own 8 is four times as slow, and no smaller for texts like these."""
_DIGEST = re.compile(rb'"([0-9a-f]{64})"')
"""One that is a whole text of JSON: looked for at quotes only, which takes a tenth of the time."""
_CASE, _NEXT, _KNOWN = b"\xfd", b"\xfe", b"\xff"
"""Signs: the case's id; the next of the digests at the end; one that is known, with the byte after it."""
_FIRST = 0x80
"""The byte that stands for the first known digest: none of these is a sign, nor a line end."""
_MOST_KNOWN = 0x70
_SIGN = re.compile(rb"\xff[\x80-\xef]|\xfe")
"""What stands for a digest; the case's id, which is meant most often, is put back without looking at each."""
_BETWEEN = b"\n"
"""Canonical JSON has no line ends of its own."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What texts are deflated against. `digests` are known to whoever has the words (32 bytes each)."""

    text: bytes
    digests: Sequence[bytes] = field(default=())

    @cached_property
    def content(self) -> bytes:
        """All of it as it is kept: how many digests, these, the text."""
        return bytes([len(self.digests)]) + b"".join(self.digests) + self.text

    @cached_property
    def id(self) -> WordsId:
        """A number made of the content, so that words which were changed are not taken for these."""
        return WordsId(int.from_bytes(hashlib.sha256(self.content).digest()[:4], "big") >> 1)

    @cached_property
    def _smallest(self) -> Any:
        """A compressor that has read the text; copying it is quicker than reading it again."""
        return self._compressor(9)

    @cached_property
    def _quick(self) -> Any:
        """One that takes a third of the time, and makes of a state a sixteenth more."""
        return self._compressor(5)

    def _compressor(self, level: int) -> Any:
        return zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY, zdict=self.text)

    def deflate(self, text: bytes, *, quick: bool = False) -> bytes:
        """Return a text deflated against these words; `quick`: one that is soon written anew."""
        compressor = (self._quick if quick else self._smallest).copy()
        return bytes(compressor.compress(text) + compressor.flush())

    def inflate(self, packed: bytes) -> tuple[bytes, bytes]:
        """Return a text, and what stands behind it; raise `ValueError`, `zlib.error`."""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS, zdict=self.text)
        text = inflater.decompress(packed)
        if not inflater.eof:
            raise ValueError("a packed text that is cut off")
        return text, inflater.unused_data


def read_words(content: bytes) -> Words:
    """Return words from their content; raise `ValueError`."""
    count = content[0] if content else -1
    end = 1 + 32 * count
    if not 1 <= end <= len(content):
        raise ValueError("words that are cut off")
    return Words(text=content[end:], digests=tuple(content[at : at + 32] for at in range(1, end, 32)))


def pack_record(body: bytes, derived: bytes, *, instance: str, words: Words) -> bytes:
    """Return the canonical texts of a record packed."""
    text, digests = signed(body, derived, instance=instance, words=words)
    return _packed(text, digests, words)


def unpack_record(packed: bytes, *, instance: str, words: Words) -> tuple[bytes, bytes]:
    """Return the texts of a record, body and what followed; raise `ValueError`, `zlib.error`."""
    text, reader = _unpacked(packed, instance, words)
    derived, between, body = text.partition(_BETWEEN)
    if not between:
        raise ValueError("a packed record without a body")
    followed = reader.read(derived)
    reader.know(hashlib.sha256(followed).digest())
    told = reader.read(body)
    reader.end()
    return told, followed


def signed(body: bytes, derived: bytes, *, instance: str, words: Words) -> tuple[bytes, Sequence[bytes]]:
    """Return the text of a record with signs in place of digests and id, and the digests that nobody knows yet."""
    writer = _Writer(instance, words)
    followed = writer.write(derived)
    writer.know(hashlib.sha256(derived).digest())
    return followed + _BETWEEN + writer.write(body), writer.new


def pack_text(text: bytes, *, instance: str, words: Words, quick: bool = False) -> bytes:
    """Return one canonical text of a case packed: its state; `quick`: one that the next step writes anew."""
    writer = _Writer(instance, words)
    return _packed(writer.write(text), writer.new, words, quick=quick)


def unpack_text(packed: bytes, *, instance: str, words: Words) -> bytes:
    """Return one text of a case; raise `ValueError`, `zlib.error`."""
    text, reader = _unpacked(packed, instance, words)
    told = reader.read(text)
    reader.end()
    return told


def _packed(text: bytes, digests: Sequence[bytes], words: Words, *, quick: bool = False) -> bytes:
    return bytes([FORM]) + words.deflate(text, quick=quick) + b"".join(digests)


def _unpacked(packed: bytes, instance: str, words: Words) -> tuple[bytes, _Reader]:
    if not isinstance(packed, bytes) or packed[:1] != bytes([FORM]):
        raise ValueError("a packed text of another form")
    text, rest = words.inflate(packed[1:])
    return text, _Reader(instance, words, rest)


@lru_cache(maxsize=1024)
def _quoted(instance: str) -> bytes:
    return json.dumps(instance, ensure_ascii=False).encode()


class _Writer:
    """Puts signs into texts, one after the other."""

    def __init__(self, instance: str, words: Words) -> None:
        self._id = _quoted(instance)
        self._known = {digest: place for place, digest in enumerate(words.digests)}
        self._places = len(words.digests)
        self.new: list[bytes] = []
        """Digests that stand at the end, in their order."""

    def write(self, text: bytes) -> bytes:
        return _DIGEST.sub(self._sign, text).replace(self._id, b'"' + _CASE + b'"')

    def know(self, digest: bytes) -> None:
        self._known.setdefault(digest, self._places)
        self._places += 1

    def _sign(self, found: re.Match[bytes]) -> bytes:
        digest = bytes.fromhex(found[1].decode())
        place = self._known.get(digest, _MOST_KNOWN)
        if place < _MOST_KNOWN:
            return b'"' + _KNOWN + bytes([_FIRST + place]) + b'"'
        self.new.append(digest)
        self.know(digest)
        return b'"' + _NEXT + b'"'


class _Reader:
    """Puts back what signs stand for."""

    def __init__(self, instance: str, words: Words, rest: bytes) -> None:
        self._id = _quoted(instance)[1:-1]
        self._known = list(words.digests)
        self._new = [rest[at : at + 32] for at in range(0, len(rest), 32)]

    def read(self, text: bytes) -> bytes:
        return _SIGN.sub(self._put, text.replace(_CASE, self._id))

    def know(self, digest: bytes) -> None:
        self._known.append(digest)

    def end(self) -> None:
        if self._new:
            raise ValueError("a packed text with more digests than it names")

    def _put(self, found: re.Match[bytes]) -> bytes:
        sign = found.group()
        if sign == _NEXT:
            return self._next()
        place = sign[1] - _FIRST
        if place >= len(self._known):
            raise ValueError("a packed text with a digest that is not known")
        return self._known[place].hex().encode()

    def _next(self) -> bytes:
        if not self._new or len(self._new[0]) != 32:
            raise ValueError("a packed text with fewer digests than it names")
        digest = self._new.pop(0)
        self._known.append(digest)
        return digest.hex().encode()
