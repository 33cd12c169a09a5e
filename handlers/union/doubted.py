"""Doubts about people and groups of WeChat, put to the coordinators one at a time."""

from datetime import timedelta

from handlers.desk import Desk
from handlers.people import coordinators_for
from handlers.telling import tell_coordinators
from prompts.texts import say
from storage import doubts, people, wechat
from storage.doubts import About, Doubt
from storage.terms import Purpose

# The mark of a stranger's name on record, see `identity.stranger_name`.
UNKNOWN = "（未认出·"
# An unanswered question holds the next one back for so long; a bare 是 means it for a shorter time.
_PATIENCE = timedelta(hours=4)
_FRESH = timedelta(minutes=30)


def ask_next(desk: Desk) -> None:
    """Put the oldest doubt to the coordinators; one at a time, so that 是 and 不是 have one meaning."""
    asked = doubts.asked(desk.uow)
    if asked and asked[0].asked_at is not None and desk.now - asked[0].asked_at < _PATIENCE:
        return
    waiting = doubts.unasked(desk.uow)
    # Who somebody is mostly follows from which group he is met in.
    unsettled = {each.name for each in (*asked, *waiting) if each.about == About.GROUP}
    doubt = next((each for each in waiting if each.room not in unsettled and not void(desk, each)), None)
    if doubt is None:
        return
    doubts.put_asked(desk.uow, doubt, desk.now)
    named = {"shown": shown(doubt), "name": called(desk, doubt)}
    if doubt.about == About.GROUP:
        text = say("which_group", **named)
    else:
        text = say("who_is_it", **named, room=doubt.room or "私聊")
    tell_coordinators(desk, text, mentions=coordinators_for(desk.uow, None), purpose=Purpose.ANSWER)


def void(desk: Desk, doubt: Doubt) -> bool:
    """Whether nothing is to be asked any more: the group is registered, or the one it may be is another."""
    return doubt.about == About.GROUP and (
        people.room_called(desk.uow, doubt.name) is not None
        or bool(wechat.groups_called(desk.uow, doubt.may_be))
    )


def shown(doubt: Doubt) -> str:
    """The name that people see."""
    return doubt.name.partition(UNKNOWN)[0]


def called(desk: Desk, doubt: Doubt) -> str:
    """How a coordinator calls the person or group of the roster that it may be."""
    nickname = doubt.may_be
    if doubt.about == About.GROUP:
        return nickname
    expert = people.expert_called(desk.uow, nickname)
    if expert is not None:
        return f"{expert.name}师傅"
    firm = people.enterprise_of_contact(desk.uow, nickname)
    if firm is not None:
        return f"{firm.short_name}的“{nickname}”"
    coordinator = people.coordinator_called(desk.uow, nickname)
    return f"协调员{coordinator.name}" if coordinator else nickname


def asked_lately(desk: Desk) -> str | None:
    """What it is, by the name people see, that a bare 是 or 不是 of a coordinator would be about now."""
    asked = doubts.asked(desk.uow)
    fresh = asked and asked[0].asked_at is not None and desk.now - asked[0].asked_at < _FRESH
    return shown(asked[0]) if fresh else None
