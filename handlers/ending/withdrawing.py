"""An expert says that the enterprise wants nobody any more: the enterprise is asked, its own word cancels.

Until it has answered the ticket stays with him. Where it does not let him work, the coordinators hear so.
"""

from dataclasses import replace

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import hand_over, tell_requester, tell_responsible
from handlers.desk import Desk, Turn
from handlers.experts.holding import held, me, note_his
from handlers.experts.spoken_to import to_the_bot
from handlers.firms.postponing import taken_up
from handlers.ledger import note_words
from handlers.offers.starting import held_until
from handlers.picking import named, with_ticket
from handlers.telling import answer
from handlers.understanding.cues import weigh
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import people, records, tickets
from storage.records import Question
from storage.terms import HELD, Change
from storage.tickets import Ticket

_SHORT = 40  # characters; longer texts tell stories


def as_report(desk: Desk, turn: Turn) -> Turn:
    """An expert's turn as a cancelling, where he says of a ticket of his that the enterprise withdraws."""
    cues = weigh("endings", turn.text)
    if (
        not (cues["withdrawn"] or cues["refused"])
        or cues["himself"]
        or len(turn.text) > _SHORT
        or not to_the_bot(desk, turn)
    ):
        return turn
    mine, pointed = tickets.held_by(desk.uow, me(turn).id), named(desk, turn)
    if not mine or (pointed is not None and pointed.id not in [each.id for each in mine]):
        return turn
    return replace(turn, understanding=replace(turn.understanding, intent=Intent.CANCEL, several=None))


def reported(desk: Desk, turn: Turn) -> Ticket | None:
    """Ask the enterprise whether it withdraws; he hears that he keeps the ticket until then."""
    ticket = held(desk, turn)
    if ticket is None:
        return None
    told = note_his(desk, turn, ticket)
    refused = weigh("endings", turn.text)["refused"] > 0
    tell_requester(desk, told, "refused_asked" if refused else "withdraw_asked", expert=me(turn).name)
    if refused:
        words = wording.short(wording.masked(without_number(turn.text)), _SHORT)
        tell_responsible(desk, told, "refused_told", expert=me(turn).name, words=words)
    for nickname in _of_the_house(desk, told):
        records.ask(
            desk.uow, person=nickname, intent=Intent.CANCEL, at=desk.now, text=_YES, ticket_nos=[told.no]
        )
    answer(desk, turn, say("withdraw_passed_on", no=told.no), ticket=told)
    return told


_YES = "不用了"  # as which a yes to it counts


def _of_the_house(desk: Desk, ticket: Ticket) -> list[str]:
    """Who asked for help, and his colleagues; not those who are being asked something else."""
    since = desk.now - desk.policy.question
    firm = [nickname for nickname, id_ in people.all_contacts(desk.uow) if id_ == ticket.enterprise_id]
    free = [each for each in firm if records.waiting(desk.uow, each, since) is None]
    return list(dict.fromkeys([ticket.requester, *free]))


def as_verdict(desk: Desk, turn: Turn) -> Turn:
    """What an enterprise answers to that: that it does not withdraw, or once more that it does."""
    question = records.waiting(desk.uow, turn.person.nickname, desk.now - desk.policy.question)
    ticket = _asked_about(desk, question) if question is not None else None
    if ticket is None or turn.understanding.ticket not in (None, ticket.no) or len(turn.text) > _SHORT:
        return turn
    if weigh("endings", turn.text)["kept"]:
        records.drop(desk.uow, turn.person.nickname, desk.now)
        found = replace(turn.understanding, intent=Intent.KEEP, request=None, query=None)
        return with_ticket(replace(turn, understanding=found), ticket)
    return with_ticket(turn, ticket) if turn.understanding.intent is Intent.CANCEL else turn


def _asked_about(desk: Desk, question: Question) -> Ticket | None:
    if question.intent != Intent.CANCEL or len(question.ticket_nos) != 1:
        return None
    ticket = tickets.by_no(desk.uow, question.ticket_nos[0])
    return ticket if ticket is not None and ticket.status in HELD else None


def kept(desk: Desk, turn: Turn) -> Ticket | None:
    """It does not withdraw: the expert hears that, and the enterprise that he comes."""
    ticket = named(desk, turn)
    if ticket is None or ticket.expert_id is None:
        return taken_up(desk, turn, ticket) if ticket is not None and held_until(desk, ticket) else None
    ticket = note_words(
        desk,
        turn,
        ticket,
        Change.FOLLOWUP,
    )
    hand_over(desk, turn, ticket, "still_wanted_expert")
    expert = people.expert(desk.uow, ticket.expert_id or 0)
    tell_requester(desk, ticket, "he_stays", expert=expert.name)
    return ticket
