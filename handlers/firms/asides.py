"""What a firm says beside its troubles: to complain, to speak to a person, to know what it costs.

Each gets one short true answer; what a person has to answer goes to the coordinators, on record.
"""

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.firms.adding import add
from handlers.firms.standing import state_words
from handlers.ledger import note
from handlers.people import coordinators_for
from handlers.picking import owns, pick_own
from handlers.telling import answer, answer_once, at, tell_coordinators
from handlers.understanding.abilities import without_question
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.numbers import find_ticket_no
from handlers.understanding.plainly import is_joke
from handlers.understanding.problems import says_wrong
from handlers.understanding.trades import find_category, technical_weight
from handlers.understanding.values import Intent, Role
from prompts.texts import say, texts
from storage import people, records, tickets
from storage.people import Coordinator
from storage.terms import HELD, LIVE, Change, Purpose, Status
from storage.tickets import Ticket

_LONGEST = 40  # who writes more tells of something
_PASSED_ON = ("complaint", "doubt", "wish", "human")
_ASIDES = (*_PASSED_ON, "cost", "wrong_group", "partly", "watched", "able", "photo_how")
# What is said of a ticket goes before.
_TELLS = (Intent.REQUEST, Intent.REPLACE, Intent.RATE, Intent.CONFIRM, Intent.CANCEL)
_SHOP_TALK = 2.0
_LOW = 2  # a score that wants a question why


def granted(desk: Desk, turn: Turn) -> bool:
    """Whether the words want one of these and nothing else, and are answered now."""
    aside = _aside(desk, turn)
    if aside in _PASSED_ON:
        _pass_on(desk, turn, aside)
    elif aside == "cost":
        tell_cost(desk, turn)
    elif aside in ("wrong_group", "joke"):
        _asked_in_error(desk, turn, aside)
    elif aside == "photo_how":
        answer_once(desk, turn, say("photo_how"), desk.policy.together)
        return not without_bot(turn.text).lstrip().startswith("有")  # "有，图纸发哪" answers, too
    elif aside == "able":
        return _told_whether_able(desk, turn)
    elif aside in ("partly", "watched"):
        return _told_partly(desk, turn)
    return aside is not None


def asks_cost(turn: Turn) -> bool:
    """Whether a request asks besides what it costs."""
    request = turn.role is Role.ENTERPRISE and turn.understanding.intent is Intent.REQUEST
    return request and len(turn.text) <= _LONGEST and bool(weigh("asides", turn.text)["cost"])


def is_displeased(turn: Turn) -> bool:
    """Whether a firm is not content with what was done for it, or gives a low score."""
    if turn.role is not Role.ENTERPRISE or turn.understanding.intent in (Intent.REQUEST, Intent.CANCEL):
        return False
    low = turn.understanding.rating is not None and turn.understanding.rating <= _LOW
    said = len(turn.text) <= _LONGEST and bool(weigh("asides", without_bot(turn.text))["dissatisfied"])
    return low or said


def tell_of_displeasure(desk: Desk, turn: Turn) -> None:
    """The coordinators hear it, with the ticket that an expert has or had."""
    ticket = pick_own(desk, turn, (*HELD, Status.RESOLVED, Status.CLOSED), ask=False)
    if ticket is None or ticket.expert_id is None:
        return
    responsible = _responsible(desk, turn, ticket)
    said = say("dissatisfied_answer", no=ticket.no, names=_names(responsible))
    if answer_once(desk, turn, said, desk.policy.followup, ticket=ticket):
        stands = say("state_own", no=ticket.no, title=ticket.title, state=state_words(desk, ticket))
        _tell(desk, turn, "dissatisfied_passed", responsible, ticket, stands)


def _aside(desk: Desk, turn: Turn) -> str | None:
    bare, intent = without_bot(turn.text), turn.understanding.intent
    if turn.role is not Role.ENTERPRISE or turn.attachments or not 0 < len(bare) <= _LONGEST:
        return None
    weights = weigh("asides", bare)
    aside = next((name for name in _ASIDES if weights[name]), None)
    if is_joke(bare) and find_ticket_no(bare) is None:
        return "joke" if _meant(desk, turn) is not None else None
    trouble = aside == "wish" and says_wrong(bare)  # "机床报警，还请上次来的师傅看看"
    if intent is Intent.REQUEST and aside in _PASSED_ON and technical_weight(bare) < _SHOP_TALK:
        return None if trouble else aside  # "我要投诉！" begs for no expert
    marks = turn.understanding.rating is not None or turn.understanding.saved_yuan is not None
    if intent in (Intent.RATE, Intent.CONFIRM) and aside == "complaint" and not marks:
        return aside  # "师傅态度不太好" gives no score
    return None if intent in _TELLS else aside


def _pass_on(desk: Desk, turn: Turn, aside: str) -> None:
    """A person has to answer: the coordinators hear it, with the ticket it may be about, and he hears so."""
    ticket = pick_own(desk, turn, LIVE, ask=False, recent=True)
    responsible = _responsible(desk, turn, ticket)
    said = say(f"{aside}_answer", names=_names(responsible))
    if not answer_once(desk, turn, said, desk.policy.together, ticket=ticket):
        return
    stands = ""
    if ticket is not None:
        who = turn.person.nickname
        note(desk, ticket, Change.NOTED, actor=who, detail=turn.text, message_ids=turn.message_ids)
        stands = say("state_own", no=ticket.no, title=ticket.title, state=state_words(desk, ticket))
    _tell(desk, turn, f"{aside}_passed", responsible, ticket, stands)


def _responsible(desk: Desk, turn: Turn, ticket: Ticket | None) -> list[Coordinator]:
    firm, room = turn.person.enterprise, turn.room
    district = (ticket and ticket.district) or (firm and firm.district) or (room and room.district) or None
    return coordinators_for(desk.uow, district)


def _names(responsible: list[Coordinator]) -> str:
    return "、".join(each.name for each in responsible[:2])


def _tell(
    desk: Desk, turn: Turn, text: str, responsible: list[Coordinator], ticket: Ticket | None, stands: str
) -> None:
    firm = turn.person.enterprise
    filled = say(
        text,
        mentions=at([each.wechat_name for each in responsible]),
        who=f"{firm.short_name}的{turn.person.nickname}" if firm else turn.person.nickname,
        words=wording.short(wording.masked(turn.text), 60),
        place=f"在“{turn.room.name}”" if turn.room else "私信里",
        stands=stands,
    )
    tell_coordinators(desk, filled, ticket=ticket, mentions=responsible, purpose=Purpose.ANSWER)


def tell_cost(desk: Desk, turn: Turn) -> None:
    """What the union has written of it; else a coordinator answers."""
    if texts()["cost_answer"]:
        answer(desk, turn, say("cost_answer"))
        return
    responsible = _responsible(desk, turn, None)
    if answer_once(desk, turn, say("cost_by_union", names=_names(responsible)), desk.policy.together):
        _tell(desk, turn, "cost_passed", responsible, None, "")


def _asked_in_error(desk: Desk, turn: Turn, aside: str) -> None:
    """What he has just asked for may be what he did not mean to: he is asked whether to take it back."""
    ticket, who = _meant(desk, turn), turn.person.nickname
    if ticket is None:
        answer_once(desk, turn, say("sent_in_error"), desk.policy.together)
        return
    answer(desk, turn, say(f"{aside}_asked", no=ticket.no, title=ticket.title), ticket=ticket)
    records.ask(desk.uow, person=who, intent=Intent.CANCEL, at=desk.now, text=_CANCEL, ticket_nos=[ticket.no])


_CANCEL = "取消"  # as which a yes to it counts


def _meant(desk: Desk, turn: Turn) -> Ticket | None:
    """What he has just asked for here."""
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, None)
    fresh = [
        each
        for each in mine
        if each.room == turn.room_name and turn.first.at - each.asked_at <= desk.policy.followup
    ]
    return max(fresh, key=lambda each: each.asked_at, default=None)


def _told_whether_able(desk: Desk, turn: Turn) -> bool:
    """Whether there is anybody for such work; he is asked to say what is wrong.

    Who has a ticket and names no work asks about that one ("能修吗"): it is no question to us.
    """
    told = without_question(turn.text)
    trade, names_work = find_category(told), technical_weight(told) >= _SHOP_TALK
    if not names_work and pick_own(desk, turn, LIVE, ask=False) is not None:
        return False
    able = [each for each in people.all_experts(desk.uow) if trade in each.trades]
    known = bool(able) and names_work
    text = say("able", trade=wording.trade(trade), count=len(able)) if known else say("able_perhaps")
    answer_once(desk, turn, text, desk.policy.together)
    return True


def _told_partly(desk: Desk, turn: Turn) -> bool:
    """It is better, not yet well: who has the ticket reads it. False where nobody has one of his.

    Where it denies that it is mended, the ticket is reopened.
    """
    if turn.understanding.intent is Intent.REOPEN:
        return False
    ticket = pick_own(desk, turn, (*HELD, Status.RESOLVED), ask=False)
    if ticket is None or not owns(turn, ticket):
        return False
    add(desk, turn, ticket)
    return True
