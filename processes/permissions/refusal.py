"""What somebody reads who may not: what it was, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from engine.errors import Forbidden
from engine.form import Words
from engine.instance.open import OpenTask
from processes.organisation import Member
from processes.permissions.actions import ACTIONS, EVERYBODY, NOBODY, STAFF, Action, Relation
from processes.permissions.table import TABLE, Grant
from processes.words import group_name

_WHO = {
    NOBODY: Words(fa="همگان", en="everybody, signed in or not"),
    EVERYBODY: Words(fa="هر کاربر", en="everybody who has signed in"),
    STAFF: Words(fa="کارکنان سازمان", en="the organisation's own people"),
}
_BEING = {
    Relation.OWN: Words(fa="متقاضی", en="the requester"),
    Relation.CONCERNED: Words(fa="کسانی که کاری از پرونده با آنان است", en="those who have work in the case"),
    Relation.PARTICIPANT: Words(fa="کسانی که در پرونده کاری کرده‌اند", en="those who acted in the case"),
    Relation.TOLD: Words(fa="کسانی که از پرونده آگاه شده‌اند", en="those who were told of the case"),
    Relation.SEES: Words(fa="کسانی که پرونده را می‌بینند", en="those who see the case"),
    Relation.HOLDER: Words(fa="کسی که کار به نام اوست", en="the one who has it"),
    Relation.CHARGED: Words(
        fa="کسی که کار به نام اوست و خودش متقاضی پرونده نیست", en="the one who has it and did not ask for it"
    ),
    Relation.SUPERIOR: Words(fa="مافوق", en="the superior"),
}


class NotYours(Forbidden):
    en = "Expected somebody who may {act}, but {person} may not. Who may: {allowed}."
    fa = "{act_fa} در اختیار {person_fa} نیست؛ با {allowed_fa} است."


def refuse(member: Member, action: Action, allowed: Words | None = None) -> NoReturn:
    """Raise `NotYours`; `allowed`: whose it is, where that is known better than from the table."""
    whose = allowed or joined([words_of(grant) for grant in TABLE[action]])
    act = ACTIONS[action]
    raise NotYours(
        act=act.en,
        act_fa=act.fa,
        person=member.name_en,
        person_fa=member.name_fa,
        allowed=whose.en,
        allowed_fa=whose.fa,
    )


def role_words(role: str) -> Words:
    """Return a role of the table in words."""
    return _WHO.get(role) or group_name(role)


def words_of(grant: Grant) -> Words:
    """Return in words whom a line of the table means."""
    if grant.role in _WHO and grant.relation in _BEING:
        being = _BEING[grant.relation]
        return (
            being if grant.role != STAFF else Words(fa=f"{being.fa} از کارکنان سازمان", en=f"{being.en}, of the staff")
        )
    return role_words(grant.role)


def whose(task: OpenTask) -> Words:
    """Return in words whose a task is."""
    if task.assignee is not None:
        return _BEING[Relation.HOLDER]
    return any_of([*task.users, *task.groups])


def any_of(names: Sequence[str]) -> Words:
    """Return people and groups as alternatives in words."""
    return joined([group_name(name) for name in names] or [Words(fa="هیچ‌کس", en="nobody")])


def joined(words: Sequence[Words]) -> Words:
    """Return words as alternatives, each once."""
    each = list(dict.fromkeys(words))
    return Words(fa=" یا ".join(one.fa for one in each), en=" or ".join(one.en for one in each))
