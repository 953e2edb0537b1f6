"""All our modules, imported: a test that looks at every class that there is needs them."""

from __future__ import annotations

import importlib
import pkgutil

import engine
import processes
import web

SCRIPTS = (".migrations", ".__main__", "web.gunicorn")
"""What Alembic, Python or gunicorn alone runs: to import it does something."""


def load_all() -> None:
    """Import every module of the three packages but scripts."""
    for package in (engine, processes, web):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(script in module.name for script in SCRIPTS):
                importlib.import_module(module.name)
