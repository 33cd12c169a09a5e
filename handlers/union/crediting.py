"""A coordinator has what an expert saved put down ("给老单记一笔，省了5万"): on his last ticket that is over.

The firm tells it when it confirms; where it did not, the coordinator hears of it later, mostly by the
expert's name or the firm's; a ticket's number, or the message he quotes, tells it as well.
"""

import re

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ledger import note_words
from handlers.people import experts_named, familiar_names, firms_named
from handlers.picking import ask_which, named
from handlers.pointing import meant_among
from handlers.reports.selecting import selected, span
from handlers.telling import answer, tell_person
from handlers.understanding.money import find_saved
from handlers.understanding.names import find_known, without_bot
from handlers.understanding.values import Query, Role
from prompts.texts import say
from storage import people, tickets
from storage.people import Expert
from storage.terms import Change, Status
from storage.tickets import Ticket

_LONGEST = 40
_BOOKS = re.compile(
    r"(?:记|登记|补记|算|加)(?:上|下|到|在|给)?(?:一?[笔下次个]|账上?|功)|[记登]上|记[录账到在]|登记|记(?=省|下|$|[，,。！!\s])"
)
_ASKS = re.compile(r"[?？]|吗|多少|几|谁|哪|查|列|统计|导|表|忘|不对|错")
# Denied, or hoped for: 没省下5万, 先别记上, 要是修好能省5万.
_NOT_SO = re.compile(
    r"(?:没有?|未)(?:能|怎么|真|真的|给|帮|替|企业|厂里|他们|咱们?|我们|人家)*(?:省|节|保住|挽回|救|抢回|追回|少|多赚|避免)"
    r"|[省救保赚](?:不了|不到|不下)|(?:别|甭|不要|不用|不能|不该|不|缓)(?:再|先|给|帮|替|他|她|急着|往上)*(?:[记登算加]|补记)"
    r"|(?:先|暂时?)(?:别|不)|估计|要是|如果|假如|假使|倘若|的话|万一|只要|能(?:够|给|帮|再|多|少|为|企业|厂里|他们|咱们?|我们|人家)*(?:省|节|保住|挽回|救|抢回|追回|避免)"
    r"|(?:下次|下回|以后|将来|往后|回头|明[天年])[^，,。]{0,8}(?:省|节|保住|挽回|救)|(?:会|可以|可能|预计|预期|有望|争取|希望|力争|打算|准备)(?:能|给|帮|他们|企业|厂里)*(?:省|节|保住|挽回|救)"
)
_ENDED = (Status.RESOLVED, Status.CLOSED)


def credited(desk: Desk, turn: Turn) -> bool:
    """Whether the words are such an order, which is done now; of several tickets he is asked which."""
    words = without_bot(turn.text)
    saved = find_saved(words)
    if turn.role is not Role.COORDINATOR or saved is None or len(words) > _LONGEST:
        return False
    if not _BOOKS.search(words) or _ASKS.search(words) or _NOT_SO.search(words):
        return False
    ticket = named(desk, turn)
    if ticket is not None and ticket.status in _ENDED:
        _credit(desk, turn, ticket, saved)
        return True
    found = None if ticket is not None or turn.understanding.ticket is not None else _whose(desk, turn, words)
    if found is None:
        return False
    who, ended = found
    choices = _narrowed(desk, turn, ended)
    if not choices:
        answer(desk, turn, say("credit_nothing", who=who))
    elif len(choices) > 1:
        ask_which(desk, turn, choices[::-1])
    else:
        _credit(desk, turn, choices[0], saved)
    return True


def _whose(desk: Desk, turn: Turn, words: str) -> tuple[str, list[Ticket]] | None:
    """The one expert, or the one firm, that the words name, and the tickets of theirs that are over."""
    expert = _expert(desk, turn, words)
    firms = firms_named(desk.uow, words)
    if expert is None and len(firms) != 1:
        return None
    if expert is None:
        ended = selected(desk, Query(about="enterprise", enterprise=firms[0].name))
        return firms[0].short_name, [each for each in ended if each.status in _ENDED]
    his = [
        each for each in tickets.of_expert(desk.uow, expert.id, *span(desk, None)) if each.status in _ENDED
    ]
    theirs = [each for each in his if each.enterprise_id in {firm.id for firm in firms}]
    return f"{expert.name}师傅", theirs or his


def _expert(desk: Desk, turn: Turn, words: str) -> Expert | None:
    name = turn.understanding.target or find_known(words, familiar_names(desk.uow))
    found = experts_named(people.all_experts(desk.uow), name) if name else []
    return found[0] if len(found) == 1 else None


def _narrowed(desk: Desk, turn: Turn, ended: list[Ticket]) -> list[Ticket]:
    """Those of late on which nothing is booked yet; where there are none such, the last."""
    since = desk.now - desk.policy.reopen
    late = [each for each in ended if (each.resolved_at or each.closed_at or each.asked_at) >= since]
    open_ = [each for each in late if each.saved_yuan is None]
    said = meant_among(desk, turn, late) if len(late) > 1 else []
    return said if len(said) == 1 else (open_ or late[-1:] or ended[-1:])


def _credit(desk: Desk, turn: Turn, ticket: Ticket, saved: int) -> None:
    if ticket.saved_yuan == saved:
        what = f"省了{wording.yuan(saved)}"
        answer(desk, turn, say("amended_already", no=ticket.no, what=what), ticket=ticket)
        return
    before = say("credited_before", saved=wording.yuan(ticket.saved_yuan)) if ticket.saved_yuan else ""
    told = note_words(desk, turn, ticket, Change.NOTED, saved_yuan=saved)
    his = people.expert(desk.uow, told.expert_id) if told.expert_id is not None else None
    name = f"{his.name}师傅" if his is not None else "这单"
    text = say("credited", no=told.no, title=told.title, who=name, saved=wording.yuan(saved), before=before)
    answer(desk, turn, text, ticket=told)
    if his is not None:
        to_him = say("credited_expert", no=told.no, title=told.title, saved=wording.yuan(saved))
        tell_person(desk, his.wechat_name, to_him, ticket=told)
