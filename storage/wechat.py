"""Who is who and which group is which in WeChat, as each of the bot's accounts sees it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, delete, insert, select, update

from storage.database import UnitOfWork
from storage.people import on_roster
from storage.rows import all_of, first_of
from storage.tables import accounts, wechat_members, wechat_people, wechat_rooms


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A WeChat contact. `known_as` is the 微信昵称 of the roster; `doubt` the one he may be.

    `friend`: the gateway calls him the account's friend; None where it was never asked.
    """

    id: int
    account: str
    contact_id: str
    name: str
    known_as: str | None
    doubt: str | None
    doubt_room: str | None
    asked_at: datetime | None
    answered_at: datetime | None
    seen_at: datetime
    friend: bool | None = None

    @property
    def refused(self) -> bool:
        """A coordinator said 不是 about him once, and nobody has said since who he is."""
        return self.answered_at is not None and self.known_as is None

    @property
    def answered(self) -> bool:
        """The last question about him has its answer."""
        return (
            self.answered_at is not None and self.asked_at is not None and self.answered_at >= self.asked_at
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A WeChat group. `name` is the 群名 it goes by on record, `topic` what it is called in WeChat now.

    `left_at`: since when the account sits in it no longer (taken out, or the group was dissolved).
    `doubt`: the 群名 of the roster that it may be, as a coordinator was asked or is to be.
    """

    id: int
    account: str
    room_id: str
    topic: str
    name: str
    seen_at: datetime
    left_at: datetime | None
    doubt: str | None = None


def leave_group(uow: UnitOfWork, name: str, room_id: str, at: datetime) -> None:
    """The account sits in this group no longer; what the group is called stays known."""
    uow.connection.execute(
        update(wechat_rooms)
        .where(wechat_rooms.c.account == name, wechat_rooms.c.room_id == room_id)
        .values(left_at=at)
    )


def contact(uow: UnitOfWork, name: str, contact_id: str) -> Contact | None:
    """The contact with this id at this account."""
    return first_of(
        uow,
        Contact,
        select(wechat_people).where(
            wechat_people.c.account == name, wechat_people.c.contact_id == contact_id
        ),
    )


def contacts_for(uow: UnitOfWork, nickname: str) -> list[Contact]:
    """Contacts that a message to this person can go to: of accounts that listen first, then seen last.

    A person of the roster is nobody but who was recognised as him: any stranger can bear his name.
    """
    known = contacts_known_as(uow, nickname)
    if known or on_roster(uow, nickname):
        return known
    return _contacts(uow, wechat_people.c.name == nickname, wechat_people.c.known_as.is_(None))


def friendly(uow: UnitOfWork, nicknames: Collection[str]) -> dict[str, bool]:
    """Those of these people to whom a message can go (see `contacts_for`), with whether one is a friend."""
    known: dict[str, bool] = {}
    named: dict[str, bool] = {}
    for known_as, name, friend in uow.connection.execute(_FRIENDS, {"names": list(nicknames)}):
        of, nickname = (named, name) if known_as is None else (known, known_as)
        of[nickname] = of.get(nickname, False) or bool(friend)
    return named | known


def contacts_known_as(uow: UnitOfWork, nickname: str) -> list[Contact]:
    """Contacts that are this person of the roster, in the same order."""
    return _contacts(uow, wechat_people.c.known_as == nickname)


def contacts_refused(uow: UnitOfWork, nickname: str) -> list[Contact]:
    """Contacts of whom a coordinator said that they are not this person of the roster."""
    return _contacts(
        uow,
        wechat_people.c.doubt == nickname,
        wechat_people.c.answered_at.is_not(None),
        wechat_people.c.known_as.is_(None),
    )


def strangers_called(uow: UnitOfWork, account_name: str, name: str) -> list[Contact]:
    """Contacts of an account who are nobody of the roster and go on record by this name."""
    return _contacts(
        uow,
        wechat_people.c.account == account_name,
        wechat_people.c.name == name,
        wechat_people.c.known_as.is_(None),
    )


def _contacts(uow: UnitOfWork, *where: ColumnElement[bool]) -> list[Contact]:
    listening = case((accounts.c.state == "logged_in", 0), else_=1)
    statement = (
        select(wechat_people)
        .outerjoin(accounts, accounts.c.name == wechat_people.c.account)
        .where(*where)
        .order_by(listening, wechat_people.c.seen_at.desc(), wechat_people.c.id.desc())
    )
    return all_of(uow, Contact, statement)


def put_contact(
    uow: UnitOfWork, account_name: str, contact_id: str, now: datetime, **values: str | None
) -> None:
    """Add or change a contact."""
    where = (wechat_people.c.account == account_name, wechat_people.c.contact_id == contact_id)
    done = uow.connection.execute(update(wechat_people).where(*where).values(seen_at=now, **values))
    if done.rowcount == 0:
        uow.connection.execute(
            insert(wechat_people).values(account=account_name, contact_id=contact_id, seen_at=now, **values)
        )


def put_friend(uow: UnitOfWork, account_name: str, contact_id: str, *, friend: bool) -> None:
    """Whether a contact is the account's friend."""
    where = (wechat_people.c.account == account_name, wechat_people.c.contact_id == contact_id)
    uow.connection.execute(update(wechat_people).where(*where).values(friend=friend))


_CALLED = (
    select(wechat_rooms)
    .where(wechat_rooms.c.name == bindparam("name"), wechat_rooms.c.left_at.is_(None))
    .order_by(wechat_rooms.c.seen_at.desc(), wechat_rooms.c.id.desc())
)


def group(uow: UnitOfWork, name: str, room_id: str) -> Group | None:
    """The group with this id at this account."""
    return first_of(
        uow,
        Group,
        select(wechat_rooms).where(wechat_rooms.c.account == name, wechat_rooms.c.room_id == room_id),
    )


def groups_called(uow: UnitOfWork, name: str) -> list[Group]:
    """Groups on record under this 群名 in which an account sits, the one seen last in front."""
    return all_of(uow, Group, _CALLED, {"name": name})


def groups_of(uow: UnitOfWork, account_name: str) -> list[Group]:
    """Groups in which an account sits, by their 群名."""
    statement = select(wechat_rooms).where(
        wechat_rooms.c.account == account_name, wechat_rooms.c.left_at.is_(None)
    )
    return all_of(uow, Group, statement.order_by(wechat_rooms.c.name))


_NAMES: BindParameter[Sequence[str]] = bindparam("names", expanding=True)
_RECOGNISED = select(wechat_people.c.known_as).where(wechat_people.c.known_as.in_(_NAMES))
_FRIENDS = select(wechat_people.c.known_as, wechat_people.c.name, wechat_people.c.friend).where(
    wechat_people.c.known_as.in_(_NAMES)
    | (wechat_people.c.known_as.is_(None) & wechat_people.c.name.in_(_NAMES))
)
_MET = select(accounts.c.met_at).where(accounts.c.state == "logged_in")
_GROUPS = select(wechat_rooms.c.name, wechat_rooms.c.left_at)
_ANY_GROUP = _GROUPS.limit(1)


def in_use(uow: UnitOfWork) -> bool:
    """Whether any WeChat group was ever met."""
    return uow.connection.execute(_ANY_GROUP).first() is not None


def sits_in(uow: UnitOfWork) -> frozenset[str] | None:
    """群名 of the groups in which an account sits; None where that is not known (yet).

    Not before every account that listens has met its groups.
    """
    met = uow.connection.execute(_MET).scalars().all()
    if not met or None in met:
        return None
    rows = uow.connection.execute(_GROUPS).all()
    return frozenset(name for name, left_at in rows if left_at is None)


def recognised(uow: UnitOfWork, nicknames: Collection[str]) -> set[str]:
    """Those of these people of the roster (微信昵称) whom an account has met."""
    return set(uow.connection.execute(_RECOGNISED, {"names": list(nicknames)}).scalars())


def groups_lost(uow: UnitOfWork) -> dict[str, datetime]:
    """群名 of groups in which an account sat and none does any more, with the moment it went."""
    rows = uow.connection.execute(_GROUPS).all()
    held = {name for name, left_at in rows if left_at is None}
    return {name: left_at for name, left_at in rows if left_at is not None and name not in held}


def groups_with_topic(uow: UnitOfWork, topic: str) -> list[Group]:
    """Groups that were last called so, the one seen last in front."""
    statement = select(wechat_rooms).where(wechat_rooms.c.topic == topic)
    return all_of(uow, Group, statement.order_by(wechat_rooms.c.seen_at.desc(), wechat_rooms.c.id.desc()))


def put_group(uow: UnitOfWork, name: str, room_id: str, topic: str, known: str, now: datetime) -> None:
    """Add or change a group; an older id of the same group and the account that had it give way."""
    same = (wechat_rooms.c.account == name) & (wechat_rooms.c.room_id == room_id)
    void = select(wechat_rooms.c.account, wechat_rooms.c.room_id).where(wechat_rooms.c.name == known, ~same)
    for account_name, old_id in uow.connection.execute(void).all():
        forget_members(uow, account_name, old_id)
    uow.connection.execute(delete(wechat_rooms).where(wechat_rooms.c.name == known, ~same))
    values = {"topic": topic, "name": known, "seen_at": now, "left_at": None}
    done = uow.connection.execute(
        update(wechat_rooms)
        .where(wechat_rooms.c.account == name, wechat_rooms.c.room_id == room_id)
        .values(**values)
    )
    if done.rowcount == 0:
        uow.connection.execute(insert(wechat_rooms).values(account=name, room_id=room_id, **values))


def contacts_doubted_in(uow: UnitOfWork, account_name: str, room: str) -> list[Contact]:
    """Contacts met in this group of whom it is not known whether they are somebody of the roster."""
    return _contacts(
        uow,
        wechat_people.c.account == account_name,
        wechat_people.c.doubt_room == room,
        wechat_people.c.known_as.is_(None),
        wechat_people.c.answered_at.is_(None),
    )


def forget_members(uow: UnitOfWork, name: str, room_id: str) -> None:
    """Who sat in a group under this id says nothing any more: the id is void."""
    uow.connection.execute(
        delete(wechat_members).where(wechat_members.c.account == name, wechat_members.c.room_id == room_id)
    )


def nickname_shown_as(uow: UnitOfWork, name: str, shown: str) -> str | None:
    """The roster's 微信昵称 of the contact that shows this name; None for nobody or several."""
    found = set(
        uow.connection.execute(
            select(wechat_people.c.known_as).where(
                wechat_people.c.account == name,
                wechat_people.c.name == shown,
                wechat_people.c.known_as.is_not(None),
            )
        ).scalars()
    )
    return found.pop() if len(found) == 1 else None
