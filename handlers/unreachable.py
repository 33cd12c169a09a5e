"""An expert cannot get hold of the firm: the coordinators and the firm's group are told, he gets who else."""

import re

from handlers import wording
from handlers.concerned import say_to_requester
from handlers.desk import Desk, Turn
from handlers.dispatch import facts
from handlers.holding import held, me
from handlers.ledger import note
from handlers.people import coordinators_for
from handlers.telling import at, tell_coordinators, tell_person
from handlers.understanding.names import without_bot
from prompts.texts import say
from storage import records, tickets
from storage.terms import Change, Purpose
from storage.tickets import Ticket

_WHO = r"(?:客户|企业|联系人|对方|厂里|老板|他们|那边|厂家|人家|人)"
_SAYS = re.compile(
    r"(?:电话|手机|号码|微信).{0,4}(?:打不通|打不进|没打通|不通|没人接|没接|不接|不回|关机|停机|空号|是错|错的|不对|拒接|占线)"
    r"|(?:没人|不|没)接(?:我)?(?:电话|手机)|门口?(?:没人|进不去|不让进)"
    r"|门锁(?:着|了|上)|白跑(?:了|一趟)|(?:^|[，,\s])(?:厂里|车间|现场)?没人(?:在|开门|应)?[。！!]*$"
    rf"|{_WHO}.{{0,4}}(?:联系不[上到]|打不通|不接电话|没接电话|找不到人)|(?:联系不[上到]|打不通){_WHO}?(?:[，,。！!了啊]|$)"
)
_MOST = 60  # characters of his words


def says_unreached(text: str) -> bool:
    """Whether a text says that somebody cannot be got hold of."""
    return _SAYS.search(text) is not None


def cannot_reach(desk: Desk, turn: Turn) -> bool:
    """Whether he says that he cannot get hold of the firm of a ticket in his hands; who can help is told."""
    mine = tickets.held_by(desk.uow, me(turn).id)
    if not mine or not says_unreached(turn.text):
        return False
    ticket = held(desk, turn)
    if ticket is not None:
        told_before = _told_before(desk, turn, ticket)
        noted = note(
            desk,
            ticket,
            Change.NOTED,
            actor=me(turn).name,
            detail=turn.text,
            message_ids=turn.message_ids,
        )
        if not told_before:
            _tell(desk, turn, noted)
    return True


def _told_before(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    since = desk.now - desk.policy.followup
    return any(
        each.change == Change.NOTED
        and each.actor == me(turn).name
        and each.at >= since
        and _SAYS.search(each.detail or "")
        for each in records.of_ticket(desk.uow, ticket.id)
    )


def _tell(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    name, enterprise = me(turn).name, facts(desk, ticket)["enterprise"]
    words = wording.short(wording.masked(without_bot(turn.text)), _MOST)
    by = coordinators_for(desk.uow, ticket.district)[:1]
    called = at([each.wechat_name for each in by])
    text = say(
        "unreachable_told", mentions=called, no=ticket.no, expert=name, enterprise=enterprise, words=words
    )
    # No nudge: those are dropped for a ticket that somebody has.
    tell_coordinators(desk, text, ticket=ticket, mentions=by, purpose=Purpose.REPORT)
    mention = f"{at([ticket.requester])} " if ticket.room else ""
    asked = say("unreachable_requester", no=ticket.no, expert=name, mention=mention)
    say_to_requester(desk, ticket, asked, mention=True)
    others = "、".join(f"协调员{each.name} {each.phone}" for each in by if each.phone)
    text = say("unreachable", no=ticket.no, enterprise=enterprise, requester=ticket.requester)
    if others:
        text += say("unreachable_other", who=others)
    tell_person(desk, me(turn).wechat_name, text, ticket=ticket)
