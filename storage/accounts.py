"""The bot's WeChat accounts: how each fares, who is logged in, when it last listened for sure."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import accounts


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A WeChat account behind a gateway. `alive_at`: the last moment at which it was surely listening.

    `met_at`: when it had met all its groups, None where it has not yet, or is to meet them again.
    """

    name: str
    state: str
    detail: str
    since: datetime
    contact_id: str | None
    login_at: datetime | None
    alive_at: datetime | None
    met_at: datetime | None = None


def get(uow: UnitOfWork, name: str) -> Account | None:
    """The account with this name."""
    return first_of(uow, Account, select(accounts).where(accounts.c.name == name))


def all_accounts(uow: UnitOfWork) -> list[Account]:
    """Every account ever connected."""
    return all_of(uow, Account, select(accounts).order_by(accounts.c.id))


def put_state(uow: UnitOfWork, name: str, state: str, detail: str, now: datetime) -> None:
    """Record how an account fares."""
    values = {"state": state, "detail": detail, "since": now}
    done = uow.connection.execute(update(accounts).where(accounts.c.name == name).values(**values))
    if done.rowcount == 0:
        uow.connection.execute(insert(accounts).values(name=name, **values))


def put_login(uow: UnitOfWork, name: str, contact_id: str, now: datetime) -> None:
    """Somebody logged in: the contact ids of before may be void from now on."""
    uow.connection.execute(
        update(accounts)
        .where(accounts.c.name == name)
        .values(contact_id=contact_id, login_at=now, met_at=None)
    )


def put_met(uow: UnitOfWork, name: str, now: datetime) -> None:
    """All groups of this login have been met: one that is not on record is one it does not sit in."""
    uow.connection.execute(update(accounts).where(accounts.c.name == name).values(met_at=now))


def put_alive(uow: UnitOfWork, name: str, now: datetime) -> None:
    """The account was surely listening at this moment."""
    uow.connection.execute(update(accounts).where(accounts.c.name == name).values(alive_at=now))


def meet_again(uow: UnitOfWork, name: str) -> None:
    """The account's groups are to be met once more: one of them is another than was thought."""
    uow.connection.execute(update(accounts).where(accounts.c.name == name).values(met_at=None))
