"""The answer to a request: its number, who was asked, and, once, what the expert will want to know."""

from collections.abc import Sequence

from handlers import wording
from handlers.concerned import experts_asked, say_to_requester, tell_firm
from handlers.desk import Desk
from handlers.facts import due, facts
from handlers.firms.trainings import wishes_of
from handlers.model.media import READ_WITHIN
from handlers.offers.dispatch import nobody_suits, target_minutes
from handlers.offers.starting import held_facts, held_until
from handlers.people import coordinators_for
from handlers.rooms.reach import reporter
from handlers.telling import at, tell_coordinators
from handlers.understanding.checklists import SHOWN, asking, told, wanted
from handlers.understanding.dangers import find_danger
from handlers.understanding.values import Kind, Urgency
from prompts.texts import say
from storage import inbox, tickets
from storage.inbox import Received
from storage.people import Expert
from storage.tickets import Ticket

_FACTS, _FACTS_IN_HASTE = 2, 1  # asked for at most, and a photo; who has a line standing is asked less


def receipt(desk: Desk, ticket: Ticket, asked: list[Expert]) -> None:
    """Tell the requester's group of the ticket; nothing is asked that has been told or asked before."""
    until = held_until(desk, ticket)
    filled = say(
        "request_held" if until else _opened(desk, ticket, asked),
        **(held_facts(desk, ticket, until) if until else {}),
        no=ticket.no,
        title=ticket.title,
        trade=wording.trade(ticket.category),
        minutes=target_minutes(desk, ticket.urgency),
        asked=experts_asked(asked),
        urgency=wording.URGENCY[ticket.urgency],
        deadline=due(desk, ticket),
        wanted=_questions(desk, ticket),
    )
    danger = find_danger(ticket.body)
    if danger is not None:
        filled = say(f"{danger}_danger") + "\n" + filled
    if ticket.wanted > 1:
        filled += "\n" + say("request_several", wanted=ticket.wanted)
    _say(desk, ticket, filled)


def _opened(desk: Desk, ticket: Ticket, asked: Sequence[Expert]) -> str:
    """Which text tells who was asked; the roster may have nobody for it."""
    if nobody_suits(desk, ticket):
        return "request_guesses" if asked else "request_unsuited"
    return "request_opened" if asked else "request_nobody"


def pass_training_on(desk: Desk, ticket: Ticket, wished: Expert | None = None) -> None:
    """A wish for training is a coordinator's to arrange: he hears of it, and the requester that he does.

    `wished`: whom the firm would like to have.
    """
    responsible = coordinators_for(desk.uow, ticket.district)
    whom = wished.name if wished is not None else "某某"
    wishes = wishes_of(ticket)
    told_of = say("training_wished", words=wishes) if wishes else ""
    about = {"title": ticket.title, "wishes": told_of, **facts(desk, ticket)}
    called = at([each.wechat_name for each in responsible])
    text = say("training_passed", no=ticket.no, whom=whom, mentions=called, **about)
    tell_coordinators(desk, text, ticket=ticket, mentions=responsible)
    filled = say(
        "training_opened",
        no=ticket.no,
        title=ticket.title,
        coordinator=responsible[0].name if responsible else "协调员",
        wanted=_questions(desk, ticket),
    )
    _say(desk, ticket, filled)


def _say(desk: Desk, ticket: Ticket, filled: str) -> None:
    """The receipt to who asked; and to the enterprise for which somebody else did."""
    say_to_requester(desk, ticket, filled)
    who = reporter(desk, ticket)
    if who is not None:
        tell_firm(desk, ticket, say("behalf_opened", who=who) + "\n" + filled)


def _questions(desk: Desk, ticket: Ticket) -> str:
    """The one line of questions, put on record; empty where all is told or was asked before, or in danger."""
    if ticket.asked_facts or find_danger(ticket.body) is not None:
        return ""
    said = inbox.of_ticket(desk.uow, ticket.id)
    known = told(_with_pictures(ticket, said), with_file=any(each.attachment for each in said))
    if any(_is_being_read(desk, each) for each in said):
        known |= SHOWN
    name = Kind.TRAINING.value if ticket.kind == Kind.TRAINING else ticket.category
    most = _FACTS_IN_HASTE if ticket.urgency == Urgency.CRITICAL else _FACTS
    names = wanted(name, ticket.body, known, most=most)
    tickets.amend(desk.uow, ticket.id, asked_facts=list(names))
    return say("wanted", facts=asking(names)) if names else ""


def _with_pictures(ticket: Ticket, said: Sequence[Received]) -> str:
    """What the ticket tells, with the words of pictures that came before the request."""
    return "\n".join([ticket.body, *filter(None, map(wording.found_in, said))])


def _is_being_read(desk: Desk, message: Received) -> bool:
    """Whether a picture of the last minutes may yet tell what stands on a screen or a plate."""
    unread = bool(message.attachment) and message.media_text is None and message.recalled_at is None
    fresh = desk.now - message.received_at <= READ_WITHIN
    return unread and fresh and message.type in desk.policy.reads
