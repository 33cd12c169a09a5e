"""What an expert asks before he takes a ticket: its record answers, else its firm is asked in its group.

Whom to ring he reads when he has it, and not before.
"""

import re
from collections.abc import Sequence

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.enquiring import asked_of_firm, asked_the_firm, bid_to_ask
from handlers.experts.holding import me, say_not_holder
from handlers.experts.spoken_to import alone_with_it, to_the_bot
from handlers.experts.taking import newest_asked
from handlers.ledger import note
from handlers.matching.words import terms
from handlers.offers.dispatch import facts
from handlers.offers.starting import is_put_off
from handlers.picking import ask_which, named
from handlers.telling import answer, at, tell_person, tell_room
from handlers.understanding.asks_firm import asks_either, asks_of_trouble, question_on_which_it_hangs
from handlers.understanding.checklists import PHOTO
from handlers.understanding.checklists import facts as known_facts
from handlers.understanding.checklists import told as facts_told
from handlers.understanding.cues import weigh
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Kind
from prompts.texts import say
from storage import inbox, offers, people, records, talks, tickets
from storage.people import Expert
from storage.records import Entry
from storage.terms import HELD, Answer, Change, Status
from storage.tickets import Ticket

_MOST, _QUOTED = 20, 60  # characters of a question, and of what the firm has said
_TELLS_LITTLE = 8  # characters of an answer that says nothing by itself
_AT_LENGTH = 40  # characters of a question that can be nothing else
_ASKED = "接单前问："  # so it stands in the ticket's history
# "我看看照片再说": he would like to see some.
_WANTS_PHOTO = re.compile(
    r"(?:我)?(?:先|要|想|得|能不能)*看(?:看|一?下|到|过)?(?:现场)?(?:照片|图片|视频|图)(?:再说|再定|才知道|才行|吗|一下|先)*"
)
_CLAUSE = re.compile(r"[，,。；;！!\n]+")
_THIS = re.compile(r"^(?:请问)?(?:(?:这|那)(?:一?[单个张])的?)?是?(?=.{2})")
_ADDS = (Change.FOLLOWUP, Change.MERGED)


def asks_first(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether he asks about a ticket that nobody has yet, and is answered.

    Who takes it if the answer suits him ("后天行不行，行我就接") has not taken it.
    """
    own = without_number(words).strip(" 。！!~～")
    hangs = None if turn.attachments else question_on_which_it_hangs(own)
    if hangs is not None and to_the_bot(desk, turn):
        return _takes_it_if(desk, turn, hangs)
    bare = _THIS.sub("", own.strip("？?"))
    of_record = bool(weigh("first", bare)["of_record"])
    asks_of_it = _asks_of_it(turn, own) or _asks_of_the_offered(desk, turn, own)
    if turn.attachments or not bare or (len(bare) > _MOST and asks_of_it is None):
        return False
    bare = say("asks_photo") if _WANTS_PHOTO.fullmatch(bare) and named(desk, turn) is not None else bare
    if not (of_record or _is_question(bare) or asks_of_it is not None):
        return False
    to_bot = turn.room is None or turn.understanding.ticket is not None or turn.speaks_to(desk.bot_name)
    if not (of_record or asked_of_firm(bare) == bare or to_bot or asks_of_it is not None):
        return False  # "有行车吗" may be asked of anybody
    if turn.understanding.query is not None or not to_the_bot(desk, turn):
        return False
    ticket = _meant(desk, turn)
    if ticket is None or ticket.kind != Kind.PROBLEM:
        return False
    if ticket.status in HELD and turn.understanding.ticket is not None:
        say_not_holder(desk, turn, ticket)
        return True
    if ticket.status != Status.OPEN:
        return False
    if of_record:
        inbox.tie(desk.uow, turn.message_ids, ticket.id)
        answer(desk, turn, say("offered_ticket", no=ticket.no, title=ticket.title, **facts(desk, ticket)))
        return True
    if _is_question(bare):
        return _asks_of_the_trouble(desk, turn, ticket, bare)
    if asks_of_it is None or not (_of_the_shop(bare, ticket) or turn.understanding.ticket is not None):
        return False
    return _asks_of_the_trouble(desk, turn, ticket, _THIS.sub("", asks_of_it))


_TALKS = (Intent.CHAT, Intent.ADVICE, Intent.PROGRESS)


def _asks_of_it(turn: Turn, own: str) -> str | None:
    """What he asks of a ticket that he names, or which of two it is; None where he asks no such thing."""
    asked = asks_of_trouble(own)
    if asked is None or len(asked) > _AT_LENGTH:
        return None
    names_it = turn.understanding.ticket is not None and turn.understanding.intent in _TALKS
    return asked if asks_either(own) or (names_it and len(asked) > len("什么机器")) else None


def _asks_of_the_offered(desk: Desk, turn: Turn, own: str) -> str | None:
    """What he asks with words of the one ticket about which he has been asked, and of nothing else."""
    asked = asks_of_trouble(own) or (own if asked_of_firm(own) else None)
    offered = tickets.offered_in(desk.uow, (Status.OPEN,), me(turn).id, (Answer.WAITING,)) if asked else []
    if asked is None or len(asked) > _AT_LENGTH or len(offered) != 1 or turn.understanding.query is not None:
        return None
    of_it = asked_of_firm(own) or set(terms(asked)) & set(terms(offered[0].body))
    return asked if of_it and turn.understanding.intent in _TALKS else None


def _of_the_shop(bare: str, ticket: Ticket) -> bool:
    """Whether a question can only be of that trouble, by its words."""
    told = technical_weight(bare) > 0 or bool(asked_of_firm(bare))
    return told or bool(set(terms(bare)) & set(terms(ticket.body)))


def _takes_it_if(desk: Desk, turn: Turn, asked: str) -> bool:
    """He takes it if the firm's answer suits him: it is asked, and nobody is told that he has taken it."""
    meant, expert = named(desk, turn), me(turn)
    if meant is None and turn.understanding.ticket is not None:
        return False
    if meant is None:
        offered = tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,))
        offered = [each for each in offered if not is_put_off(desk, each)] or offered
        since = desk.now - desk.policy.followup
        last = talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)
        meant = last if last in offered or (not offered and last is not None) else None
        if meant is None and len(offered) > 1:
            newest = newest_asked(desk, turn, offered)
            if newest is None:
                ask_which(desk, turn, offered)
                return True
            meant = newest
        meant = meant or (offered[0] if offered else None)
    if meant is not None and meant.status in HELD and meant.expert_id != expert.id:
        say_not_holder(desk, turn, meant)
        return True
    if meant is None or meant.status != Status.OPEN or meant.kind != Kind.PROBLEM:
        return False
    _asks_of_the_trouble(desk, turn, meant, asked, hangs=True)
    return True


def _meant(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that he names; else, of one who has none, the one last spoken of here, if no others talk."""
    meant, expert = named(desk, turn), me(turn)
    mine = tickets.held_by(desk.uow, expert.id) + tickets.helped_by(desk.uow, expert.id)
    if meant is not None or turn.understanding.ticket is not None:
        return meant if meant not in mine else None
    if mine or not alone_with_it(desk, turn):
        return None
    asked = tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,))
    if len(asked) == 1:
        return asked[0]
    since = desk.now - desk.policy.followup
    return talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)


# "有行车吗", "有没有配件": what is there at the firm's.
_THERE = re.compile(
    r"(?:厂里|企业|他们|那边|现场|车间)?(?:那边|里)?(?:有没有|有)(?!单|活|人|师傅|空|钱|补|事|别|谁|什么|啥)[^，,。\s人单]{1,8}?(?:吗|么|没有?|啊|呢)?"
)


def _is_question(bare: str) -> bool:
    if bare == say("asks_photo"):
        return True
    there = _THERE.fullmatch(bare) is not None and re.search(r"有没有|[吗么]$|没有?$", bare) is not None
    return asked_of_firm(bare) == bare or there or bid_to_ask(bare) is not None


def _asks_of_the_trouble(desk: Desk, turn: Turn, ticket: Ticket, bare: str, *, hangs: bool = False) -> bool:
    """What only the firm knows: as it has said it, else it is asked once for all who want to know.

    `hangs`: he takes it if the answer suits him.
    """
    if turn.room_name == ticket.room and not hangs:
        return False  # it reads him itself
    known = _on_record(desk, ticket, bare)
    before = [each for each in _questions(desk, ticket) if _same(_words_of(each), bare)]
    asked_himself = any(each.actor == me(turn).name for each in before)
    asked = re.sub(r"^一?下", "", bid_to_ask(bare) or bare)
    note(
        desk,
        ticket,
        Change.NOTED,
        actor=me(turn).name,
        detail=_ASKED + asked,
        message_ids=turn.message_ids,
    )
    if turn.room_name == ticket.room:
        pass  # it reads him itself, and its answer will ask him whether he takes it
    elif known is not None:
        answer(desk, turn, known, ticket=ticket)
    elif not before:
        said = wording.short(wording.masked(asked), _AT_LENGTH)
        tell_requester(desk, ticket, "expert_asks_first", expert=me(turn).name, words=said)
        answer(desk, turn, say("asked_if" if hangs else "asked_first", no=ticket.no), ticket=ticket)
    elif not asked_himself:
        answer(desk, turn, say("asked_before", no=ticket.no), ticket=ticket)
    return True


def _same(asked: str, bare: str) -> bool:
    """Whether two questions ask the same."""
    wanted = _wanted(bare)
    return asked == bare or bool(wanted and wanted == _wanted(asked))


def _wanted(bare: str) -> frozenset[str]:
    """Which of the facts that the bot knows by name a question asks for."""
    return frozenset(name for name, found in weigh("first", bare).items() if found and name in known_facts())


def _on_record(desk: Desk, ticket: Ticket, bare: str) -> str | None:
    """What the ticket tells of it: in the firm's own words, or that it has sent pictures."""
    wanted = _wanted(bare)
    if PHOTO in wanted:
        sent = any(each.attachment and not each.recalled_at for each in inbox.of_ticket(desk.uow, ticket.id))
        return say("first_photo", no=ticket.no) if sent else None
    told = [known_facts()[name].told for name in wanted]
    clauses = [each.strip() for each in _CLAUSE.split(wording.masked(ticket.body)) if each.strip()]
    telling = [each for each in clauses if any(pattern.search(each) for pattern in told)]
    said = "，".join(dict.fromkeys(telling)) or _answer_to(desk, ticket, bare)
    return say("first_told", no=ticket.no, words=wording.short(said, _QUOTED)) if said else None


def _answer_to(desk: Desk, ticket: Ticket, bare: str) -> str:
    """What the firm said when somebody else had asked it the same; "" where nobody has, or it is silent."""
    asked = False
    for each in records.of_ticket(desk.uow, ticket.id):
        if asked and each.change in _ADDS:
            return wording.masked(wording.clean(each.detail or ""))
        asked = asked or (_is_first(desk, each) and _same(_words_of(each), bare))
    return ""


def _is_first(desk: Desk, entry: Entry) -> bool:
    """Whether it is an expert's question."""
    asks = entry.change == Change.NOTED and (entry.detail or "").startswith(_ASKED)
    return asks and _expert(desk, entry) is not None


def _words_of(question: Entry) -> str:
    return (question.detail or "").removeprefix(_ASKED)


def _expert(desk: Desk, entry: Entry) -> Expert | None:
    return next((each for each in people.all_experts(desk.uow) if each.name == entry.actor), None)


def _questions(desk: Desk, ticket: Ticket) -> list[Entry]:
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
        for each in _questions(desk, ticket)
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
    waiting = _questions(desk, ticket)
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
    return _words_of(waiting[-1]) if waiting else asked_the_firm(desk, ticket)


def answered_by(asked: list[Entry], text: str) -> list[Entry]:
    """Those of these questions that the words answer: which tell a fact that is asked for, else those for
    facts that no list knows, else all."""
    told = facts_told(text)
    of_known = [each for each in asked if told & _wanted(_words_of(each))]
    return of_known or [each for each in asked if not _wanted(_words_of(each))] or asked


def with_question(asked: list[Entry], words: str) -> str:
    """What the firm says, as the ticket keeps it: a short answer with what was asked ("后天行不行：可以")."""
    if not asked or not 0 < len(words) <= _TELLS_LITTLE or facts_told(words):
        return words
    return f"{_words_of(answered_by(asked, words)[-1])}：{words}"


def tell_askers(desk: Desk, turn: Turn, ticket: Ticket, asked: list[Entry]) -> None:
    """Whose questions it answers reads where he has asked what the firm says."""
    words = wording.short(wording.masked(wording.clean(turn.text)), _QUOTED)
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
