"""A coordinator gives a ticket to an expert: "1001派给老单"."""

import re
from typing import Any

from handlers.concerned import hand_over
from handlers.desk import ZONE, Desk, Turn
from handlers.ending.endings import bring_back
from handlers.ending.restoring import open_anew
from handlers.experts.assigning import answered_before, await_answer
from handlers.experts.departed import undecided
from handlers.experts.handovers import colleague_named
from handlers.experts.introduced import introduce
from handlers.experts.volunteering import willing
from handlers.firms.replacing import offer_anew
from handlers.ledger import note_words, shift
from handlers.offers.choosing import choose
from handlers.offers.dispatch import size_of_wave
from handlers.offers.sparing import on_leave
from handlers.people import familiar_names
from handlers.picking import named
from handlers.telling import answer, tell_person
from handlers.understanding.doubting import doubts_expert
from handlers.understanding.names import without_bot
from handlers.understanding.replacing import puts_another_instead, wants_another
from handlers.understanding.values import Intent
from handlers.union.more_asked import ask_more
from handlers.union.which_ticket import meant
from prompts.texts import say
from storage import helpers, people, records, tickets, timers
from storage.people import Expert
from storage.terms import Change, Status, TimerKind
from storage.tickets import Ticket


def assign(desk: Desk, turn: Turn) -> Ticket | None:
    """Give a ticket to a named expert; he and the requester are told at once, a former holder too.

    One that was cancelled, or that an expert called mended, is opened again for him.
    """
    ended = _to_be_opened(desk, turn)
    if ended is not None and turn.understanding.target is None:
        return open_anew(desk, turn, ended, anew=True)
    ticket = ended or meant(desk, turn)
    if ticket is None:
        return None
    names_nobody, is_open = turn.understanding.target is None, ticket.status == Status.OPEN
    if names_nobody and (wants_another(turn.text) or puts_another_instead(turn.text)):
        if is_open:
            return ask_more(desk, turn, ticket, size_of_wave(desk, ticket))
        anew = offer_anew(desk, turn, ticket)
        if anew is not None:
            return anew
    if names_nobody and _WHO.search(turn.text) and is_open:
        answer(desk, turn, who_fits(desk, ticket), ticket=ticket)
        return None
    expert = colleague_named(desk, turn, ticket)
    if expert is None:
        return None
    if undecided(desk, ticket) == expert:
        kept = note_words(desk, turn, ticket, Change.ASSIGNED)
        timers.cancel_kind(desk.uow, ticket.id, TimerKind.LEFT)
        answer(desk, turn, say("done_room", no=ticket.no, what=f"还由{expert.name}办"), ticket=ticket)
        return kept
    if expert.left_at is not None and not _STILL.search(turn.text):
        _ask_whether_still(desk, turn, ticket, expert)
        return None
    if ticket.expert_id == expert.id and ticket.status != Status.RESOLVED:
        what = f"本来就在{expert.name}手上"
        if doubts_expert(turn.text, familiar_names(desk.uow)):  # he does not read it
            answer(desk, turn, say("stays_his", no=ticket.no, expert=expert.name), ticket=ticket)
            return note_words(desk, turn, ticket, Change.NOTED)
        if _says_more(turn.text, expert):
            hand_over(desk, turn, ticket, "note_expert")
            what += "，你的话转过去了"
        answer(desk, turn, say("done_room", no=ticket.no, what=what), ticket=ticket)
        return ticket
    return _given(desk, turn, ticket, expert, ended)


def _given(desk: Desk, turn: Turn, ticket: Ticket, expert: Expert, ended: Ticket | None) -> Ticket | None:
    """The ticket in his hands, taken from a former holder and opened anew (`ended`) where need be."""
    former = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    if ended is not None:
        former = former if ended.status == Status.RESOLVED and former != expert else None
        ticket = bring_back(desk, turn, ended, anew=True) or ended
    would = expert in willing(desk, ticket)
    values: dict[str, Any] = {"expert_id": expert.id, "claimed_at": desk.now}
    if former is not None:
        values["pickup_due"] = desk.now + desk.escalation(ticket.urgency).target
    assigned = shift(
        desk,
        ticket,
        Change.ASSIGNED,
        actor=turn.person.nickname,
        detail=turn.text,
        message_ids=turn.message_ids,
        **values,
    )
    if assigned is None:
        return None
    helpers.remove(desk.uow, ticket.id, expert.id)
    if would:
        answered_before(desk, assigned, expert)
    else:
        await_answer(desk, assigned, expert)
    introduce(desk, assigned, expert, turn=None, assigned=not would, former=former)
    if former is not None:
        text = say("taken_away", no=ticket.no, expert=expert.name)
        tell_person(desk, former.wechat_name, text, ticket=assigned)
    answer(
        desk,
        turn,
        say("assigned_room", no=ticket.no, expert=expert.name) + _warning(desk, expert),
        ticket=assigned,
    )
    return assigned


_WHO = re.compile(r"谁|推荐")
_STILL = re.compile(r"还是|照派|照样|仍")


def _ask_whether_still(desk: Desk, turn: Turn, ticket: Ticket, expert: Expert) -> None:
    """Whoever has left is given nothing without a second word."""
    answer(desk, turn, say("left_assigned", no=ticket.no, expert=expert.name), ticket=ticket)
    records.ask(
        desk.uow,
        person=turn.person.nickname,
        intent=Intent.ASSIGN,
        at=desk.now,
        text=f"{turn.text}，还是派",
        ticket_nos=[ticket.no],
        target=expert.name,
        options=[expert.name],
    )


_HIS = re.compile(r"@\S+|师傅|老师|一下|[派让叫请给去来吧了把就还是接弄看单号那这]|\W|\d")


def _says_more(text: str, expert: Expert) -> bool:
    """Whether an order for who has the ticket already says more than that ("让葛师傅带上万用表")."""
    bare = without_bot(text)
    for name in (expert.wechat_name, expert.name, expert.name[-2:], expert.name[0]):
        bare = bare.replace(name, "")
    return len(_HIS.sub("", bare)) > 1


_ANEW = re.compile(r"重新|再派|再次")


def _to_be_opened(desk: Desk, turn: Turn) -> Ticket | None:
    """The ended ticket that an order for somebody names; a closed one only where it says "重新"."""
    ticket = named(desk, turn)
    open_again = (Status.CANCELLED, Status.RESOLVED, *([Status.CLOSED] if _ANEW.search(turn.text) else []))
    return ticket if ticket is not None and ticket.status in open_again else None


def who_fits(desk: Desk, ticket: Ticket) -> str:
    """The best three for a ticket, and why."""
    best = [each for each in choose(desk, ticket, 9) if ticket.category in each.expert.trades][:3]
    lines = "\n".join(f"{each.expert.name}：{each.why}" for each in best)
    return say("who_fits" if best else "who_fits_none", no=ticket.no, lines=lines)


def _warning(desk: Desk, expert: Expert) -> str:
    if expert.left_at is None and on_leave(expert, desk.now.astimezone(ZONE).date()):
        return say("expert_away")
    return say("expert_full") if tickets.loads(desk.uow).get(expert.id, 0) > expert.capacity else ""
