"""The people, units and systems of the demo office. All of them share one password, which `make run` prints."""

from __future__ import annotations

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.tables import DbPart, DbPerson, DbRole, DbUnit

PASSWORD = "kartabl"

UNITS = [
    ("it", "100", "دفتر فناوری اطلاعات", "IT Office"),
    ("hr", "110", "ادارهٔ کل منابع انسانی و پشتیبانی", "HR and Support"),
    ("roads", "120", "ادارهٔ کل راه‌ها", "Directorate of Roads"),
    ("finance", "130", "ادارهٔ کل امور مالی", "Directorate of Finance"),
    ("planning", "140", "دفتر برنامه‌ریزی", "Planning Office"),
]
"""id, code, name in Persian and in English."""

PEOPLE = [
    ("sarabi", "مریم سرابی", "Maryam Sarabi", "کارشناس راه‌ها", "Expert, Roads", "roads", ["unit_expert@roads"]),
    ("moradi", "کاوه مرادی", "Kaveh Moradi", "معاون مدیرکل راه‌ها", "Deputy, Roads", "roads", ["unit_deputy@roads"]),
    ("tehrani", "احمد تهرانی", "Ahmad Tehrani", "مدیرکل راه‌ها", "Director-General, Roads", "roads",
     ["unit_director@roads"]),
    ("nouri", "نرگس نوری", "Narges Nouri", "کارشناس امور مالی", "Expert, Finance", "finance", ["unit_expert@finance"]),
    ("ghasemi", "بهرام قاسمی", "Bahram Ghasemi", "معاون مدیرکل امور مالی", "Deputy, Finance", "finance",
     ["unit_deputy@finance"]),
    ("jafari", "زهرا جعفری", "Zahra Jafari", "مدیرکل امور مالی", "Director-General, Finance", "finance",
     ["unit_director@finance"]),
    ("amini", "سینا امینی", "Sina Amini", "کارشناس برنامه‌ریزی", "Expert, Planning", "planning",
     ["unit_expert@planning"]),
    ("rostami", "لیلا رستمی", "Leila Rostami", "معاون دفتر برنامه‌ریزی", "Deputy, Planning", "planning",
     ["unit_deputy@planning"]),
    ("farhadi", "محمود فرهادی", "Mahmoud Farhadi", "مدیرکل برنامه‌ریزی", "Director-General, Planning", "planning",
     ["unit_director@planning"]),
    ("hosseini", "رضا حسینی", "Reza Hosseini", "مدیرکل منابع انسانی و پشتیبانی", "Director-General, HR and Support", "hr",
     ["hr_director"]),
    ("azadi", "پروین آزادی", "Parvin Azadi", "معاون منابع انسانی و پشتیبانی", "Deputy, HR and Support", "hr",
     ["hr_deputy"]),
    ("salimi", "فاطمه سلیمی", "Fatemeh Salimi", "کارشناس امور اداری", "Expert, Administrative Affairs", "hr",
     ["admin_affairs"]),
    ("karimi", "علی کریمی", "Ali Karimi", "مدیرکل دفتر فناوری اطلاعات", "Director-General, IT Office", "it",
     ["it_director"]),
    ("shams", "نیلوفر شمس", "Niloufar Shams", "معاون دفتر فناوری اطلاعات", "Deputy, IT Office", "it", ["it_deputy"]),
    ("bagheri", "حامد باقری", "Hamed Bagheri", "کارشناس اتوماسیون اداری", "Expert, Office Automation", "it",
     ["it_expert"]),
    ("ziaei", "مینا ضیایی", "Mina Ziaei", "کارشناس سامانه‌ها", "Systems Expert", "it", ["it_expert"]),
    ("rahimi", "سعید رحیمی", "Saeed Rahimi", "حسابرس", "Auditor", "finance", ["auditor"]),
    ("safavi", "الهام صفوی", "Elham Safavi", "مالک فرایند و راهبر سامانه", "Process Owner and Administrator", "it",
     ["owner", "administrator"]),
]  # fmt: skip
"""id, name and title in Persian and in English, unit, roles."""

PARTS = [
    ("correspondence", "مکاتبات", "Correspondence", "bagheri"),
    ("secretariat", "دبیرخانه", "Secretariat", "bagheri"),
    ("archive", "بایگانی", "Archive", "ziaei"),
    ("meetings", "جلسات", "Meetings", "ziaei"),
    ("leave", "مرخصی و مأموریت", "Leave and missions", "bagheri"),
]
"""Parts of the office-automation system, and who is responsible for each."""


def seed(session: Session) -> bool:
    """Fill an empty organisation with the demo's; return whether it was empty."""
    if session.scalar(select(DbPerson.id).limit(1)) is not None:
        return False
    session.add_all([DbUnit(id=key, code=code, name_fa=fa, name_en=en) for key, code, fa, en in UNITS])
    session.flush()
    password = PasswordHasher().hash(PASSWORD)
    for key, fa, en, title_fa, title_en, unit, roles in PEOPLE:
        session.add(
            DbPerson(
                id=key, name_fa=fa, name_en=en, title_fa=title_fa, title_en=title_en, unit_id=unit, password=password
            )
        )
        for role in roles:
            name, _, of = role.partition("@")
            session.add(DbRole(person_id=key, name=name, unit_id=of or None))
    session.flush()
    session.add_all(
        [
            DbPart(id=key, system="office_automation", name_fa=fa, name_en=en, expert_id=expert)
            for key, fa, en, expert in PARTS
        ]
    )
    session.flush()
    return True
