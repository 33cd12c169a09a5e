"""Which live ticket a coordinator's order is for: by number, by words, the last told of; else he is asked."""

import re
from collections.abc import Sequence

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.picking import ask_which, named
from handlers.pointing import meant_among
from handlers.telling import answer
from handlers.understanding.coordinator import bare_order
from handlers.understanding.names import without_bot
from handlers.understanding.problems import machine_of
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
        every = tickets.with_status(desk.uow, LIVE)
        live = _gone_on(desk, turn) or _the_talk_of(desk, turn, every) or _fitting(turn, every)
        bare = bare_order(turn.text) is not None  # people say that to each other, too: he is always asked
        said = meant_among(desk, turn, live) if len(live) > 1 else []
        live = said if len(said) == 1 else live
        if not live and (bare or _POINTS.search(turn.text)):
            answer(desk, turn, say("which_none"))
        if len(live) > 1 or (live and (bare or _of_another(turn, live[0]))):
            ask_which(desk, turn, live[::-1])
            return None
        ticket = live[0] if live else None
    if ticket is not None and ticket.status not in LIVE:
        status = wording.STATUS[Status(ticket.status)]
        answer(desk, turn, say("ticket_ended", no=ticket.no, status=status), ticket=ticket)
        return None
    return ticket


_POINTS = re.compile(r"[这那](?:一?[个张])?单(?!位|子价)")


def _of_another(turn: Turn, ticket: Ticket) -> bool:
    """Whether an order without a number names a machine of which the only live ticket tells nothing."""
    machine = machine_of(turn.text)
    return machine is not None and not any(machine[i : i + 2] in ticket.body for i in range(len(machine) - 1))


# 那就让麻工去, 还是换老韩吧: instead of what was just said of a ticket.
_INSTEAD = re.compile(
    r"(?:那么?|还是|要不|干脆|算了|就){1,3}[，,]?(?:让|叫|请|派|换|给|改|找)(?!.*[那这][个单])"
)
# 那就海生: the name alone.
_NAMES_ONE = re.compile(
    r"(?:那么?|还是|要不|干脆|算了|就){1,3}[，,]?(?!.*[这那][个单])[^，,。\s]{2,6}(?:吧|了|师傅)*[。！!\s]*$"
)
_BRIEF = 16


def _gone_on(desk: Desk, turn: Turn) -> list[Ticket]:
    """The live ticket that an order without a number goes on about: the one last spoken of with him."""
    found = turn.understanding
    if len(turn.text) > _BRIEF:
        return []
    words = without_bot(turn.text)
    instead = found.intent is Intent.ASSIGN and (_INSTEAD.match(words) or _NAMES_ONE.match(words))
    if not instead and found.several is None:
        return []
    last = just_spoken_of(desk, turn)
    return [last] if last is not None and last.status in LIVE else []


def _the_talk_of(desk: Desk, turn: Turn, live: Sequence[Ticket]) -> list[Ticket]:
    """The one ticket that this talk was about just now, for an order for somebody that names no trouble and
    points at no other ("1001怎么样了", "老陈去吧")."""
    words = without_bot(turn.text)
    if turn.understanding.intent is not Intent.ASSIGN or len(words) > _BRIEF or _POINTS.search(words):
        return []
    if meant_among(desk, turn, live) or machine_of(words) is not None:
        return []
    since = desk.now - desk.policy.together
    ids = talks.answered_of(desk.uow, turn.room_name, turn.person.nickname, since)
    return [each for each in live if {each.id} == ids]


def just_spoken_of(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that the bot spoke of last in this talk, a short while ago; None where he names another."""
    if turn.understanding.ticket is not None:
        return None
    since = desk.now - desk.policy.question
    return talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)


def _fitting(turn: Turn, live: list[Ticket]) -> list[Ticket]:
    """Without a number: an order for somebody means an unclaimed ticket; words may name the problem."""
    if turn.understanding.intent is Intent.ASSIGN:
        live = [each for each in live if each.status == Status.OPEN] or live
    pairs = {turn.text[i : i + 2] for i in range(len(turn.text) - 1)}
    scored = [(sum(pair in each.body for pair in pairs), each) for each in live]
    best = max((score for score, _ in scored), default=0)
    return [each for score, each in scored if score == best] if best >= 2 else live
