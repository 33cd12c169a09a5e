"""What becomes of an expert's tickets when a coordinator says that he has left, or is asked no more.

Others are asked at once for what he was offered, or given and has not answered. What he has taken may be half
done: the coordinators say who goes, are reminded of it, and where they never do others are asked for it.
"""

from handlers import wording
from handlers.concerned import tell_responsible
from handlers.desk import Desk, Turn
from handlers.experts.claims import replaced
from handlers.experts.departed import undecided
from handlers.firms.replacing import give_to_others
from handlers.ledger import lacking, note
from handlers.offers.dispatch import set_timer
from handlers.offers.overdue import next_reminder
from handlers.offers.starting import is_put_off
from prompts.texts import say
from storage import helpers, offers, tickets, timers
from storage.people import Expert
from storage.terms import HELD, Answer, Change, Status, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer


def goes(desk: Desk, turn: Turn, expert: Expert) -> str:
    """Let others do what waits for him; what the coordinator has to know of it, a line each."""
    told = [_others_asked(desk, turn, expert)]
    for ticket in tickets.held_by(desk.uow, expert.id)[::-1]:
        note(desk, ticket, Change.NOTED, actor=turn.person.nickname, detail=turn.text)
        _remind_later(desk, ticket, done=0)
        told.append(
            say("left_holding", no=ticket.no, title=wording.short(ticket.title, 14), expert=expert.name)
        )
    helped = helpers.helped_by(desk.uow, expert.id)
    told += [say("left_helping", no=each.no) for each in helped]
    return "".join(f"\n{each}" for each in told if each)


def rests(desk: Desk, expert: Expert) -> str:
    """The same of one whose leave has begun: others are asked what he was asked; what he has he may keep."""
    told = drop_offers(desk, expert)
    held = tickets.held_by(desk.uow, expert.id)
    said = [
        _waited(told),
        say("away_holding", nos=wording.numbers(held), no=held[0].no) if held else "",
    ]
    return "".join(f"\n{each}" for each in said if each)


def _others_asked(desk: Desk, turn: Turn, expert: Expert) -> str:
    given = [each for each in _waiting_for(desk, expert) if each.expert_id == expert.id]
    words = {"actor": turn.person.nickname, "detail": turn.text}
    anew = [(each, True) for each in given if give_to_others(desk, each, **words) is not None]
    return _waited([*anew, *drop_offers(desk, expert)])


def _waited(dropped: list[tuple[Ticket, bool]]) -> str:
    """What was done about the tickets that waited for him, where there are any."""
    asked = [ticket for ticket, others in dropped if others]
    nobody = [ticket for ticket, others in dropped if not others]
    said = [
        say("left_waiting", nos=wording.numbers(asked)) if asked else "",
        say("left_nobody_else", nos=wording.numbers(nobody)) if nobody else "",
    ]
    return "\n".join(filter(None, said))


def drop_offers(desk: Desk, expert: Expert) -> list[tuple[Ticket, bool]]:
    """Ask somebody else for what he was asked and answers no more; of each ticket whether anybody was."""
    asked = [each for each in _waiting_for(desk, expert) if each.expert_id != expert.id]
    dropped = []
    for ticket in asked:
        offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
        offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.WITHDRAWN, desk.now)
        needed = (ticket.status == Status.OPEN and not is_put_off(desk, ticket)) or lacking(desk, ticket)
        others = bool(replaced(desk, ticket, expert, offer))
        if others or (needed and offer is not None and offer.asked_by is None):
            dropped.append((ticket, others))
    return dropped


def _waiting_for(desk: Desk, expert: Expert) -> list[Ticket]:
    return tickets.offered_in(desk.uow, (Status.OPEN, *HELD), expert.id, (Answer.WAITING,))


def _remind_later(desk: Desk, ticket: Ticket, *, done: int) -> None:
    timers.cancel_kind(desk.uow, ticket.id, TimerKind.LEFT)
    due = next_reminder(desk, ticket, done)
    if due is not None:
        set_timer(desk, ticket, TimerKind.LEFT, due, nth=done + 1)


def remind(desk: Desk, ticket: Ticket, timer: Timer) -> None:
    """No coordinator has said who goes: they are reminded, and after the last time others are asked."""
    expert, nth = undecided(desk, ticket), timer.payload["nth"]
    if expert is None:
        return
    if nth < desk.policy.overdue.most:
        tell_responsible(desk, ticket, "left_still", expert=expert.name)
        _remind_later(desk, ticket, done=nth)
    elif give_to_others(desk, ticket, actor=None, detail=expert.name) is not None:
        tell_responsible(desk, ticket, "left_given", expert=expert.name)
