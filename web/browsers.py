"""What a browser calls itself, in words that its person recognises: “Chrome on Windows”."""

from __future__ import annotations

from flask_babel import gettext as _

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("YaBrowser", "Yandex"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("HeadlessChrome", "Chrome"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
"""What a name tells of a browser, the surest first: most say of themselves that they are Chrome and Safari too."""
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_words(name: str) -> str:
    """Return the name that a browser sends in words; one that nobody knows as it is, but short."""
    browser = next((words for part, words in BROWSERS if f"{part}/" in name), None)
    system = next((words for part, words in SYSTEMS if part in name), None)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=f"\u2068{browser}\u2069", system=f"\u2068{system}\u2069")
    known = browser or system or name[:40]
    return f"\u2068{known}\u2069" if known else _("unknown")
