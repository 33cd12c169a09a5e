"""Who solved a ticket, where its firm names another than its holder ("麻工修好的，5分"): the score is his."""

import re

from handlers.desk import Desk, Turn
from handlers.ledger import at_work
from handlers.people import experts_named, familiar_names
from storage import offers, people
from storage.people import Expert
from storage.tickets import Ticket

_MENDS = (
    r"(?:师傅|老师)?(?:昨天|今天|刚才?|早上|上午|下午|晚上|后来|过来|来|帮忙?|给|我们?|已经|都|一来|就|把?它?|亲自|连夜|又|再|也)*"
    r"(?:修|弄|搞|调|处理|解决|换|整)(?:好|完|定|掉|的|了)"
)
_NOT = re.compile(r"(?:不是|没有?|不要|别)\s*@?$")


def solver_named(desk: Desk, turn: Turn, ticket: Ticket) -> Expert | None:
    """The expert whom these words name as who mended it; None where that is its holder, or nobody."""
    names = {name for name in familiar_names(desk.uow) if len(name) > 1 and name in turn.text}
    said = [name for name in names if not any(name != other and name in other for other in names)]
    found = {
        each.id: each for name in said if _mended(turn.text, name) for each in _meant(desk, ticket, name)
    }
    if len(found) != 1 or ticket.expert_id in found:
        return None
    return next(iter(found.values()))


def _mended(text: str, name: str) -> bool:
    for each in re.finditer(re.escape(name), text):
        before, after = text[: each.start()], text[each.end() :]
        if not _NOT.search(before) and re.match(_MENDS, after):
            return True
    return False


def _meant(desk: Desk, ticket: Ticket, name: str) -> list[Expert]:
    """Whom the name means; of several those who have had to do with the ticket."""
    found = experts_named(people.all_experts(desk.uow), name)
    if len(found) < 2:
        return found
    known = at_work(desk, ticket) | {each.expert_id for each in offers.of_ticket(desk.uow, ticket.id)}
    return [each for each in found if each.id in known]
