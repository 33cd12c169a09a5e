"""Whether an expert's words are for the bot or for others, with whom he talks in the same group."""

from datetime import datetime

from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.picking import named
from handlers.understanding.cues import weigh
from storage import inbox, talks
from storage.inbox import Received
from storage.people import Expert

_HEARD = 30  # messages of a group looked at for those that speak to him


def to_the_bot(desk: Desk, turn: Turn) -> bool:
    """Whether the words are not plainly for somebody else, whom they @ or quote."""
    quotes = any(each.quote for each in turn.messages)
    others = any(name != desk.bot_name for each in turn.messages for name in each.mentions)
    return not others and (not quotes or named(desk, turn) is not None)


def to_another(desk: Desk, turn: Turn) -> bool:
    """Whether somebody else is @-ed, or his message quoted; what nobody knows may be the bot's own."""
    quoted = [inbox.received_as(desk.uow, desk.channel, each.quote) for each in turn.messages if each.quote]
    mentioned = [name for each in turn.messages for name in each.mentions if name != desk.bot_name]
    return bool(mentioned) or any(each is not None for each in quoted)


def amid_talk(desk: Desk, turn: Turn) -> bool:
    """Whether his words are rather for others in the group, whom he names or who have just spoken to him."""
    if turn.speaks_to(desk.bot_name):
        return False
    return not to_the_bot(desk, turn) or spoken_to(desk, turn, desk.now, "calls")


def alone_with_it(desk: Desk, turn: Turn) -> bool:
    """Whether nobody else has just talked here, save of tickets, and his words can be for the bot."""
    just_now = desk.now - desk.policy.together
    return turn.speaks_to(desk.bot_name) or (to_the_bot(desk, turn) and not talk(desk, turn, just_now))


def spoken_to(desk: Desk, turn: Turn, since: datetime, cue: str) -> bool:
    """Whether somebody else spoke to him since then or just before, or to all so that they answer."""
    said = just_before(desk, turn, since)
    return any(weigh("replies", each.text)[cue] or _names(each, me(turn)) for each in said)


def just_before(desk: Desk, turn: Turn, since: datetime) -> list[Received]:
    return talk(desk, turn, since - desk.policy.together)


def talk(desk: Desk, turn: Turn, since: datetime) -> list[Received]:
    """What others have said in this group since then that is not about a ticket."""
    said = talks.before(desk.uow, turn.first, since=since, limit=_HEARD)
    return [
        each
        for each in said
        if each.sender != turn.person.nickname and each.ticket_id is None and not _of_work(each)
    ]


def _of_work(message: Received) -> bool:
    return bool(weigh("replies", message.text)["work"])


def _names(message: Received, expert: Expert) -> bool:
    names = (expert.wechat_name, expert.name)
    return any(name in message.mentions or name in message.text for name in names)
