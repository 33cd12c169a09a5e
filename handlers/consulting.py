"""Who calls for more experts on a ticket: a coordinator, or the enterprise itself."""

from handlers import followups, requests
from handlers.claims import join_in
from handlers.concerned import tell_requester
from handlers.consults import call_more
from handlers.coordinators import meant
from handlers.desk import Desk, Turn
from handlers.handovers import colleague_named
from handlers.ledger import workers
from handlers.picking import pick_own
from handlers.telling import answer
from handlers.understanding.values import Intent
from handlers.wording import STATUS
from prompts.texts import say
from storage import tickets
from storage.terms import HELD, Status
from storage.tickets import Ticket


def by_coordinator(desk: Desk, turn: Turn) -> Ticket | None:
    """ "1012 要会诊", "1012 再派两个", "1012 再派葛林松一起去"."""
    ticket, several = meant(desk, turn), turn.understanding.several
    if ticket is None or several is None:
        return None
    if ticket.status == Status.RESOLVED:
        answer(desk, turn, say("ticket_over", no=ticket.no, status=STATUS[Status.RESOLVED]), ticket=ticket)
        return None
    if turn.understanding.target is not None and ticket.status in HELD:
        return _add(desk, turn, ticket)
    ticket, asked = call_more(desk, turn, ticket, several)
    what = f"会诊，一共要{ticket.wanted}位师傅" + (f"，又请了{len(asked)}位" if asked else "")
    answer(desk, turn, say("done_room", no=ticket.no, what=what), ticket=ticket)
    tell_requester(desk, ticket, "consult_arranged", wanted=ticket.wanted)
    return ticket


def _add(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    expert = colleague_named(desk, turn, ticket)
    if expert is None:
        return None
    if ticket.expert_id == expert.id or expert.id in tickets.helper_ids(desk.uow, ticket.id):
        answer(desk, turn, say("done_room", no=ticket.no, what=f"{expert.name}本来就在"), ticket=ticket)
        return ticket
    present = len(workers(desk, ticket))
    tickets.amend(desk.uow, ticket.id, wanted=max(ticket.wanted, present + 1))
    joined = join_in(desk, turn, tickets.get(desk.uow, ticket.id), expert)
    answer(desk, turn, say("done_room", no=ticket.no, what=f"{expert.name}也去，已私信给他"), ticket=joined)
    return joined


def by_firm(desk: Desk, turn: Turn) -> Ticket | None:
    """ "能不能多来两位师傅": for a ticket of his own; else it is part of what he says anyway."""
    intent, several = turn.understanding.intent, turn.understanding.several
    ticket = None
    if several is not None and not (intent is Intent.REQUEST and turn.understanding.technical):
        ticket = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False)
    if ticket is None or several is None:
        otherwise = {Intent.REQUEST: requests.request, Intent.CHAT: followups.chat}
        return otherwise.get(intent, followups.followup)(desk, turn)
    ticket, _ = call_more(desk, turn, ticket, several)
    tell_requester(desk, ticket, "consult_wanted", wanted=ticket.wanted)
    return ticket
