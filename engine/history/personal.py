"""Values that name a person: the case and its history hold commitments to them, the values stand beside and can be erased.

field = SHA256("kartabl-audit/v1\\0field\\0" || salt (16 bytes) || JCS([path, value]))

The salt is random, so that whoever guesses an erased value cannot confirm the guess. It is drawn before the step, which
stays pure, and is erased together with the value. The proofs hold without both.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.digest import canonical
from engine.history.record import PREFIX
from engine.values import Sealed, Value, encode

SALT_BYTES = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Personal:
    """A value that names a person, kept beside the state, which holds only its commitment; it can be erased."""

    commitment: str
    salt: str
    name: str
    value: Value
    seq: int = 0
    """The number of the record that brought it; 0 as long as there is none."""


def commit(path: str, value: Value, salt: str) -> str:
    """Return the commitment (hexadecimal) to `value` at `path` with `salt` (32 hexadecimal digits)."""
    return committed(canonical([path, encode(value)]), bytes.fromhex(salt))


def committed(text: bytes, salt: bytes) -> str:
    """Return the commitment (hexadecimal) to a canonical text of [path, value]."""
    return hashlib.sha256(PREFIX + b"field\0" + salt + text).hexdigest()


def seal(values: Mapping[str, Value], names: Collection[str]) -> tuple[dict[str, Value], tuple[Personal, ...]]:
    """Return `values` with those of these names sealed, and what was taken out of them.

    Nothing (None) and what is already sealed stay as they are; names that are not there are passed over.
    """
    personal = {
        name: _entry(name, value)
        for name, value in values.items()
        if name in names and value is not None and not isinstance(value, Sealed)
    }
    sealed = {name: Sealed(entry.commitment) for name, entry in personal.items()}
    return {**values, **sealed}, tuple(personal.values())


def _entry(name: str, value: Value) -> Personal:
    salt = secrets.token_hex(SALT_BYTES)
    return Personal(commitment=commit(name, value, salt), salt=salt, name=name, value=value)


def unseal(values: Mapping[str, Value], personal: Mapping[str, Value]) -> dict[str, Value]:
    """Return `values` with what is sealed put back from `personal` (by commitment), however deep; what was erased stays."""
    return {name: value if type(value) is str else _open(value, personal) for name, value in values.items()}


def _open(value: Value, personal: Mapping[str, Value]) -> Value:
    if isinstance(value, Sealed):
        return personal.get(value.commitment, value)
    if isinstance(value, Mapping):
        return unseal(value, personal)
    if isinstance(value, list):
        return [_open(item, personal) for item in value]
    return value


def has_sealed(value: Value) -> bool:
    """Return whether something in a value is sealed, however deep."""
    if isinstance(value, Mapping):
        return any(has_sealed(inner) for inner in value.values())
    if isinstance(value, list):
        return any(has_sealed(item) for item in value)
    return isinstance(value, Sealed)
