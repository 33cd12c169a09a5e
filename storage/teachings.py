"""Teachings: a coordinator said for whom a problem is, or for whom it is not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.changes import touch
from storage.database import UnitOfWork
from storage.people import expert
from storage.rows import all_of, first_of
from storage.tables import teachings


@dataclass(frozen=True, kw_only=True, slots=True)
class Teaching:
    """Problems like `text` are for this expert (`fits`), or not for him.

    `ticket_id` None: no ticket was meant, `text` is what the coordinator wrote.
    """

    id: int
    at: datetime
    by: str
    ticket_id: int | None
    expert_id: int
    text: str
    fits: bool
    undone_at: datetime | None = None


_VALID = teachings.c.undone_at.is_(None)


def every(uow: UnitOfWork) -> list[Teaching]:
    """All that hold, oldest first."""
    return all_of(uow, Teaching, select(teachings).where(_VALID).order_by(teachings.c.id))


def of_experts(uow: UnitOfWork, expert_ids: Collection[int]) -> list[Teaching]:
    """What holds of these experts, oldest first."""
    own = select(teachings).where(_VALID, teachings.c.expert_id.in_(list(expert_ids)))
    return all_of(uow, Teaching, own.order_by(teachings.c.id))


def of_ticket(uow: UnitOfWork, ticket_id: int) -> list[Teaching]:
    """What holds of this ticket, oldest first."""
    own = select(teachings).where(_VALID, teachings.c.ticket_id == ticket_id)
    return all_of(uow, Teaching, own.order_by(teachings.c.id))


def teach(
    uow: UnitOfWork,
    *,
    at: datetime,
    by: str,
    ticket_id: int | None,
    expert_id: int,
    text: str,
    fits: bool = True,
) -> None:
    """Put a teaching on record; one of the same ticket and expert (of the same words) is replaced."""
    same = teachings.c.ticket_id == ticket_id if ticket_id else teachings.c.text == text
    known = first_of(uow, Teaching, select(teachings).where(same, teachings.c.expert_id == expert_id))
    values = {"at": at, "by": by, "text": text, "fits": fits, "undone_at": None}
    if known is None:
        key = {"ticket_id": ticket_id, "expert_id": expert_id}
        uow.connection.execute(insert(teachings).values(**key, **values))
    else:
        uow.connection.execute(update(teachings).where(teachings.c.id == known.id).values(**values))
    _touch(uow, expert_id)


def undo(uow: UnitOfWork, teaching_id: int, at: datetime) -> None:
    """A teaching was wrong: it stays on record and counts no more."""
    wrong = update(teachings).where(teachings.c.id == teaching_id).values(undone_at=at)
    _touch(uow, uow.connection.execute(wrong.returning(teachings.c.expert_id)).scalar_one())


def last_by(uow: UnitOfWork, by: str, since: datetime, ticket_id: int | None = None) -> list[Teaching]:
    """What a coordinator taught at the last moment he did (of a ticket), the lessons it put aside included.

    None where a lesson of his was ended since: that cannot be told from what is to be taken back.
    """
    lately = select(teachings).where((teachings.c.at >= since) | (teachings.c.undone_at >= since))
    if ticket_id is not None:
        lately = lately.where(teachings.c.ticket_id == ticket_id)
    found = all_of(uow, Teaching, lately.order_by(teachings.c.id))
    own = [each for each in found if each.by == by]
    moment = max((each.at for each in own if each.undone_at is None), default=None)
    if moment is None or any(each.undone_at and each.undone_at > moment for each in own):
        return []
    put = [each for each in own if each.at == moment and each.undone_at is None]
    return [*put, *(each for each in found if each.undone_at == moment)]


def restore(uow: UnitOfWork, teaching_id: int) -> None:
    """A teaching that was put aside counts again."""
    again = update(teachings).where(teachings.c.id == teaching_id).values(undone_at=None)
    _touch(uow, uow.connection.execute(again.returning(teachings.c.expert_id)).scalar_one())


def _touch(uow: UnitOfWork, expert_id: int) -> None:
    touch(uow, expert_no=expert(uow, expert_id).no)
