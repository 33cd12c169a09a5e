"""Who a WeChat contact is. Ids may change, names may be anybody's.

A contact is the person of the roster whom the record has for his id; else the one whose 微信昵称 is his
备注 (the union's own word, which overrules all else), 群昵称 or 昵称. He is in doubt, and a coordinator is
asked once, where the name only resembles somebody's, where another contact of the same login already is that
person (anybody can take a name), where a coordinator said 不是 about him, or about that person before ids
changed, or where he was never seen where people of his kind are (a coordinator in the 协调群, an expert in
the 专家群 or 沙龙群, anybody at all in a group).
"""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.people import person, rooms_of
from handlers.rooms.groups import marked, of_this_login
from handlers.union.doubted import UNKNOWN, ask_next
from storage import people, wechat
from storage.terms import RoomKind
from storage.wechat import Contact


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What a contact is called: in the group (群昵称), by himself (昵称), by the bot's owner (备注).

    `friend`: whether he is the account's friend, who can be written to in private.
    """

    in_group: str = ""
    own: str = ""
    remark: str = ""
    friend: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """Those that are not empty, the most telling first."""
        return tuple(dict.fromkeys(name for name in (self.in_group, self.own, self.remark) if name))


def recognise(desk: Desk, account: str, contact_id: str, names: Names, room: str | None) -> str:
    """The name under which a contact goes on record: the roster's 微信昵称 where he is known."""
    found = wechat.contact(desk.uow, account, contact_id)
    name = _recognised(desk, account, contact_id, names, room, found)
    if names.all and names.friend != bool(found and found.friend):
        wechat.put_friend(desk.uow, account, contact_id, friend=names.friend)
    return name


def _recognised(
    desk: Desk, account: str, contact_id: str, names: Names, room: str | None, found: Contact | None
) -> str:
    if not names.all and found is not None:
        return found.known_as or found.name
    shown = names.all[0] if names.all else contact_id
    known = found.known_as if found is not None else None
    if (
        found is not None
        and known is not None
        and people.on_roster(desk.uow, known)
        and not _overruled(desk, account, contact_id, known, names)
    ):
        if found.name != shown or not of_this_login(desk, account, found.seen_at):
            wechat.put_contact(desk.uow, account, contact_id, desk.now, name=shown)
        return known
    by_remark_first = (names.remark, *names.all)
    exact = next((name for name in by_remark_first if name and people.on_roster(desk.uow, name)), None)
    if (
        exact is not None
        and _may_be(desk, exact, names, room)
        and not _taken(desk, account, contact_id, exact)
        and (exact == names.remark or not _refused(desk, account, exact, found))
    ):
        wechat.put_contact(desk.uow, account, contact_id, desk.now, name=shown, known_as=exact)
        return exact
    return _unrecognised(desk, account, contact_id, names, room, found, exact)


def _unrecognised(
    desk: Desk,
    account: str,
    contact_id: str,
    names: Names,
    room: str | None,
    found: Contact | None,
    exact: str | None,
) -> str:
    """The name on record of a stranger, or of somebody who may be `exact` or one whom his name resembles."""
    shown = names.all[0] if names.all else contact_id
    doubtful = stranger_name(shown, contact_id)
    # Once refused, another name of the roster is for the coordinators to judge, too; one after the other.
    again = found is not None and found.answered and exact is not None and exact != found.doubt
    settled = exact is None or (found is not None and found.doubt is not None)
    if found is not None and found.name in (shown, doubtful) and settled and not again:
        if not of_this_login(desk, account, found.seen_at):
            wechat.put_contact(desk.uow, account, contact_id, desk.now, name=found.name)
        return found.name
    doubt = exact or _resembled(_roster(desk), names)
    new = doubt is not None and (found is None or (found.doubt is None and found.answered_at is None))
    # Whoever is in doubt has a name of his own on record: what he said may become somebody's later.
    # So has the second stranger of a name: what one of them asked for is not the other's to cancel.
    own_name = (
        doubt is not None
        or (found is not None and found.doubt is not None)
        or shown == desk.bot_name
        or _in_use(desk, account, contact_id, shown)
    )
    recorded = doubtful if own_name else shown
    if new or again:
        values = {"doubt": doubt, "doubt_room": room, "asked_at": None}
        wechat.put_contact(desk.uow, account, contact_id, desk.now, name=recorded, **values)
        ask_next(desk)
    else:
        wechat.put_contact(desk.uow, account, contact_id, desk.now, name=recorded)
    return recorded


def _overruled(desk: Desk, account: str, contact_id: str, known: str, names: Names) -> bool:
    """Whether the 备注 says that he is another person of the roster, one whom nobody else is."""
    return (
        names.remark not in ("", known)
        and people.on_roster(desk.uow, names.remark)
        and not _taken(desk, account, contact_id, names.remark)
    )


def _refused(desk: Desk, account: str, nickname: str, found: Contact | None) -> bool:
    """Whether a coordinator said 不是 about this contact, or about one who may be him under an older id."""
    return (found is not None and found.refused) or any(
        each.account != account or not of_this_login(desk, account, each.seen_at)
        for each in wechat.contacts_refused(desk.uow, nickname)
    )


def _in_use(desk: Desk, account: str, contact_id: str, shown: str) -> bool:
    """Whether another stranger of this login goes on record by this name."""
    return any(
        each.contact_id != contact_id and of_this_login(desk, account, each.seen_at)
        for each in wechat.strangers_called(desk.uow, account, shown)
    )


def stranger_name(shown: str, contact_id: str) -> str:
    """The name on record of somebody who bears a name of the roster and is not known to be that person."""
    return marked(shown, UNKNOWN, contact_id)


def _roster(desk: Desk) -> dict[str, str]:
    """微信昵称 to name, of everybody in the roster."""
    known = {each.wechat_name: each.name for each in people.all_experts(desk.uow)}
    known |= {each.wechat_name: each.name for each in people.all_coordinators(desk.uow)}
    firms = {each.id: each for each in people.all_enterprises(desk.uow)}
    known |= {name: firms[firm].contact_name for name, firm in people.all_contacts(desk.uow)}
    return known


def _may_be(desk: Desk, nickname: str, names: Names, room: str | None) -> bool:
    """Whether a name alone will do here; the 备注 is the union's own word and always does.

    It makes nobody a coordinator outside the 协调群, nobody an expert outside the groups the union fills
    (where the roster has such groups), and nobody anything in a private talk.
    """
    if names.remark == nickname:
        return True
    known = person(desk.uow, nickname)
    kinds = [RoomKind.COORDINATOR]
    if known.coordinator is None:
        kinds += [RoomKind.EXPERT, RoomKind.SALON] + ([RoomKind.ENTERPRISE] if known.enterprise else [])
    own_rooms = {each.name for kind in kinds for each in rooms_of(desk.uow, kind)}
    return room in own_rooms or (room is not None and not own_rooms)


def _taken(desk: Desk, account: str, contact_id: str, nickname: str) -> bool:
    """Whether another contact seen since the last login already is this person."""
    return any(
        each.account == account
        and each.contact_id != contact_id
        and of_this_login(desk, account, each.seen_at)
        for each in wechat.contacts_known_as(desk.uow, nickname)
    )


def _resembled(roster: dict[str, str], names: Names) -> str | None:
    """The one person whose full name or 微信昵称 is part of a name shown; None for nobody or several."""
    like = {
        nickname
        for nickname, name in roster.items()
        for shown in names.all
        if (len(name) >= 2 and name in shown) or (len(nickname) >= 2 and nickname in shown)
    }
    return like.pop() if len(like) == 1 else None
