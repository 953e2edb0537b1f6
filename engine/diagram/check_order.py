"""Find variables that are used where nothing can have set them yet: what sets them comes only later.

First word of the sentence, inside `check`. It speaks only where it is sure: every place that sets the name lies behind the
place that uses it, and no way leads back. What runs beside it, what an event may bring, and what other processes of the
same case set may come before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.diagram import rules_language as rules
from engine.diagram.calls import family, known_processes
from engine.diagram.check_language import feel_of, texts_of
from engine.diagram.check_variables import free_names, named_by
from engine.diagram.fault import Fault
from engine.diagram.graph import draw_arrows, reached
from engine.diagram.model import Element, Flow, Process
from engine.diagram.texts import Text
from engine.diagram.world import Part


def check_order(part: Part) -> Iterator[Fault]:
    """Yield a warning for each name that a text of the scope uses before anything can have set it."""
    setters = _setters(part)
    if setters is None:
        return
    for text in texts_of(part):
        feel, user = feel_of(text), _user(part, text)
        if feel is None or user is None:
            continue
        for name in sorted(free_names(part, feel) & setters.keys()):
            if all(_only_later(part.process, setter, user) for setter in setters[name]):
                yield rules.VARIABLE_EARLY.at(
                    part.file, text.thing, line=text.line, where=text.where, name=name, setter=setters[name][0].id
                )


def _user(part: Part, text: Text) -> Element | None:
    """Return the element at which a text is evaluated: of a flow's condition, the gateway it leaves."""
    thing = text.thing
    return part.scope.elements.get(thing.source) if isinstance(thing, Flow) else _element(thing)


def _element(thing: object) -> Element | None:
    return thing if isinstance(thing, Element) else None


def _setters(part: Part) -> Mapping[str, list[Element]] | None:
    """Return the elements that set each name; None where other processes of the case, or forms not known, may set some."""
    elements = part.process.elements().values()
    families = family(known_processes(part.diagram, part.world))
    own = families.get(part.process.id)
    if part.world.forms is None or any(id != part.process.id and number == own for id, number in families.items()):
        return None
    setters: dict[str, list[Element]] = {}
    for element in elements:
        for name in {*named_by(element), *_form_keys(part, element)} - part.world.variables:
            setters.setdefault(name, []).append(element)
    return setters


def _form_keys(part: Part, element: Element) -> set[str]:
    form = (part.world.forms or {}).get(element.form_key or "")
    return {key.partition(".")[0] for key in form.keys} if form is not None and form.keys is not None else set()


def _only_later(process: Process, setter: Element, user: Element) -> bool:
    """Return whether `setter` can only come after `user`: in the scope both share, a way leads on to it and none back."""
    around_setter, around_user = _around(process, setter), _around(process, user)
    scope = next((scope for scope in around_setter if scope in around_user), None)
    if scope is None or _in_event_subprocess(process, setter) or _in_event_subprocess(process, user):
        return False
    first, second = around_user[scope], around_setter[scope]
    if first == second:
        return setter is user and setter.kind in ("userTask", "scriptTask") and not _leads(process, scope, first, first)
    return _leads(process, scope, first, second) and not _leads(process, scope, second, first)


def _around(process: Process, element: Element) -> dict[str, str]:
    """Return for each scope around an element, the innermost first, the node by which it stands in that scope."""
    places, id, scope = {}, element.id, process.scopes.get(element.scope)
    while scope is not None:
        places[scope.id] = id
        id, scope = scope.id, process.scopes.get(scope.parent or "")
    return places


def _in_event_subprocess(process: Process, element: Element) -> bool:
    by_id = process.elements()
    return any(id in by_id and by_id[id].triggered_by_event for id in _around(process, element).values())


def _leads(process: Process, scope: str, source: str, target: str) -> bool:
    onward = draw_arrows(process.scopes[scope]).onward
    return target in reached(onward.get(source, ()), lambda id: onward.get(id, ()))
