"""Files that came with messages: fetched or given up, and what was read in them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from storage.database import UnitOfWork
from storage.inbox import Received, storable
from storage.rows import all_of
from storage.tables import arrivals, inbox


def loose_files(uow: UnitOfWork, sender: str, room: str | None, since: datetime) -> list[Received]:
    """Files that a person sent in a talk since then and that belong to no ticket, in order."""
    statement = select(inbox).where(
        inbox.c.sender == sender,
        inbox.c.room == room if room is not None else inbox.c.room.is_(None),
        inbox.c.attachment.is_not(None),
        inbox.c.ticket_id.is_(None),
        inbox.c.recalled_at.is_(None),
        inbox.c.at >= since,
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def unfetched(uow: UnitOfWork, account: str) -> list[Received]:
    """Messages that an account announced and whose file is neither beside the database nor given up."""
    statement = (
        select(inbox)
        .join(arrivals, arrivals.c.message_id == inbox.c.message_id)
        .where(
            arrivals.c.account == account,
            inbox.c.attachment.is_not(None),
            inbox.c.sha256.is_(None),
            inbox.c.file_error.is_(None),
        )
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def give_up_files(uow: UnitOfWork, account: str, before: datetime, reason: str) -> list[Received]:
    """Give up an account's files that are missing since before then; returns those still worth a try."""
    missing = unfetched(uow, account)
    for each in missing:
        if each.received_at < before and each.attachment is not None:
            not_fetched(uow, each.attachment, reason)
    return [each for each in missing if each.received_at >= before]


def fetched(uow: UnitOfWork, attachment: str, sha256: str) -> None:
    """The file lies beside the database, with this hash."""
    uow.connection.execute(update(inbox).where(inbox.c.attachment == attachment).values(sha256=sha256))


def sha256_of(uow: UnitOfWork, attachment: str) -> str | None:
    """The hash of a received file, None while it is not there."""
    return uow.connection.execute(select(inbox.c.sha256).where(inbox.c.attachment == attachment)).scalar()


def not_fetched(uow: UnitOfWork, attachment: str, reason: str) -> None:
    """The file could not be had and is given up."""
    uow.connection.execute(update(inbox).where(inbox.c.attachment == attachment).values(file_error=reason))


def file_given_up(uow: UnitOfWork, attachment: str, before: datetime) -> bool:
    """Whether a received file will not come any more: given up, or missing since before then."""
    statement = select(inbox.c.file_error, inbox.c.received_at, inbox.c.sha256)
    row = uow.connection.execute(statement.where(inbox.c.attachment == attachment).limit(1)).first()
    return row is not None and (row[0] is not None or (row[2] is None and row[1] < before))


def unread_media(uow: UnitOfWork, channel: str, types: Collection[str], since: datetime) -> list[Received]:
    """Pictures and voice messages that came since then and have not been looked at, oldest first."""
    statement = select(inbox).where(
        inbox.c.channel == channel,
        inbox.c.type.in_(types),
        inbox.c.attachment.is_not(None),
        inbox.c.media_text.is_(None),
        inbox.c.recalled_at.is_(None),
        inbox.c.received_at >= since,
    )
    return all_of(uow, Received, statement.order_by(inbox.c.id))


def put_media_text(uow: UnitOfWork, message_id: int, text: str) -> None:
    """What was read in a picture or voice message."""
    uow.connection.execute(update(inbox).where(inbox.c.id == message_id).values(media_text=storable(text)))
