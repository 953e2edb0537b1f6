"""What was asked of a page of the audit, in the words of its filters; what has none there stands as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

from flask_babel import gettext as _

from engine.form.digits import to_persian
from processes.audit.asked import OUTCOMES
from processes.audit.choices import Choices
from web.i18n import current_language
from web.listing import PAGE, SORT

Options = Mapping[str, list[tuple[str, str]]]
"""The choices of the filters, by what they are called there: services, units, outcomes."""
Labels = Mapping[str, tuple[str, Mapping[str, str]]]
"""What each field of a query is called, and its values where they are keys."""


def asked_words(query: str, options: Options) -> list[tuple[str, str]]:
    """Return what a query asks, as pairs of words."""
    labels = _labels(options)
    return [_pair(name, value, labels) for name, value in parse_qsl(query) if (name, value) != (PAGE, "1")]


def _pair(name: str, value: str, labels: Labels) -> tuple[str, str]:
    if name == SORT:
        label, words = labels[SORT]
        said = words.get(value.lstrip("-"), value)
        return label, _("%(what)s, the greatest first", what=said) if value.startswith("-") else said
    label, words = labels.get(name, (name, {}))
    return label, words.get(value) or (_digits(value) if name in labels else value)


def _digits(value: str) -> str:
    return to_persian(value) if current_language() == "fa" else value


def _labels(options: Options) -> Labels:
    found = dict(_of_cases(options))
    return found | {
        PAGE: (_("Page"), {}),
        "step": (_("Step"), {}),
        "process": (_("Diagram"), {}),
        "case": (_("Tracking number"), {}),
        SORT: (_("In the order of"), _orders()),
    }


def _of_cases(options: Options) -> Iterator[tuple[str, tuple[str, Mapping[str, str]]]]:
    yield "number", (_("Tracking number"), {})
    yield "service", (_("Service"), dict(options["services"]))
    yield "unit", (_("Unit"), dict(options["units"]))
    yield "person", (_("Person"), {})
    yield "late", (_("Late"), dict(latenesses()))
    yield "outcome", (_("Outcome"), dict(options["outcomes"]))
    yield "since", (_("From"), {})
    yield "until", (_("Until"), {})
    yield "dated_by", (_("The period is that of"), {"ended": _("their end"), "asked": _("their request")})
    yield "capacity", (_("The person"), dict(capacities()))
    yield "refused", (_("Only with refused commands"), dict.fromkeys(("1", "yes", "on"), _("yes")))


def options(found: Choices) -> Options:
    """Return the choices of the filters in the reader's language."""
    fa = current_language() == "fa"
    named = {
        name: [(key, words.fa if fa else words.en) for key, words in getattr(found, name)]
        for name in ("services", "units", "ends")
    }
    words = {"open": _("in progress"), "confirmed": _("confirmed by the requester"), "lapsed": _("closed by itself"),
             "otherwise": _("ended otherwise")}  # fmt: skip
    return {**named, "outcomes": [(key, words[key]) for key in OUTCOMES] + named["ends"]}


def latenesses() -> list[tuple[str, str]]:
    """Return by what lateness cases can be asked for."""
    return [("breach", _("a stated time was missed")), ("delay", _("a desk was late")),
            ("either", _("either of the two")), ("neither", _("neither of the two"))]  # fmt: skip


def capacities() -> list[tuple[str, str]]:
    """Return in what capacity a person can be asked for."""
    return [("requester", _("asked for it")), ("actor", _("acted in it")), ("principal", _("was acted for"))]


def _orders() -> dict[str, str]:
    return {"asked": _("Asked"), "ended": _("Outcome"), "service": _("Service"), "unit": _("Unit"), "breached": _("Late"),
            "refused": _("Records")}  # fmt: skip
