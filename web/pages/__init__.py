"""The pages. A view parses, calls one function of the office, renders."""

from web.pages import (
    admin,
    audit,
    case_parts,
    clock,
    design,
    diagrams,
    giving,
    keys,
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
    giving.blueprint,
    sites.blueprint,
    notices.blueprint,
    substitutes.blueprint,
    admin.blueprint,
    audit.blueprint,
    clock.blueprint,
    diagrams.blueprint,
    keys.blueprint,
    design.blueprint,
)
