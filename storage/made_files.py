"""Tables that the bot makes: what stands in each is on record in the commit that owes it to somebody.

The file itself is made of that when it is sent: a crash loses none.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from storage.database import UnitOfWork
from storage.tables import made_files, outbox


def keep(uow: UnitOfWork, name: str, sheets: list[dict[str, Any]], at: datetime) -> None:
    """Put a file's sheets on record under the name by which messages carry it; one that is there stays."""
    if not is_made(uow, name):
        uow.connection.execute(insert(made_files).values(name=name, sheets=sheets, made_at=at))


def is_made(uow: UnitOfWork, name: str) -> bool:
    """Whether a message's file is one that the bot made (and has not forgotten)."""
    statement = select(made_files.c.id).where(made_files.c.name == name)
    return uow.connection.execute(statement).first() is not None


def sheets_of(uow: UnitOfWork, name: str) -> list[dict[str, Any]] | None:
    """What stands in a file that the bot makes, None where it makes none of that name."""
    return uow.connection.execute(select(made_files.c.sheets).where(made_files.c.name == name)).scalar()


def forget(uow: UnitOfWork, before: datetime) -> None:
    """Drop what was made before then, except what is still to be sent."""
    waiting = select(outbox.c.attachment).where(
        outbox.c.state.in_(("pending", "sending")), outbox.c.attachment.is_not(None)
    )
    old = (made_files.c.made_at < before) & made_files.c.name.not_in(waiting)
    uow.connection.execute(delete(made_files).where(old))
