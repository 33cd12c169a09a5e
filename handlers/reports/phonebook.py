"""A coordinator asks for a phone number: he reads it in private, never in a group."""

from handlers.contacts import contact_of
from handlers.desk import Desk, Turn
from handlers.listed import Listed, ask_whom, whose_number
from handlers.telling import answer, tell_person
from handlers.understanding.values import Query
from prompts.texts import say
from storage import people
from storage.tickets import Ticket


def tell_phone(desk: Desk, turn: Turn, asked: Query, ticket: Ticket | None) -> None:
    """The number of a ticket's enterprise and expert, or of who is named; of several he is asked."""
    name = asked.person or ""
    found = whose_number(desk.uow, name, turn.text) if ticket is None else []
    if len(found) > 1:
        ask_whom(desk, turn, name, found)
        return
    lines = _of_ticket(desk, ticket) if ticket is not None else [_line(each) for each in found if each.phone]
    if not lines:
        answer(desk, turn, say("no_phone", name=name))
        return
    tell_person(desk, turn.person.nickname, "\n".join(lines), ticket=ticket)
    if turn.room is not None:
        answer(desk, turn, say("phone_in_private"), ticket=ticket)


def _of_ticket(desk: Desk, ticket: Ticket) -> list[str]:
    contact = contact_of(desk, ticket)
    lines = [say("phone_line", who=f"【{ticket.no}】{contact.firm} {contact.name}", phone=contact.phone)]
    if ticket.expert_id is not None:
        expert = people.expert(desk.uow, ticket.expert_id)
        lines.append(say("phone_line", who=f"{expert.name}师傅", phone=expert.phone))
    return lines


def _line(found: Listed) -> str:
    who = f"{found.firm.name} {found.name}" if found.firm else found.told
    if found.is_expert:
        who = f"{found.told}（{found.wechat_name}）"
    return say("phone_line", who=who, phone=found.phone)
