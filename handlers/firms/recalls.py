"""Taking words back (撤回), and writing them anew: the ticket stays the same one."""

from dataclasses import replace

from handlers import wording
from handlers.bursts import text_of
from handlers.concerned import pass_on
from handlers.desk import Desk, Turn
from handlers.ending.cancelling import withdraw
from handlers.ending.endings import fresh_cycle
from handlers.facts import facts
from handlers.firms.amending import as_columns, reread
from handlers.firms.joined import opening
from handlers.firms.receipts import receipt
from handlers.ledger import note, shift
from handlers.offers.starting import start
from handlers.picking import owns
from handlers.telling import tell_person
from handlers.understanding.values import RequestFields
from prompts.texts import say
from storage import inbox, people, talks, tickets
from storage.inbox import Received
from storage.terms import HELD, LIVE, Change, Status
from storage.tickets import Ticket


def recall(desk: Desk, turn: Turn) -> None:
    """A recalled message: a request whose every message is taken back is withdrawn, else it loses the words.

    The groups are told a little later, for most recall to write the same thing better.
    """
    recalled = inbox.received_as(desk.uow, desk.channel, turn.first.quote or "")
    if recalled is None or recalled.sender != turn.first.sender:
        return
    inbox.mark_recalled(desk.uow, recalled, desk.now)
    for ticket_id in talks.tickets_of(desk.uow, recalled):
        ticket = tickets.get(desk.uow, ticket_id)
        if ticket.status not in LIVE or not owns(turn, ticket):
            continue
        asked = opening(desk, ticket)
        if recalled.id in {each.id for each in asked} and all(each.recalled_at for each in asked):
            later = replace(desk, held_back=desk.policy.rewrite)
            withdraw(later, ticket, recalled.sender, [turn.first.id], "撤回了求助")
        else:
            _lose_words(desk, turn, ticket, recalled)


def _lose_words(desk: Desk, turn: Turn, ticket: Ticket, recalled: Received) -> None:
    gone = text_of([recalled]).split("\n")  # as it was before it was taken back
    body = "\n".join(line for line in ticket.body.split("\n") if line not in gone)
    values = reread(ticket, body) if body and body != ticket.body else {}
    ticket = note(
        desk,
        ticket,
        Change.NOTED,
        actor=recalled.sender,
        detail="撤回一条",
        message_ids=[turn.first.id],
        **values,
    )
    if ticket.expert_id is not None and ticket.status in HELD and values:
        _tell_anew(desk, ticket)


def _tell_anew(desk: Desk, ticket: Ticket) -> None:
    expert = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id else None
    if expert is not None:
        firm, words = facts(desk, ticket)["enterprise"], wording.short(ticket.body, 200)
        text = say("rewritten_expert", no=ticket.no, enterprise=firm, words=words)
        tell_person(desk, expert.wechat_name, text, ticket=ticket)


def rewrite(desk: Desk, turn: Turn, ticket: Ticket, fields: RequestFields) -> Ticket | None:
    """A request taken back a moment ago and written anew: the ticket lives on with the new words."""
    held = ticket.expert_id is not None
    values = as_columns(fields) | {
        "kind": fields.kind,
        "body": turn.text,
        "title": wording.title(fields.title or turn.text),
        "closed_at": None,
    }
    if not held:
        values |= fresh_cycle(desk, ticket)
    again = shift(
        desk,
        ticket,
        Change.REOPENED,
        actor=turn.person.nickname,
        detail="撤回重写",
        held=held,
        message_ids=turn.message_ids,
        **values,
    )
    if again is None:
        return None
    if again.expert_id is not None:
        pass_on(desk, turn, again, "rewritten_expert", "rewritten_requester")
        return again
    if again.status == Status.OPEN:
        receipt(desk, again, start(desk, again, again=True))
    return again
