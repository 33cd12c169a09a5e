"""Figures of the running bot: how much came and went, what waits, what was given up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from storage.database import UnitOfWork
from storage.outbox import Owed
from storage.rows import all_of
from storage.tables import arrivals, history, inbox, outbox, timers


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Messages since the database began, and those that wait now; moments of the oldest that wait."""

    received: int
    sent: int
    failed: int
    dropped: int
    unhandled: int
    owed: int
    announced: int
    unreadable: int
    files_lost: int
    events_broken: int
    oldest_unhandled_at: datetime | None
    oldest_owed_at: datetime | None


def last_moment(uow: UnitOfWork) -> datetime | None:
    """When something was last put on record; None where nothing ever was."""
    columns = (inbox.c.received_at, outbox.c.created_at, outbox.c.sent_at, timers.c.created_at, history.c.at)
    found = [uow.connection.execute(select(func.max(column))).scalar() for column in columns]
    return max((moment for moment in found if moment is not None), default=None)


def figures(uow: UnitOfWork) -> Figures:
    """Everything at this moment."""
    waiting = outbox.c.state.in_(("pending", "sending"))
    return Figures(
        received=_count(uow, inbox),
        sent=_count(uow, outbox, outbox.c.state == "sent"),
        failed=_count(uow, outbox, outbox.c.state == "failed"),
        dropped=_count(uow, outbox, outbox.c.state == "dropped"),
        unhandled=_count(uow, inbox, inbox.c.handled_at.is_(None)),
        owed=_count(uow, outbox, waiting),
        announced=_count(uow, arrivals, arrivals.c.state == "announced"),
        unreadable=_count(uow, arrivals, arrivals.c.state == "lost"),
        events_broken=_count(uow, arrivals, arrivals.c.state == "broken"),
        files_lost=_count(uow, inbox, inbox.c.file_error.is_not(None)),
        oldest_unhandled_at=_first(uow, inbox.c.received_at, inbox.c.handled_at.is_(None)),
        oldest_owed_at=_first(uow, outbox.c.created_at, waiting),
    )


def _count(uow: UnitOfWork, table: Table, *where: ColumnElement[bool]) -> int:
    statement = select(func.count()).select_from(table).where(*where)
    return int(uow.connection.execute(statement).scalar_one())


def _first(uow: UnitOfWork, moment: Any, where: ColumnElement[bool]) -> datetime | None:
    return uow.connection.execute(select(moment).where(where).order_by(moment).limit(1)).scalar()


def given_up(uow: UnitOfWork, since: datetime, limit: int = 20) -> list[Owed]:
    """Messages owed since then that could not be sent, the newest in front."""
    statement = select(outbox).where(outbox.c.state == "failed", outbox.c.created_at >= since)
    return all_of(uow, Owed, statement.order_by(outbox.c.id.desc()).limit(limit))
