"""What experts have asked of a ticket that nobody has yet, as it is on record, and who reads the answer."""

from collections.abc import Sequence

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.experts.enquiring import asked_the_firm
from handlers.telling import at, tell_person, tell_room
from handlers.understanding.checklists import facts as known_facts
from handlers.understanding.checklists import told as facts_told
from handlers.understanding.cues import weigh
from prompts.texts import say
from storage import inbox, offers, people, records
from storage.people import Expert
from storage.records import Entry
from storage.terms import Change, Status
from storage.tickets import Ticket

MOST, QUOTED = 20, 60  # characters of a question, and of what the firm has said
_TELLS_LITTLE = 8  # characters of an answer that says nothing by itself


ASKED = "接单前问："  # so it stands in the ticket's history


_ADDS = (Change.FOLLOWUP, Change.MERGED)


def same_question(asked: str, bare: str) -> bool:
    """Whether two questions ask the same."""
    wanted = facts_wanted(bare)
    return asked == bare or bool(wanted and wanted == facts_wanted(asked))


def facts_wanted(bare: str) -> frozenset[str]:
    """Which of the facts that the bot knows by name a question asks for."""
    return frozenset(name for name, found in weigh("first", bare).items() if found and name in known_facts())


def answer_to(desk: Desk, ticket: Ticket, bare: str) -> str:
    """What the firm said when somebody else had asked it the same; "" where nobody has, or it is silent."""
    asked = False
    for each in records.of_ticket(desk.uow, ticket.id):
        if asked and each.change in _ADDS:
            return wording.masked(wording.clean(each.detail or ""))
        asked = asked or (_is_first(desk, each) and same_question(words_of(each), bare))
    return ""


def _is_first(desk: Desk, entry: Entry) -> bool:
    """Whether it is an expert's question."""
    asks = entry.change == Change.NOTED and (entry.detail or "").startswith(ASKED)
    return asks and _expert(desk, entry) is not None


def words_of(question: Entry) -> str:
    return (question.detail or "").removeprefix(ASKED)


def _expert(desk: Desk, entry: Entry) -> Expert | None:
    return next((each for each in people.all_experts(desk.uow) if each.name == entry.actor), None)


def questions(desk: Desk, ticket: Ticket) -> list[Entry]:
    """What experts have asked of it lately."""
    since = desk.now - desk.policy.followup
    said = records.of_ticket(desk.uow, ticket.id)
    return [each for each in said if each.at >= since and _is_first(desk, each)]


def asked_about_last(desk: Desk, expert: Expert, choices: Sequence[Ticket]) -> Ticket | None:
    """The one of these tickets of which he has asked something last, a short while ago, where he was asked
    to take none of the others since."""
    asked = [
        (each.at, each.id, ticket)
        for ticket in choices
        for each in questions(desk, ticket)
        if each.actor == expert.name
    ]
    if not asked:
        return None
    at, _, last = max(asked, key=lambda each: each[:2])
    made = (offers.find(desk.uow, each.id, expert.id, each.cycle) for each in choices if each.id != last.id)
    return last if all(each is None or each.offered_at <= at for each in made) else None


def first_asked(desk: Desk, ticket: Ticket) -> list[Entry]:
    """What experts have asked of a ticket that nobody has, and its firm has not answered yet."""
    if ticket.status != Status.OPEN:
        return []
    waiting = questions(desk, ticket)
    for each in records.of_ticket(desk.uow, ticket.id) if waiting else ():
        if each.change in _ADDS:
            earlier = [question for question in waiting if question.id < each.id]
            answered = answered_by(earlier, each.detail or "")
            waiting = [question for question in waiting if question not in answered]
    return waiting


def question_of(desk: Desk, ticket: Ticket) -> Entry | None:
    """The last question of an expert that its firm has been asked a short while ago."""
    waiting, said = first_asked(desk, ticket), asked_of_late(desk, ticket)
    history = records.of_ticket(desk.uow, ticket.id) if said else ()
    asked = [each for each in history if (each.detail or "").endswith(said or "")]
    return waiting[-1] if waiting else (asked[-1] if asked else None)


def asked_of_late(desk: Desk, ticket: Ticket) -> str | None:
    """What the firm has been asked of a ticket a short while ago: by who has it, else by who may take it."""
    waiting = first_asked(desk, ticket)
    return words_of(waiting[-1]) if waiting else asked_the_firm(desk, ticket)


def answered_by(asked: list[Entry], text: str) -> list[Entry]:
    """Those of these questions that the words answer: which tell a fact that is asked for, else those for
    facts that no list knows, else all."""
    told = facts_told(text)
    of_known = [each for each in asked if told & facts_wanted(words_of(each))]
    return of_known or [each for each in asked if not facts_wanted(words_of(each))] or asked


def with_question(asked: list[Entry], words: str) -> str:
    """What the firm says, as the ticket keeps it: a short answer with what was asked ("后天行不行：可以")."""
    if not asked or not 0 < len(words) <= _TELLS_LITTLE or facts_told(words):
        return words
    return f"{words_of(answered_by(asked, words)[-1])}：{words}"


def tell_askers(desk: Desk, turn: Turn, ticket: Ticket, asked: list[Entry]) -> None:
    """Whose questions it answers reads where he has asked what the firm says."""
    words = wording.short(wording.masked(wording.clean(turn.text)), QUOTED)
    named_files = [wording.file_word(each.type, each.attachment) for each in turn.messages if each.attachment]
    text = say("first_answered", no=ticket.no, words=words or "、".join(named_files))
    by_room: dict[str | None, list[str]] = {}
    for each in answered_by(asked, turn.text):
        expert = _expert(desk, each)
        if expert is not None:
            nicknames = by_room.setdefault(_room_of(desk, ticket, expert, each), [])
            nicknames += [expert.wechat_name] if expert.wechat_name not in nicknames else []
    for room, nicknames in by_room.items():
        if room is not None:
            tell_room(desk, room, f"{at(nicknames)} {text}", ticket=ticket, mentions=nicknames)
            continue
        for nickname in nicknames:
            tell_person(desk, nickname, text, ticket=ticket)


def _room_of(desk: Desk, ticket: Ticket, expert: Expert, question: Entry) -> str | None:
    """Where he has asked it."""
    said = [
        each
        for each in inbox.of_ticket(desk.uow, ticket.id)
        if each.sender == expert.wechat_name and each.at <= question.at
    ]
    return said[-1].room if said else None
