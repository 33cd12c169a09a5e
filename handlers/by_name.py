"""The expert whom a firm asks for by name in its request ("想请老单来看看"): he is asked with the others."""

import re
from collections.abc import Sequence

from handlers.choosing import spared, standings_of
from handlers.desk import Desk
from handlers.dispatch import offer_directly
from handlers.understanding.names import SURNAMES
from storage import offers, people
from storage.people import Expert
from storage.terms import Status
from storage.tickets import Ticket

_TITLE = r"(?:师傅|老师|工)"
_WISHED = re.compile(
    r"(?<![不别没问])(?:约|请|找|叫|让|派|要|最好(?:还是|是)?|还是|指定|邀请)(?:一?下)?"
    rf"(?P<name>[老小阿][{SURNAMES}]|[{SURNAMES}]{_TITLE}|[\u4e00-\u9fa5]{{2,3}}?{_TITLE}?)"
    r"(?=(?:再)?(?:来|过来|上门|看|讲|教|给|帮|到|修|弄|去|接|上课|授课)(?!过|了|人)(?![^，,。]{0,3}过)|[，,。！!]|$)"
)
_CALLED = re.compile(rf"[老小阿](?P<a>.)|(?P<b>.){_TITLE}")


def wished_by_name(desk: Desk, text: str) -> Expert | None:
    """The one expert of the roster who is meant; None where nobody is named, or several may be meant."""
    experts = [each for each in people.all_experts(desk.uow) if each.left_at is None]
    found = (_meant(experts, each["name"]) for each in _WISHED.finditer(text))
    return next((each[0] for each in found if len(each) == 1), None)


def _meant(experts: Sequence[Expert], name: str) -> list[Expert]:
    """By full name, nickname, given name, or the surname with a title; a trade ("电工") is none."""
    bare = re.sub(rf"{_TITLE}$", "", name) if len(name) > 2 else name
    named = [each for each in experts if bare in (each.name, each.wechat_name)]
    given = [each for each in experts if len(bare) == 2 and each.name[1:] == bare]
    called = _CALLED.fullmatch(name)
    surname = (called["a"] or called["b"]) if called is not None else None
    return named or given or [each for each in experts if surname and each.name.startswith(surname)]


def ask_by_name(desk: Desk, ticket: Ticket, asked: list[Expert]) -> list[Expert]:
    """Ask him at once with the first, unless he is to be spared now; who has been asked, he in front."""
    expert = wished_by_name(desk, ticket.body) if ticket.status == Status.OPEN else None
    if expert is None:
        return asked
    if offers.find(desk.uow, ticket.id, expert.id, ticket.cycle) is not None:
        return [expert, *(each for each in asked if each.id != expert.id)]
    if spared(desk, expert, standings_of(desk, [expert])[expert.id], ticket.urgency) is not None:
        return asked
    offer_directly(desk, ticket, expert, "企业点名")
    return [expert, *asked]
