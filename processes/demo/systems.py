"""The demo office's systems: parts, levels of access, who is responsible; the contractors, their contracts; the sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from engine.store.tables import Base
from processes.tables import DbContract, DbContractSystem, DbContractTarget, DbLevel, DbPart, DbSite, DbSystem

COMPANIES = [
    ("rayan", "900", "contractor", "شرکت رایان‌گستر پویا", "Rayan Gostar Co.", "مدیرعامل محترم شرکت رایان‌گستر پویا", "The Managing Director of Rayan Gostar Co."),
    ("sepehr", "910", "contractor", "شرکت داده‌پردازان سپهر", "Sepehr Data Co.", "مدیرعامل محترم شرکت داده‌پردازان سپهر", "The Managing Director of Sepehr Data Co."),
]  # fmt: skip
"""As the units: only the first one's experts have accounts here."""

SYSTEMS = [
    ("office_automation", "اتوماسیون اداری", "Office automation", "bagheri", "rayan"),
    ("sajad", "سامانهٔ سجاد", "SAJAD", "ghanbari", "rayan"),
    ("site_builder", "سایت‌ساز و درگاه سازمانی", "Site builder and portal", "yousefi", "sepehr"),
    ("attendance", "حضور و غیاب", "Attendance", "ziaei", None),
]
"""id, names, the expert responsible, the company that supports it; attendance is nobody's: no contract covers it (R7)."""

PARTS = [
    ("correspondence", "office_automation", "مکاتبات", "Correspondence", None),
    ("secretariat", "office_automation", "دبیرخانه", "Secretariat", None),
    ("archive", "office_automation", "بایگانی", "Archive", "ziaei"),
    ("meetings", "office_automation", "جلسات", "Meetings", "ziaei"),
    ("leave", "office_automation", "مرخصی و مأموریت", "Leave and missions", None),
    ("sajad_training", "sajad", "آموزش کارکنان", "Staff training", None),
    ("sajad_evaluation", "sajad", "ارزشیابی", "Evaluation", None),
    ("sajad_welfare", "sajad", "رفاهی", "Welfare", "ziaei"),
    ("sajad_reports", "sajad", "گزارش‌ها", "Reports", None),
    ("site_pages", "site_builder", "صفحه‌ها و فهرست‌ها", "Pages and menus", None),
    ("site_news", "site_builder", "اخبار و اطلاعیه‌ها", "News and announcements", None),
    ("site_forms", "site_builder", "فرم‌ها و نظرسنجی", "Forms and polls", None),
    ("attendance_cards", "attendance", "ثبت تردد", "Clocking", None),
    ("attendance_shifts", "attendance", "شیفت‌ها", "Shifts", None),
]
"""id, system, names, and the expert where it is not the system's."""

LEVELS = [("view", "مشاهده", "View"), ("work", "انجام کار", "Work"), ("manage", "مدیریت", "Manage")]
SAJAD_LEVELS = [
    ("view", "مشاهده", "View"), ("register", "ثبت اطلاعات", "Enter data"), ("approve", "تأیید", "Approve"),
    ("manage", "مدیریت", "Manage"),
]  # fmt: skip

SITES = [
    ("roads.example.ir", "roads", "سایت راه‌ها", "Roads site"),
    ("maintenance.roads.example.ir", "roads", "سایت نگهداری راه", "Road maintenance site"),
    ("finance.example.ir", "finance", "سایت امور مالی", "Finance site"),
    ("planning.example.ir", "planning", "سایت برنامه‌ریزی", "Planning site"),
    ("transport.example.ir", "transport", "سایت حمل‌ونقل", "Transport site"),
    ("terminals.transport.example.ir", "transport", "سایت پایانه‌ها", "Terminals site"),
    ("legal.example.ir", "legal", "سایت دفتر حقوقی", "Legal site"),
    ("news.example.ir", "relations", "درگاه خبری", "News portal"),
    ("hr.example.ir", "hr", "سایت منابع انسانی", "HR site"),
    ("it.example.ir", "it", "سایت دفتر فناوری اطلاعات", "IT Office site"),
]
"""Address, unit, names."""

CONTRACTS = [
    ("rayan", "۱۴۰۵/ق/۲۱", ["office_automation", "sajad"], 1.0,
     "زمان‌ها از اعلام کتبی دفتر فناوری اطلاعات آغاز می‌شود.\nهر روز تأخیر در رفع مورد بحرانی: نیم درصد از صورت‌وضعیت همان ماه."),
    ("sepehr", "۱۴۰۵/ق/۳۴", ["site_builder"], 2.0,
     "خدمات در روزهای کاری و از راه تلفن و نامه است.\nتأخیر بیش از ده روز کاری: فسخ به تشخیص کارفرما."),
]  # fmt: skip
"""Company, number, systems covered, factor on the targets, terms."""

HOURS = {"critical": (1, 8), "high": (2, 16), "medium": (4, 40), "low": (8, 80)}
"""Hours to response and to resolution by severity."""


def systems(on: date) -> Iterator[Sequence[Base]]:
    """Yield the rows of systems, sites and contracts in force on a day, those that others refer to first."""
    yield [
        DbSystem(id=key, name_fa=fa, name_en=en, expert_id=expert, company_id=company)
        for key, fa, en, expert, company in SYSTEMS
    ]
    yield [
        DbPart(id=key, system_id=system, name_fa=fa, name_en=en, expert_id=expert)
        for key, system, fa, en, expert in PARTS
    ]
    yield [
        DbLevel(system_id=system, id=key, rank=rank, name_fa=fa, name_en=en)
        for system, *_ in SYSTEMS
        for rank, (key, fa, en) in enumerate(SAJAD_LEVELS if system == "sajad" else LEVELS)
    ]
    yield [DbSite(address=address, unit_id=unit, name_fa=fa, name_en=en) for address, unit, fa, en in SITES]
    for company, number, covered, factor, terms in CONTRACTS:
        contract = DbContract(
            company_id=company,
            number=number,
            since=on - timedelta(days=240),
            until=on + timedelta(days=125),
            terms=terms,
        )
        yield [contract]
        yield [DbContractSystem(contract_id=contract.id, system_id=system) for system in covered]
        yield list(_targets(contract.id, factor))


def _targets(contract: int, factor: float) -> Iterator[DbContractTarget]:
    for category in ("support_process_change", "support_bug_fix"):
        for severity, (response, resolution) in HOURS.items():
            yield DbContractTarget(
                contract_id=contract, category=category, severity=severity,
                response=int(response * factor * 3600), resolution=int(resolution * factor * 3600),
            )  # fmt: skip
