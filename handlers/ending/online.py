"""线上问答: a shown case or an expert's advice solves a ticket before anybody has mended it."""

import re
from dataclasses import replace
from typing import Any

from handlers import wording
from handlers.cases import fix_of, without_number
from handlers.concerned import tell_experts_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.asked import asked_of_late
from handlers.experts.holding import me
from handlers.experts.spoken_to import alone_with_it
from handlers.facts import facts
from handlers.ledger import note
from handlers.picking import named, pick_own
from handlers.showing import REQUESTER
from handlers.telling import tell_person
from handlers.understanding.errands import bids_try
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import cases, inbox, people, records, tickets
from storage.people import Expert
from storage.records import Entry
from storage.terms import HELD, Answer, Answered, Change, Status
from storage.tickets import Ticket

# What he was shown, as he may call it, and what he did with it.
_SHOWN = (
    r"案例|例子|老办法|老法子|(?:别|人|其他|他)家|上[面边头](?!有)|前面那|第[一二三123]|(?:你们?|机器人|群里|工会)(?:发|说|讲|给|写|推)的"
    r"|他们?的|这[个样么]|那[个样么]"
)
_BY_CASE = re.compile(
    rf"(?:看|照|按|用|试|参考|学|依)(?:了|着|照|过|的|一?下|的?是)*(?:{_SHOWN})"
    r"|照着|照[做搬弄样]|案例.{0,6}(?:管用|有用|好使|灵|对|说的|里)"
)
_WELL = re.compile(
    r"(?<!没)(?<!不)(?:管用|有用|好使|灵|搞定|解决)|(?:好|行|成|可以|正常|没事|没问题|不[黑漏响跳停卡堵])(?:了|啦)"
)
_NOT_BY_CASE = re.compile(
    r"没(?:有)?(?:用|好|效|解决)|不(?:管用|行|对|一样|灵|好使|好)|还[是在没要]|照样|不是.{0,4}(?:案例|例子|照)|[?？吗]|(?:能|会)(?:好|行)"
    r"|(?:师傅|老师|他|老.)(?:们|来|刚|已经|给|帮|我们|一)*(?:看|修|弄|调|换|处理)"
)


def advise(desk: Desk, turn: Turn) -> Ticket | None:
    """An expert's advice stays with the ticket; given elsewhere, the requester reads it in his group."""
    ticket = named(desk, turn) or _talked_of(desk, turn)
    if ticket is None or ticket.status in (Status.CLOSED, Status.CANCELLED):
        return None
    expert = me(turn)
    tells = turn.understanding.technical or fix_of(turn.text) is not None
    open_ = ticket.status == Status.OPEN
    to_try = ticket.status in HELD and ticket.expert_id != expert.id and _bids_try(turn)
    advises = turn.understanding.intent is Intent.ADVICE and tells and (open_ or to_try)
    noted = note(
        desk,
        ticket,
        Change.NOTED,
        actor=expert.name,
        detail=turn.text,
        message_ids=turn.message_ids,
        **({"adviser_id": expert.id} if advises and open_ else {}),
    )
    if advises and turn.room_name != ticket.room:
        words = wording.short(wording.masked(without_number(turn.text)), 120)
        tell_requester(desk, noted, "advice_requester", expert=expert.name, words=words)
    return noted


def _talked_of(desk: Desk, turn: Turn) -> Ticket | None:
    """Advice without a number: the one he was asked about of late, else the only one asked lately there."""
    if turn.understanding.intent is not Intent.ADVICE or turn.room is None:
        return None
    asked = asked_of_late(desk, turn)
    if len(asked) == 1 and asked[0].status == Status.OPEN and alone_with_it(desk, turn):
        return asked[0]
    since = desk.now - desk.policy.followup
    if not asked and _bids_try(turn) and alone_with_it(desk, turn):
        lost = tickets.offered_in(desk.uow, HELD, me(turn).id, (Answer.WITHDRAWN,), since=since)
        return lost[0] if len(lost) == 1 else None
    here = [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN,))
        if each.room == turn.room.name
        and any(said.at >= since for said in inbox.of_ticket(desk.uow, each.id))
    ]
    return here[0] if len(here) == 1 else None


def _bids_try(turn: Turn) -> bool:
    """Whether he says what the firm is to try, whoever comes ("让他们先刷PP水试试")."""
    return bids_try(without_number(turn.text).strip())


def by_case(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether the requester says that a case he was shown solved it, before an expert said he had."""
    if ticket.status not in (Status.OPEN, *HELD) or _NOT_BY_CASE.search(turn.text):
        return False
    return bool(_BY_CASE.search(turn.text)) and bool(cases.shown(desk.uow, ticket.id, REQUESTER))


def told_by_case(desk: Desk, turn: Turn) -> Turn:
    """The turn as an ending where it says, in whatever words, that a case he was shown helped."""
    if turn.understanding.intent not in (Intent.CHAT, Intent.FOLLOWUP) or not _WELL.search(turn.text):
        return turn
    ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None or not by_case(desk, turn, ticket):
        return turn
    meant = replace(turn.understanding, intent=Intent.CONFIRM, query=None, several=None)
    return replace(turn, understanding=meant)


def answered(desk: Desk, turn: Turn, ticket: Ticket) -> dict[str, Any]:
    """The fields of a ticket that is confirmed: what solved it online, if anything did."""
    adviser, named_so = _adviser(desk, turn, ticket)
    if by_case(desk, turn, ticket) and not named_so:
        return {"answered": Answered.CASE}
    if adviser is None:
        return {}
    said = [each for each in _advice(desk, ticket) if each.actor == adviser.name and fix_of(each.detail)]
    return {
        "answered": Answered.ADVICE,
        "adviser_id": adviser.id,
        "solution": said[-1].detail if said else ticket.solution,
    }


def _adviser(desk: Desk, turn: Turn, ticket: Ticket) -> tuple[Expert | None, bool]:
    """Whose advice it was, and whether the requester names him: else the last who gave any."""
    if ticket.adviser_id is None or ticket.status != Status.OPEN:
        return None, False
    gave = {each.actor for each in _advice(desk, ticket)}
    experts = [each for each in people.all_experts(desk.uow) if each.name in gave]
    for each in experts:
        if each.name in turn.text or re.search(
            rf"老{each.name[0]}|{each.name[0]}(?:师傅|工|老师)", turn.text
        ):
            return each, True
    return people.expert(desk.uow, ticket.adviser_id), False


def _advice(desk: Desk, ticket: Ticket) -> list[Entry]:
    return [each for each in records.of_ticket(desk.uow, ticket.id) if each.change == Change.NOTED]


def tell_holder_off(desk: Desk, ticket: Ticket, outcome: str) -> None:
    """Who was on his way to what a case has solved hears that he need not come."""
    if ticket.answered == Answered.CASE and ticket.expert_id is not None:
        tell_experts_over(desk, ticket, was_open=False, by="case_helped_expert", reason=outcome)


def thank_adviser(desk: Desk, ticket: Ticket, outcome: str) -> None:
    """Tell who advised that it helped."""
    if ticket.answered != Answered.ADVICE or ticket.adviser_id is None:
        return
    adviser = people.expert(desk.uow, ticket.adviser_id)
    enterprise = facts(desk, ticket)["enterprise"]
    text = say("advice_helped", no=ticket.no, enterprise=enterprise, outcome=outcome)
    tell_person(desk, adviser.wechat_name, text, ticket=ticket)
