"""Administration: keeping the organisation, each page for administrators only, each change on record."""

from web.pages.admin import (
    calendar,
    calendars,
    changes,
    contract,
    contracts,
    erasure,
    incidents,
    people,
    person,
    roles,
    show,
    sites,
    substitutes,
    systems,
    units,
)
from web.pages.admin.frame import blueprint

__all__ = [
    "blueprint",
    "calendar",
    "calendars",
    "changes",
    "contract",
    "contracts",
    "erasure",
    "incidents",
    "people",
    "person",
    "roles",
    "show",
    "sites",
    "substitutes",
    "systems",
    "units",
]
