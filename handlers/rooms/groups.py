"""Which group a WeChat group is. Ids may change, and anybody can give a group any name."""

import hashlib
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from handlers.desk import Desk
from handlers.people import coordinators_for
from handlers.telling import tell_coordinators
from prompts.texts import say
from storage import accounts, doubts, members, people, wechat
from storage.people import Room
from storage.terms import Happening
from storage.wechat import Group

_STILL_ALIVE = timedelta(minutes=10)
# What is said in a group around the moment in which the bot is taken out of it does not put it back in.
_LAST_WORDS = timedelta(minutes=1)
_OTHER_GROUP = "（另一个·"
# A part of a 群名 tells which one it is from so many signs on. Alike are names that share so much: of the
# sample roster's groups no two do (the nearest pair .71).
_TELLING = 4
_ALIKE = 0.75
_NO_LETTERS = re.compile(r"[\W_\d]+")


def group_name(
    desk: Desk, account: str, room_id: str, topic: str, *, heard_at: datetime | None = None
) -> str | None:
    """The 群名 under which a group goes on record; None where another account listens to it.

    An account that has not been heard of for a while has lost its groups to whoever sits there too.

    `topic` is "" where the gateway does not tell. Once met, a group keeps its 群名 however it is renamed;
    a new id with a name known is the same group, unless that one was seen in this login: anybody can make a
    group of any name. A group that the account is out of is met again only by words said there (`heard_at`)
    well after it went; see `enter_group`.
    """
    found = wechat.group(desk.uow, account, room_id)
    if found is not None and found.left_at is None and found.name != room_id:
        if topic not in ("", found.topic):
            _note_rename(desk, found, topic)
        if topic not in ("", found.topic) or not of_this_login(desk, account, found.seen_at):
            wechat.put_group(desk.uow, account, room_id, topic or found.topic, found.name, desk.now)
        return found.name
    if found is not None and found.left_at is not None:
        if heard_at is None or heard_at < found.left_at + _LAST_WORDS:
            return found.name
        return enter_group(desk, account, room_id, topic)
    return _new_group(desk, account, room_id, topic or room_id)


def _new_group(desk: Desk, account: str, room_id: str, topic: str) -> str | None:
    former = (each.name for each in wechat.groups_with_topic(desk.uow, topic))
    name = next((each for each in former if not is_another_group(each)), topic)
    if _listened_to(desk, account, name):
        return None
    another = _sits_in(desk, account, room_id, name)
    known = marked(topic, _OTHER_GROUP, room_id) if another else name
    wechat.put_group(desk.uow, account, room_id, topic, known, desk.now)
    if another and people.room_called(desk.uow, name) is not None:
        text = say("another_group", room=topic)
        tell_coordinators(desk, text, mentions=coordinators_for(desk.uow, None))
    return known


def suppose_groups(desk: Desk, account: str) -> None:
    """Groups met that the roster does not know may be those of it in which nobody sits: asked about once.

    The roster's 群名 is often not to the letter what WeChat shows ("梅屿片区企业服务群").
    """
    free = [room for room in people.all_rooms(desk.uow) if not wechat.groups_called(desk.uow, room.name)]
    districts = {room.district for room in people.all_rooms(desk.uow) if room.district}
    for group in wechat.groups_of(desk.uow, account) if free else ():
        new = group.doubt is None and people.room_called(desk.uow, group.name) is None
        if not new or is_another_group(group.name) or group.topic == group.room_id:
            continue
        like = [room for room in free if _like(group.topic, room, districts)]
        if len(like) == 1:
            doubts.suppose_group(desk.uow, group.id, like[0].name)
            free.remove(like[0])


def is_supposed(desk: Desk, name: str) -> bool:
    """Whether the group of this 群名 on record may be one of the roster, as the coordinators were asked."""
    return any(each.doubt is not None for each in wechat.groups_called(desk.uow, name))


def _like(topic: str, room: Room, districts: Collection[str]) -> bool:
    """Whether a group called so may be this one of the roster: alike, and of no other 片区 by its name."""
    if any(each in topic for each in districts if each != room.district):
        return False
    shown, name = _NO_LETTERS.sub("", topic), _NO_LETTERS.sub("", room.name)
    if min(len(shown), len(name)) >= _TELLING and (shown in name or name in shown):
        return True
    return SequenceMatcher(None, shown, name, autojunk=False).ratio() >= _ALIKE


def is_another_group(name: str) -> bool:
    """Whether this 群名 on record is that of a group which only bears the name of one known already."""
    return _OTHER_GROUP in name


def _sits_in(desk: Desk, account: str, room_id: str, name: str) -> bool:
    """Whether the account was seen in the group of this 群名 since its login, under another id."""
    return any(
        each.account == account and each.room_id != room_id and of_this_login(desk, account, each.seen_at)
        for each in wechat.groups_called(desk.uow, name)
    )


def _note_rename(desk: Desk, group: Group, topic: str) -> None:
    """A group turns out to be called otherwise; the gateway may tell yet who did it."""
    known = {"account": group.account, "room_id": group.room_id, "room": group.name, "topic": topic}
    nobody = {"contact_id": "", "person": "", "by_id": "", "by": ""}
    members.write(desk.uow, at=desk.now, kind=Happening.TOPIC, counted=True, **known, **nobody)


def enter_group(desk: Desk, account: str, room_id: str, topic: str) -> str | None:
    """The account sits in a group that it was out of, or in a new one: as `group_name`."""
    found = wechat.group(desk.uow, account, room_id)
    if found is None or found.left_at is None:
        return group_name(desk, account, room_id, topic)
    if is_another_group(found.name):
        return _new_group(desk, account, room_id, topic or found.topic)
    if _listened_to(desk, account, found.name):
        return None
    wechat.put_group(desk.uow, account, room_id, topic or found.topic, found.name, desk.now)
    return found.name


def _listened_to(desk: Desk, account: str, name: str) -> bool:
    """Whether another account listens in the group of this 群名."""
    others = {each.account for each in wechat.groups_called(desk.uow, name)} - {account}
    return any(_alive(desk, each) for each in others)


def _alive(desk: Desk, account: str) -> bool:
    state = accounts.get(desk.uow, account)
    return state is not None and state.alive_at is not None and desk.now - state.alive_at < _STILL_ALIVE


def of_this_login(desk: Desk, account: str, seen_at: datetime) -> bool:
    """Whether what was seen then was seen since the account last logged in: ids of before may be void."""
    state = accounts.get(desk.uow, account)
    return state is None or state.login_at is None or seen_at >= state.login_at


def marked(name: str, mark: str, id_: str) -> str:
    """A name on record that is told from others like it by the id behind it."""
    return f"{name}{mark}{hashlib.sha256(id_.encode()).hexdigest()[:4]}）"
