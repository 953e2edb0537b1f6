"""The pages. A view parses, calls one function of the office, renders."""

from web.pages import admin, cases, clock, design, diagrams, keys, notices, services, sites, substitutes, tasks, tray

blueprints = (
    tray.blueprint,
    services.blueprint,
    cases.blueprint,
    tasks.blueprint,
    sites.blueprint,
    notices.blueprint,
    substitutes.blueprint,
    admin.blueprint,
    clock.blueprint,
    diagrams.blueprint,
    keys.blueprint,
    design.blueprint,
)
