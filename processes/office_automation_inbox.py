"""An inbox in the office-automation system (catalogue: «درخواست کارتابل در سامانهٔ اتوماسیون اداری»)."""

from __future__ import annotations

from processes.inbox import InboxService

SERVICE = InboxService(key="office_automation_inbox", system="office_automation")
