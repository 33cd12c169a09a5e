"""Doubts that a coordinator settles: is a WeChat contact, or a WeChat group, one of the roster."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Table, literal, null, select, union_all, update

from storage.database import UnitOfWork
from storage.rows import all_of
from storage.tables import wechat_people, wechat_rooms


class About(StrEnum):
    """What a doubt is about."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A contact or group of an account, by its name on record, and whom or which of the roster it may be.

    `room`: where a contact was met, None in private. `wechat_id`: WeChat's own id of it.
    """

    about: str
    id: int
    account: str
    wechat_id: str
    name: str
    may_be: str
    room: str | None
    asked_at: datetime | None


_TABLES: dict[str, Table] = {About.PERSON: wechat_people, About.GROUP: wechat_rooms}


def _doubts(*, asked: bool) -> Any:
    """Doubts that are being asked about, or those that nobody has been asked about."""

    def open_in(table: Table) -> ColumnElement[bool]:
        if not asked:
            return table.c.doubt.is_not(None) & table.c.asked_at.is_(None)
        unanswered = table.c.answered_at.is_(None) | (table.c.answered_at < table.c.asked_at)
        return table.c.asked_at.is_not(None) & unanswered

    person = select(
        literal(str(About.PERSON)).label("about"),
        *(wechat_people.c[name] for name in ("id", "account")),
        wechat_people.c.contact_id.label("wechat_id"),
        wechat_people.c.name,
        wechat_people.c.doubt.label("may_be"),
        wechat_people.c.doubt_room.label("room"),
        wechat_people.c.asked_at,
    ).where(open_in(wechat_people) & wechat_people.c.known_as.is_(None))
    group = select(
        literal(str(About.GROUP)).label("about"),
        *(wechat_rooms.c[name] for name in ("id", "account")),
        wechat_rooms.c.room_id.label("wechat_id"),
        wechat_rooms.c.name,
        wechat_rooms.c.doubt.label("may_be"),
        null().label("room"),
        wechat_rooms.c.asked_at,
    ).where(open_in(wechat_rooms) & wechat_rooms.c.left_at.is_(None))
    return union_all(group, person)


def unasked(uow: UnitOfWork) -> list[Doubt]:
    """Doubts that nobody has been asked about: groups first, then people, each the oldest in front."""
    found = all_of(uow, Doubt, _doubts(asked=False))
    return sorted(found, key=lambda each: (each.about != About.GROUP, each.id))


def asked(uow: UnitOfWork) -> list[Doubt]:
    """Doubts that the coordinators have been asked about and have not answered, the last asked in front."""
    found = [(each.asked_at, each.id, each) for each in all_of(uow, Doubt, _doubts(asked=True))]
    in_order = sorted(((at, id_, each) for at, id_, each in found if at is not None), key=lambda one: one[:2])
    return [each for _at, _id, each in reversed(in_order)]


def suppose_group(uow: UnitOfWork, group_row: int, room: str) -> None:
    """A group met may be this one of the roster."""
    statement = update(wechat_rooms).where(wechat_rooms.c.id == group_row)
    uow.connection.execute(statement.values(doubt=room, asked_at=None, answered_at=None))


def put_asked(uow: UnitOfWork, doubt: Doubt, now: datetime) -> None:
    """A coordinator is being asked."""
    _put(uow, doubt, asked_at=now)


def put_answered(uow: UnitOfWork, doubt: Doubt, now: datetime) -> None:
    """It is settled; what follows for a group is put on record by `wechat.put_group`."""
    _put(uow, doubt, answered_at=now)


def put_person(uow: UnitOfWork, doubt: Doubt, known_as: str | None, now: datetime) -> None:
    """A coordinator said who it is (None: not the one supposed)."""
    _put(uow, doubt, answered_at=now, known_as=known_as)


def _put(uow: UnitOfWork, doubt: Doubt, **values: Any) -> None:
    table = _TABLES[doubt.about]
    uow.connection.execute(update(table).where(table.c.id == doubt.id).values(**values))
