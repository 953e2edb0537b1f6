"""Context functions (chapter 10.3.4.10); none changes its argument."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelEvaluationError
from engine.feel.limits import Purse, max_data_depth, too_deep


@builtin("get value(m: context, key: string)")
def _get_value(purse: Purse, m: dict[str, Any], key: str) -> Any:
    return m.get(key)


@builtin("get value(m: context, keys: list)")
def _get_deep(purse: Purse, m: Any, keys: list[Any]) -> Any:
    purse.items(len(keys))
    if not keys or not all(type(key) is str for key in keys):
        return None
    for key in keys:
        m = m.get(key) if type(m) is dict else None
    return m


@builtin("get entries(m: context)")
def _entries(purse: Purse, m: dict[str, Any]) -> list[dict[str, Any]]:
    purse.items(len(m))
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context(entries: list)")
def _context(purse: Purse, entries: list[Any]) -> dict[str, Any] | None:
    purse.items(len(entries))
    made: dict[str, Any] = {}
    for entry in entries:
        key = entry.get("key") if type(entry) is dict and "value" in entry else None
        if type(key) is not str or key in made:
            return None
        made[key] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value: any)")
def _put(purse: Purse, context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    purse.items(len(context) + 1)
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value: any)")
def _put_deep(purse: Purse, context: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any] | None:
    if len(keys) > max_data_depth:
        raise FeelEvaluationError(too_deep)
    if not keys or type(keys[0]) is not str:
        return None
    if len(keys) > 1:
        inner = context.get(keys[0], {})
        value = _put_deep(purse, inner, keys[1:], value) if type(inner) is dict else None
        if value is None:
            return None
    return _put(purse, context, keys[0], value)


@builtin("context merge(contexts: list)", "context merge(...contexts: context)")
def _merge(purse: Purse, *given: Any) -> dict[str, Any] | None:
    contexts = given[0] if len(given) == 1 and type(given[0]) is list else list(given)
    made: dict[str, Any] = {}
    for context in contexts:
        if type(context) is not dict:
            return None
        purse.items(len(context) + 1)
        made.update(context)
    return made
