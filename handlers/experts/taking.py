"""Which ticket an expert's words of taking are about where he writes no number and quotes no ticket.

The one home of that rule. How he says it decides with whom he talks (a dash: with others, not with the bot):

                offered to him, and    offered to him, and        on offer here,        on offer here, and
                none spoke to him      others did, or long ago    and none spoke        others spoke since
    接          his                    his                        his                   his
    我来        his                    he is asked                his                   he is asked
    有空        he is asked            -                          -                     -
    好的, 1     his                    he is asked; long ago: -   - (1 right away: his) -
    收到        he is asked            -                          -                     -

Several tickets in a cell: he is asked which. Words that @ or quote somebody else take nothing by themselves.
Who is on his way to a ticket in hand ("马上过来") and was asked about no other of late speaks of that one; an
older offer he takes with "接" alone. Who names a firm speaks of its ticket (by_firm.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handlers.cases import without_number
from handlers.desk import Desk, Turn
from handlers.experts.asked import (
    asked_last,
    asked_of_late,
    may_answer,
    of_late,
    offered_at,
    offered_last,
    still_answered,
    waiting,
)
from handlers.experts.assigning import awaited
from handlers.experts.coming import news
from handlers.experts.first_questions import asked_about_last
from handlers.experts.for_the_firm import answers_in_a_word
from handlers.experts.holding import me
from handlers.experts.spoken_to import just_before, spoken_to, talk, to_another, to_the_bot
from handlers.offers.dispatch import rooms_told
from handlers.offers.starting import is_put_off
from handlers.picking import named
from handlers.understanding.cues import weigh
from handlers.understanding.later import (
    comes_yet,
    offers_later,
    says_he_comes,
    says_that_he_goes,
    says_yes_and_when,
)
from handlers.understanding.leaves import says_free
from handlers.understanding.names import without_bot
from handlers.understanding.sending import sends_his_own
from handlers.understanding.values import Intent, Mode, Role, Understanding
from storage import tickets
from storage.people import Expert, Room
from storage.terms import HELD, Answer, RoomKind, Status
from storage.tickets import Ticket

_SHORT = 24  # characters of a word from the work that is taken for one without further signs


class Manner(StrEnum):
    """How somebody says that he takes a ticket, or may."""

    TAKES = "takes"  # 接, 算我的: in the words of dispatching
    GOES = "goes"  # 我来, 我去看看: what people say to each other as well
    YES = "yes"  # 好的, 👌
    ONE = "one"  # 1, +1
    HEARD = "heard"  # 收到, 看到了: he has read it


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """The tickets that words of taking can be about; `plain` is false where he must be asked whether."""

    tickets: Sequence[Ticket]
    plain: bool


def manner(turn: Turn) -> Manner | None:
    """How these words take a ticket; None where they speak of something else."""
    words = without_number(without_bot(turn.text))
    cues, reply = weigh(Role.EXPERT, words), weigh("replies", words)
    if reply["one"]:
        return Manner.ONE
    if cues["assent"] or reply["assents"]:
        return Manner.YES
    if reply["heard"] or reply["address"] or says_free(words):
        return Manner.HEARD
    if turn.understanding.intent is not Intent.CLAIM:
        return None
    return Manner.TAKES if cues["takes"] and not reply["no_taking"] else Manner.GOES


def says_yes(desk: Desk, turn: Turn) -> bool:
    """Whether these words say yes to the bot's "你接吗？"."""
    said = manner(turn) not in (None, Manner.HEARD) or bool(weigh("replies", turn.text)["right"])
    said = said or says_free(without_number(without_bot(turn.text)))
    return said and to_the_bot(desk, turn)


def as_reply(desk: Desk, turn: Turn) -> Turn:
    """The turn as it is meant among what he was asked and has in hand."""
    words = without_number(without_bot(turn.text))
    comes = (
        offers_later(words)
        or says_yes_and_when(words)
        or (turn.understanding.target is None and says_that_he_goes(words))
        or (turn.understanding.target is None and sends_his_own(words))
    )
    if (comes or weigh("replies", words)["afar"]) and _asked_for(desk, turn, comes=comes):
        found = Understanding(intent=Intent.CLAIM, ticket=turn.understanding.ticket)
        return replace(turn, understanding=found)
    if (answered := _answered_before(desk, turn, words)) is not None:
        return replace(turn, understanding=Understanding(intent=Intent.CLAIM, ticket=answered.no))
    if answers_in_a_word(desk, turn, words):
        return replace(turn, understanding=Understanding(intent=Intent.PROGRESS))
    how = manner(turn)
    if comes and named(desk, turn) is None and not may_answer(desk, turn):
        return _on_his_way(desk, turn)
    if how is None and _cannot(desk, turn, words):
        return replace(turn, understanding=replace(turn.understanding, intent=Intent.DECLINE))
    if how is None:
        return _of_work_in_hand(desk, turn)
    if how in (Manner.TAKES, Manner.GOES) and _tells_of_his(desk, turn):
        return replace(turn, understanding=replace(turn.understanding, intent=Intent.PROGRESS))
    if how is Manner.TAKES:
        return turn
    if how is Manner.GOES:
        return _on_his_way(desk, turn)
    if says_free(without_number(without_bot(turn.text))):
        return _free(desk, turn)
    ticket = named(desk, turn)
    asked = waiting(desk, turn) if ticket is not None else may_answer(desk, turn)
    if ticket is not None:
        looks = how is Manner.HEARD and ticket.status == Status.OPEN and "看" in turn.text
        answers = ticket in asked or looks
    elif how is Manner.ONE and not asked:
        answers = True
    else:
        fresh = still_answered(desk, turn, asked)
        answers = to_the_bot(desk, turn) and bool(fresh) and not _for_others(desk, turn, how, fresh)
    intent = Intent.CLAIM if answers else Intent.CHAT
    return replace(turn, understanding=Understanding(intent=intent, ticket=turn.understanding.ticket))


def _answered_before(desk: Desk, turn: Turn, words: str) -> Ticket | None:
    """The ticket of which he has asked something, where he says now when he is there ("一个小时到"), or that
    he goes: who was told what he wanted to know takes it so."""
    if turn.understanding.intent in (Intent.DECLINE, Intent.TRANSFER) or len(words) > _SHORT:
        return None
    if weigh("replies", words)["cannot"] or not says_he_comes(words):
        return None
    asked = asked_of_late(desk, turn)
    about = asked_about_last(desk, me(turn), asked)
    return about if about is not None and named(desk, turn) in (None, about) else None


def _asked_for(desk: Desk, turn: Turn, *, comes: bool) -> bool:
    """Whether he was asked of late, about something that may be met from afar unless he comes."""
    asked = asked_of_late(desk, turn)
    return bool(asked) and (comes or all(each.mode != Mode.ONSITE for each in asked))


def _cannot(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether what sounds like talk is why he cannot come, of one who was asked lately ("太远了")."""
    talks = turn.understanding.intent in (Intent.CHAT, Intent.PROGRESS)
    if not talks or words.endswith(("吗", "?", "？")) or not weigh("replies", words)["cannot"]:
        return False
    return bool(asked_of_late(desk, turn))


def _free(desk: Desk, turn: Turn) -> Turn:
    """Who is free when he was asked of late is asked whether he takes it; else he speaks of his days."""
    ticket = named(desk, turn)
    asked = waiting(desk, turn) if ticket is not None else may_answer(desk, turn)
    about = [ticket] if ticket is not None else still_answered(desk, turn, asked, goes=True)
    if not any(each in asked for each in about):
        return turn
    answers = to_the_bot(desk, turn) and not _for_others(desk, turn, Manner.HEARD, asked)
    found = Understanding(intent=Intent.CLAIM if answers else Intent.CHAT, ticket=turn.understanding.ticket)
    return replace(turn, understanding=found)


def _of_work_in_hand(desk: Desk, turn: Turn) -> Turn:
    """Chatter by its words, but of one with a ticket in hand ("堵车，晚半小时"; "点错了" after a claim)."""
    cues = weigh("replies", turn.text)
    told_firm = news(turn.text)
    if cues["coming"] and not told_firm and weigh("endings", turn.text)["small_talk"]:
        return turn  # "驾照拿到了": he has arrived nowhere
    advises = turn.understanding.intent is Intent.ADVICE and told_firm  # "R角太小，要修模，两天"
    said = told_firm or cues["coming"]
    mine = tickets.held_by(desk.uow, me(turn).id) if said or cues["slip"] else []
    chats = turn.understanding.intent is Intent.CHAT or advises
    if not chats or not mine or not to_the_bot(desk, turn):
        return turn
    recent = desk.now - desk.policy.together
    slipped = cues["slip"] and mine[0].claimed_at is not None and mine[0].claimed_at >= recent
    if slipped:
        found = replace(turn.understanding, intent=Intent.RELEASE, ticket=mine[0].no)
        return replace(turn, understanding=found)
    told = said and not cues["calls"] and len(turn.text) <= _SHORT
    if not told or spoken_to(desk, turn, desk.now, "calls"):
        return turn
    return replace(turn, understanding=replace(turn.understanding, intent=Intent.PROGRESS))


def _tells_of_his(desk: Desk, turn: Turn) -> bool:
    """Whether words with the number of what he has, and has said yes to, tell when or with what he comes
    ("1001 我带氮气瓶过去，一小时到")."""
    ticket = named(desk, turn)
    his = ticket is not None and ticket.status in HELD and ticket.expert_id == me(turn).id
    named_by_firm = ticket is not None and str(ticket.no) not in turn.text and manner(turn) is Manner.GOES
    tells = bool(news(turn.text)) or comes_yet(turn.text) or named_by_firm
    return ticket is not None and his and not awaited(desk, ticket) and tells


# "这个也我去，顺路": another one beside his own.
_TAKES_TOO = re.compile(
    r"(?:[这那](?:一)?[个单家边张]|一起|也)也?(?:我[去来接]|归我|算我|给我|交给我)|我也(?:去|接)了?(?:吧|$)|顺路也"
)


def _on_his_way(desk: Desk, turn: Turn) -> Turn:
    """Who has a ticket in hand and is asked about no other speaks of that one."""
    points = turn.understanding.ticket is not None or named(desk, turn) is not None
    if points or not to_the_bot(desk, turn) or not tickets.held_by(desk.uow, me(turn).id):
        return turn
    if _TAKES_TOO.search(turn.text) and _on_offer(desk, turn, me(turn)):
        return turn
    again = bool(weigh("replies", turn.text)["goes_again"])
    if not again and still_answered(desk, turn, may_answer(desk, turn), goes=True):
        return turn
    if not again and not weigh("replies", turn.text)["going"] and not comes_yet(turn.text):
        since = desk.now - desk.policy.question
        if any(offered_last(desk, each) >= since for each in _on_offer(desk, turn, me(turn))):
            return turn
    return replace(turn, understanding=replace(turn.understanding, intent=Intent.PROGRESS))


def meant(desk: Desk, turn: Turn) -> Meant:
    """What words of taking without a number are about."""
    expert, how = me(turn), manner(turn) or Manner.GOES
    mine = waiting(desk, turn) if how is Manner.TAKES else may_answer(desk, turn)
    if not turn.understanding.everything:
        mine = of_late(desk, expert, mine)
    if how is Manner.TAKES and (again := _says_it_again(desk, turn)) is not None:
        return Meant(tickets=[again], plain=True)
    lost = _just_lost(desk, expert, mine)
    if not to_the_bot(desk, turn) and (how is not Manner.TAKES or to_another(desk, turn)):
        return Meant(tickets=mine, plain=False)
    if how is Manner.TAKES or turn.speaks_to(desk.bot_name):
        return Meant(tickets=mine + lost or _on_offer(desk, turn, expert), plain=how is not Manner.HEARD)
    if mine or lost:
        plain = how is not Manner.HEARD and (not mine or _answers_the_offer(desk, turn, how, mine))
        return Meant(tickets=mine + lost, plain=plain)
    return _unasked(desk, turn, how, _on_offer(desk, turn, expert))


def _says_it_again(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that he has just taken, where he was asked about no other of late: he says it in a second
    group, or again, and takes nothing that he left lying for hours."""
    if turn.understanding.everything or may_answer(desk, turn):
        return None
    since = desk.now - desk.policy.together
    mine = tickets.held_by(desk.uow, me(turn).id)
    just = [each for each in mine if each.claimed_at is not None and each.claimed_at >= since]
    return just[0] if just else None


def _unasked(desk: Desk, turn: Turn, how: Manner, open_here: list[Ticket]) -> Meant:
    """Nobody asked him: "我来" takes the only ticket on offer here where it can only be about that."""
    last = max((offered_last(desk, each) for each in open_here), default=None)
    if last is None or not turn.understanding.sure:
        return Meant(tickets=[], plain=False)
    quiet = not talk(desk, turn, last)
    if how is Manner.ONE:
        right_away = quiet and len(open_here) == 1 and desk.now - last <= desk.policy.together
        return Meant(tickets=open_here if right_away else [], plain=True)
    plain = quiet and desk.now - last <= desk.escalation(open_here[0].urgency).target
    return Meant(tickets=open_here if plain or len(open_here) == 1 else [], plain=plain)


def _just_lost(desk: Desk, expert: Expert, mine: list[Ticket]) -> list[Ticket]:
    """Tickets that another has just taken from under his hands; what came after them is meant instead."""
    just_now = desk.now - desk.policy.late_claim
    lost = tickets.offered_in(desk.uow, HELD, expert.id, (Answer.WITHDRAWN,), since=just_now)
    last = max((offered_at(desk, expert, each) for each in lost), default=None)
    newer = last is not None and all(offered_at(desk, expert, each) > last for each in mine)
    return [] if mine and newer else lost


def _on_offer(desk: Desk, turn: Turn, expert: Expert) -> list[Ticket]:
    """Open tickets that he has refused, or was asked about last, or that were on offer in this group."""
    refused = tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.DECLINED,))
    last = asked_last(desk, expert, desk.policy.late_answer)
    known = {each.id for each in (*refused, last) if each is not None}
    return [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN,))
        if (each.id in known or (turn.room is not None and _on_offer_in(desk, turn.room, each)))
        and not is_put_off(desk, each)
    ]


def _on_offer_in(desk: Desk, room: Room, ticket: Ticket) -> bool:
    return room.kind == RoomKind.EXPERT or room.name in (ticket.room, *rooms_told(desk, ticket))


def _answers_the_offer(desk: Desk, turn: Turn, how: Manner, mine: list[Ticket]) -> bool:
    """Whether his words can only be for the bot: it asked him of late, and nobody else spoke to him."""
    expert = me(turn)
    since = max(offered_at(desk, expert, each) for each in mine)
    called = spoken_to(desk, turn, since, "seeks" if how is Manner.GOES else "calls")
    return not called and desk.now - since <= desk.policy.question


def _for_others(desk: Desk, turn: Turn, how: Manner, mine: list[Ticket]) -> bool:
    """Whether a bare word is what all were to answer ("收到请回复"); "收到" is for whoever spoke to him."""
    if turn.speaks_to(desk.bot_name):
        return False
    since = max(offered_at(desk, me(turn), each) for each in mine)
    if how is Manner.HEARD:
        return spoken_to(desk, turn, since, "calls")
    return any(weigh("replies", each.text)["polls"] for each in just_before(desk, turn, since))
