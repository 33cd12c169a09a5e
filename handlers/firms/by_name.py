"""The expert whom a firm asks for by name in its request ("想请老单来看看"): he is asked with the others."""

import re
from collections.abc import Sequence

from handlers.desk import Desk
from handlers.offers.dispatch import offer_directly
from handlers.offers.sparing import spared, standings_of
from handlers.offers.unwanted import unwanted
from handlers.understanding.names import SURNAMES
from storage import offers, people, tickets
from storage.people import Expert
from storage.terms import LIVE, Status
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
    found = (meant_by(experts, each["name"]) for each in _WISHED.finditer(text))
    return next((each[0] for each in found if len(each) == 1), None)


def meant_by(experts: Sequence[Expert], name: str) -> list[Expert]:
    """Who is called so: full name, nickname, given name, surname with a title; a trade ("电工") is none."""
    bare = re.sub(rf"{_TITLE}$", "", name) if len(name) > 2 else name
    named = [each for each in experts if bare in (each.name, each.wechat_name)]
    given = [each for each in experts if len(bare) == 2 and each.name[1:] == bare]
    called = _CALLED.fullmatch(name)
    surname = (called["a"] or called["b"]) if called is not None else None
    return named or given or [each for each in experts if surname and each.name.startswith(surname)]


# "上次那个1001的师傅不错，也想请他看看", "还请上次来的师傅": who was at that ticket, else at the last.
_LAST_TIME = re.compile(
    r"(?:上次|上回|之前|以前|前面|原来|刚才)[^，,。？?]{0,10}(?:师傅|老师|专家)[^。？?]{0,14}?(?:[请叫派让找]|麻烦|再来)[^，,。]{0,3}(?:他|她|[来看修弄帮])"
    r"|(?:还是|还|再|继续|最好)[^，,。]{0,4}[请叫派让找][^，,。]{0,4}(?:上次|上回|原来|之前|以前)[^，,。]{0,6}(?:师傅|老师|专家|人)"
    r"|(?:师傅|老师)[^，,。]{0,6}(?:不错|厉害|好)[^。]{0,4}[，,][^，,。]{0,6}[请叫派让找](?:他|她)"
)
_BESIDES = re.compile(r"顺便|顺带|也来[看修弄]|你[^，,。]{0,6}有空")
_NO = re.compile(r"(?<!\d)1\d{3}(?!\d)")


def _of_last_time(desk: Desk, ticket: Ticket) -> Expert | None:
    """Who saw to the ticket of which the firm speaks as of one before; None where it speaks of none, or he
    has left."""
    before = tickets.get(desk.uow, ticket.similar_id) if ticket.similar_id else None
    if _LAST_TIME.search(ticket.body):
        named = (tickets.by_no(desk.uow, int(each)) for each in _NO.findall(ticket.body))
        before = next(filter(None, named), None) or last_of_house(desk, ticket)
    elif not _BESIDES.search(ticket.body):
        return None
    elif before is None or before.enterprise_id != ticket.enterprise_id:
        before = last_of_house(desk, ticket)
        before = before if before is not None and before.status in LIVE else None
    if before is None or before.expert_id is None:
        return None
    expert = people.expert(desk.uow, before.expert_id)
    return expert if expert.left_at is None else None


def last_of_house(desk: Desk, ticket: Ticket) -> Ticket | None:
    """The newest other ticket of his house that an expert has or had."""
    ended = tickets.closed_of_requester(
        desk.uow, ticket.requester, ticket.enterprise_id, desk.now - desk.policy.similar
    )
    live = tickets.live_of_requester(desk.uow, ticket.requester, ticket.enterprise_id)
    seen_to = [each for each in (*live, *ended) if each.id != ticket.id and each.expert_id is not None]
    return max(seen_to, key=lambda each: each.asked_at, default=None)


def ask_by_name(desk: Desk, ticket: Ticket, asked: list[Expert]) -> list[Expert]:
    """Ask him at once with the first, unless he is to be spared now; who has been asked, he in front."""
    wished = wished_by_name(desk, ticket.body) or _of_last_time(desk, ticket)
    expert = wished if ticket.status == Status.OPEN else None
    if expert is None or expert.name in unwanted(desk, ticket):
        return asked
    if offers.find(desk.uow, ticket.id, expert.id, ticket.cycle) is not None:
        return [expert, *(each for each in asked if each.id != expert.id)]
    if spared(desk, expert, standings_of(desk, [expert])[expert.id], ticket.urgency) is not None:
        return asked
    offer_directly(desk, ticket, expert, "企业点名")
    return [expert, *asked]
