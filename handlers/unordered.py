"""What sounds like an order and is none ("不要取消", "能取消吗"): nothing is done, the writer hears so."""

import re

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.firms.asked_after import state
from handlers.people import experts_named
from handlers.picking import named, pick_own
from handlers.reports.about_experts import load_of
from handlers.telling import answer
from handlers.understanding.orders import Held, held_back
from handlers.understanding.values import Intent, Role
from prompts.texts import say
from storage import inbox, people, tickets
from storage.terms import LIVE, Status

_FROM_ELSEWHERE = re.compile(r"隔壁|邻县|[外别]的?县|外地|外面|兄弟县|市里|省里|杭州|宁波")


def held(desk: Desk, turn: Turn) -> bool:
    """Whether the act is forbidden or only asked about; if so it is not done."""
    how = held_back(turn.text, turn.understanding, turn.role)
    if how is None:
        return False
    if turn.role is Role.COORDINATOR:
        _tell_coordinator(desk, turn)
    elif turn.role is Role.ENTERPRISE:
        _tell_requester(desk, turn)
    elif how is Held.ASKED:
        _tell_expert(desk, turn)
    return True


def _tell_coordinator(desk: Desk, turn: Turn) -> None:
    if turn.understanding.intent is Intent.ROSTER:
        found = experts_named(people.all_experts(desk.uow), turn.understanding.target or "")
        answer(desk, turn, load_of(desk, found[0]) if len(found) == 1 else say("not_done_at_all"))
        return
    ticket = named(desk, turn)
    if ticket is None:
        no = turn.understanding.ticket
        answer(desk, turn, say("not_done_at_all") if no is None else say("no_such_ticket", no=no))
        return
    if turn.understanding.intent is Intent.ESCALATE and _FROM_ELSEWHERE.search(turn.text):
        answer(desk, turn, say("none_from_elsewhere", no=ticket.no), ticket=ticket)
        return
    status = wording.STATUS[Status(ticket.status)]
    answer(desk, turn, say("not_done", no=ticket.no, title=ticket.title, status=status), ticket=ticket)


def _tell_requester(desk: Desk, turn: Turn) -> None:
    """He hears how his ticket stands; who has none, or several and names none, hears nothing."""
    ticket = pick_own(desk, turn, LIVE, ask=False)
    if ticket is not None:
        inbox.tie(desk.uow, turn.message_ids, ticket.id)
        state(desk, turn, ticket)


def _tell_expert(desk: Desk, turn: Turn) -> None:
    """Who asks whether he may give his ticket away is told how; other questions are for people."""
    if turn.understanding.intent not in (Intent.RELEASE, Intent.TRANSFER):
        return
    mine = tickets.held_by(desk.uow, me(turn).id)
    meant = named(desk, turn)
    if meant is None and len(mine) == 1:
        meant = mine[0]
    if meant is not None and meant.id in [each.id for each in mine]:
        answer(desk, turn, say("not_done_expert", no=meant.no), ticket=meant)
