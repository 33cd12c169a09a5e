"""Who a writer is, and whom a name means."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

from handlers.desk import Person
from handlers.understanding.days import HOLIDAYS
from handlers.understanding.known import Known
from storage import people, wechat
from storage.database import UnitOfWork
from storage.people import Coordinator, Enterprise, Expert, Room
from storage.terms import RoomKind
from storage.tickets import Ticket

_TITLE = re.compile(r"(师傅|老师|大师|工程师|教练|工|总|哥|姐|叔|师父)$")


def person(uow: UnitOfWork, nickname: str) -> Person:
    """The writer as the roster knows him."""
    return Person(
        nickname=nickname,
        expert=people.expert_called(uow, nickname),
        enterprise=people.enterprise_of_contact(uow, nickname),
        coordinator=people.coordinator_called(uow, nickname),
    )


class _Called(Protocol):
    """Whoever has a number, a name and a nickname in the roster."""

    @property
    def no(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def wechat_name(self) -> str: ...


SomeCalled = TypeVar("SomeCalled", bound=_Called)


def experts_named(experts: Sequence[Expert], name: str) -> list[Expert]:
    """Experts a name can mean: full name, nickname, given name, or surname with a title (老王, 王工)."""
    return called(experts, name)


def called(everybody: Sequence[SomeCalled], name: str) -> list[SomeCalled]:
    """Those whom a name fits best: whole, as the given name, as a part of the nickname, by the surname with
    a title, as a part of the name."""
    name = name.strip().lstrip("@")
    bare = _TITLE.sub("", name)
    if not bare:
        return []  # "师傅" stands in many a nickname
    for found in (
        [each for each in everybody if name in (each.name, each.wechat_name, each.no)],
        [each for each in everybody if len(name) >= 2 and each.name.endswith(name)],
        [each for each in everybody if each.name == bare],
        [each for each in everybody if len(name) >= 2 and name in each.wechat_name],
        _by_surname(everybody, name),
        [each for each in everybody if len(bare) >= 2 and (bare in each.name or bare in each.wechat_name)],
    ):
        if found:
            return found
    return []


def _by_surname(everybody: Sequence[SomeCalled], name: str) -> list[SomeCalled]:
    bare = _TITLE.sub("", name)
    surname = bare[1:] if bare[:1] in ("老", "小", "阿") and len(bare) > 1 else bare
    if not surname or (surname == name and len(name) > 1):
        return []
    return [each for each in everybody if each.name.startswith(surname)]


def known_names(uow: UnitOfWork) -> Known:
    """The roster's names as a coordinator may write them; two-character given names included."""
    experts, firms = people.all_experts(uow), people.all_enterprises(uow)
    given = {each.name[-2:] for each in experts if len(each.name) >= 3} - set(HOLIDAYS)
    return Known(
        people=frozenset({each.name for each in experts} | {each.wechat_name for each in experts} | given),
        firms=frozenset({each.name for each in firms} | {each.short_name for each in firms} | _heads(firms)),
        districts=frozenset(
            name
            for name in (*(each.district for each in experts), *(each.district for each in firms))
            if len(name or "") >= 2
        ),
        contacts=frozenset(
            [nickname for nickname, _ in people.all_contacts(uow)] + [each.contact_name for each in firms]
        ),
    )


def familiar_names(uow: UnitOfWork) -> frozenset[str]:
    """The experts' names as known, and by surname (老茅, 茅工, 茅师傅)."""
    ways = ("老{}", "小{}", "阿{}", "{}工", "{}师傅", "{}老师", "{}哥")
    surnames = {each.name[0] for each in people.all_experts(uow)}
    return known_names(uow).people | {way.format(surname) for way in ways for surname in surnames}


def known_colleagues(uow: UnitOfWork, but: Expert | None) -> Known:
    """The experts' full names and nicknames, as an expert writes of his colleagues."""
    others = [each for each in people.all_experts(uow) if but is None or each.id != but.id]
    return Known(people=frozenset({name for each in others for name in (each.name, each.wechat_name)}))


def _heads(firms: Sequence[Enterprise]) -> set[str]:
    """The first two characters of a short name ("澄屿" for 澄屿模塑) where they mean this firm alone."""
    places = {each.district for each in firms}
    heads = Counter(each.short_name[:2] for each in firms)
    return {head for head, count in heads.items() if count == 1 and len(head) == 2 and head not in places}


def firms_named(uow: UnitOfWork, text: str) -> list[Enterprise]:
    """Enterprises that a text names: by name or short name, the longest first; else by a head of it."""
    firms = people.all_enterprises(uow)
    found = [each for each in firms if each.name in text or each.short_name in text]
    longest = max((len(each.short_name) for each in found), default=0)
    heads = _heads(firms) if not found else set()
    return [each for each in found if len(each.short_name) == longest] or [
        each for each in firms if each.short_name[:2] in heads and each.short_name[:2] in text
    ]


def firms_called(uow: UnitOfWork, name: str) -> list[Enterprise]:
    """The enterprises that a name in a question means: the one called exactly so, else those in whose name
    it lies, else the one whose short name lies in it."""
    firms = people.all_enterprises(uow)
    exact = [each for each in firms if name in (each.name, each.short_name)]
    within = [each for each in firms if name in each.name]
    around = [each for each in firms if each.short_name in name]
    longest = max((len(each.short_name) for each in around), default=0)
    return exact or within or [each for each in around if len(each.short_name) == longest]


def names_of(firm: Enterprise) -> tuple[str, ...]:
    """What a house may be called in a text that is known to name it: whole, or as far as anybody says it
    (萤屿照明 for 萤屿照明电器有限公司), short, by its head."""
    start = firm.name.find(firm.short_name[:2])
    said = [firm.name[start:end] for end in range(start + 2, len(firm.name))] if start >= 0 else []
    return firm.name, *reversed(said), firm.short_name, firm.short_name[:2]


def firm_of(uow: UnitOfWork, expert: Expert) -> Enterprise | None:
    """The enterprise of the roster in which an expert works, where it is one."""
    company = expert.company
    found = [
        each
        for each in people.all_enterprises(uow)
        if len(company) >= 2 and (each.short_name == company or company in each.name)
    ]
    return found[0] if len(found) == 1 else None


def coordinators_for(uow: UnitOfWork, district: str | None) -> list[Coordinator]:
    """The coordinators of a district; those of all districts where it has none of its own."""
    everybody = people.all_coordinators(uow)
    own = [each for each in everybody if district and district in each.districts]
    return own or [each for each in everybody if not each.districts] or everybody[:1]


def coordinates(who: Person, ticket: Ticket) -> bool:
    """Whether somebody is a coordinator of the ticket's district, or of all."""
    coordinator = who.coordinator
    return coordinator is not None and (
        not coordinator.districts or not ticket.district or ticket.district in coordinator.districts
    )


def rooms_of(uow: UnitOfWork, kind: RoomKind) -> list[Room]:
    """The groups of one kind."""
    return [room for room in people.all_rooms(uow) if room.kind == kind]


def rooms_not_lost(uow: UnitOfWork, kind: RoomKind) -> list[Room]:
    """The groups of one kind that the bot is not out of (taken out, or they were dissolved)."""
    lost = wechat.groups_lost(uow)
    return [room for room in rooms_of(uow, kind) if room.name not in lost]


def offer_rooms(uow: UnitOfWork) -> list[Room]:
    """Groups in which experts are asked: the 专家群, else the 沙龙群; those that the bot sits in."""
    sits = wechat.sits_in(uow)
    lost = wechat.groups_lost(uow) if sits is None else {}
    rooms = [
        room
        for room in people.all_rooms(uow)
        if (room.name not in lost if sits is None else room.name in sits)
    ]
    own = [room for room in rooms if room.kind == RoomKind.EXPERT]
    return own or [room for room in rooms if room.kind == RoomKind.SALON]


def afar(uow: UnitOfWork, ticket: Ticket, rooms: list[Room] | None = None) -> bool:
    """Whether a request comes from another county than the experts' groups: met from afar (线上会诊).

    `rooms` are those groups, where they are at hand.
    """
    if not ticket.region or ticket.mode == "onsite":
        return False
    asked_in = offer_rooms(uow) if rooms is None else rooms
    regions = {room.region for room in asked_in if room.region}
    return bool(regions) and ticket.region not in regions
