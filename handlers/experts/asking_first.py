"""What an expert asks before he takes a ticket: its record answers, else its firm is asked in its group.

Whom to ring he reads when he has it, and not before.
"""

import re
from collections.abc import Sequence

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.asked import newest_asked
from handlers.experts.enquiring import asked_of_firm, bid_to_ask
from handlers.experts.first_questions import (
    ASKED,
    MOST,
    QUOTED,
    answer_to,
    facts_wanted,
    questions,
    same_question,
    words_of,
)
from handlers.experts.holding import me, say_not_holder
from handlers.experts.spoken_to import alone_with_it, to_the_bot
from handlers.facts import facts
from handlers.ledger import note
from handlers.matching.words import terms
from handlers.offers.starting import is_put_off
from handlers.picking import ask_which, named
from handlers.pointing import meant_among
from handlers.telling import answer
from handlers.understanding.asks_firm import (
    asks_either,
    asks_of_trouble,
    question_on_which_it_hangs,
    says_that_he_asks,
)
from handlers.understanding.checklists import PHOTO
from handlers.understanding.checklists import facts as known_facts
from handlers.understanding.cues import weigh
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Kind
from prompts.texts import say
from storage import helpers, inbox, talks, tickets
from storage.terms import HELD, Answer, Change, Status
from storage.tickets import Ticket

_AT_LENGTH = 40  # characters of a question that can be nothing else
# "我看看照片再说": he would like to see some.
_WANTS_PHOTO = re.compile(
    r"(?:我)?(?:先|要|想|得|能不能)*看(?:看|一?下|到|过)?(?:现场)?(?:照片|图片|视频|图)(?:再说|再定|才知道|才行|吗|一下|先)*"
)
_CLAUSE = re.compile(r"[，,。；;！!\n]+")
_THIS = re.compile(r"^(?:请问)?(?:(?:这|那)(?:一?[单个张])的?)?是?(?=.{2})")


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
    if turn.attachments or not bare or (len(bare) > MOST and asks_of_it is None):
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
    if ticket is None and (several := _of_several(desk, turn)):
        ask_which(desk, turn, several)
        return True
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
    """What he asks with words of a ticket about which he has been asked, and of nothing else."""
    asked = asks_of_trouble(own) or (own if asked_of_firm(own) else None)
    offered = _offered(desk, turn) if asked else []
    if asked is None or len(asked) > _AT_LENGTH or not offered or turn.understanding.query is not None:
        return None
    of_it = asked_of_firm(asked) or any(set(terms(asked)) & set(terms(each.body)) for each in offered)
    return asked if of_it and (turn.understanding.intent in _TALKS or says_that_he_asks(own)) else None


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
        offered = _offered(desk, turn)
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
    mine = tickets.held_by(desk.uow, expert.id) + helpers.helped_by(desk.uow, expert.id)
    if meant is not None or turn.understanding.ticket is not None:
        return meant if meant not in mine else None
    if mine or not alone_with_it(desk, turn):
        return None
    asked = _offered(desk, turn)
    if asked:
        return asked[0] if len(asked) == 1 else _spoken_of(desk, turn, asked)
    since = desk.now - desk.policy.followup
    return talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)


def _offered(desk: Desk, turn: Turn) -> list[Ticket]:
    """The open tickets about which he has been asked and has not answered."""
    offered = tickets.offered_in(desk.uow, (Status.OPEN,), me(turn).id, (Answer.WAITING,))
    return [each for each in offered if not is_put_off(desk, each)] or offered


def _spoken_of(desk: Desk, turn: Turn, asked: Sequence[Ticket]) -> Ticket | None:
    """Of several about which he has been asked the one at which his words point, or of which is talked."""
    pointed = meant_among(desk, turn, asked)
    if len(pointed) == 1:
        return pointed[0]
    since = desk.now - desk.policy.together
    last = talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since, answers=True)
    return last if last in asked else None


def _of_several(desk: Desk, turn: Turn) -> list[Ticket]:
    """Those about which he has been asked, where his question may be of any of them: he is asked which."""
    expert = me(turn)
    names_it = named(desk, turn) is not None or turn.understanding.ticket is not None
    at_work = tickets.held_by(desk.uow, expert.id) or helpers.helped_by(desk.uow, expert.id)
    if names_it or at_work or not alone_with_it(desk, turn):
        return []
    asked = [each for each in _offered(desk, turn) if each.kind == Kind.PROBLEM]
    return asked if len(asked) > 1 else []


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
    before = [each for each in questions(desk, ticket) if same_question(words_of(each), bare)]
    asked_himself = any(each.actor == me(turn).name for each in before)
    asked = re.sub(r"^一?下", "", bid_to_ask(bare) or bare)
    note(
        desk,
        ticket,
        Change.NOTED,
        actor=me(turn).name,
        detail=ASKED + asked,
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


def _on_record(desk: Desk, ticket: Ticket, bare: str) -> str | None:
    """What the ticket tells of it: in the firm's own words, or that it has sent pictures."""
    wanted = facts_wanted(bare)
    if PHOTO in wanted:
        sent = any(each.attachment and not each.recalled_at for each in inbox.of_ticket(desk.uow, ticket.id))
        return say("first_photo", no=ticket.no) if sent else None
    told = [known_facts()[name].told for name in wanted]
    clauses = [each.strip() for each in _CLAUSE.split(wording.masked(ticket.body)) if each.strip()]
    telling = [each for each in clauses if any(pattern.search(each) for pattern in told)]
    said = "，".join(dict.fromkeys(telling)) or answer_to(desk, ticket, bare)
    return say("first_told", no=ticket.no, words=wording.short(said, QUOTED)) if said else None
