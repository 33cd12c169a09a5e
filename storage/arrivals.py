"""What gateways announced: on record before it is read, so that nothing is lost with a gateway."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of
from storage.tables import arrivals


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A message that the gateway announced and that is not in the inbox yet."""

    id: int
    account: str
    message_id: str
    at: datetime
    tries: int


def announce(uow: UnitOfWork, name: str, message_ids: Sequence[str], now: datetime) -> int:
    """Put announced messages on record before anything else; returns how many are new."""
    known = set(
        uow.connection.execute(
            select(arrivals.c.message_id).where(
                arrivals.c.account == name, arrivals.c.message_id.in_(message_ids)
            )
        ).scalars()
    )
    fresh = [each for each in dict.fromkeys(message_ids) if each not in known]
    if fresh:
        uow.connection.execute(
            insert(arrivals),
            [
                {"account": name, "message_id": each, "at": now, "state": "announced", "tries": 0}
                for each in fresh
            ],
        )
    return len(fresh)


def announced(uow: UnitOfWork, name: str, limit: int) -> list[Arrival]:
    """What arrived and is not in the inbox yet, in order."""
    statement = select(arrivals).where(arrivals.c.account == name, arrivals.c.state == "announced")
    return all_of(uow, Arrival, statement.order_by(arrivals.c.id).limit(limit))


def arrived(uow: UnitOfWork, ids: Sequence[int]) -> None:
    """These are in the inbox now."""
    uow.connection.execute(update(arrivals).where(arrivals.c.id.in_(ids)).values(state="arrived"))


def failed(uow: UnitOfWork, arrival_id: int, error: str, *, final: bool) -> None:
    """Its content could not be had."""
    values = {"error": error, "tries": arrivals.c.tries + 1, "state": "lost" if final else "announced"}
    uow.connection.execute(update(arrivals).where(arrivals.c.id == arrival_id).values(**values))


def put_broken_event(uow: UnitOfWork, name: str, what: str, error: str, now: datetime) -> None:
    """A gateway told of something, and the program failed over it."""
    values = {"account": name, "message_id": what, "at": now, "state": "broken", "tries": 1}
    uow.connection.execute(insert(arrivals).values(error=error[:500], **values))


def try_lost_again(uow: UnitOfWork, name: str, since: datetime, tries: int) -> None:
    """Messages lost since then are announced once more, as if tried so often already."""
    statement = update(arrivals).where(
        arrivals.c.account == name, arrivals.c.state == "lost", arrivals.c.at >= since
    )
    uow.connection.execute(statement.values(state="announced", tries=tries))
