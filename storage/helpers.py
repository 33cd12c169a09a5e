"""Those who help on a ticket that another has."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select

from storage.database import UnitOfWork
from storage.rows import all_of
from storage.tables import helpers, tickets
from storage.terms import HELD
from storage.tickets import Ticket


def add(uow: UnitOfWork, ticket_id: int, expert_id: int, since: datetime) -> bool:
    """Let an expert help on a ticket; False when he already does."""
    if expert_id in ids(uow, ticket_id):
        return False
    uow.connection.execute(insert(helpers).values(ticket_id=ticket_id, expert_id=expert_id, since=since))
    return True


def remove(uow: UnitOfWork, ticket_id: int, expert_id: int) -> None:
    """He helps no more (or has become the holder)."""
    uow.connection.execute(
        helpers.delete().where(helpers.c.ticket_id == ticket_id, helpers.c.expert_id == expert_id)
    )


# Made once: making a statement takes longer than running it.
_HELPERS = (
    select(helpers.c.expert_id).where(helpers.c.ticket_id == bindparam("ticket")).order_by(helpers.c.id)
)


def ids(uow: UnitOfWork, ticket_id: int) -> list[int]:
    """Those who help, in the order they joined."""
    return list(uow.connection.execute(_HELPERS, {"ticket": ticket_id}).scalars())


def helped_by(uow: UnitOfWork, expert_id: int) -> list[Ticket]:
    """Unfinished tickets on which this expert helps."""
    return all_of(
        uow,
        Ticket,
        select(tickets)
        .join(helpers, helpers.c.ticket_id == tickets.c.id)
        .where(helpers.c.expert_id == expert_id, tickets.c.status.in_(HELD))
        .order_by(tickets.c.no.desc()),
    )
