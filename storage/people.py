"""Whom the roster knows: experts, enterprises and their contacts, coordinators, rooms, past cases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from storage.database import UnitOfWork
from storage.rows import all_of, first_of
from storage.tables import (
    cases,
    contacts,
    coordinators,
    enterprises,
    experts,
    rooms,
)

Days = tuple[date | None, date | None]  # the first (None: it has begun) and the last (None: until he says so)


@dataclass(frozen=True, kw_only=True, slots=True)
class Expert:
    """A craftsman (师傅). With `away`, `away_from` is the first day of his leave and `away_until` the last;
    `away_later` are those after it (ISO 8601). `left_at`: since when he is asked no more (he has left).
    """

    id: int
    no: str
    name: str
    wechat_name: str
    trades: tuple[str, ...]
    speciality: str
    company: str
    district: str
    region: str
    phone: str
    capacity: int
    onsite: bool
    away: bool
    away_from: date | None
    away_until: date | None
    away_later: tuple[str, ...]
    left_at: datetime | None = None

    @property
    def leaves(self) -> list[Days]:
        """Every leave on record, in order."""
        if not self.away:
            return []
        return [(self.away_from, self.away_until), *map(_days, self.away_later)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Enterprise:
    """A firm that may ask for help."""

    id: int
    no: str
    name: str
    short_name: str
    district: str
    region: str
    industry: str
    contact_name: str
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Coordinator:
    """A union worker (协调员); no districts means all of them."""

    id: int
    no: str
    name: str
    wechat_name: str
    districts: tuple[str, ...]
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A WeChat group that the bot sits in."""

    id: int
    name: str
    kind: str
    district: str | None
    region: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A solved problem (案例)."""

    id: int
    no: str
    day: date | None
    title: str
    description: str
    trades: tuple[str, ...]
    solution: str
    expert_no: str | None
    enterprise_no: str | None
    ticket_id: int | None
    district: str | None

    @property
    def trouble(self) -> str:
        """What was wrong, without what helped."""
        return f"{self.title} {self.description}"

    @property
    def told(self) -> str:
        """All of it as one text: what was wrong and what helped."""
        return case_told(self.title, self.description, self.solution)


def case_told(title: str, description: str, solution: str) -> str:
    """A case as one text, which matching compares with what people write."""
    return f"{title} {description} {solution}"


# Made once: making a statement takes longer than running it.
_EXPERTS = select(experts).order_by(experts.c.no)
_EXPERT = select(experts).where(experts.c.id == bindparam("expert"))
_EXPERT_CALLED = select(experts).where(experts.c.wechat_name == bindparam("name"))
_ENTERPRISES = select(enterprises).order_by(enterprises.c.no)
_ENTERPRISE = select(enterprises).where(enterprises.c.id == bindparam("enterprise"))
_OF_CONTACT = (
    select(enterprises)
    .join(contacts, contacts.c.enterprise_id == enterprises.c.id)
    .where(contacts.c.wechat_name == bindparam("name"))
)
_COORDINATOR_CALLED = select(coordinators).where(coordinators.c.wechat_name == bindparam("name"))
_ROOMS = select(rooms).order_by(rooms.c.id)
_ROOM_CALLED = select(rooms).where(rooms.c.name == bindparam("name"))


def all_experts(uow: UnitOfWork) -> list[Expert]:
    """Every expert, by 编号."""
    return all_of(uow, Expert, _EXPERTS)


def experts_numbered(uow: UnitOfWork, nos: Collection[str]) -> dict[str, Expert]:
    """The experts with these 编号, by 编号."""
    found = all_of(uow, Expert, select(experts).where(experts.c.no.in_(list(nos))))
    return {each.no: each for each in found}


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """Whether an expert is there, and for how many tickets at once."""

    capacity: int
    away: bool
    away_from: date | None
    away_until: date | None
    away_later: tuple[str, ...]
    left_at: datetime | None


_PRESENT = select(
    experts.c.no,
    experts.c.capacity,
    experts.c.away,
    experts.c.away_from,
    experts.c.away_until,
    experts.c.away_later,
    experts.c.left_at,
).where(experts.c.no.in_(bindparam("nos", expanding=True)))


def present(uow: UnitOfWork, nos: Collection[str]) -> dict[str, Presence]:
    """The presence of the experts with these 编号, by 编号."""
    rows = uow.connection.execute(_PRESENT, {"nos": list(nos)})
    return {
        no: Presence(
            capacity=capacity,
            away=away,
            away_from=first,
            away_until=last,
            away_later=tuple(later),
            left_at=left_at,
        )
        for no, capacity, away, first, last, later, left_at in rows
    }


def expert(uow: UnitOfWork, expert_id: int) -> Expert:
    """The expert with this id; LookupError where there is none."""
    found = first_of(uow, Expert, _EXPERT, {"expert": expert_id})
    if found is None:
        raise LookupError(expert_id)
    return found


def experts_with(uow: UnitOfWork, expert_ids: Collection[int]) -> dict[int, Expert]:
    """The experts with these ids, by id."""
    found = all_of(uow, Expert, select(experts).where(experts.c.id.in_(list(expert_ids))))
    return {each.id: each for each in found}


def expert_called(uow: UnitOfWork, wechat_name: str) -> Expert | None:
    """The expert with this 微信昵称."""
    return first_of(uow, Expert, _EXPERT_CALLED, {"name": wechat_name})


def set_leaves(
    uow: UnitOfWork, expert_id: int, leaves: Sequence[Days], left_at: datetime | None = None
) -> None:
    """Record the leaves of an expert, in order; none: he is there. `left_at`: he has left for good."""
    (since, until), *later = leaves or [(None, None)]
    stored = [f"{first or ''}/{last or ''}" for first, last in later]
    leave = update(experts).where(experts.c.id == expert_id)
    uow.connection.execute(
        leave.values(away=bool(leaves), away_from=since, away_until=until, away_later=stored, left_at=left_at)
    )


def _days(stored: str) -> Days:
    first, last = (date.fromisoformat(each) if each else None for each in stored.split("/"))
    return first, last


def all_enterprises(uow: UnitOfWork) -> list[Enterprise]:
    """Every enterprise, by 编号."""
    return all_of(uow, Enterprise, _ENTERPRISES)


def enterprise(uow: UnitOfWork, enterprise_id: int) -> Enterprise:
    """The enterprise with this id; LookupError where there is none."""
    found = first_of(uow, Enterprise, _ENTERPRISE, {"enterprise": enterprise_id})
    if found is None:
        raise LookupError(enterprise_id)
    return found


def enterprise_of_contact(uow: UnitOfWork, wechat_name: str) -> Enterprise | None:
    """The enterprise for which the person with this 微信昵称 speaks."""
    return first_of(uow, Enterprise, _OF_CONTACT, {"name": wechat_name})


def all_contacts(uow: UnitOfWork) -> list[tuple[str, int]]:
    """微信昵称 and enterprise id of every contact."""
    rows = uow.connection.execute(
        select(contacts.c.wechat_name, contacts.c.enterprise_id).order_by(contacts.c.id)
    )
    return [(row[0], row[1]) for row in rows]


def all_coordinators(uow: UnitOfWork) -> list[Coordinator]:
    """Every coordinator, by 编号."""
    return all_of(uow, Coordinator, select(coordinators).order_by(coordinators.c.no))


def coordinator_called(uow: UnitOfWork, wechat_name: str) -> Coordinator | None:
    """The coordinator with this 微信昵称."""
    return first_of(uow, Coordinator, _COORDINATOR_CALLED, {"name": wechat_name})


def on_roster(uow: UnitOfWork, wechat_name: str) -> bool:
    """Whether this 微信昵称 is anybody's."""
    return any(
        find(uow, wechat_name) is not None
        for find in (expert_called, enterprise_of_contact, coordinator_called)
    )


def all_rooms(uow: UnitOfWork) -> list[Room]:
    """Every group, in the order they were met."""
    return all_of(uow, Room, _ROOMS)


def room_called(uow: UnitOfWork, name: str) -> Room | None:
    """The group with this 群名."""
    return first_of(uow, Room, _ROOM_CALLED, {"name": name})


def all_cases(uow: UnitOfWork) -> list[Case]:
    """Every past case, by 编号."""
    return all_of(uow, Case, select(cases).order_by(cases.c.no))


def cases_numbered(uow: UnitOfWork, nos: Collection[str]) -> dict[str, Case]:
    """The cases with these 编号, by 编号."""
    found = all_of(uow, Case, select(cases).where(cases.c.no.in_(list(nos))))
    return {each.no: each for each in found}


def cases_of(uow: UnitOfWork, expert_nos: Collection[str]) -> list[Case]:
    """The cases that the experts with these 编号 solved, by 编号."""
    own = select(cases).where(cases.c.expert_no.in_(list(expert_nos)))
    return all_of(uow, Case, own.order_by(cases.c.no))
