"""An expert says no to a ticket, or gives one back that he has."""

import re

from handlers import wording
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.endings import given_up
from handlers.experts import absence
from handlers.experts.asked import newest_asked
from handlers.experts.assigning import assigned_by, awaited
from handlers.experts.at_work import hands_back
from handlers.experts.claims import offered_here, refuse
from handlers.experts.holding import held, me
from handlers.experts.spoken_to import to_the_bot
from handlers.experts.wishes import passed_on
from handlers.firms.waiting import tell_held_back
from handlers.ledger import at_work, lacking, note, shift
from handlers.offers.consults import await_others
from handlers.offers.dispatch import ask, offer_quietly, target_minutes
from handlers.offers.starting import start
from handlers.picking import named, only_one
from handlers.telling import answer, tell_coordinators, tell_person
from handlers.understanding.names import without_bot
from handlers.understanding.values import Leave
from prompts.texts import say
from storage import helpers, offers, people, tickets
from storage.people import Expert
from storage.terms import HELD, Answer, Change, Purpose, Status
from storage.tickets import Ticket


def release(desk: Desk, turn: Turn) -> Ticket | None:
    """Give a ticket back: others are asked at once, the clock starts anew, the requester is told."""
    expert = me(turn)
    ticket = held(desk, turn, helping=True)
    if ticket is None:
        has_some = tickets.held_by(desk.uow, expert.id) or helpers.helped_by(desk.uow, expert.id)
        return None if has_some or turn.understanding.ticket is not None else decline(desk, turn)
    if ticket.expert_id != expert.id:
        return _help_no_more(desk, turn, ticket, expert)
    released = give_back(desk, turn, ticket)
    if released is not None:
        answer(desk, turn, say("released_expert", no=released.no), ticket=released)
    return released


def give_back(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    expert = me(turn)
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.DECLINED, desk.now)
    released = shift(
        desk,
        ticket,
        Change.RELEASED,
        actor=expert.name,
        detail=turn.text,
        message_ids=turn.message_ids,
        **given_up(desk, ticket),
    )
    if released is None:
        return None
    _tell_who_assigned(desk, released, expert)
    _ask_helpers_to_lead(desk, released, expert)
    asked = start(desk, released, again=True)
    if tell_held_back(desk, released, expert):
        return released
    tell_requester(
        desk,
        released,
        "released_requester",
        expert=expert.name,
        minutes=target_minutes(desk, released.urgency),
        asked=f"{len(asked)}位师傅" if asked else "师傅",
    )
    return released


def _tell_who_assigned(desk: Desk, ticket: Ticket, former: Expert) -> None:
    """A coordinator who gave him the ticket hears that it is open again."""
    by = assigned_by(desk, ticket)
    if by is not None:
        text = say("assigned_back", no=ticket.no, title=ticket.title, expert=former.name)
        tell_coordinators(desk, text, ticket=ticket, mentions=[by])


def _ask_helpers_to_lead(desk: Desk, ticket: Ticket, former: Expert) -> None:
    """Who helped knows the ticket: he is not asked like a stranger, but whether he takes the lead."""
    for helper_id in helpers.ids(desk.uow, ticket.id):
        helper = people.expert(desk.uow, helper_id)
        offer_quietly(desk, ticket, helper, "原来就在帮忙")
        text = say("helper_lead", no=ticket.no, expert=former.name)
        tell_person(desk, helper.wechat_name, text, ticket=ticket, purpose=Purpose.OFFER)


def _help_no_more(desk: Desk, turn: Turn, ticket: Ticket, expert: Expert) -> Ticket:
    """A helper cannot come: the holder hears it; a 会诊 asks somebody else and tells the requester."""
    helpers.remove(desk.uow, ticket.id, expert.id)
    left = note(
        desk, ticket, Change.NOTED, actor=expert.name, detail="不再协助", message_ids=turn.message_ids
    )
    if left.expert_id is not None:
        holder = people.expert(desk.uow, left.expert_id)
        tell_person(desk, holder.wechat_name, say("helper_left", no=left.no, expert=expert.name), ticket=left)
    if lacking(desk, left):
        tell_requester(desk, left, "consult_left", expert=expert.name)
        ask(desk, left, 1, wave=0, text="offer_consult")
        await_others(desk, left)
    return left


def decline(desk: Desk, turn: Turn) -> Ticket | None:
    """An asked expert cannot: the next one is asked at once. What he wishes for good goes to coordinators.

    Who has not been asked yet is not, either; who has no time today is left alone today.
    """
    expert = me(turn)
    passed_on(desk, turn)
    meant = named(desk, turn)
    asked = tickets.offered_in(desk.uow, (Status.OPEN, *HELD), expert.id, (Answer.WAITING,))
    waiting = [each for each in asked if each.expert_id != expert.id]  # what is his he gives back
    if meant is not None:
        if meant.expert_id == expert.id and meant.status in HELD:
            return release(desk, turn)
        return refuse(desk, turn, meant) if meant in waiting else _before_asked(desk, turn, meant)
    word, busy = turn.understanding.leave, tickets.held_by(desk.uow, expert.id)
    if word is not None and (waiting or _unanswered(desk, expert) or not busy):
        done = go_away(desk, turn, word)
        return done[-1] if done else None
    bare = _HAS_NO_TIME.fullmatch(without_bot(turn.text).strip(" 。！!~～"))
    newest = newest_asked(desk, turn, waiting, alone=True) if bare and len(waiting) > 1 else None
    if newest is not None:
        return refuse(desk, turn, newest)  # he answers who has just asked him by name
    if len(waiting) > 1 and not turn.understanding.everything:
        one = only_one(desk, turn, waiting)
        return refuse(desk, turn, one) if one is not None else None
    if waiting:
        return [refuse(desk, turn, each) for each in waiting][-1]
    if turn.understanding.ticket is not None:
        return None
    if busy:
        return _cannot_come(desk, turn)
    clear = turn.room is not None and turn.understanding.sure and to_the_bot(desk, turn)
    heard_of = offered_here(desk, turn.room) if turn.room is not None and clear else None
    return _before_asked(desk, turn, heard_of) if heard_of is not None else None


def go_away(desk: Desk, turn: Turn, word: Leave) -> list[Ticket]:
    """He is away from now on: on record, and all that waits for his answer goes to others. He hears what he
    was given and has with that given back."""
    given = _unanswered(desk, me(turn))
    back = say("leave_gives_back", nos=wording.numbers(given)) if given else ""
    answer(desk, turn, absence.record(desk, me(turn), word) + back)
    return refuse_all(desk, turn)


def _unanswered(desk: Desk, expert: Expert) -> list[Ticket]:
    """What he was given and has not answered."""
    return [each for each in tickets.held_by(desk.uow, expert.id) if awaited(desk, each)]


_HAS_NO_TIME = re.compile(
    r"(?:不好意思|抱歉|对不起|我|现在|真的?|实在|，|,|\s)*(?:没空|没有空|没时间|走不开|去不了|不行|不去|不接|接不了)(?:了|啊|呀|的)*"
)


def refuse_all(desk: Desk, turn: Turn) -> list[Ticket]:
    """Who is away from now on takes nothing that he was asked for, or was given and has not answered."""
    expert = me(turn)
    given = _unanswered(desk, expert)
    back = [give_back(desk, turn, each) for each in given]
    asked = tickets.offered_in(desk.uow, (Status.OPEN, *HELD), expert.id, (Answer.WAITING,))
    ids = {each.id for each in given}
    refused = [refuse(desk, turn, each) for each in asked if each.id not in ids]
    return [each for each in (*back, *refused) if each is not None]


def _before_asked(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """A "no" to a ticket that others were asked about: it stands in its history, and he is not asked."""
    expert = me(turn)
    sought = ticket.status == Status.OPEN or lacking(desk, ticket) > 0
    known = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    if not sought or known is not None or expert.id in at_work(desk, ticket):
        return None
    ids = turn.message_ids
    return note(desk, ticket, Change.DECLINED, actor=expert.name, detail=turn.text, message_ids=ids)


# He comes, only later: "今天来不了 明天上午去".
_LATER = re.compile(
    r"(?:上午|中午|下午|晚上|今晚|明天|明早|后天|晚点|迟点|周.|星期.|[\d一二两三四五六七八九十]点)[^，,。\s]{0,6}?"
    r"(?:去|到|来|过去|过来)(?!不)"
)


def _cannot_come(desk: Desk, turn: Turn) -> Ticket | None:
    """Nobody waits for his answer, so "没空" or "去不了" of one who has a ticket in hand gives that back."""
    mine = tickets.held_by(desk.uow, me(turn).id)
    later = _LATER.search(turn.text) and not hands_back(turn.text)
    if not mine or later or not to_the_bot(desk, turn):
        return None
    ticket = only_one(desk, turn, mine)
    released = give_back(desk, turn, ticket) if ticket is not None else None
    if released is not None:
        answer(desk, turn, say("given_back", no=released.no), ticket=released)
    return released
