"""The demo office's systems: parts, levels of access, who is responsible; the contractors, their contracts; the sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from engine.calendar import Amount, read_amount
from engine.form.digits import to_persian
from engine.store.tables import Base
from processes.calendars.holidays import jalali_year
from processes.demo.service_hours import KEY
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
    ("rayan", "۲۱", ["office_automation", "sajad"], 125, 1,
     "زمان‌ها از اعلام کتبی دفتر فناوری اطلاعات آغاز می‌شود.", "هر روز تأخیر در رفع مورد بحرانی: نیم درصد از صورت‌وضعیت همان ماه.",
     None, "P3D", "P20D"),
    ("sepehr", "۳۴", ["site_builder"], 45, 2,
     "خدمات در روزهای کاری و از راه تلفن و نامه است.", "تأخیر بیش از ده روز کاری: فسخ به تشخیص کارفرما.",
     KEY, "P5D", None),
]  # fmt: skip
"""Company, number within the year in which it begins, systems covered, days until it ends (the second one's end is near, and
announced), factor on the targets, terms, penalties, service hours (None: the office's), targets for a meeting and for development
(None: a date is agreed each time)."""

TARGETS = {
    "critical": ("PT1H", "PT8H"),
    "high": ("PT2H", "PT16H"),
    "medium": ("PT4H", "PT40H"),
    "low": ("PT8H", "P10D"),
}
"""Amounts of working time to response and to resolution by severity."""


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
    for company, number, covered, left, factor, terms, penalties, calendar, meeting, development in CONTRACTS:
        since = on + timedelta(days=left - 365)
        contract = DbContract(
            company_id=company,
            number=to_persian(f"{jalali_year(since)}/ق/{number}"),
            since=since,
            until=on + timedelta(days=left),
            terms=terms,
            penalties=penalties,
            calendar=calendar,
            meeting=meeting,
            development=development,
        )
        yield [contract]
        yield [DbContractSystem(contract_id=contract.id, system_id=system) for system in covered]
        yield list(_targets(contract.id, factor))


def _targets(contract: int, factor: int) -> Iterator[DbContractTarget]:
    for category in ("support_process_change", "support_bug_fix"):
        for severity, (response, resolution) in TARGETS.items():
            yield DbContractTarget(
                contract_id=contract, category=category, severity=severity,
                response=_times(response, factor), resolution=_times(resolution, factor),
            )  # fmt: skip


def _times(amount: str, factor: int) -> str:
    read = read_amount(amount)
    assert read is not None
    return str(Amount(read.days * factor, read.rest * factor))
