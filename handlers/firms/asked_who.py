"""A firm asks who the expert of its ticket is: it hears what the roster tells of him, without his number."""

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ledger import at_work
from handlers.people import experts_named
from handlers.picking import named, owns
from handlers.telling import answer
from handlers.understanding.asking_who import who_is_asked_after
from handlers.understanding.names import without_bot
from prompts.texts import say
from storage import inbox, offers, people, tickets
from storage.people import Expert
from storage.terms import HELD, Status
from storage.tickets import Ticket

_SPECIALITY = 40  # characters told of what he is good at
_LIVELY = (*HELD, Status.RESOLVED)


def asked_who(desk: Desk, turn: Turn) -> bool:
    """Whether the words ask who an expert is with whom the firm has to do, and it was told.

    What follows behind that question ("…，懂不懂海天的机器") is left to be answered.
    """
    text = without_bot(turn.text)
    first, _, rest = text.partition("，")
    who = who_is_asked_after(text)
    alone = who is not None
    who = who_is_asked_after(first) if rest and who is None else who
    found = _concerned(desk, turn, who) if who is not None and not turn.attachments else None
    if found is None:
        return False
    ticket, expert = found
    inbox.tie(desk.uow, turn.message_ids, ticket.id)
    answer(desk, turn, _of_him(ticket, expert), ticket=ticket)
    return alone


def _concerned(desk: Desk, turn: Turn, who: str) -> tuple[Ticket, Expert] | None:
    """His house's ticket and the expert meant: who has it or was at it, else by name who was asked."""
    mine = _of_his_house(desk, turn)
    if not who:
        ticket = next((each for each in mine if each.expert_id is not None), None)
        expert = people.expert(desk.uow, ticket.expert_id) if ticket and ticket.expert_id else None
        return (ticket, expert) if ticket is not None and expert is not None else None
    meant = {each.id: each for each in experts_named(people.all_experts(desk.uow), who)}
    for ticket in mine:
        here = at_work(desk, ticket) | ({ticket.adviser_id} if ticket.adviser_id else set())
        his = [each for each in meant if each in here]
        if len(his) == 1:
            return ticket, meant[his[0]]
    for ticket in mine:
        asked = {each.expert_id for each in offers.of_ticket(desk.uow, ticket.id)}
        his = [each for each in meant if each in asked]
        if len(his) == 1:
            return ticket, meant[his[0]]
    return None


def _of_his_house(desk: Desk, turn: Turn) -> list[Ticket]:
    """His house's tickets: the one he names, else those that an expert has first, the newest in front."""
    spoken_of = named(desk, turn)
    if spoken_of is not None:
        return [spoken_of] if owns(turn, spoken_of) else []
    firm, who = turn.person.enterprise, turn.person.nickname
    house, since = firm.id if firm else None, desk.now - desk.policy.reopen
    live = tickets.live_of_requester(desk.uow, who, house)
    ended = tickets.closed_of_requester(desk.uow, who, house, since)
    newest = sorted([*live, *ended], key=lambda each: each.asked_at, reverse=True)
    return sorted(newest, key=lambda each: each.status not in _LIVELY)


def _of_him(ticket: Ticket, expert: Expert) -> str:
    holds = ticket.expert_id == expert.id and ticket.status in HELD and expert.left_at is None
    return say(
        "expert_told",
        no=ticket.no,
        expert=expert.name,
        unit=expert.company or say("no_unit"),
        district=expert.district,
        trades="、".join(wording.trade(each) for each in expert.trades),
        speciality=wording.short(wording.masked(expert.speciality), _SPECIALITY),
        phone=say("ask_for_phone") if holds else "",
    )
