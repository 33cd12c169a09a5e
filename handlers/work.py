"""An expert at work: on the way, solved, on leave, or just talking."""

from handlers import wording
from handlers.answers import load_of
from handlers.cases import fix_of, learn, without_done
from handlers.claims import refuse, take
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.endings import remind_later
from handlers.holding import held, me
from handlers.ledger import note, shift
from handlers.online import advise
from handlers.people import experts_named
from handlers.picking import named
from handlers.telling import answer
from handlers.understanding.leaves import whose
from handlers.understanding.names import without_bot
from prompts.texts import say
from storage import people, tickets
from storage.terms import Answer, Change, Status
from storage.tickets import Ticket


def progress(desk: Desk, turn: Turn) -> Ticket | None:
    """On the way, on site, needs parts: on record, without a word to the groups."""
    ticket = held(desk, turn, helping=True)
    if ticket is None:
        return None
    return shift(
        desk, ticket, Change.PROGRESS, actor=me(turn).name, detail=turn.text, message_ids=turn.message_ids
    )


def resolve(desk: Desk, turn: Turn) -> Ticket | None:
    """He says it is fixed: the requester is asked."""
    late = _told_later(desk, turn)
    if late is not None:
        return late
    meant = named(desk, turn)
    if meant is not None and meant.status == Status.OPEN:
        take(desk, turn, meant)  # who has done it without a word before has taken it
    ticket = held(desk, turn, helping=True)
    if ticket is None:
        return None
    told = without_done(turn.text)
    how = turn.text if len(turn.text) > 8 or len(told) >= 4 else None
    resolved = shift(
        desk,
        ticket,
        Change.RESOLVED,
        actor=me(turn).name,
        detail=turn.text,
        message_ids=turn.message_ids,
        resolved_at=desk.now,
        solution=how or ticket.solution,
    )
    if resolved is None:
        return None
    remind_later(desk, resolved)
    solution = f"：{wording.short(wording.masked(told), 40)}" if how and told else "。"
    tell_requester(desk, resolved, "resolved_requester", expert=me(turn).name, solution=solution)
    return resolved


def availability(desk: Desk, turn: Turn) -> Ticket | None:
    """Leave and return are recorded; his waiting offers go to others."""
    leave = turn.understanding.leave
    if leave is None:
        return None
    expert = me(turn)
    written = whose(without_bot(turn.text)) or ""
    meant = experts_named(people.all_experts(desk.uow), written)
    if meant and expert.id not in [each.id for each in meant]:
        answer(desk, turn, say("leave_of_another", name=written))
        return None
    people.set_leave(desk.uow, expert.id, leave.away, leave.until)
    answer(desk, turn, say("leave_noted", name=expert.name, state=wording.leave(leave)))
    if leave.away:
        for ticket in tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,)):
            refuse(desk, turn, ticket)
    return None


def chat(desk: Desk, turn: Turn) -> Ticket | None:
    """Chatter and advice: silence; advice that names or quotes a ticket stays with it.

    Who asks what he has in hand is told so.
    """
    if turn.understanding.query is not None:
        answer(desk, turn, load_of(desk, me(turn)))
        return None
    return _told_later(desk, turn) or advise(desk, turn)


def _told_later(desk: Desk, turn: Turn) -> Ticket | None:
    """How he solved a ticket of his that is closed already and knew no resolution: it becomes a case."""
    ticket = named(desk, turn)
    if ticket is None or ticket.status != Status.CLOSED or ticket.expert_id != me(turn).id:
        return None
    if fix_of(ticket.solution) is not None or fix_of(turn.text) is None:
        return None
    told = note(
        desk,
        ticket,
        Change.NOTED,
        actor=me(turn).name,
        detail=turn.text,
        message_ids=turn.message_ids,
        solution=turn.text,
    )
    learn(desk, told)
    answer(desk, turn, say("case_noted", no=told.no), ticket=told)
    return told
