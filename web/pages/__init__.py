"""The pages. A view parses, calls one function of the office, renders."""

from web.pages import (
    admin,
    all_cases,
    audit,
    clock,
    design,
    diagrams,
    giving,
    keys,
    notices,
    search,
    services,
    sites,
    substitutes,
    tasks,
    tray,
    views,
)

blueprints = (
    tray.blueprint,
    services.blueprint,
    all_cases.blueprint,
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
    views.blueprint,
    search.blueprint,
    design.blueprint,
)
