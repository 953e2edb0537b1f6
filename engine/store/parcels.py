"""How the personal values of a case are written small beside its state, and read back to the byte.

What one record brought is a *parcel*; those of a case stand one after the other in one blob, in the order of their records:

    parcel = number of the record || bytes that follow (both in base 128) || form (1 byte) || raw DEFLATE(texts) || salts (16 bytes each)

- A text is what the commitment is made of: the canonical JSON of [name, value]. Texts are separated by line ends, which canonical JSON has not.
- The commitment itself is not written: whoever asks for it reckons it from salt and text (`engine.history.personal.committed`).
- Letters that are usual in Persian are one byte each before they are deflated (`LETTERS`); of a text with others all are UTF-8.

Nothing here looks into another parcel, so that a database can put one behind the others by itself. Whatever cannot be read raises
`ValueError` or `zlib.error`; what can be read and is another value has another commitment.
"""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.digest import canonical
from engine.history.personal import SALT_BYTES, Personal, committed
from engine.values import decode, encode

_OFTEN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی‌آئأ۰۱۲۳۴۵۶۷۸۹"
"""These get the shortest codes of deflate."""
_OTHERS = "".join(chr(code) for code in range(0x060C, 0x0671) if chr(code) not in _OFTEN) + "«»–—…"
"""Marks, signs on letters, and letters and digits as they are typed on an Arabic keyboard."""
LETTERS = _OFTEN + _OTHERS
"""Letters that are written as one byte. Never to be changed: values are written with them."""
_ASCII = "\n" + "".join(chr(code) for code in range(32, 127))
_FREE = [code for code in (*range(1, 32), *range(127, 256)) if chr(code) not in _ASCII]
_TABLE = {**{ord(each): each for each in _ASCII}, **dict(zip(_FREE, LETTERS, strict=False))}
_READ = "".join(_TABLE.get(code, "\ufffe") for code in range(256))
"""What each byte stands for; the last is what no text has."""
_WRITE = {ord(letter): code for code, letter in _TABLE.items()}
_USUAL = (
    "شرکت پیمانکار قرارداد پشتیبان آموزش جلسه مشکل خطا سامانه کاربر رمز ورود شمارهٔ تماس نشانی سازمان مدیر کل معاون رئیس ادارهٔ "
    "پیوست تصویر گزارش تاریخ شماره نامهٔ مورخ موضوع بررسی تأیید ارجاع انجام شده است ارسال می‌گردد اعلام می‌شود. "
    "همکار گرامی آقای خانم کارشناس در جایگاه به عنوان با توجه به در خصوص نظر به اینکه احتراماً به استحضار می‌رساند "
    "خواهشمند است دستور فرمایید اقدام لازم برای ایشان درخواست دسترسی با سلام و احترام\\n با تشکر "
    '_address","_account","_number","_reason","_result","_remark","_subject","_body","_name","_files",[]]\n["letter_["reply_["person_'
)
"""What personal values say again and again: deflate finds it there. Never to be changed either."""
_LETTERED, _UTF8 = 1, 2
"""The forms of a parcel: in letters of one byte each, in UTF-8."""
_BETWEEN = "\n"
_MEMORY = 5
"""How much a compressor takes: zlib's own 8 is several times as slow, and no smaller for texts like these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """A value as it stands in a parcel."""

    seq: int
    """The number of the record that brought it."""
    salt: bytes
    text: str

    @property
    def commitment(self) -> str:
        return committed(self.text.encode(), self.salt)

    def read(self) -> Personal:
        written = json.loads(self.text)
        if not (isinstance(written, list) and len(written) == 2 and isinstance(written[0], str)):
            raise ValueError("a personal value that has no name")
        name, value = written[0], decode(written[1])
        return Personal(commitment=self.commitment, salt=self.salt.hex(), name=name, value=value, seq=self.seq)


def parcel(seq: int, personal: Sequence[Personal]) -> bytes:
    """Return what a record brought, to be put behind what there is; nothing of nothing."""
    return _packed(
        _Entry(seq=seq, salt=bytes.fromhex(each.salt), text=canonical([each.name, encode(each.value)]).decode())
        for each in personal
    )


def entries(parcels: bytes | None) -> list[Personal]:
    """Return the personal values of a case in their order; raise `ValueError`, `zlib.error`, `NotAValue`."""
    return [entry.read() for seq, content in _cut(parcels or b"") for entry in _unpacked(seq, content)]


def without(parcels: bytes | None, commitments: Collection[str]) -> tuple[bytes | None, int]:
    """Return what is left of parcels when the values of these commitments are erased, and how many they were; raise the same.

    A parcel that has none of them stays as it is to the byte; nothing is left of one that has nothing else, nor of its salts.
    """
    left, number = b"", 0
    for seq, content in _cut(parcels or b""):
        there = _unpacked(seq, content)
        kept = [entry for entry in there if entry.commitment not in commitments]
        number += len(there) - len(kept)
        left += _framed(seq, content) if len(kept) == len(there) else _packed(kept)
    return left or None, number


def _packed(values: Iterable[_Entry]) -> bytes:
    kept = list(values)
    if not kept:
        return b""
    text, form = _BETWEEN.join(entry.text for entry in kept), _LETTERED
    try:
        written = codecs.charmap_encode(text, "strict", _WRITE)[0]
    except UnicodeEncodeError:
        written, form = text.encode(), _UTF8
    compressor = _DEFLATE[form].copy()
    deflated = compressor.compress(written) + compressor.flush()
    return _framed(kept[0].seq, bytes([form]) + deflated + b"".join(entry.salt for entry in kept))


def _unpacked(seq: int, content: bytes) -> list[_Entry]:
    form = content[0] if content else 0
    if form not in _WORDS:
        raise ValueError("personal values of another form")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_WORDS[form])
    written, salts = inflater.decompress(content[1:]), inflater.unused_data
    if not inflater.eof:
        raise ValueError("personal values that are cut off")
    text = codecs.charmap_decode(written, "strict", _READ)[0] if form == _LETTERED else written.decode()
    texts = text.split(_BETWEEN)
    if len(salts) != SALT_BYTES * len(texts):
        raise ValueError("personal values without as many salts")
    return [
        _Entry(seq=seq, salt=salts[at * SALT_BYTES : (at + 1) * SALT_BYTES], text=each) for at, each in enumerate(texts)
    ]


def _framed(seq: int, content: bytes) -> bytes:
    return _number(seq) + _number(len(content)) + content


def _cut(parcels: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number of each record, and what it brought."""
    if not isinstance(parcels, bytes):
        raise ValueError("personal values that are no bytes")
    at = 0
    while at < len(parcels):
        seq, at = _read_number(parcels, at)
        size, at = _read_number(parcels, at)
        if at + size > len(parcels):
            raise ValueError("personal values that are cut off")
        yield seq, parcels[at : at + size]
        at += size


def _number(value: int) -> bytes:
    """Return a whole number in base 128, the lowest first; the last byte is below 128."""
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])


def _read_number(given: bytes, at: int) -> tuple[int, int]:
    """Return a number, and where it ends."""
    value = shift = 0
    while at < len(given):
        value |= (given[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if given[at - 1] < 128:
            return value, at
    raise ValueError("personal values that are cut off")


_WORDS = {_LETTERED: codecs.charmap_encode(_USUAL, "strict", _WRITE)[0], _UTF8: _USUAL.encode()}
_DEFLATE = {
    form: zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY, zdict=words) for form, words in _WORDS.items()
}
"""Compressors that have read those; copying one is quicker than reading them again."""
