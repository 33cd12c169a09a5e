"""The same problem told again: of the same house it stirs the ticket, of another it is linked."""

import re

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ending.endings import reopen
from handlers.firms.adding import add
from handlers.firms.amending import news
from handlers.firms.asked_after import state
from handlers.firms.requesters import enterprise_of
from handlers.firms.sequels import unanswered
from handlers.firms.standing import state_words
from handlers.ledger import note_words
from handlers.matching.sameness import (
    ALIKE,
    is_vague,
    likeness,
    named_apart,
    points_back,
    same_problem,
    told_together,
)
from handlers.offers.dispatch import ask, ask_again, size_of_wave
from handlers.offers.starting import held_until
from handlers.picking import with_ticket
from handlers.telling import answer
from handlers.understanding.enterprise import read_fields
from handlers.understanding.problems import machine_of, says_wrong
from handlers.understanding.values import Kind
from prompts.texts import say
from storage import offers, tickets
from storage.terms import Change, Status
from storage.tickets import Ticket

_CALLED = re.compile(r"[小老阿][\u4e00-\u9fa5]|[\u4e00-\u9fa5](?=[工总])")
_ONE_MORE = re.compile(r"(?:再|另外?)(?:派|叫|请|来|找|安排)")
_LATELY = 200  # tickets looked at for one like a new one


def repeated(desk: Desk, turn: Turn) -> Ticket | None:
    """The live ticket of the writer's house that these words tell of again, in whatever group."""
    house = enterprise_of(desk, turn)
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, house.id if house else None)
    training = turn.understanding.request is not None and turn.understanding.request.kind is Kind.TRAINING
    same_kind = [each for each in mine if (each.kind == Kind.TRAINING) == training and each.no != turn.echoes]
    for ticket in same_kind:
        if ticket.body == turn.text:
            return ticket
    together = [
        each for each in same_kind if _told_by_colleague(desk, turn, each) or _asks_anew(desk, turn, each)
    ]
    if together:
        return max(together, key=lambda each: each.asked_at)
    like = [
        each
        for each in same_kind
        if not named_apart(each.body, turn.text)
        and any(same_problem(told, turn.text) for told in _tellings(each))
    ]
    return max(like, key=lambda each: _likeness(each, turn.text), default=None)


def _told_by_colleague(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether somebody else of his house has told of the same in this talk just now."""
    if ticket.requester == turn.person.nickname or ticket.room != turn.room_name:
        return False
    if turn.first.at - ticket.asked_at <= desk.policy.together:
        return told_together(ticket.title, turn.text)
    machine = machine_of(turn.text)  # "老计说的那台冲床": whenever that was
    same = machine is not None and machine[-2:] in ticket.body
    return points_back(turn.text) and (same or _names_asker(turn, ticket))


def _asks_anew(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether he only asks once more for somebody for the machine just told of ("再派个懂空压机的来")."""
    if ticket.room != turn.room_name or turn.first.at - ticket.asked_at > desk.policy.followup:
        return False
    machine, fields = machine_of(turn.text), turn.understanding.request
    same = machine is not None and machine[-2:] in ticket.title and not named_apart(ticket.body, turn.text)
    same = same and _ONE_MORE.search(turn.text) is not None
    return same and fields is not None and fields.category == ticket.category and not says_wrong(turn.text)


def _names_asker(turn: Turn, ticket: Ticket) -> bool:
    """Whether it is he who asked to whose words these point ("小樊说的那个")."""
    return any(name in ticket.requester for name in _CALLED.findall(turn.text))


def _tellings(ticket: Ticket) -> tuple[str, str]:
    """What a ticket tells: its whole text, and its gist without what was added later."""
    return ticket.body, ticket.title


def _likeness(ticket: Ticket, text: str) -> float:
    return max(likeness(told, text) for told in _tellings(ticket))


def stir(desk: Desk, turn: Turn, ticket: Ticket, *, beside: bool = False) -> Ticket | None:
    """A repost: no second ticket; a word how things stand, and others are asked where nobody took it.

    `beside` others that are new, he is told that this one is on record.
    """
    if ticket.status == Status.RESOLVED:
        return reopen(desk, with_ticket(turn, ticket))
    soon = desk.now - ticket.opened_at < desk.policy.together
    if is_vague(ticket.title) and not is_vague(turn.text):
        return _made_out(desk, turn, ticket)
    by_colleague = turn.person.nickname != ticket.requester
    adds = by_colleague or bool(news(turn, ticket) or unanswered(ticket, turn.text))
    if adds or turn.attachments or ticket.expert_id:
        ticket = add(desk, turn, ticket, Change.MERGED)
    else:
        ticket = note_words(
            desk,
            turn,
            ticket,
            Change.MERGED,
        )
    if beside:
        fields, stands = turn.understanding.request, state_words(desk, ticket)
        words = wording.title((fields.title if fields else "") or turn.text)
        answer(desk, turn, say("told_already", no=ticket.no, words=words, state=stands), ticket=ticket)
        _asked_more(desk, ticket)
        return ticket
    if soon and ticket.room == turn.room_name:
        return ticket  # the receipt still stands in the group
    return state(desk, turn, ticket, more=_asked_more(desk, ticket))


def _made_out(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """What was only told as "something is amiss" is named now: title and trade follow these words."""
    said = read_fields(turn.text, turn.first.at)
    named = add(desk, turn, ticket, Change.MERGED)
    values = {"title": wording.title(said.title or turn.text)}
    open_ = named.status == Status.OPEN and named.kind == Kind.PROBLEM
    anew = open_ and said.category not in ("other", named.category)
    tickets.amend(desk.uow, named.id, **values, **({"category": said.category} if anew else {}))
    named = tickets.get(desk.uow, named.id)
    if anew and held_until(desk, named) is None:
        # Those asked so far are of another trade.
        ask(desk, named, size_of_wave(desk, named), wave=0, afresh=True)
    return named


def _asked_more(desk: Desk, ticket: Ticket) -> str:
    """Where the pickup target has passed and nobody took it: more experts are asked now."""
    if ticket.status != Status.OPEN or ticket.pickup_due is None or desk.now < ticket.pickup_due:
        return ""
    target = desk.escalation(ticket.urgency).target
    last = max((each.offered_at for each in offers.of_ticket(desk.uow, ticket.id)), default=None)
    if last is not None and desk.now - last < target:
        return ""
    asked = ask_again(desk, ticket)
    return say("asked_more", asked=wording.names([each.name for each in asked])) if asked else ""


def similar_to(desk: Desk, body: str, without: list[int]) -> Ticket | None:
    """The ticket of the last days that tells of trouble most like this."""
    since = desk.now - desk.policy.similar
    lately = [each for each in tickets.asked_since(desk.uow, since, _LATELY) if each.id not in without]
    scored = [(_likeness(each, body), each.no, each) for each in lately]
    best = max(scored, default=None, key=lambda each: each[:2])
    return best[2] if best is not None and best[0] >= ALIKE else None
