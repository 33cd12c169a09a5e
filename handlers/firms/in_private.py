"""What a firm writes to the bot in private is answered: where nothing else was said, it asks or confirms.

In a group most talk is for others; here there is nobody else. Only plain chatter gets no answer.
"""

import re
from dataclasses import replace

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.people import coordinators_for
from handlers.telling import answer, answer_once
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import read_fields
from handlers.understanding.names import without_bot
from handlers.understanding.no_end import says_merely_thanks
from handlers.understanding.problems import says_wrong
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Role, Understanding
from prompts.texts import say
from storage import inbox, outbox, people, records, talks, tickets
from storage.records import Question
from storage.terms import HELD, LIVE, Status
from storage.tickets import Ticket

_PERHAPS = (Intent.REQUEST, Intent.FOLLOWUP, Intent.REOPEN, Intent.REPLACE, Intent.CHAT)
_THANKS, _FAULT, _PLEA, _SHOP_TALK = 2.0, 1.5, 3.0, 3.0  # of the cues
_STICKER = re.compile(r"\[[^\[\]]{1,6}\]")


def in_private(turn: Turn) -> bool:
    """Whether a firm writes to the bot alone."""
    return turn.role is Role.ENTERPRISE and turn.first.room is None


def wanted_after_asking(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as the request that his answer to "要请师傅吗？" makes of his words before; the turn as it is
    where it is none; None: he wants nobody, and all is said."""
    question = records.waiting(desk.uow, turn.person.nickname, desk.now - desk.policy.question)
    if not in_private(turn) or question is None or not _asked_here(question):
        return turn
    bare, found = _bare(turn.text), turn.understanding
    said = weigh("asides", bare)
    if said["nobody_wanted"]:
        records.drop(desk.uow, turn.person.nickname, desk.now)
        answer(desk, turn, say("nobody_wanted"))
        return None
    yes = bool(said["somebody_wanted"])
    if not yes and _is_chatter(bare):
        return turn
    records.drop(desk.uow, turn.person.nickname, desk.now)
    of_its_own = found.intent not in _PERHAPS or found.ticket is not None or found.query is not None
    if not yes and (of_its_own or not _tells(bare)):
        return turn
    before = talks.loose(
        desk.uow, desk.channel, None, turn.person.nickname, question.asked_at - desk.policy.longest
    )
    messages = (*(each for each in before if each.id not in turn.message_ids), *turn.messages)
    text = question.text if yes else f"{question.text}\n{turn.text}"
    wanted = Understanding(intent=Intent.REQUEST, request=read_fields(text, turn.first.at))
    return replace(turn, messages=messages, text=text, understanding=wanted)


_TELLING = 4  # characters of what goes on


def _tells(bare: str) -> bool:
    """Whether what he says instead of yes tells more of what is wrong ("就是笔头装不进去那个")."""
    cues = weigh(Role.ENTERPRISE, bare)
    told = technical_weight(bare) >= 1 or cues["fault"] >= _FAULT or cues["mishap"] or says_wrong(bare)
    return len(bare) >= _TELLING and bool(told or _OF_IT.search(bare))


# It points back at what he has said.
_OF_IT = re.compile(r"就是|[是指][^，,。]{2,}(?:那个|的事|的问题)")


def _asked_here(question: Question) -> bool:
    return question.intent == Intent.REQUEST and not (question.ticket_nos or question.options)


def last_said(desk: Desk, turn: Turn) -> int:
    """The number of the last thing that the bot said to him alone."""
    return outbox.last_to(desk.uow, turn.person.nickname)


def answer_at_least(desk: Desk, turn: Turn, before: int) -> None:
    """Say something to what was heard and not answered since `before`: what became of it, or a question."""
    if not in_private(turn) or last_said(desk, turn) != before:
        return
    bare, ticket = _bare(turn.text), _put_with(desk, turn)
    if ticket is not None and ticket.status not in LIVE and ticket.room is not None:
        status = wording.STATUS[Status(ticket.status)]
        answer_once(desk, turn, say("told_in_group", no=ticket.no, status=status), desk.policy.together)
        return
    if turn.understanding.intent not in _PERHAPS or _is_chatter(bare):
        return
    if ticket is not None:
        expert = people.expert(desk.uow, ticket.expert_id) if ticket.expert_id is not None else None
        held = expert is not None and ticket.status in HELD
        text = (
            say("told_holder", no=ticket.no, expert=expert.name)
            if expert is not None and held
            else say("told_noted", no=ticket.no)
        )
        answer_once(desk, turn, text, desk.policy.together, ticket=ticket)
        return
    firm = turn.person.enterprise
    responsible = coordinators_for(desk.uow, firm.district if firm else None)
    names = "、".join(each.name for each in responsible[:2])
    answer(desk, turn, say("request_doubted", names=names))
    records.ask(
        desk.uow,
        person=turn.person.nickname,
        intent=Intent.REQUEST,
        ticket_nos=[],
        at=desk.now,
        text=turn.text,
    )


def _put_with(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket with which his words were put on record."""
    kept = (inbox.get(desk.uow, each).ticket_id for each in turn.message_ids)
    return next((tickets.get(desk.uow, each) for each in kept if each is not None), None)


def _bare(text: str) -> str:
    return _STICKER.sub(" ", without_bot(text)).strip()


def _is_chatter(bare: str) -> bool:
    """Whether words want no answer: thanks, a nod, a sticker, small talk, and nothing that is wrong."""
    if not re.search(r"\w", bare) or says_merely_thanks(bare) or weigh("asides", bare)["nods"]:
        return True
    cues, ends = weigh(Role.ENTERPRISE, bare), weigh("endings", bare)
    if cues["fault"] >= _FAULT or cues["ask"] >= _PLEA or technical_weight(bare) >= _SHOP_TALK:
        return False
    return cues["chatter"] + cues["talk"] >= _THANKS or bool(ends["small_talk"] or ends["praise"])
