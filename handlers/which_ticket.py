"""Which live ticket a coordinator's order is for: by number, by words, the last told of; else he is asked."""

import re

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.picking import ask_which, meant_among, named
from handlers.telling import answer
from handlers.understanding.coordinator import bare_order
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import talks, tickets
from storage.terms import LIVE, Status
from storage.tickets import Ticket


def meant(desk: Desk, turn: Turn) -> Ticket | None:
    """The live ticket an order is for; without a number the only live one, else the bot asks."""
    ticket = named(desk, turn)
    if ticket is None and turn.understanding.ticket is not None:
        answer(desk, turn, say("no_such_ticket", no=turn.understanding.ticket))
        return None
    if ticket is None:
        live = _gone_on(desk, turn) or _fitting(turn, tickets.with_status(desk.uow, LIVE))
        bare = bare_order(turn.text) is not None  # people say that to each other, too: he is always asked
        said = meant_among(desk, turn, live) if len(live) > 1 else []
        live = said if len(said) == 1 else live
        if bare and not live:
            answer(desk, turn, say("which_none"))
        if len(live) > 1 or (bare and live):
            ask_which(desk, turn, live[::-1])
            return None
        ticket = live[0] if live else None
    if ticket is not None and ticket.status not in LIVE:
        status = wording.STATUS[Status(ticket.status)]
        answer(desk, turn, say("ticket_ended", no=ticket.no, status=status), ticket=ticket)
        return None
    return ticket


# 那就让麻工去, 还是换老韩吧: instead of what was just said of a ticket.
_INSTEAD = re.compile(
    r"(?:那么?|还是|要不|干脆|算了|就){1,3}[，,]?(?:让|叫|请|派|换|给|改|找)(?!.*[那这][个单])"
)
_BRIEF = 16


def _gone_on(desk: Desk, turn: Turn) -> list[Ticket]:
    """The live ticket that an order without a number goes on about: the one last spoken of with him."""
    found = turn.understanding
    if len(turn.text) > _BRIEF:
        return []
    instead = found.intent is Intent.ASSIGN and _INSTEAD.match(without_bot(turn.text))
    if not instead and found.several is None:
        return []
    since = desk.now - desk.policy.question
    last = talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)
    return [last] if last is not None and last.status in LIVE else []


def _fitting(turn: Turn, live: list[Ticket]) -> list[Ticket]:
    """Without a number: an order for somebody means an unclaimed ticket; words may name the problem."""
    if turn.understanding.intent is Intent.ASSIGN:
        live = [each for each in live if each.status == Status.OPEN] or live
    pairs = {turn.text[i : i + 2] for i in range(len(turn.text) - 1)}
    scored = [(sum(pair in each.body for pair in pairs), each) for each in live]
    best = max((score for score, _ in scored), default=0)
    return [each for score, each in scored if score == best] if best >= 2 else live
