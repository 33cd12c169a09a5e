"""An enterprise asks how its ticket stands, who comes and when: it is told, and who has it is asked."""

import re
from datetime import timedelta

from handlers import wording
from handlers.concerned import hand_over, tell_responsible
from handlers.desk import Desk, Turn
from handlers.experts.assigning import awaited
from handlers.experts.coming import heard_lately
from handlers.experts.departed import undecided
from handlers.firms.adding import add
from handlers.firms.amending import news
from handlers.firms.standing import state_words
from handlers.picking import named, pick_own, speaks_of
from handlers.rooms.reach import reads_private, talks_of
from handlers.telling import answer, answer_once, tell_person
from handlers.understanding.asking_after import (
    asks_after,
    asks_coming,
    asks_how,
    asks_marks,
    asks_number,
    asks_whether_mended,
)
from handlers.understanding.names import without_bot
from handlers.understanding.values import Kind
from handlers.understanding.visits import asks_for_a_day
from prompts.texts import say
from storage import inbox, people, tickets
from storage.terms import HELD, Status
from storage.tickets import Ticket

_PHONE = re.compile(r"电话|手机|号码|联系方式|怎么联系")
_UNREACHED = re.compile(
    r"打不(?:通|进)|没人接|不接|关机|停机|占线|空号|联系不[上到]|找不到人"
)  # he has the number
_EXPERT = re.compile(r"师傅|老师|[\u4e00-\u9fa5]工(?!厂)|他|人")
_WHO = re.compile(r"谁|哪位|姓|叫什么")  # the state names him
_WHERE = re.compile(
    r"(?:到|在|走到|人在)(?:了)?哪|[到来]了(?:没|吗|么)|[到来]没[有到来]?|人呢|多远|还要多久到|多久(?:能)?到"
)
_READ = timedelta(minutes=3)
_STATES = 3  # told in one message


def asked_after(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """The state, in a word; haste that the question brings along ("线都停了，人呢") is kept."""
    told = bool(news(turn, ticket).keys() - {"mode"})  # who asks when he comes wants him to come
    wished = ticket.status == Status.OPEN and asks_for_a_day(turn.text)  # whoever takes it reads so
    told = told or wished
    if told:
        ticket = add(desk, turn, ticket, acknowledges=False)  # who has it reads it
    else:
        inbox.tie(desk.uow, turn.message_ids, ticket.id)
    if says_unreached(turn) and ticket.status in (*HELD, Status.RESOLVED) and undecided(desk, ticket) is None:
        return _have_him_ring(desk, turn, ticket)
    phone = _PHONE.search(turn.text) is not None
    if phone and ticket.status == Status.RESOLVED and _phone_sent(desk, turn, ticket):
        return state(desk, turn, ticket, more=say("phone_sent"))
    if ticket.expert_id is None or ticket.status not in HELD:
        return state(desk, turn, ticket, more=say("day_wished") if wished else "")
    if nobody_comes(desk, ticket):
        _tell_union(desk, turn, ticket)
    if undecided(desk, ticket) is not None:
        return state(desk, turn, ticket)
    on_record = _WHO.search(turn.text) or asks_number(turn.text)
    if not phone and not told and _WHERE.search(turn.text) and heard_lately(desk, ticket):
        return state(desk, turn, ticket)
    again = not told and asks_after(turn.text) and _asked_lately(desk, turn, [ticket])
    if not phone and (on_record or again):
        return state(desk, turn, ticket)
    if not told:
        hand_over(desk, turn, ticket, "asked_expert")
    if not phone:
        return state(desk, turn, ticket, more=say("asked_on"))
    return state(
        desk, turn, ticket, more=say("phone_sent" if _phone_sent(desk, turn, ticket) else "asked_phone")
    )


def says_unreached(turn: Turn) -> bool:
    """Whether the firm says that it cannot get hold of who has its ticket, whose number it has."""
    called = _PHONE.search(turn.text) or _EXPERT.search(turn.text)
    return called is not None and _UNREACHED.search(turn.text) is not None


def _have_him_ring(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket:
    """He is asked to ring. The coordinators hear of it the second time, and where he has called it mended."""
    said = [each for each in inbox.of_ticket(desk.uow, ticket.id) if each.id not in turn.message_ids]
    since = ticket.claimed_at or ticket.asked_at
    before = [each for each in said if each.at >= since and _UNREACHED.search(each.text)]
    hand_over(desk, turn, ticket, "asked_expert")
    told_union = len(before) > 1 if ticket.status != Status.RESOLVED else bool(before)
    if nobody_comes(desk, ticket):
        _tell_union(desk, turn, ticket)
    elif (before or ticket.status == Status.RESOLVED) and not told_union:
        expert = people.expert(desk.uow, ticket.expert_id or 0)
        words = wording.short(wording.masked(without_bot(turn.text)), 40)
        tell_responsible(desk, ticket, "asked_of_unreached", expert=expert.name, words=words)
    return state(desk, turn, ticket, more=say("asked_ring"))


def nobody_comes(desk: Desk, ticket: Ticket) -> bool:
    """Whether nobody has said that he comes: who was given it is silent, or who has it has left."""
    return awaited(desk, ticket) or undecided(desk, ticket) is not None


def _tell_union(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """The coordinators hear once that the firm asks after a ticket to which nobody comes."""
    expert = people.expert(desk.uow, ticket.expert_id or 0)
    since = expert.left_at or ticket.claimed_at or ticket.asked_at
    before = [each for each in inbox.of_ticket(desk.uow, ticket.id) if each.at > since]
    if any(asks_after(each.text) and each.id not in turn.message_ids for each in before):
        return
    words = wording.short(wording.masked(without_bot(turn.text)), 40)
    name = "asked_of_silent" if undecided(desk, ticket) is None else "asked_of_left"
    tell_responsible(desk, ticket, name, expert=expert.name, words=words)


def _phone_sent(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Send him the number of the expert who has his firm's ticket, in private where that gets through."""
    expert = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    firm = turn.person.enterprise
    own = firm is not None and firm.id == ticket.enterprise_id
    if expert is not None and expert.left_at is not None and ticket.status not in HELD:
        return False
    if expert is None or not expert.phone or not own or _UNREACHED.search(turn.text):
        return False
    if turn.room is not None and not reads_private(desk, turn.person.nickname):
        return False
    filled = say("phone_of_expert", no=ticket.no, expert=expert.name, phone=expert.phone)
    tell_person(desk, turn.person.nickname, filled, ticket=ticket)
    return True


def _asked_lately(desk: Desk, turn: Turn, mine: list[Ticket]) -> bool:
    """Whether his house has just asked the same of who has it, who has said nothing since: he need not read
    of every question."""
    return any(_just_asked(desk, turn, each) for each in mine if each.claimed_at is not None)


def _just_asked(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    holder = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id is not None else None
    for each in reversed(inbox.of_ticket(desk.uow, ticket.id)):
        too_old = desk.now - each.at >= _READ or (
            ticket.claimed_at is not None and each.at < ticket.claimed_at
        )
        if too_old or (holder is not None and each.sender == holder.wechat_name):
            return False
        if asks_after(each.text) and each.id not in turn.message_ids:
            return True
    return False


def unsolved(desk: Desk, turn: Turn) -> list[Ticket]:
    """His house's troubles, of this talk where it is a group, that nobody has called solved."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    return [
        each
        for each in tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
        if each.kind == Kind.PROBLEM and each.status in (Status.OPEN, *HELD)
        if turn.room is None or talks_of(desk, each, turn.room_name)
    ]


_OF_LESSONS = re.compile(r"老师|培训|课|讲")


def those_meant(desk: Desk, turn: Turn) -> list[Ticket]:
    """Which of several troubles a question means that names none: who comes is asked of those that somebody
    has, the number and whether it is done of all; [] where the talk tells it."""
    mine = unsolved(desk, turn)
    if len(mine) == 1 and mine[0].status in HELD and asks_coming(turn.text) and named(desk, turn) is None:
        return [] if _OF_LESSONS.search(turn.text) else mine  # a training wanted besides has nobody yet
    if len(mine) < 2 or named(desk, turn) is not None or any(speaks_of(turn, each) for each in mine):
        return []
    if asks_coming(turn.text):
        held = [each for each in mine if each.status in HELD]
        return held if len(held) < len(mine) else []
    return mine if asks_number(turn.text) or asks_whether_mended(turn.text) else []


def ended_asked_after(desk: Desk, turn: Turn) -> bool:
    """Whether he asks for the number of a ticket that is over, which he is told."""
    ended = asks_number(turn.text) and pick_own(desk, turn, (Status.CLOSED,), ask=False, recent=True)
    if ended:
        state(desk, turn, ended)
    return bool(ended)


def asked_how(desk: Desk, turn: Turn) -> bool:
    """Whether he asks what the bot wants of him: to confirm, or to give a score."""
    if not asks_how(turn.text):
        return False
    waiting = pick_own(desk, turn, (Status.RESOLVED,), ask=False)
    if waiting is not None:
        state(desk, turn, waiting)
        return True
    closed = pick_own(desk, turn, (Status.CLOSED,), ask=False, recent=True)
    if closed is None or closed.expert_id is None or closed.rating is not None or not asks_marks(turn.text):
        return False
    answer(desk, turn, say("how_to_rate", no=closed.no), ticket=closed)
    return True


def all_stand(desk: Desk, turn: Turn, mine: list[Ticket]) -> Ticket:
    """He calls and has several: how each stands; those who have one hear that he calls."""
    lines, quiet = [], asks_number(turn.text) or _asked_lately(desk, turn, mine)
    for each in mine[:_STATES]:
        more = ""
        if nobody_comes(desk, each):
            _tell_union(desk, turn, each)
        if each.status in HELD and not quiet:
            hand_over(desk, turn, each, "asked_expert")
            more = say("asked_on")
        words = state_words(desk, each, more=more)
        lines.append(say("state_own", no=each.no, title=each.title, state=words))
    inbox.tie(desk.uow, turn.message_ids, mine[0].id)
    answer(desk, turn, "\n".join(lines), ticket=mine[0])
    return mine[0]


def nothing_open(desk: Desk, turn: Turn) -> None:
    """He asks the bot after a ticket and has none; somebody else's number has been answered already."""
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    mine = tickets.live_of_requester(desk.uow, turn.person.nickname, firm)
    if turn.understanding.ticket is None and not mine:
        answer_once(desk, turn, say("state_none"), desk.policy.question)


def state(desk: Desk, turn: Turn, ticket: Ticket, *, more: str = "") -> Ticket:
    """Tell the asker how his own ticket stands."""
    words = state_words(desk, ticket, more=more)
    answer(desk, turn, say("state_own", no=ticket.no, title=ticket.title, state=words), ticket=ticket)
    return ticket


def asks_phone_of_expert(text: str) -> bool:
    """Whether the number of who comes is asked for."""
    return _PHONE.search(text) is not None and "师傅" in text
