"""An inbox in the office-automation system (catalogue: «درخواست کارتابل در سامانهٔ اتوماسیون اداری»)."""

from __future__ import annotations

from processes.parts.inbox import DESKS, InboxPart

PART = InboxPart(process="office_automation_inbox", desks=DESKS)
