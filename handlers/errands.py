"""What a coordinator has the bot pass on: words to a firm or to an expert, a reminder to who has a ticket."""

import re
from dataclasses import replace

from handlers import wording
from handlers.about_ticket import describe
from handlers.assigning import awaited
from handlers.concerned import tell_requester
from handlers.coordinators import meant
from handlers.desk import Desk, Turn
from handlers.dispatch import ask_again, facts, remind_asked
from handlers.handovers import colleague_named
from handlers.ledger import note_words
from handlers.people import known_names
from handlers.picking import ask_which, named, with_ticket
from handlers.starting import held_until
from handlers.telling import answer, tell_person
from handlers.understanding.errands import Told, asks_to_urge, words_to_expert, words_to_firm
from handlers.understanding.names import without_bot
from handlers.understanding.orders import says_end
from handlers.understanding.values import Intent, Role
from prompts.texts import say
from storage import people, tickets
from storage.people import Expert
from storage.terms import HELD, Change, Status
from storage.tickets import Ticket

_MISTAKEN = (Intent.NOTE, Intent.CHAT, Intent.ESCALATE, Intent.ASSIGN, Intent.QUERY)
_ENDS = (Intent.CLOSE, Intent.CANCEL)
_ENDED = re.compile(r"结|好了|完|解决")  # "1001结单，跟企业说一声"


def run(desk: Desk, turn: Turn) -> bool:
    """Whether the words were such an errand, which is done now."""
    bare, intent = without_bot(turn.text), turn.understanding.intent
    ends = intent in _ENDS and not says_end(bare) and not _ENDED.search(bare)
    doubtful = intent is Intent.ROSTER and not turn.understanding.sure
    if turn.role is not Role.COORDINATOR or not (ends or doubtful or intent in _MISTAKEN):
        return False
    words = words_to_firm(bare)
    if words is not None:
        _tell_firm(desk, turn, words)
        return True
    told = words_to_expert(bare, known_names(desk.uow).people)
    if told is not None and (told.plain or intent is not Intent.ASSIGN):
        _tell_expert(desk, replace(turn, understanding=replace(turn.understanding, target=told.name)), told)
        return True
    if asks_to_urge(bare) and (named(desk, turn) is not None or intent is Intent.ESCALATE):
        ticket = meant(desk, turn)
        if ticket is not None:
            _urge(desk, turn, ticket)
        return True
    return False


def _tell_firm(desk: Desk, turn: Turn, words: str) -> None:
    ticket = named(desk, turn)
    if not words:
        answer(desk, turn, say("tell_firm_what", no=ticket.no if ticket else "1001"), ticket=ticket)
        return
    ticket = meant(desk, replace(turn, understanding=replace(turn.understanding, intent=Intent.NOTE)))
    if ticket is None:
        return
    ticket = note_words(desk, turn, ticket, Change.NOTED)
    tell_requester(desk, ticket, "union_says", words=wording.short(words, 200))
    answer(desk, turn, say("done_room", no=ticket.no, what="已转告企业"), ticket=ticket)


def _tell_expert(desk: Desk, turn: Turn, told: Told) -> None:
    """He reads it in private, with the ticket it is about where that is clear."""
    ticket = named(desk, turn)
    expert = colleague_named(desk, turn, ticket)
    if expert is None:
        return
    own = tickets.held_by(desk.uow, expert.id)
    if ticket is None and len(own) > 1 and not told.words:
        ask_which(desk, turn, own)
        return
    ticket = ticket or (own[0] if len(own) == 1 else None)
    if not told.words:
        _remind(desk, turn, ticket, expert)
        return
    head = f"【{ticket.no}】" if ticket is not None else ""
    if ticket is not None:
        ticket = note_words(desk, turn, ticket, Change.NOTED)
    words = wording.short(told.words, 200)
    tell_person(desk, expert.wechat_name, say("union_reminds", head=head, words=words), ticket=ticket)
    answer(desk, turn, say("union_reminded", head=head, expert=expert.name), ticket=ticket)


def _remind(desk: Desk, turn: Turn, ticket: Ticket | None, expert: Expert) -> None:
    if ticket is None:
        answer(desk, turn, say("remind_of_what", expert=expert.name))
    elif ticket.status in HELD and ticket.expert_id != expert.id:
        answer(desk, turn, describe(desk, ticket), ticket=ticket)
    else:
        _urge(desk, with_ticket(turn, ticket), ticket)


def _urge(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """Who has it is reminded; where nobody has, those who were asked and are silent are asked once more."""
    if ticket.status in HELD and ticket.expert_id is not None:
        holder = people.expert(desk.uow, ticket.expert_id)
        text = "assigned_remind" if awaited(desk, ticket) else "union_urges"
        filled = say(text, no=ticket.no, title=ticket.title, **facts(desk, ticket))
        tell_person(desk, holder.wechat_name, filled, ticket=ticket)
        note_words(desk, turn, ticket, Change.NOTED)
        answer(desk, turn, say("done_room", no=ticket.no, what=f"已催{holder.name}"), ticket=ticket)
        return
    if ticket.status != Status.OPEN or held_until(desk, ticket) is not None:
        answer(desk, turn, describe(desk, ticket), ticket=ticket)
        return
    note_words(desk, turn, ticket, Change.NOTED)
    asked = remind_asked(desk, ticket, "offer_urged") or ask_again(desk, ticket)
    if asked:
        what = f"又问了{wording.names([each.name for each in asked])}"
        answer(desk, turn, say("done_room", no=ticket.no, what=what), ticket=ticket)
