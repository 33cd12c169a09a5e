"""Who calls for more experts on a ticket: a coordinator, the enterprise itself, or an expert for himself."""

import re

from handlers import wording
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts import giving_back, handovers, work
from handlers.experts.asked import waiting
from handlers.experts.claims import claim, join_in
from handlers.experts.holding import held, me
from handlers.firms import followups, requests
from handlers.ledger import lacking, note, workers
from handlers.offers.consults import await_named, call_more, call_no_more
from handlers.offers.dispatch import offer_to
from handlers.people import experts_named
from handlers.picking import named, pick_own
from handlers.telling import answer
from handlers.understanding.several import NO_MORE
from handlers.understanding.values import Intent
from handlers.union.more_asked import ask_more
from handlers.union.which_ticket import meant
from prompts.texts import say
from storage import helpers, offers, people, tickets
from storage.terms import HELD, Answer, Change, Status
from storage.tickets import Ticket

# He asks for somebody, and does not merely say whom he brings.
_CALLS = re.compile(r"[叫喊请让约派]|把.{1,6}[叫带喊]上|一起(?:来|吧)")


def by_coordinator(desk: Desk, turn: Turn) -> Ticket | None:
    """ "1012 要会诊", "1012 再派两个", "1012 再派葛林松一起去"."""
    ticket, several = meant(desk, turn), turn.understanding.several
    if ticket is None or several is None:
        return None
    if several == NO_MORE:
        return call_no_more(desk, turn, ticket)
    if ticket.status == Status.RESOLVED:
        answer(
            desk,
            turn,
            say("ticket_over", no=ticket.no, status=wording.STATUS[Status.RESOLVED]),
            ticket=ticket,
        )
        return None
    if turn.understanding.target is not None and ticket.status in HELD:
        return _add(desk, turn, ticket)
    if ticket.status == Status.OPEN and several.more and _ASKS_MORE.search(turn.text):
        return ask_more(desk, turn, ticket, several.count)
    ticket, asked = call_more(desk, turn, ticket, several)
    what = f"会诊，一共要{ticket.wanted}位师傅" + (f"，又请了{len(asked)}位" if asked else "")
    answer(desk, turn, say("done_room", no=ticket.no, what=what), ticket=ticket)
    tell_requester(desk, ticket, "consult_arranged", wanted=ticket.wanted)
    return ticket


# 再叫两个师傅, of a ticket that nobody has: so many more are asked, and one of all is enough.
_ASKS_MORE = re.compile(r"(?:再|多|另外?)(?:多)?(?:叫|喊|请|问|找|@)(?!.*(?:会诊|一起))")


def _add(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    expert = handovers.colleague_named(desk, turn, ticket)
    if expert is None:
        return None
    if ticket.expert_id == expert.id or expert.id in helpers.ids(desk.uow, ticket.id):
        answer(desk, turn, say("done_room", no=ticket.no, what=f"{expert.name}本来就在"), ticket=ticket)
        return ticket
    present = len(workers(desk, ticket))
    tickets.amend(desk.uow, ticket.id, wanted=max(ticket.wanted, present + 1))
    joined = join_in(desk, turn, tickets.get(desk.uow, ticket.id), expert)
    answer(desk, turn, say("done_room", no=ticket.no, what=f"{expert.name}也去，已私信"), ticket=joined)
    return joined


def by_expert(desk: Desk, turn: Turn) -> Ticket | None:
    """ "叫上沈师傅一起", "这个得两个人去" of the holder: he keeps it and leads, others are asked to join him.

    "我和老单一起去" of one who was asked takes it as well; where 老单 has it, it joins him.
    """
    several = turn.understanding.several
    if several is not None and of_his_own(desk, turn):
        ticket = held(desk, turn)
    elif several is not None and _takes_with_another(desk, turn):
        ticket = claim(desk, turn)
    else:
        return _otherwise(desk, turn)
    if ticket is None:
        return None
    if several == NO_MORE:
        return call_no_more(desk, turn, ticket)
    if turn.understanding.target is not None:
        return _ask_beside(desk, turn, ticket)
    if not several.more and ticket.wanted >= several.count and lacking(desk, ticket):
        answer(desk, turn, say("more_waits", no=ticket.no), ticket=ticket)
        return ticket
    ticket, asked = call_more(desk, turn, ticket, several)
    answer(desk, turn, say("more_asked", no=ticket.no, wanted=ticket.wanted, asked=len(asked)), ticket=ticket)
    tell_requester(desk, ticket, "consult_by_expert", expert=me(turn).name, wanted=ticket.wanted)
    return ticket


def of_his_own(desk: Desk, turn: Turn) -> bool:
    """Whether an expert speaks of a ticket in his hands."""
    pointed = named(desk, turn)
    own = tickets.held_by(desk.uow, me(turn).id)
    return pointed in own if pointed is not None else bool(own)


def _takes_with_another(desk: Desk, turn: Turn) -> bool:
    """Whether who names a colleague to go with him was asked himself, and the colleague has nothing in hand
    that he could join."""
    found = experts_named(people.all_experts(desk.uow), turn.understanding.target or "")
    busy = any(tickets.held_by(desk.uow, each.id) for each in found)
    asked, pointed = waiting(desk, turn), named(desk, turn)
    return turn.understanding.target is not None and not busy and bool(asked) and pointed in (None, *asked)


def _otherwise(desk: Desk, turn: Turn) -> Ticket | None:
    """What his words do without the company they speak of."""
    handlers = {
        Intent.TRANSFER: handovers.transfer,
        Intent.JOIN: handovers.join,
        Intent.CLAIM: claim,
        Intent.PROGRESS: work.progress,
        Intent.DECLINE: giving_back.decline,
    }
    return handlers.get(turn.understanding.intent, work.chat)(desk, turn)


def _ask_beside(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """Ask one colleague to come along with the holder. Whom the roster does not know, the holder brings."""
    found = experts_named(people.all_experts(desk.uow), turn.understanding.target or "")
    if not found and not _CALLS.search(turn.text):
        return work.progress(desk, turn)
    expert = handovers.colleague_named(desk, turn, ticket)
    if expert is None or expert.id == ticket.expert_id:
        return None
    if expert.id in helpers.ids(desk.uow, ticket.id):
        answer(desk, turn, say("done_room", no=ticket.no, what=f"{expert.name}本来就在"), ticket=ticket)
        return None
    if handovers.not_to_ask(desk, turn, ticket, expert):
        return None
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    if offer is not None and offer.beside and offer.answer == Answer.WAITING:
        answer(desk, turn, say("beside_waits", no=ticket.no, target=expert.name), ticket=ticket)
        return None
    asked = note(
        desk,
        ticket,
        Change.NOTED,
        actor=me(turn).name,
        detail=f"想请{expert.name}一起去",
        message_ids=turn.message_ids,
        wanted=max(ticket.wanted, len(workers(desk, ticket)) + _waiting_beside(desk, ticket) + 1),
    )
    offer_to(desk, asked, expert, me(turn), beside=True)
    await_named(desk, asked)
    answer(desk, turn, say("beside_asked", no=asked.no, target=expert.name), ticket=asked)
    return asked


def _waiting_beside(desk: Desk, ticket: Ticket) -> int:
    made = offers.of_ticket(desk.uow, ticket.id)
    return sum(each.beside and each.answer == Answer.WAITING and each.cycle == ticket.cycle for each in made)


def by_firm(desk: Desk, turn: Turn) -> Ticket | None:
    """ "能不能多来两位师傅": for a ticket of his own; else it is part of what he says anyway."""
    intent, several = turn.understanding.intent, turn.understanding.several
    ticket = None
    if several is not None and not (intent is Intent.REQUEST and turn.understanding.technical):
        ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None or several is None:
        otherwise = {Intent.REQUEST: requests.request, Intent.CHAT: followups.chat}
        return otherwise.get(intent, followups.followup)(desk, turn)
    if several == NO_MORE:
        return call_no_more(desk, turn, ticket)
    ticket, _ = call_more(desk, turn, ticket, several)
    tell_requester(desk, ticket, "consult_wanted", wanted=ticket.wanted)
    return ticket
