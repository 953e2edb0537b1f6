"""The paths of each service: together they go over every flow and every event of its diagram and of those it calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from processes.demo.paths import (
    office_automation_inbox,
    sajad_inbox,
    site_builder_access,
    support_bug_fix,
    support_guidance,
    support_process_change,
)
from processes.demo.play import Path, Story

PATHS: Mapping[str, Callable[[], Sequence[Path]]] = {
    office_automation_inbox.SERVICE: office_automation_inbox.paths,
    sajad_inbox.SERVICE: sajad_inbox.paths,
    site_builder_access.SERVICE: site_builder_access.paths,
    support_guidance.SERVICE: support_guidance.paths,
    support_process_change.SERVICE: support_process_change.paths,
    support_bug_fix.SERVICE: support_bug_fix.paths,
}
"""What gives the paths of a service, the plain one first, by the service's key."""

STORIES: Mapping[str, Callable[[], Sequence[Story]]] = {
    site_builder_access.SERVICE: site_builder_access.stories,
}
"""Services whose cases depend on each other, so that they cannot be told anew at random, and the stories of them."""
