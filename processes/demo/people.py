"""The demo office: eight units and two contractors, who works there, the systems, sites and contracts.

All accounts share one password, which `make run` prints. The names are made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Base
from processes.demo.systems import COMPANIES, systems
from processes.tables import DbHolding, DbPerson, DbPosition, DbRole, DbUnit

PASSWORD = "kartabl"
LONG_AGO = timedelta(days=3 * 365)
"""Since when they hold their posts."""

UNITS = [
    ("it", "100", "office", "دفتر فناوری اطلاعات", "IT Office", "مدیرکل محترم دفتر فناوری اطلاعات", "The Director-General of the IT Office"),
    ("hr", "110", "directorate", "ادارهٔ کل منابع انسانی و پشتیبانی", "HR and Support", "مدیرکل محترم منابع انسانی و پشتیبانی", "The Director-General of HR and Support"),
    ("roads", "120", "directorate", "ادارهٔ کل راه‌ها", "Directorate of Roads", "مدیرکل محترم راه‌ها", "The Director-General of Roads"),
    ("finance", "130", "directorate", "ادارهٔ کل امور مالی", "Directorate of Finance", "مدیرکل محترم امور مالی", "The Director-General of Finance"),
    ("planning", "140", "office", "دفتر برنامه‌ریزی", "Planning Office", "مدیرکل محترم دفتر برنامه‌ریزی", "The Director-General of the Planning Office"),
    ("transport", "150", "directorate", "ادارهٔ کل حمل‌ونقل", "Directorate of Transport", "مدیرکل محترم حمل‌ونقل", "The Director-General of Transport"),
    ("legal", "160", "office", "دفتر حقوقی", "Legal Office", "مدیرکل محترم دفتر حقوقی", "The Director-General of the Legal Office"),
    ("relations", "170", "office", "دفتر روابط عمومی", "Public Relations Office", "مدیرکل محترم دفتر روابط عمومی", "The Director-General of the Public Relations Office"),
]  # fmt: skip
"""id, code, kind, name in Persian and in English, how a letter addresses its head."""

PEOPLE = [
    # The IT office.
    ("karimi", "علی کریمی", "Ali Karimi", "مدیرکل دفتر فناوری اطلاعات", "Director-General, IT Office", "it", ["it_director", "unit_director@it"]),
    ("shams", "نیلوفر شمس", "Niloufar Shams", "معاون دفتر فناوری اطلاعات", "Deputy, IT Office", "it", ["it_deputy", "unit_deputy@it"]),
    ("bagheri", "حامد باقری", "Hamed Bagheri", "کارشناس اتوماسیون اداری", "Expert, Office Automation", "it", ["it_expert"]),
    ("ziaei", "مینا ضیایی", "Mina Ziaei", "کارشناس سامانه‌ها", "Systems Expert", "it", ["it_expert"]),
    ("ghanbari", "آرش قنبری", "Arash Ghanbari", "کارشناس سامانهٔ سجاد", "Expert, SAJAD", "it", ["it_expert"]),
    ("yousefi", "سمیرا یوسفی", "Samira Yousefi", "کارشناس درگاه و سایت‌ها", "Expert, Portal and Sites", "it", ["it_expert"]),
    ("safavi", "الهام صفوی", "Elham Safavi", "مالک فرایند و راهبر سامانه", "Process Owner and Administrator", "it", ["owner", "administrator"]),
    # HR and Support.
    ("hosseini", "رضا حسینی", "Reza Hosseini", "مدیرکل منابع انسانی و پشتیبانی", "Director-General, HR and Support", "hr", ["hr_director", "unit_director@hr"]),
    ("azadi", "پروین آزادی", "Parvin Azadi", "معاون منابع انسانی و پشتیبانی", "Deputy, HR and Support", "hr", ["hr_deputy", "unit_deputy@hr"]),
    ("salimi", "فاطمه سلیمی", "Fatemeh Salimi", "کارشناس امور اداری", "Expert, Administrative Affairs", "hr", ["admin_affairs"]),
    ("mousavi", "حسن موسوی", "Hasan Mousavi", "کارشناس پشتیبانی", "Expert, Support Services", "hr", ["unit_expert@hr"]),
    ("heidari", "شیرین حیدری", "Shirin Heidari", "کارشناس منابع انسانی", "Expert, HR", "hr", ["unit_expert@hr"]),
    # Roads.
    ("sarabi", "مریم سرابی", "Maryam Sarabi", "کارشناس راه‌ها", "Expert, Roads", "roads", ["unit_expert@roads"]),
    ("moradi", "کاوه مرادی", "Kaveh Moradi", "معاون مدیرکل راه‌ها", "Deputy, Roads", "roads", ["unit_deputy@roads"]),
    ("tehrani", "احمد تهرانی", "Ahmad Tehrani", "مدیرکل راه‌ها", "Director-General, Roads", "roads", ["unit_director@roads"]),
    ("akbari", "یاسر اکبری", "Yaser Akbari", "کارشناس نگهداری راه", "Expert, Road Maintenance", "roads", ["unit_expert@roads"]),
    ("kazemi", "مهدی کاظمی", "Mahdi Kazemi", "کارشناس مطالعات", "Studies Officer", "roads", []),
    ("rezaei", "سارا رضایی", "Sara Rezaei", "کارمند دبیرخانه", "Secretariat Clerk", "roads", []),
    # Finance.
    ("nouri", "نرگس نوری", "Narges Nouri", "کارشناس امور مالی", "Expert, Finance", "finance", ["unit_expert@finance"]),
    ("ghasemi", "بهرام قاسمی", "Bahram Ghasemi", "معاون مدیرکل امور مالی", "Deputy, Finance", "finance", ["unit_deputy@finance"]),
    ("jafari", "زهرا جعفری", "Zahra Jafari", "مدیرکل امور مالی", "Director-General, Finance", "finance", ["unit_director@finance"]),
    ("rahimi", "سعید رحیمی", "Saeed Rahimi", "حسابرس", "Auditor", "finance", ["auditor"]),
    ("daneshvar", "ندا دانشور", "Neda Daneshvar", "حسابدار", "Accountant", "finance", []),
    # Planning.
    ("amini", "سینا امینی", "Sina Amini", "کارشناس برنامه‌ریزی", "Expert, Planning", "planning", ["unit_expert@planning"]),
    ("rostami", "لیلا رستمی", "Leila Rostami", "معاون دفتر برنامه‌ریزی", "Deputy, Planning", "planning", ["unit_deputy@planning"]),
    ("farhadi", "محمود فرهادی", "Mahmoud Farhadi", "مدیرکل دفتر برنامه‌ریزی", "Director-General, Planning Office", "planning", ["unit_director@planning"]),
    ("sadeghi", "پویا صادقی", "Pouya Sadeghi", "کارشناس آمار", "Statistics Officer", "planning", []),
    # Transport.
    ("zamani", "طاهره زمانی", "Tahereh Zamani", "کارشناس حمل‌ونقل", "Expert, Transport", "transport", ["unit_expert@transport"]),
    ("bahrami", "فرید بهرامی", "Farid Bahrami", "معاون مدیرکل حمل‌ونقل", "Deputy, Transport", "transport", ["unit_deputy@transport"]),
    ("ebrahimi", "منصور ابراهیمی", "Mansour Ebrahimi", "مدیرکل حمل‌ونقل", "Director-General, Transport", "transport", ["unit_director@transport"]),
    ("soltani", "الناز سلطانی", "Elnaz Soltani", "کارشناس صدور مجوز", "Permits Officer", "transport", []),
    ("fallahi", "مجید فلاحی", "Majid Fallahi", "کارشناس پایانه‌ها", "Terminals Officer", "transport", []),
    # Legal. It has no expert of its own: its people go straight to the IT office.
    ("shafiei", "جواد شفیعی", "Javad Shafiei", "معاون دفتر حقوقی", "Deputy, Legal Office", "legal", ["unit_deputy@legal"]),
    ("norouzi", "اعظم نوروزی", "Azam Norouzi", "مدیرکل دفتر حقوقی", "Director-General, Legal Office", "legal", ["unit_director@legal"]),
    ("kamali", "رامین کمالی", "Ramin Kamali", "کارشناس دعاوی", "Litigation Officer", "legal", []),
    ("vaziri", "هانیه وزیری", "Haniyeh Vaziri", "کارشناس قراردادها", "Contracts Officer", "legal", []),
    # Public relations.
    ("mohebbi", "ثمین محبی", "Samin Mohebbi", "کارشناس روابط عمومی", "Expert, Public Relations", "relations", ["unit_expert@relations"]),
    ("parsa", "داریوش پارسا", "Dariush Parsa", "معاون دفتر روابط عمومی", "Deputy, Public Relations", "relations", ["unit_deputy@relations"]),
    ("golestani", "میترا گلستانی", "Mitra Golestani", "مدیرکل دفتر روابط عمومی", "Director-General, Public Relations", "relations", ["unit_director@relations"]),
    ("asgari", "بابک عسگری", "Babak Asgari", "عکاس و تدوینگر", "Photographer and Editor", "relations", []),
    # The contractor whose experts have accounts.
    ("mehrabi", "کیان مهرابی", "Kian Mehrabi", "کارشناس پشتیبانی رایان‌گستر", "Support Expert, Rayan Gostar", "rayan", ["contractor_expert@rayan"]),
    ("tavakoli", "نگار توکلی", "Negar Tavakoli", "کارشناس توسعهٔ رایان‌گستر", "Developer, Rayan Gostar", "rayan", ["contractor_expert@rayan"]),
]  # fmt: skip
"""id, name and title in Persian and in English, unit, roles: those of a unit as `role@unit`."""


def seed(session: Session, *, on: date) -> bool:
    """Fill an empty organisation with the demo's as of a day; return whether it was empty."""
    if session.scalar(select(DbPerson.id).limit(1)) is not None:
        return False
    _add(session, (_unit(*row) for row in [*UNITS, *COMPANIES]))
    password, since = PasswordHasher().hash(PASSWORD), on - LONG_AGO
    for place, (key, fa, en, title_fa, title_en, unit, roles) in enumerate(PEOPLE):
        person = DbPerson(id=key, name_fa=fa, name_en=en, unit_id=unit, mobile=_mobile(place), password=password)
        position = DbPosition(unit_id=unit, title_fa=title_fa, title_en=title_en)
        _add(session, [person, position])
        _add(session, [DbHolding(person_id=key, position_id=position.id, since=since)])
        _add(session, (_role(key, role, since) for role in roles))
    for rows in systems(on):
        _add(session, rows)
    return True


def mobile_of(person: str) -> str:
    """Return the mobile number of somebody of the demo."""
    return _mobile([row[0] for row in PEOPLE].index(person))


def _mobile(place: int) -> str:
    return f"0912{place + 1:03}{(place * 37 + 11) % 10000:04}"


def _add(session: Session, rows: Iterable[Base]) -> None:
    session.add_all(list(rows))
    session.flush()


def _unit(key: str, code: str, kind: str, fa: str, en: str, head_fa: str, head_en: str) -> DbUnit:
    return DbUnit(id=key, code=code, kind=kind, name_fa=fa, name_en=en, head_fa=head_fa, head_en=head_en)


def _role(person: str, role: str, since: date) -> DbRole:
    name, _, unit = role.partition("@")
    return DbRole(person_id=person, name=name, unit_id=unit or None, since=since)
