"""Text found in pictures and voice messages: which ones to read, and where the words go."""

from datetime import timedelta

from handlers import wording
from handlers.concerned import tell_holder
from handlers.desk import Desk
from handlers.ledger import note
from storage import attachments, inbox, people, tickets
from storage.inbox import Received
from storage.terms import HELD, LIVE, Change, RoomKind

PICTURE, VOICE = "image", "voice"
_SERVED = frozenset({RoomKind.ENTERPRISE, RoomKind.EXPERT, RoomKind.SALON})
READ_WITHIN = timedelta(minutes=10)  # older files are not read any more after a restart
_LONGEST = 600  # characters of one picture or voice message that are kept


def to_read(desk: Desk, *, within: timedelta) -> list[Received]:
    """Pictures and voice messages of the last minutes that nobody has read, in groups that the bot serves."""
    served = {room.name for room in people.all_rooms(desk.uow) if room.kind in _SERVED}
    found = attachments.unread_media(desk.uow, desk.channel, (PICTURE, VOICE), desk.now - within)
    return [each for each in found if each.room is None or each.room in served]


def put_text(desk: Desk, message: Received, text: str) -> None:
    """Keep what a picture or voice message says ("": nothing); a ticket that has it gets the words."""
    kept = wording.clean(text)[:_LONGEST]
    attachments.put_media_text(desk.uow, message.id, kept)
    fresh = inbox.get(desk.uow, message.id)
    if not kept or fresh.handled_at is None or fresh.ticket_id is None:
        return
    ticket = tickets.get(desk.uow, fresh.ticket_id)
    if ticket.status not in LIVE:
        return
    line = wording.found_in(fresh)
    body = f"{ticket.body}\n{line}".strip()
    noted = note(desk, ticket, Change.FOLLOWUP, actor=message.sender, detail=line, body=body)
    if noted.status in HELD:
        tell_holder(desk, noted, line)
