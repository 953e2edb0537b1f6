"""Tells a path anew, with another requester and about another person, so that two hundred cases are not the same few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from processes.demo.people import PEOPLE
from processes.demo.play import Do, Give, InDays, Path, Typed
from processes.support import SERVICES as SUPPORT

FIRST = ["آرزو", "بهزاد", "پریسا", "تورج", "جمشید", "حمیده", "داوود", "رؤیا", "زهره", "سهراب", "شهلا", "عباس", "فرزانه", "کاظم", "لادن", "مرتضی", "نسرین", "هادی"]  # fmt: skip
LAST = ["احمدی", "بختیاری", "پناهی", "تقوی", "جلالی", "حاتمی", "خسروی", "دلاوری", "رستگار", "زارعی", "سپهری", "شریفی", "طاهری", "عظیمی", "فرهمند", "قاسم‌زاده", "کریم‌پور", "لطفی", "معتمدی", "نیک‌نام"]  # fmt: skip
POSITIONS = ["کارشناس مطالعات", "کارشناس امور قراردادها", "مسئول دبیرخانه", "کارشناس برنامه و بودجه", "رئیس گروه نظارت", "کارشناس آموزش", "بایگان", "کارشناس حسابرسی داخلی"]  # fmt: skip

UNITS = {key: unit for key, _, _, _, _, unit, _ in PEOPLE}
HEADS = {unit: f"{fa}، {title}" for _, fa, _, title, _, unit, roles in PEOPLE if f"unit_director@{unit}" in roles}
"""Who heads each unit, as it stands below a letter."""
ROLES = {key: frozenset(role.partition("@")[0] for role in roles) for key, *_, roles in PEOPLE}
BY_OTHER_CHANNELS = 0.25
"""Share of the cases of support that do not come as tickets."""
WITH_EXPERT = {UNITS[key] for key, roles in ROLES.items() if "unit_expert" in roles}
"""Units that have an expert of their own."""


def retell(path: Path, random: Random) -> Path:
    """Return the path with another requester of the same kind, about a person of another name."""
    told = _registered(replace(path, requester=_requester(path, random)), random)
    old = path.request.get("person_name")
    if not isinstance(old, str) or not old:
        return told
    words = {old: f"{random.choice(FIRST)} {random.choice(LAST)}"}
    words[HEADS[UNITS[path.requester]]] = HEADS[UNITS[told.requester]]  # who signed a letter that came on paper
    national_id, position = path.request.get("national_id"), path.request.get("position")
    if isinstance(national_id, str) and national_id:
        words[national_id] = _national_id(random)
    if isinstance(position, str) and position:
        words[position] = random.choice(POSITIONS)
    moves = [replace(move, values=_worded(move.values, words)) if isinstance(move, Do) else move for move in path.moves]
    request = dict(_worded(path.request, words))
    if "person_number" in request:
        request["person_number"] = str(random.randrange(100000, 999999))
    return replace(told, request=request, moves=moves)


def _registered(path: Path, random: Random) -> Path:
    """Return the path as one that came by another channel, now and then: then the IT office registered it (R9)."""
    if path.service not in SUPPORT or random.random() >= BY_OTHER_CHANNELS:
        return path
    return replace(path, registration=("bagheri", random.choice(["phone", "phone", "in_person"])))


def _national_id(random: Random) -> str:
    """Return a made-up national id with the right check digit."""
    digits = [random.randrange(10) for _ in range(9)]
    left = sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11
    return "".join(map(str, [*digits, left if left < 2 else 11 - left]))


def _requester(path: Path, random: Random) -> str:
    """Return somebody with the same roles, in a unit that has an expert as the path's has; the path's own where it names people."""
    if any(isinstance(move, Do) and move.by and UNITS[move.by] == UNITS[path.requester] for move in path.moves):
        return path.requester
    alike = [
        key
        for key in ROLES
        if ROLES[key] == ROLES[path.requester]
        and (UNITS[key] in WITH_EXPERT) == (UNITS[path.requester] in WITH_EXPERT)
        and UNITS[key] not in ("it", "rayan")
    ]
    return random.choice(alike or [path.requester])


def _worded(values: Typed, words: Mapping[str, str]) -> Typed:
    return {key: _worded_one(value, words) for key, value in values.items()}


def _worded_one(
    value: str | Sequence[str] | Give | InDays, words: Mapping[str, str]
) -> str | Sequence[str] | Give | InDays:
    if isinstance(value, InDays):
        return value
    if isinstance(value, Give):
        return replace(value, name=_word(value.name, words))
    return _word(value, words) if isinstance(value, str) else [_word(each, words) for each in value]


def _word(text: str, words: Mapping[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text
