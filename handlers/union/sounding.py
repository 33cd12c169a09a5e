"""A coordinator speaks of an expert whom he does not give the ticket: he will not come, or is to be asked."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.experts.handovers import colleague_named
from handlers.ledger import note_words
from handlers.offers.dispatch import offer_directly
from handlers.people import experts_named, familiar_names
from handlers.picking import named
from handlers.telling import answer
from handlers.understanding.doubting import doubts_expert, given_in
from handlers.understanding.names import without_bot
from handlers.understanding.replacing import puts_another_instead, replaced_by, wants_another
from handlers.understanding.values import Intent, Role, Understanding
from handlers.understanding.willing import How, Willing, find_willing
from handlers.union.coordinators import remark
from handlers.union.errands import urge
from prompts.texts import say
from storage import offers, people, tickets
from storage.terms import HELD, LIVE, Answer, Change, Status
from storage.tickets import Ticket

# What else would be answered with how the ticket stands: 问问阿毛有没有空, 阿毛去不去.
_IS_FREE = re.compile(r"问|去不去|来不来|接不接|有没有(?:空|时间)|有空|(?:能|肯|愿意?|可以)(?:去|来|接)")
_MISTAKEN = (Intent.ASSIGN, Intent.ESCALATE, Intent.CLOSE, Intent.CANCEL, Intent.CHAT)


def sounded(desk: Desk, turn: Turn) -> Turn | None:
    """The turn, with the one who goes as its target; None where it was such words, and all is said."""
    asks = turn.understanding.intent is Intent.QUERY and _IS_FREE.search(turn.text)
    if turn.role is not Role.COORDINATOR:
        return turn
    turn = _of_his_only_one(desk, turn)
    if not (asks or turn.understanding.intent in _MISTAKEN):
        return turn
    ticket = named(desk, turn)
    if ticket is None or ticket.status not in LIVE or turn.understanding.several is not None:
        return turn
    known = familiar_names(desk.uow)
    doubts = doubts_expert(turn.text, known) or _MOVES.search(turn.text) is not None
    if doubts and (given := given_in(without_bot(turn.text), known)) is not None:
        order = Understanding(intent=Intent.ASSIGN, ticket=ticket.no, target=given)
        return replace(turn, understanding=order)
    found = find_willing(without_bot(turn.text), known)
    instead = puts_another_instead(turn.text) and _names_holder(desk, turn, ticket)
    if wants_another(turn.text) or instead:  # "老单没空，换个人", "改派，海生在外地": others are asked
        not_him = found is not None and found.how is How.WILL_NOT and turn.understanding.target == found.name
        not_him = not_him or _names_holder(desk, turn, ticket)
        return replace(turn, understanding=replace(turn.understanding, target=None)) if not_him else turn
    if found is None or (asks and found.how is not How.ASKED):
        return turn
    if found.how is How.GOES:
        is_order = turn.understanding.intent is Intent.ASSIGN
        return (
            replace(turn, understanding=replace(turn.understanding, target=found.name)) if is_order else turn
        )
    _say(desk, turn, ticket, found)
    return None


_MOVES = re.compile(
    r"换掉|换了吧|改给|改派给|不来了|来不了|有事|没空|请假|住院"
)  # and is given to another there
_OTHER_WORK = re.compile(r"换(?:一?个)?人[来去]?(?:送|开|搬|运|值班|看门|打扫)")  # "冷却水换个人送吧"


def _of_his_only_one(desk: Desk, turn: Turn) -> Turn:
    """The turn as an order for others on the one ticket of who will not come ("老单家里有事，换个人吧")."""
    found = turn.understanding
    if named(desk, turn) is not None or found.leave is not None or not wants_another(turn.text):
        return turn
    if _OTHER_WORK.search(turn.text):
        return turn
    if found.ticket is not None or found.intent not in (*_MISTAKEN, Intent.ROSTER):
        return turn
    told = find_willing(without_bot(turn.text), familiar_names(desk.uow))
    if told is None or told.how is not How.WILL_NOT:
        return turn
    called = experts_named(people.all_experts(desk.uow), told.name)
    his = [ticket for expert in called for ticket in tickets.held_by(desk.uow, expert.id)]
    if len(his) != 1:
        return turn
    return replace(
        turn, understanding=Understanding(intent=Intent.ASSIGN, ticket=his[0].no, target=told.name)
    )


def _names_holder(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether who is named is the one who has it: it is taken from him ("1006换个人吧 冉工家里有事")."""
    name = turn.understanding.target
    if name is None or ticket.expert_id is None or replaced_by(turn.text, [name]) is not None:
        return False
    return ticket.expert_id in {each.id for each in experts_named(people.all_experts(desk.uow), name)}


def _say(desk: Desk, turn: Turn, ticket: Ticket, found: Willing) -> None:
    turn = replace(turn, understanding=Understanding(intent=Intent.NOTE, ticket=ticket.no, target=found.name))
    expert = colleague_named(desk, turn, ticket)
    if expert is None:
        return
    if ticket.status in HELD and ticket.expert_id == expert.id and found.how is How.ASKED:
        urge(desk, turn, ticket)
    elif ticket.status in HELD and ticket.expert_id == expert.id:
        answer(desk, turn, say("stays_his", no=ticket.no, expert=expert.name), ticket=ticket)
    elif found.how is How.WILL_NOT:
        remark(desk, turn)
    elif ticket.status != Status.OPEN:
        answer(desk, turn, say("not_asked_held", no=ticket.no, expert=expert.name), ticket=ticket)
    else:
        offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
        if offer is not None and offer.answer == Answer.WAITING:
            answer(desk, turn, say("recommended_waits", no=ticket.no, target=expert.name), ticket=ticket)
            return
        ticket = note_words(desk, turn, ticket, Change.NOTED)
        offer_directly(desk, ticket, expert, "协调员让问的")
        answer(desk, turn, say("sounded", no=ticket.no, expert=expert.name), ticket=ticket)
