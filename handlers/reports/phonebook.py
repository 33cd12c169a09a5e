"""A coordinator asks for a phone number: he reads it in private, never in a group."""

from handlers.contacts import contact_of
from handlers.desk import Desk, Turn
from handlers.people import experts_named, firms_named
from handlers.telling import answer, tell_person
from handlers.understanding.values import Query
from prompts.texts import say
from storage import people
from storage.tickets import Ticket

_MOST = 4  # people of one name


def tell_phone(desk: Desk, turn: Turn, asked: Query, ticket: Ticket | None) -> None:
    """The number of a ticket's enterprise and expert, or of who is named."""
    lines = _of_ticket(desk, ticket) if ticket is not None else _of_name(desk, turn, asked.person or "")
    if not lines:
        answer(desk, turn, say("no_phone", name=asked.person or ""))
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


def _of_name(desk: Desk, turn: Turn, name: str) -> list[str]:
    experts = experts_named(people.all_experts(desk.uow), name)
    if experts:
        who = [(f"{each.name}师傅（{each.wechat_name}）", each.phone) for each in experts[:_MOST]]
    else:
        by_contact = {id_ for nickname, id_ in people.all_contacts(desk.uow) if nickname in turn.text}
        firms = firms_named(desk.uow, turn.text) or [
            each
            for each in people.all_enterprises(desk.uow)
            if each.id in by_contact or (each.contact_name and each.contact_name in turn.text)
        ]
        who = [(f"{each.name} {each.contact_name}", each.phone) for each in firms[:_MOST]]
    return [say("phone_line", who=name, phone=phone) for name, phone in who if phone]
