"""What a model is asked: bursts that leave the rules in doubt, with what was said before in their group."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import wording
from handlers.bursts import Burst, plan, understand_burst
from handlers.desk import ZONE, Desk
from handlers.model.masking import Mask, mask_of
from handlers.people import person
from handlers.understanding.names import without_bot
from handlers.understanding.values import Role, Understanding
from prompts.instructions import question
from storage import inbox, talks, tickets
from storage.inbox import Received
from storage.terms import Status
from storage.tickets import Ticket

_LONGEST = 2000  # what matters is said by then, and tokens cost
_BEFORE, _LONGEST_BEFORE, _EARLIEST = 6, 120, timedelta(hours=2)
_TICKETS = 8
_WEEK = "一二三四五六日"
# Words of time or money in a request in which the rules found no deadline, or no sum.
_TIME = re.compile(r"[前内号]|周[一二三四五六日天]|月底|明天|后天|今天|下周|交[货样期]|工期")
_MONEY = re.compile(r"\d\s*[wW万]|[一二三四五六七八九十几]万|万元|罚|赔|扣款")


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A call to be made: about which message, its words, what the rules think, and the words that go out."""

    key: int
    at: datetime
    text: str
    rules: Understanding
    question: str
    mask: Mask


def doubts(
    desk: Desk, *, quiet: timedelta, known: Collection[int], names_allowed: bool
) -> tuple[set[int], list[Doubt]]:
    """The ids of all waiting bursts (of their last messages), and what to ask about some of them now.

    Asked is about those that have been silent for `quiet`, are not in `known`, and leave the rules in doubt.
    """
    bursts = plan(desk, inbox.unhandled(desk.uow))
    found: list[Doubt] = []
    for burst in bursts:
        last = burst.messages[-1]
        waits = burst.due_at > desk.now and desk.now - last.received_at >= quiet
        if not waits or burst.role is not Role.ENTERPRISE or last.id in known or not burst.words.strip():
            continue
        rules = understand_burst(burst, Role.ENTERPRISE)
        if in_doubt(rules, burst.text):
            found.append(_doubt(desk, burst, rules, mask_of(desk.uow, names_allowed=names_allowed)))
    return {burst.messages[-1].id for burst in bursts}, found


def in_doubt(found: Understanding, text: str) -> bool:
    """Whether the rules are unsure of the intent, or miss a field that a request seems to give."""
    if not found.sure:
        return True
    fields = found.request
    if fields is None:
        return False
    return (
        fields.category == "other"
        or (fields.deadline is None and _TIME.search(text) is not None)
        or (fields.order_value_yuan is None and _MONEY.search(text) is not None)
    )


def alone(text: str, at: datetime, mask: Mask) -> str:
    """The words that go out about a text of which nothing else is known."""
    return question(
        at=_moment(at), tickets="（没有）", before="（没有）", said=mask.hide(wording.clean(text)[:_LONGEST])
    )


def _doubt(desk: Desk, burst: Burst, rules: Understanding, mask: Mask) -> Doubt:
    first = burst.messages[0]
    earlier = talks.before(desk.uow, first, since=first.at - _EARLIEST, limit=_BEFORE)
    firm = burst.person.enterprise.id if burst.person.enterprise else None
    known = tickets.live_around(desk.uow, first.room, first.sender, firm, _TICKETS)
    return Doubt(
        key=burst.messages[-1].id,
        at=first.at.astimezone(ZONE),
        text=burst.text,
        rules=rules,
        mask=mask,
        question=question(
            at=_moment(first.at),
            tickets="\n".join(_ticket(burst, each, mask) for each in known) or "（没有）",
            before="\n".join(_said(desk, burst, each, mask) for each in earlier) or "（没有）",
            said=mask.hide(wording.clean(without_bot(burst.text))[:_LONGEST]),
        ),
    )


def _moment(at: datetime) -> str:
    local = at.astimezone(ZONE)
    return f"{local:%Y-%m-%dT%H:%M}+08:00 星期{_WEEK[local.weekday()]}"


def _ticket(burst: Burst, ticket: Ticket, mask: Mask) -> str:
    firm = burst.person.enterprise.id if burst.person.enterprise else None
    own = ticket.requester == burst.person.nickname or (firm is not None and ticket.enterprise_id == firm)
    whose = "说话人自己的" if own else "别人的"
    return f"- {ticket.no} {mask.hide(ticket.title)}（{whose}，{wording.STATUS[Status(ticket.status)]}）"


def _said(desk: Desk, burst: Burst, message: Received, mask: Mask) -> str:
    """A line of the talk. Speakers are named by their part in it, never by nickname."""
    who = person(desk.uow, message.sender)
    if message.sender == burst.person.nickname:
        part = "说话人"
    elif who.expert is not None:
        part = "师傅"
    else:
        part = "协调员" if who.coordinator is not None else "旁人"
    # Cut after hiding: a name cut in two would be nobody's.
    words = wording.short(mask.hide(message.text[: 4 * _LONGEST_BEFORE]), _LONGEST_BEFORE) or "（图片或文件）"
    return f"- {part}：{words}"
