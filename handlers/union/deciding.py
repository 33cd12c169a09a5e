"""A coordinator's one word on whether a ticket goes to an expert who would take it from its holder."""

import re
from dataclasses import replace

from handlers.cases import without_number
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.spoken_to import talk, to_the_bot
from handlers.experts.volunteering import keep_holder, willing
from handlers.people import coordinates
from handlers.picking import named, with_ticket
from handlers.telling import answer, tell_person
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Role, Understanding
from handlers.union.assignment import assign
from handlers.union.settling import yes_or_no
from prompts.texts import say
from storage import people, tickets
from storage.terms import HELD
from storage.tickets import Ticket

_YES = re.compile(r"(?:那?就)?(?:换|换[他她]|让[他她]去|[他她]去|给[他她]|换人)(?:吧|了|好了)?")
_NO = re.compile(r"(?:先|暂时|这次)?(?:不换|不用换|不用|不要|不同意|别换|不必)(?:人|了|吧)*")


def decided(desk: Desk, turn: Turn) -> bool:
    """Whether this is such a word; if so the ticket is handed over, or stays."""
    words = without_number(without_bot(turn.text)).strip(" 。.！!~～")
    yes = _verdict(words)
    meant = _offered(desk, turn) if yes is not None else []
    if not meant:
        return False
    experts = [(ticket, expert) for ticket in meant for expert in willing(desk, ticket)]
    if yes and len(experts) > 1:
        choices = "、".join(f"“{ticket.no} 派给{expert.name}”" for ticket, expert in experts)
        answer(desk, turn, say("volunteer_which", choices=choices))
        return True
    ticket, expert = experts[0]
    if yes:
        order = Understanding(intent=Intent.ASSIGN, ticket=ticket.no, target=expert.name)
        assign(desk, with_ticket(replace(turn, understanding=order), ticket))
        return True
    holder = people.expert(desk.uow, ticket.expert_id or 0)
    for _, each in experts:
        text = say("volunteer_not", no=ticket.no, holder=holder.name)
        tell_person(desk, each.wechat_name, text, ticket=ticket)
    keep_holder(desk, turn, ticket)
    tell_requester(desk, ticket, "holder_kept", holder=holder.name)
    answer(desk, turn, say("he_stays", no=ticket.no, expert=holder.name), ticket=ticket)
    return True


def _verdict(words: str) -> bool | None:
    if _NO.fullmatch(words):
        return False
    if _YES.fullmatch(words) or weigh(Role.EXPERT, words)["assent"]:
        return True
    return yes_or_no(words)


def _offered(desk: Desk, turn: Turn) -> list[Ticket]:
    """The tickets that the word can be about: the one named or quoted, else those lately offered, where
    coordinators have not talked of something else since."""
    ticket = named(desk, turn) or _begun_with(desk, turn)
    if ticket is not None:
        return [ticket] if ticket.status in HELD and willing(desk, ticket) else []
    if not to_the_bot(desk, turn) or talk(desk, turn, desk.now - desk.policy.together):
        return []
    since = desk.now - desk.policy.question
    return [
        each
        for each in tickets.with_status(desk.uow, HELD)
        if coordinates(turn.person, each) and willing(desk, each, since)
    ]


def _begun_with(desk: Desk, turn: Turn) -> Ticket | None:
    found = re.match(r"\W*(1\d{3})(?!\d)", without_bot(turn.text))
    return tickets.by_no(desk.uow, int(found[1])) if found else None
