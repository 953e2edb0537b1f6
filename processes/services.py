"""The modules of the services, by the key of their diagram. A diagram without a module runs too; it only has no effects."""

from __future__ import annotations

from collections.abc import Mapping

from processes import office_automation_inbox
from processes.service import Service

SERVICES: Mapping[str, Service] = {service.key: service for service in (office_automation_inbox.SERVICE,)}
