"""The auditor's pages: cases, records, steps, verdicts, and who read them. That one is looked at goes on record first."""

from web.pages.audit import cases, one, read
from web.pages.audit.blueprint import blueprint

__all__ = ["blueprint", "cases", "one", "read"]
