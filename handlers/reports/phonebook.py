"""A coordinator asks for a phone number: he reads it in private, never in a group."""

import re

from handlers.contacts import contact_of
from handlers.desk import Desk, Turn
from handlers.listed import Listed, anybody_called, ask_whom, whose_number
from handlers.people import experts_named, firms_called
from handlers.picking import remember
from handlers.reports.selecting import selected
from handlers.telling import answer, tell_person
from handlers.understanding.values import Query
from prompts.texts import say
from storage import people, talks
from storage.people import Enterprise
from storage.terms import LIVE
from storage.tickets import Ticket

_NOBODY = ("", "师傅", "老师", "专家")  # said of whoever was spoken of last


def tell_phone(desk: Desk, turn: Turn, asked: Query, ticket: Ticket | None) -> None:
    """The number of a ticket's enterprise and expert, or of who is named; of several he is asked."""
    name = asked.person or ""
    if ticket is None and name in _NOBODY:
        since = desk.now - desk.policy.question
        ticket = talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)
    if ticket is None and not name:
        answer(desk, turn, say("whose_phone"))
        remember(desk, turn, [])
        return
    if ticket is None and (firm := _whose_expert(desk, name, turn.text)) is not None:
        _tell_its_experts(desk, turn, firm)
        return
    found = whose_number(desk.uow, name, turn.text) if ticket is None else []
    if len(found) > 1:
        ask_whom(desk, turn, name, found)
        return
    lines = _of_ticket(desk, ticket) if ticket is not None else [_line(each) for each in found if each.phone]
    if not lines:
        answer(desk, turn, say("no_phone", name=name))
        remember(desk, turn, [], target=name)
        return
    tell_person(desk, turn.person.nickname, "\n".join(lines), ticket=ticket)
    if turn.room is not None:
        answer(desk, turn, say("phone_in_private"), ticket=ticket)


# 澄屿那单师傅, 给澄屿去的师傅, 澄屿那边是哪个师傅: nobody's name stands before the title.
_ITS_EXPERT = "[那这的一个单张家边厂里去过来接到了在上门办修弄给派是哪位负责、，, ]{0,10}(?:师傅|专家|老师)"


def _whose_expert(desk: Desk, name: str, text: str) -> Enterprise | None:
    """The firm whose ticket's expert is to be rung ("澄屿那单师傅电话"): it is not itself asked for."""
    if not name or re.search(re.escape(name) + _ITS_EXPERT, text) is None:
        return None
    found = firms_called(desk.uow, name)
    if not found and not experts_named(people.all_experts(desk.uow), name):
        found = [each.firm for each in anybody_called(desk.uow, name) if each.firm is not None]
    return found[0] if len(found) == 1 else None


def _tell_its_experts(desk: Desk, turn: Turn, firm: Enterprise) -> None:
    """The numbers of those who hold a firm's tickets; where none runs, of who had its last."""
    theirs = selected(desk, Query(about="enterprise", enterprise=firm.name))
    running = [each for each in theirs if each.status in LIVE]
    held = [each for each in running or theirs[-1:] if each.expert_id is not None]
    if not held:
        answer(desk, turn, say("no_expert_to_ring", firm=firm.short_name))
        return
    lines = [_expert_line(desk, each) for each in held]
    tell_person(desk, turn.person.nickname, "\n".join(lines), ticket=held[0])
    if turn.room is not None:
        answer(desk, turn, say("phone_in_private"), ticket=held[0] if len(held) == 1 else None)


def _of_ticket(desk: Desk, ticket: Ticket) -> list[str]:
    contact = contact_of(desk, ticket)
    lines = [say("phone_line", who=f"【{ticket.no}】{contact.firm} {contact.name}", phone=contact.phone)]
    if ticket.expert_id is not None:
        expert = people.expert(desk.uow, ticket.expert_id)
        lines.append(say("phone_line", who=f"{expert.name}师傅", phone=expert.phone))
    return lines


def _expert_line(desk: Desk, ticket: Ticket) -> str:
    expert = people.expert(desk.uow, ticket.expert_id or 0)
    return say(
        "phone_line", who=f"【{ticket.no}】{expert.name}师傅（{expert.wechat_name}）", phone=expert.phone
    )


def _line(found: Listed) -> str:
    who = f"{found.firm.name} {found.name}" if found.firm else found.told
    if found.is_expert:
        who = f"{found.told}（{found.wechat_name}）"
    return say("phone_line", who=who, phone=found.phone)
