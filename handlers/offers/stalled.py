"""Who has a ticket has not said for long how it goes: he is asked, then the coordinators are told."""

from handlers import wording
from handlers.concerned import tell_responsible
from handlers.desk import Desk
from handlers.experts.assigning import awaited
from handlers.experts.departed import undecided
from handlers.facts import facts
from handlers.offers.dispatch import set_timer
from handlers.offers.patience import silent_at
from handlers.telling import tell_person
from prompts.texts import say
from storage import people
from storage.terms import HELD, TimerKind
from storage.tickets import Ticket
from storage.timers import Timer


def unheard(desk: Desk, ticket: Ticket, timer: Timer) -> None:
    """Nothing has come since the timer was set; where something has, it waits anew."""
    if ticket.expert_id is None or ticket.status not in HELD:
        return
    asked = timer.payload["asked"]
    due = silent_at(desk, ticket)
    # Of who has left coordinators are reminded in leaving.py.
    if due > desk.now or awaited(desk, ticket) or undecided(desk, ticket) is not None:
        set_timer(desk, ticket, TimerKind.STALLED, max(due, desk.now + desk.policy.followup), asked=False)
        return
    expert = people.expert(desk.uow, ticket.expert_id)
    if not asked:
        text = say("stalled_expert", no=ticket.no, title=ticket.title, **facts(desk, ticket))
        tell_person(desk, expert.wechat_name, text, ticket=ticket)
        set_timer(desk, ticket, TimerKind.STALLED, silent_at(desk, ticket, asked_at=desk.now), asked=True)
        return
    since = wording.minutes(desk.now - (ticket.claimed_at or ticket.asked_at))
    tell_responsible(desk, ticket, "stalled_told", expert=expert.name, since=since)
