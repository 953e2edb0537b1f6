"""The kinds of support, which triage may turn one into another under the same tracking number (R6, R10)."""

from __future__ import annotations

from collections.abc import Mapping

from engine.form import Words

SERVICES: Mapping[str, Words] = {
    "support_guidance": Words(fa="راهنمایی در استفاده از سامانه", en="Guidance in the use of a system"),
    "support_process_change": Words(fa="بازنگری فرایند", en="Process revision"),
    "support_bug_fix": Words(fa="رفع ایراد و اشکال سامانه", en="Faults and bugs of a system"),
}
"""Keys and names of the services of support."""
