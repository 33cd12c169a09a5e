"""Who sits in which WeChat group, and what happened there: joins, leaves, renames."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, func, insert, or_, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import room_events, wechat_members, wechat_people, wechat_rooms
from storage.terms import Happening

# The name under which a contact is on record.
_NAME = func.coalesce(wechat_people.c.known_as, wechat_people.c.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A contact who sits, or sat until `left_at`, in a group."""

    contact_id: str
    since: datetime
    left_at: datetime | None

    @property
    def there(self) -> bool:
        """Whether he sits in it now."""
        return self.left_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomEvent:
    """Something that happened to a group. `counted`: found out by looking at its list, nobody told of it.

    `by` is "" where that is not known; `topic` is what a group is called since a rename.
    """

    id: int
    at: datetime
    kind: str
    account: str
    room_id: str
    room: str
    contact_id: str
    person: str
    by_id: str
    by: str
    topic: str
    counted: bool


def of_group(uow: UnitOfWork, account: str, room_id: str) -> dict[str, Member]:
    """Everybody who sits or sat in a group, by contact id; nothing where its list was never seen."""
    statement = select(wechat_members).where(
        wechat_members.c.account == account, wechat_members.c.room_id == room_id
    )
    return {each.contact_id: each for each in all_of(uow, Member, statement)}


def put_all(uow: UnitOfWork, account: str, room_id: str, contact_ids: Collection[str], at: datetime) -> None:
    """These sit in a group of which nobody is on record yet."""
    values = {"account": account, "room_id": room_id, "since": at}
    if contact_ids:
        uow.connection.execute(
            insert(wechat_members), [{**values, "contact_id": each} for each in contact_ids]
        )


def put(uow: UnitOfWork, account: str, room_id: str, contact_id: str, at: datetime, *, there: bool) -> None:
    """He sits in the group since then, or left it then."""
    where = (
        wechat_members.c.account == account,
        wechat_members.c.room_id == room_id,
        wechat_members.c.contact_id == contact_id,
    )
    values: dict[str, Any] = {"since": at, "left_at": None} if there else {"left_at": at}
    done = uow.connection.execute(update(wechat_members).where(*where).values(**values))
    if done.rowcount == 0:
        ids = {"account": account, "room_id": room_id, "contact_id": contact_id}
        uow.connection.execute(insert(wechat_members).values(**ids, **{"since": at, **values}))


_IN_GROUP = (wechat_rooms.c.room_id == wechat_members.c.room_id) & (
    wechat_rooms.c.account == wechat_members.c.account
)
_NAMES: BindParameter[Sequence[str]] = bindparam("names", expanding=True)
_ROOMS: BindParameter[Sequence[str]] = bindparam("rooms", expanding=True)
# Statements are made once: making them anew takes longer than running them.
_SEATS = (
    select(_NAME, wechat_rooms.c.name, wechat_members.c.left_at)
    .select_from(wechat_people)
    .join(
        wechat_members,
        (wechat_members.c.contact_id == wechat_people.c.contact_id)
        & (wechat_members.c.account == wechat_people.c.account),
    )
    .join(wechat_rooms, _IN_GROUP)
    .where(
        wechat_rooms.c.name.in_(_ROOMS),
        or_(
            wechat_people.c.known_as.in_(_NAMES),
            wechat_people.c.known_as.is_(None) & wechat_people.c.name.in_(_NAMES),
        ),
    )
)
_LISTED = select(wechat_rooms.c.name).where(
    wechat_rooms.c.name.in_(_ROOMS), exists().where(_IN_GROUP, wechat_members.c.left_at.is_(None))
)


def seats(uow: UnitOfWork, nicknames: Collection[str], rooms: Collection[str]) -> dict[tuple[str, str], bool]:
    """Whether people (by 微信昵称) sit in groups (by 群名): True, or False for who has left.

    Nothing stands here of those of whom it is not known.
    """
    rows = uow.connection.execute(_SEATS, {"names": list(nicknames), "rooms": list(rooms)})
    found: dict[tuple[str, str], bool] = {}
    for nickname, room, left_at in rows:
        found[nickname, room] = found.get((nickname, room), False) or left_at is None
    return found


def listed(uow: UnitOfWork, rooms: Collection[str]) -> set[str]:
    """Those of these groups (群名) whose members are on record."""
    return set(uow.connection.execute(_LISTED, {"rooms": list(rooms)}).scalars())


def gone_among(uow: UnitOfWork, account: str, contact_ids: Collection[str]) -> dict[tuple[str, str], Member]:
    """Of these contacts, those who have left a group, by group's id and their own."""
    statement = select(wechat_members).where(
        wechat_members.c.contact_id.in_(list(contact_ids)),
        wechat_members.c.account == account,
        wechat_members.c.left_at.is_not(None),
    )
    rows = uow.connection.execute(statement).mappings()
    return {
        (row["room_id"], row["contact_id"]): Member(
            contact_id=row["contact_id"], since=row["since"], left_at=row["left_at"]
        )
        for row in rows
    }


def groups_with(uow: UnitOfWork, account: str, contact_ids: Collection[str]) -> list[tuple[str, str]]:
    """The groups' ids in which those of these contacts sit whom the roster does not know, with theirs."""
    statement = (
        select(wechat_members.c.room_id, wechat_members.c.contact_id)
        .join(
            wechat_people,
            (wechat_people.c.contact_id == wechat_members.c.contact_id)
            & (wechat_people.c.account == wechat_members.c.account),
        )
        .where(
            wechat_members.c.contact_id.in_(list(contact_ids)),
            wechat_members.c.account == account,
            wechat_members.c.left_at.is_(None),
            wechat_people.c.known_as.is_(None),
        )
    )
    return [(row[0], row[1]) for row in uow.connection.execute(statement.order_by(wechat_members.c.id))]


def write(uow: UnitOfWork, **values: Any) -> None:
    """Put something that happened on record."""
    uow.connection.execute(insert(room_events).values(**values))


def last(uow: UnitOfWork, account: str, room_id: str, contact_id: str, kind: Happening) -> RoomEvent | None:
    """The newest event of a kind about a contact in a group (a rename is about nobody: "")."""
    statement = select(room_events).where(
        room_events.c.room_id == room_id,
        room_events.c.contact_id == contact_id,
        room_events.c.kind == kind,
        room_events.c.account == account,
    )
    return first_of(uow, RoomEvent, statement.order_by(room_events.c.id.desc()).limit(1))


def told_of(
    uow: UnitOfWork, account: str, room_id: str, contact_id: str, kind: Happening, at: datetime
) -> bool:
    """Whether this very event is on record."""
    statement = select(room_events.c.id).where(
        room_events.c.room_id == room_id,
        room_events.c.contact_id == contact_id,
        room_events.c.kind == kind,
        room_events.c.account == account,
        room_events.c.at == at,
    )
    return uow.connection.execute(statement.limit(1)).first() is not None


def complete(uow: UnitOfWork, event_id: int, **values: Any) -> None:
    """What was found out by counting is told now, with when and by whom."""
    uow.connection.execute(
        update(room_events).where(room_events.c.id == event_id).values(counted=False, **values)
    )


def name_people(uow: UnitOfWork, account: str, names: Mapping[str, str]) -> None:
    """What contacts are called, for events that were put on record before anybody knew."""
    for contact_id, name in names.items():
        for id_, column in ((room_events.c.contact_id, "person"), (room_events.c.by_id, "by")):
            statement = update(room_events).where(
                room_events.c.account == account, id_ == contact_id, room_events.c[column] == ""
            )
            uow.connection.execute(statement.values({column: name}))


def events(uow: UnitOfWork, since: datetime, limit: int = 20) -> list[RoomEvent]:
    """What happened to groups since then, the newest in front."""
    statement = select(room_events).where(room_events.c.at >= since)
    return all_of(
        uow, RoomEvent, statement.order_by(room_events.c.at.desc(), room_events.c.id.desc()).limit(limit)
    )
