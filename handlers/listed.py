"""Whom a coordinator's name means: an expert, whoever writes for a firm, or a coordinator."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.desk import Desk, Turn
from handlers.people import called, firms_called, firms_named
from handlers.picking import remember
from handlers.telling import answer
from prompts.texts import say
from storage import people
from storage.database import UnitOfWork
from storage.people import Enterprise

_SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Somebody whom the roster knows by a name and a nickname; `firm` is the one that he writes for."""

    no: str
    name: str
    wechat_name: str
    phone: str
    firm: Enterprise | None = None
    is_expert: bool = False

    @property
    def told(self) -> str:
        """His name, with what tells him from others of that name."""
        if self.is_expert:
            return f"{self.name}师傅"
        return f"{self.name}（{self.firm.short_name if self.firm else '工会'}）"


def anybody_called(uow: UnitOfWork, name: str) -> list[Listed]:
    """Everybody whom a name or a part of it (two characters or more) can mean, a firm's people once.

    A surname with a title (老葛, 应工) means an expert, where there is one.
    """
    found = _fitting(uow, name)
    written = any(name in each.name or name in each.wechat_name for each in found)
    return found if written else [each for each in found if each.is_expert] or found


def _fitting(uow: UnitOfWork, name: str) -> list[Listed]:
    found = called(_everybody(uow), name)
    return list({each.firm.no if each.firm else each.no: each for each in found}.values())


def _everybody(uow: UnitOfWork) -> list[Listed]:
    firms = {each.id: each for each in people.all_enterprises(uow)}
    writers = people.all_contacts(uow)
    return [
        *(
            Listed(no=each.no, name=each.name, wechat_name=each.wechat_name, phone=each.phone, is_expert=True)
            for each in people.all_experts(uow)
        ),
        *(_writer(firms[firm_id], nickname) for nickname, firm_id in writers),
        *(_writer(firm, "") for firm in firms.values() if firm.id not in {id_ for _, id_ in writers}),
        *(
            Listed(no=each.no, name=each.name, wechat_name=each.wechat_name, phone=each.phone)
            for each in people.all_coordinators(uow)
        ),
    ]


def _writer(firm: Enterprise, nickname: str) -> Listed:
    return Listed(no=firm.no, name=firm.contact_name, wechat_name=nickname, phone=firm.phone, firm=firm)


def whose_number(uow: UnitOfWork, name: str, text: str) -> list[Listed]:
    """Whose phone number is asked for: of those of that name the ones of a firm that the words name too."""
    firms = {each.id for each in firms_named(uow, text)}
    theirs = [each for each in _fitting(uow, name) if each.firm is not None and each.firm.id in firms]
    found = theirs or anybody_called(uow, name)
    if theirs or (found and not firms_called(uow, name)):
        return found
    firms = firms or {each.id for each in firms_called(uow, name)}
    return [_writer(people.enterprise(uow, each), "") for each in sorted(firms)] or found


def of_house(uow: UnitOfWork, names: Sequence[str], words: str) -> str | None:
    """Which of several an answer means that says no name but where he belongs: to a firm, named by any part
    that no other of them shares ("云禾的", "汽配那家"), to the union, or to the experts."""
    told = [each for each in _everybody(uow) if each.name in names]
    parts = {each.name: _belongs(each) for each in told}
    shared = Counter(part for of_one in parts.values() for part in of_one)
    meant = {name for name, own in parts.items() if any(shared[each] == 1 and each in words for each in own)}
    return meant.pop() if len(meant) == 1 else None


def _belongs(who: Listed) -> set[str]:
    if who.is_expert:
        return {"师傅"}
    if who.firm is None:
        return {"工会", "协调员"}
    names = who.firm.name, who.firm.short_name
    return {each[i : i + 2] for each in names for i in range(len(each) - 1)} - _EVERY_FIRMS


_EVERY_FIRMS = {"有限", "限公", "公司", "浙江", "责任", "任公"}  # in the name of any


def ask_whom(desk: Desk, turn: Turn, name: str, found: Sequence[Listed]) -> None:
    """Which of several he means; his answer takes up what he first asked."""
    shown = list(found[:_SHOWN])
    choices = "、".join(each.told for each in shown)
    answer(desk, turn, say("which_person", name=name, choices=choices))
    remember(desk, turn, [], target=name, options=[each.name for each in shown])
