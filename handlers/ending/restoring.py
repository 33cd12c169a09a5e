"""An ended ticket is opened again by an expert who was mistaken, or by a coordinator."""

from dataclasses import replace

from handlers import wording
from handlers.concerned import experts_asked, tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.endings import again, bring_back
from handlers.ending.resolving import resolve
from handlers.ending.returning import called_mended, ended_early
from handlers.experts.holding import me, note_his
from handlers.facts import facts
from handlers.offers.dispatch import target_minutes
from handlers.offers.starting import start
from handlers.people import coordinators_for
from handlers.picking import named, with_ticket
from handlers.pointing import meant_among
from handlers.telling import answer, tell_coordinators, tell_person
from handlers.understanding.cues import weigh
from prompts.texts import say
from storage import people, records, tickets
from storage.terms import LIVE, Change, Purpose, Status
from storage.tickets import Ticket

_MENDED = "修好了"  # as which his words count for the ticket that he means
_ENDINGS = (Change.CANCELLED, Change.CLOSED)


def take_back(desk: Desk, turn: Turn) -> Ticket | None:
    """An expert takes back his "修好了": the ticket is where it was, and its enterprise hears so.

    Where he means another of his ("不是1001，是1002"), that one is mended.
    """
    ticket = called_mended(desk, turn)
    if ticket is None:
        return _pass_on(desk, turn)
    expert = me(turn)
    unasked = _took_by_it(desk, ticket)
    back = bring_back(desk, turn, ticket, anew=unasked)
    if back is None:
        return None
    if unasked:
        asked, minutes = start(desk, back, again=True), target_minutes(desk, back.urgency)
        values = {"asked": experts_asked(asked), "minutes": minutes}
        tell_requester(desk, back, "mended_not_asked", expert=expert.name, **values)
    else:
        again = weigh("replies", turn.text)["goes_again"]
        tell_requester(desk, back, "mended_again" if again else "mended_not", expert=expert.name)
    answer(desk, turn, say("mended_not_freed" if unasked else "mended_not_expert", no=back.no), ticket=back)
    other = [
        each
        for each in tickets.held_by(desk.uow, expert.id)
        if str(each.no) in turn.text and each.id != back.id
    ]
    if len(other) != 1:
        return back
    return resolve(desk, with_ticket(replace(turn, text=_MENDED), other[0]))


def _pass_on(desk: Desk, turn: Turn) -> Ticket | None:
    """What he has not mended is over: the coordinators decide whether it is opened again."""
    ticket = ended_early(desk, turn)
    if ticket is None:
        return None
    noted = note_his(desk, turn, ticket)
    values = {"no": noted.no, "status": wording.STATUS[Status(noted.status)]}
    text = say("ended_early", expert=me(turn).name, words=wording.short(turn.text, 60), **values)
    responsible = coordinators_for(desk.uow, noted.district)
    tell_coordinators(desk, text, ticket=noted, mentions=responsible, purpose=Purpose.ANSWER)
    answer(desk, turn, say("ended_early_passed_on", **values), ticket=noted)
    return noted


def _took_by_it(desk: Desk, ticket: Ticket) -> bool:
    """Whether his "修好了" was what took the ticket in the first place (resolving.py)."""
    changes = records.of_ticket(desk.uow, ticket.id)
    mended = next(each for each in reversed(changes) if each.change == Change.RESOLVED)
    return any(
        each.change == Change.CLAIMED and (each.at, each.detail) == (mended.at, mended.detail)
        for each in changes
    )


def restore(desk: Desk, turn: Turn) -> Ticket | None:
    """A coordinator opens an ended ticket again: its former holder has it, or others are asked."""
    ticket = named(desk, turn) or ended_lately(desk, turn) or ended_by_him(desk, turn)
    if ticket is None:
        no = turn.understanding.ticket
        answer(desk, turn, say("restored_none") if no is None else say("no_such_ticket", no=no))
        return None
    if ticket.status in LIVE and ticket.status != Status.RESOLVED:
        text = say("not_ended", no=ticket.no, status=wording.STATUS[Status(ticket.status)])
        answer(desk, turn, text, ticket=ticket)
        return None
    return open_anew(desk, turn, ticket)


def ended_lately(desk: Desk, turn: Turn) -> Ticket | None:
    """The one ticket that ended lately which a coordinator's words mean ("冲床那单恢复")."""
    if turn.understanding.ticket is not None:
        return None
    ended = tickets.ended_since(desk.uow, desk.now - desk.policy.late_answer)
    said = meant_among(desk, turn, ended)
    return said[0] if len(said) == 1 else None


def open_anew(desk: Desk, turn: Turn, ticket: Ticket, *, anew: bool = False) -> Ticket | None:
    """The same for a ticket that is known; `anew`: others are asked in any case."""
    back = bring_back(desk, turn, ticket, anew=anew)
    if back is None:
        return None
    holder = people.expert(desk.uow, back.expert_id) if back.expert_id else None
    if holder is not None:
        text = say("restored_by_union", no=back.no, title=back.title, **facts(desk, back))
        tell_person(desk, holder.wechat_name, text, ticket=back)
    again(desk, back)
    what = f"已重新开，还是{holder.name}" if holder else "已重新开，正在找人"
    answer(desk, turn, say("done_room", no=back.no, what=what), ticket=back)
    return back


def ended_by_him(desk: Desk, turn: Turn) -> Ticket | None:
    """What this coordinator has ended last, a short while ago."""
    since = desk.now - desk.policy.followup
    ended = [
        each
        for each in records.with_change(desk.uow, _ENDINGS)
        if each.actor == turn.person.nickname and each.at >= since
    ]
    return tickets.get(desk.uow, ended[-1].ticket_id) if ended else None
