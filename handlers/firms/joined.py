"""Messages that make one request together: a picture or a call for help, the problem before or after."""

from dataclasses import replace

from handlers.bursts import text_of
from handlers.desk import Desk, Turn
from handlers.firms.photos import asked
from handlers.model.media import PICTURE
from handlers.reading import understand
from handlers.understanding.abilities import asks_whether_done
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import is_cry, read_fields
from handlers.understanding.trades import technical_weight
from handlers.understanding.urgency import stands_still
from handlers.understanding.values import Intent, Role, Understanding
from storage import inbox, talks, tickets
from storage.inbox import Received
from storage.tickets import Ticket

_TALK = 4.0  # cues of selling, hiring or gossip that outweigh a call for help


def with_words_before(desk: Desk, turn: Turn) -> Turn:
    """A picture or a call for help first, the problem after it (or the other way round): one request."""
    since = turn.first.at - desk.policy.together
    room = turn.first.room
    earlier = talks.loose(desk.uow, desk.channel, room, turn.person.nickname, since)
    before = [
        each
        for each in earlier
        if each.id not in turn.message_ids
        and (each.attachment or (_matters(each.text) and not asks_whether_done(each.text)))
    ]
    if turn.person.coordinator is not None:  # what he has asked the bot before is no part of it
        before = [each for each in before if each.attachment or is_cry(each.text)]
    rewrites = recalled_lately(desk, turn) is not None
    if turn.understanding.intent is Intent.REQUEST:
        return _joined(turn, before, turn.understanding) if before else turn
    if not (_matters(turn.text) or turn.understanding.technical) or _talks_of_own(desk, turn):
        return turn
    whole = _joined(turn, before, turn.understanding)
    found = understand(whole.text, turn.role, whole.first.at)
    called = any(is_cry(each) for each in (turn.text, *(each.text for each in before)))
    called = called or asked(desk, turn.first, desk.policy.together)
    if found.intent is Intent.REQUEST and found.sure and before and found.technical:
        return _joined(turn, before, found)
    offers_something = weigh(Role.ENTERPRISE, whole.text)["chatter"] >= _TALK
    if technical_weight(whole.text) >= 3 and (rewrites or (called and before and not offers_something)):
        return _joined(turn, before, replace(found, intent=Intent.REQUEST))
    return turn


def _talks_of_own(desk: Desk, turn: Turn) -> bool:
    """Whether he has a ticket in this talk that these words may well be about."""
    return any(
        each.room == turn.room_name and turn.first.at - each.asked_at <= desk.policy.followup
        for each in tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    )


def _matters(text: str) -> bool:
    return technical_weight(text) >= 3 or is_cry(text) or stands_still(text)


def _joined(turn: Turn, before: list[Received], found: Understanding) -> Turn:
    """The turn with earlier messages in front of it; what was read of a request is read anew."""
    together = (*before, *turn.messages)
    # What stands in a picture only adds to the words, wherever it came.
    shown = [each for each in before if each.type == PICTURE]
    said = text_of([replace(each, media_text=None) if each in shown else each for each in before])
    seen = text_of([replace(each, text="") for each in shown])
    text = "\n".join(each for each in (said, turn.text, seen) if each)
    if found.intent is Intent.REQUEST and (found.request is None or text != turn.text):
        found = replace(found, request=read_fields(text, together[0].at))
    return replace(turn, messages=together, text=text, understanding=found)


def recalled_lately(desk: Desk, turn: Turn) -> Ticket | None:
    """The writer's request that he has just taken back, message by message, in this talk."""
    since = desk.now - desk.policy.rewrite
    for ticket in tickets.cancelled_of_requester(desk.uow, turn.person.nickname, since):
        asked = opening(desk, ticket)
        if ticket.room == turn.room_name and asked and all(each.recalled_at for each in asked):
            return ticket
    return None


def opening(desk: Desk, ticket: Ticket) -> list[Received]:
    """The requester's messages that made the ticket."""
    return [
        each
        for each in inbox.of_ticket(desk.uow, ticket.id)
        if each.sender == ticket.requester and each.at <= ticket.opened_at and each.type != "recall"
    ]
