"""What can be done in the office, what somebody can be to it, and both in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from engine.form import Words


class Action(StrEnum):
    """Something that can be done; the table says by whom."""

    # without any case
    ENTER = "enter"
    FOLLOW = "follow"
    KEEP_DESK = "keep_desk"
    READ_CATALOGUE = "read_catalogue"
    ASK = "ask"
    REGISTER = "register"
    ARRANGE_ABSENCE = "arrange_absence"
    OVERSEE = "oversee"
    READ_BOARD = "read_board"
    READ_CONTRACT = "read_contract"
    READ_SITES = "read_sites"
    READ_CONTRACTS = "read_contracts"
    READ_DIAGRAMS = "read_diagrams"
    DEPLOY = "deploy"
    ADMINISTRATE = "administrate"
    READ_CHANGES = "read_changes"
    AUDIT = "audit"
    READ_READINGS = "read_readings"
    SET_CLOCK = "set_clock"
    # in a case
    SEE_CASE = "see_case"
    SEE_FILES = "see_files"
    SEE_DATA = "see_data"
    SEE_COMMENTS = "see_comments"
    SEE_LETTERS = "see_letters"
    SEE_HISTORY = "see_history"
    SEE_TIMES = "see_times"
    SEE_DESK_TIMES = "see_desk_times"
    SEE_CONTRACT_TIME = "see_contract_time"
    SEE_FAILURES = "see_failures"
    COMMENT = "comment"
    WITHDRAW = "withdraw"
    END_CASE = "end_case"
    AUDIT_CASE = "audit_case"
    ERASE = "erase"
    # with an open task of it
    COMPLETE = "complete"
    CLAIM = "claim"
    RELEASE = "release"
    DELEGATE = "delegate"
    ASSIGN = "assign"
    REASSIGN = "reassign"


class Relation(StrEnum):
    """What somebody is to that which an action is about."""

    ANY = "any"
    OWN = "own"
    OF_UNIT = "of_unit"
    CONCERNED = "concerned"
    PARTICIPANT = "participant"
    TOLD = "told"
    SEES = "sees"
    CANDIDATE = "candidate"
    HOLDER = "holder"
    CHARGED = "charged"
    SUPERIOR = "superior"
    ABANDONED = "abandoned"


NOBODY, EVERYBODY, STAFF = "nobody", "everybody", "staff"
"""Instead of a role: also who has not signed in; whoever has; those of them who are the organisation's own."""

CASE_ACTIONS = frozenset(
    {
        Action.SEE_CASE, Action.SEE_FILES, Action.SEE_DATA, Action.SEE_COMMENTS, Action.SEE_LETTERS, Action.SEE_HISTORY,
        Action.SEE_TIMES, Action.SEE_DESK_TIMES, Action.SEE_CONTRACT_TIME, Action.SEE_FAILURES, Action.COMMENT, Action.WITHDRAW,
        Action.END_CASE, Action.AUDIT_CASE, Action.ERASE,
    }
)  # fmt: skip
"""What is done with a case: by whom depends on what he or she is to it."""
TASK_ACTIONS = frozenset(
    {Action.COMPLETE, Action.CLAIM, Action.RELEASE, Action.DELEGATE, Action.ASSIGN, Action.REASSIGN}
)
"""What is done with an open task."""

ACTIONS: Mapping[Action, Words] = {
    Action.ENTER: Words(fa="ورود، خروج و انتخاب زبان", en="sign in and out, choose the language"),
    Action.FOLLOW: Words(
        fa="پیگیری درخواست با شمارهٔ رهگیری و شمارهٔ همراه", en="follow a request by tracking and mobile number"
    ),
    Action.KEEP_DESK: Words(
        fa="دیدن کارتابل، درخواست‌ها، اعلان‌ها و جست‌وجوی خود", en="use one's own tray, requests, notices and search"
    ),
    Action.READ_CATALOGUE: Words(fa="دیدن فهرست خدمات", en="read the catalogue of services"),
    Action.ASK: Words(fa="درخواست خدمت", en="ask for a service"),
    Action.REGISTER: Words(fa="ثبت درخواست به نام دیگری", en="register a request for somebody else"),
    Action.ARRANGE_ABSENCE: Words(fa="تعیین جانشین", en="arrange a substitute"),
    Action.OVERSEE: Words(fa="دیدن فهرست پرونده‌های دیگران", en="list the cases of others"),
    Action.READ_BOARD: Words(fa="دیدن تابلوی مدیریت", en="read the board"),
    Action.READ_CONTRACT: Words(fa="دیدن تابلوی قراردادها", en="read the boards of contracts"),
    Action.READ_SITES: Words(fa="دیدن دفتر کارشناسان سایت", en="read the register of site experts"),
    Action.READ_CONTRACTS: Words(fa="دیدن قراردادهای پشتیبانی", en="read the support contracts"),
    Action.READ_DIAGRAMS: Words(fa="دیدن نمودارها", en="see the diagrams"),
    Action.DEPLOY: Words(fa="استقرار نمودار", en="deploy diagrams"),
    Action.ADMINISTRATE: Words(fa="ادارهٔ سازمان در سامانه", en="administrate the organisation"),
    Action.READ_CHANGES: Words(fa="دیدن تغییرهای سازمان", en="read the changes of the organisation"),
    Action.AUDIT: Words(fa="حسابرسی پرونده‌ها", en="audit the cases"),
    Action.READ_READINGS: Words(fa="دیدن بازدیدهای حسابرسی", en="see who read the audit"),
    Action.SET_CLOCK: Words(
        fa="جلو بردن ساعت (فقط در نسخهٔ نمایشی)", en="set the clock forward (in a demonstration only)"
    ),
    Action.SEE_CASE: Words(fa="دیدن پرونده", en="see a case"),
    Action.SEE_FILES: Words(fa="دیدن فایل‌های پرونده", en="see the files of a case"),
    Action.SEE_DATA: Words(fa="دیدن داده‌های پرونده", en="see the data of a case"),
    Action.SEE_COMMENTS: Words(fa="دیدن یادداشت‌های پرونده", en="see the comments on a case"),
    Action.SEE_LETTERS: Words(fa="دیدن نامه‌های پرونده", en="see the letters of a case"),
    Action.SEE_HISTORY: Words(fa="دیدن سابقهٔ پرونده", en="see the history of a case"),
    Action.SEE_TIMES: Words(fa="دیدن زمان همهٔ لایه‌های پرونده", en="see the time that each layer of a case has used"),
    Action.SEE_DESK_TIMES: Words(
        fa="دیدن زمان میزهای پرونده (مهلت آن‌ها داخلی است)",
        en="see the time of a case's desks (their targets are internal)",
    ),
    Action.SEE_CONTRACT_TIME: Words(
        fa="دیدن زمان قرارداد پشتیبانی در پرونده", en="see the time of a case under its support contract"
    ),
    Action.SEE_FAILURES: Words(
        fa="دیدن آنچه در پرونده خودکار انجام نشده است", en="see what failed by itself in a case"
    ),
    Action.COMMENT: Words(fa="نوشتن یادداشت", en="comment on a case"),
    Action.WITHDRAW: Words(fa="انصراف از درخواست", en="withdraw the request"),
    Action.END_CASE: Words(fa="پایان دادن به پرونده خارج از روال آن", en="end a case outside its process"),
    Action.AUDIT_CASE: Words(fa="حسابرسی پرونده", en="audit a case"),
    Action.ERASE: Words(fa="پاک کردن داده‌های شخصی پرونده", en="erase personal data of a case"),
    Action.COMPLETE: Words(fa="انجام این کار", en="do this task"),
    Action.CLAIM: Words(fa="برداشتن این کار", en="take this task"),
    Action.RELEASE: Words(fa="پس دادن این کار", en="put this task back"),
    Action.DELEGATE: Words(fa="سپردن کار خود به همکار", en="hand one's task to a colleague"),
    Action.ASSIGN: Words(fa="واگذاری کار به دیگری", en="give the task to somebody"),
    Action.REASSIGN: Words(fa="واگذاری کاری که بی‌متصدی مانده است", en="give away a task whose holder has left"),
}
"""What is done, as the sentence of a refusal names it too."""

RELATIONS: Mapping[Relation, Words] = {
    Relation.ANY: Words(fa="همه", en="any"),
    Relation.OWN: Words(fa="از آنِ خود", en="one's own"),
    Relation.OF_UNIT: Words(fa="از واحدی که نقش در آن است", en="of the unit in which one has the role"),
    Relation.CONCERNED: Words(fa="کاری باز از آن با او یا نقش اوست", en="an open task of it is for one or one's role"),
    Relation.PARTICIPANT: Words(fa="در آن کاری کرده است", en="one has acted in it"),
    Relation.TOLD: Words(fa="از آن آگاه شده است", en="one was told of it"),
    Relation.SEES: Words(fa="پرونده را می‌بیند", en="one sees the case"),
    Relation.CANDIDATE: Words(
        fa="به نام اوست، یا آزاد و در صلاحیت نقش اوست", en="it is one's own, or free and one's role's"
    ),
    Relation.HOLDER: Words(fa="به نام اوست", en="it is one's own"),
    Relation.CHARGED: Words(
        fa="به نام اوست، ولی نه به‌عنوان متقاضی پرونده", en="it is one's own, but not as the case's requester"
    ),
    Relation.SUPERIOR: Words(fa="مافوق نقشی است که کار با اوست", en="one is the superior of its role"),
    Relation.ABANDONED: Words(
        fa="متصدی‌اش دیگر آن نقش یا حساب را ندارد", en="its holder no longer has the role or the account"
    ),
}
