"""The pages. A view parses, calls one function of the office, renders."""

from web.pages import (
    admin,
    case_parts,
    clock,
    diagrams,
    keys,
    myself,
    notices,
    services,
    sites,
    substitutes,
    tasks,
    tray,
)

blueprints = (
    tray.blueprint,
    services.blueprint,
    case_parts.blueprint,
    tasks.blueprint,
    sites.blueprint,
    notices.blueprint,
    substitutes.blueprint,
    admin.blueprint,
    clock.blueprint,
    diagrams.blueprint,
    keys.blueprint,
    myself.blueprint,
)
