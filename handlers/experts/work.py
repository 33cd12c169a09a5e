"""An expert at work: on the way, solved, on leave, or just talking."""

import re
from functools import partial

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import tell_requester, tell_responsible
from handlers.desk import ZONE, Desk, Turn
from handlers.ending.online import advise
from handlers.ending.resolving import told_later
from handlers.experts import absence
from handlers.experts.assigning import accept, awaited
from handlers.experts.coming import another_time, finding, news, news_in_taking
from handlers.experts.enquiring import asked_of_firm
from handlers.experts.for_the_firm import (
    answers_at_length,
    answers_in_a_word,
    firm_awaits_word,
    said_not_mended,
)
from handlers.experts.giving_back import go_away, refuse_all
from handlers.experts.holding import held, me
from handlers.experts.spoken_to import alone_with_it, amid_talk
from handlers.experts.taking_over import take_over_by_working
from handlers.experts.unreachable import cannot_reach
from handlers.experts.wishes import passed_on
from handlers.ledger import note, shift
from handlers.offers.sparing import on_leave
from handlers.people import experts_named
from handlers.reports.about_experts import load_of, work_of
from handlers.telling import answer, at, tell_coordinators
from handlers.understanding.confidential import not_for_the_firm
from handlers.understanding.cues import weigh
from handlers.understanding.later import comes_yet, offers_later, says_yes_and_when
from handlers.understanding.leaves import of_another, only_busy, tells_free, whose
from handlers.understanding.names import without_bot
from handlers.understanding.trades import technical_weight
from handlers.union.errands import PUT
from prompts.texts import say
from storage import people, records, tickets
from storage.people import Coordinator
from storage.terms import Change, Purpose
from storage.tickets import Ticket

_ASKS = re.compile(r"[?？]|几点|多久|吗\s*$")  # a question is no news for the firm


def progress(desk: Desk, turn: Turn) -> Ticket | None:
    """On the way, on site, needs parts: on record; of a delay the requester reads as well."""
    if cannot_reach(desk, turn):
        return None
    take_over_by_working(desk, turn)
    ticket = held(desk, turn, helping=True)
    if ticket is None:
        told = told_later(desk, turn)
        nothing = not tickets.held_by(desk.uow, me(turn).id) and turn.understanding.ticket is None
        if told is None and nothing and turn.room is None:
            answer(desk, turn, say("nothing_held"))
        return told
    accepts = ticket.expert_id == me(turn).id and awaited(desk, ticket)
    if accepts:
        ticket = accept(desk, turn, ticket)
    before = another_time(desk, ticket, turn.text)
    bare = answers_in_a_word(desk, turn, without_number(without_bot(turn.text)))
    on_record, change = (note, Change.NOTED) if bare else (shift, Change.PROGRESS)  # yes or no begins no work
    moved = on_record(
        desk, ticket, change, actor=me(turn).name, detail=turn.text, message_ids=turn.message_ids
    )
    ends, hopeless = weigh("endings", turn.text), is_hopeless(turn.text)
    failed = (hopeless or ends["failed"] or ends["other_trade"]) and "？" not in turn.text
    asks = _ASKS.search(turn.text) is not None
    fresh = "" if asks else finding(turn.text) or news(turn.text) or _when(turn.text)
    asked = wording.masked(asked_of_firm(turn.text))
    heard = fresh if asked in fresh else "，".join(filter(None, (fresh, asked)))
    awaits = failed or bare or (not asks and firm_awaits_word(desk, ticket))
    words = heard or (wording.short(wording.masked(without_number(turn.text)), 60) if awaits else "")
    reads = not accepts and turn.room_name != ticket.room and not not_for_the_firm(turn.text)
    if moved is not None and words and reads:
        moves = before and not (failed or wording.masked(before) == words)
        name, more = ("time_changed", {"before": before}) if moves else ("progress_requester", {})
        tell_requester(desk, moved, name, expert=me(turn).name, words=words, **more)
    if moved is not None and (by := _union_awaits_word(desk, ticket)) is not None:
        said = wording.short(wording.masked(without_number(turn.text)), 60)
        text = say(
            "union_answered", mentions=at([by.wechat_name]), no=ticket.no, expert=me(turn).name, words=said
        )
        tell_coordinators(desk, text, ticket=ticket, mentions=[by], purpose=Purpose.ANSWER)
    if moved is not None and failed and (hopeless or ends["other_trade"]):
        _tell_hopeless(desk, turn, moved, "hopeless_told" if hopeless else "other_trade_told")
    return moved


def _when(text: str) -> str:
    """When he goes there, where he names a part of the day, or says that he cannot sooner."""
    words = without_number(without_bot(text))
    tells = (comes_yet(words) or offers_later(words) or says_yes_and_when(words)) and not _BEEN.search(words)
    return news_in_taking(words) if tells else ""


_BEEN = re.compile(r"[去来到]过(?![来去])|[去来](?:看)?了")


def _union_awaits_word(desk: Desk, ticket: Ticket) -> Coordinator | None:
    """The coordinator who has put something to him a short while ago, if he has said nothing since."""
    since = desk.now - desk.policy.followup
    for each in reversed(records.of_ticket(desk.uow, ticket.id)[:-1]):
        if each.at < since or each.change == Change.PROGRESS:
            return None
        if (each.detail or "").startswith(PUT):
            return people.coordinator_called(desk.uow, each.actor or "")
    return None


def is_hopeless(text: str) -> bool:
    """Whether he cannot mend it or find what it is, or only its maker can; not that it is not mended yet."""
    ends = weigh("endings", text)
    return bool(ends["maker"] or ends["baffled"] or (ends["failed"] and not ends["unfinished"]))


def _tell_hopeless(desk: Desk, turn: Turn, ticket: Ticket, text: str) -> None:
    """He cannot mend it, and perhaps nobody can: the coordinators decide what is to be done, told once."""
    since = desk.now - desk.policy.followup
    told = [each for each in records.of_ticket(desk.uow, ticket.id)[:-1] if each.at >= since]
    if any(each.actor == me(turn).name and is_hopeless(each.detail or "") for each in told):
        return
    words = wording.short(wording.masked(without_number(turn.text)), 60)
    tell_responsible(desk, ticket, text, expert=me(turn).name, words=words)
    answer(desk, turn, say("hopeless_noted", no=ticket.no), ticket=ticket)


def availability(desk: Desk, turn: Turn) -> None:
    """Leave and return are recorded; his waiting offers go to others. A wish goes to the coordinators."""
    passed_on(desk, turn)
    leave, words, expert = turn.understanding.leave, without_bot(turn.text), me(turn)
    if leave is None:
        if only_busy(words):
            refuse_all(desk, turn)
    elif _of_another(desk, turn, words):
        pass
    elif not leave.away and tells_free(words) and amid_talk(desk, turn):
        pass  # "有空" to a colleague who has asked him out
    elif not leave.away and tells_free(words) and not on_leave(expert, desk.now.astimezone(ZONE).date()):
        answer(desk, turn, say("free_noted"))
    elif leave.away and leave.since is None:
        go_away(desk, turn, leave)
    else:
        answer(desk, turn, absence.record(desk, expert, leave))


def _of_another(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether he tells of another's leave: that one, or a coordinator, has to say it.

    Of somebody whom the roster does not know the bot says nothing among people.
    """
    everybody = people.all_experts(desk.uow)
    for written in (whose(words), of_another(words)):
        meant = experts_named(everybody, written or "")
        if meant:
            if me(turn).id in [each.id for each in meant]:
                return False
            answer(desk, turn, say("leave_of_another", name=written))
            return True
    stranger = of_another(words)
    if stranger is not None and turn.speaks_to(desk.bot_name):
        answer(desk, turn, say("leave_of_another", name=stranger.replace("我", "你", 1)))
    return stranger is not None


def chat(desk: Desk, turn: Turn) -> Ticket | None:
    """Chatter and advice: silence; advice that names or quotes a ticket stays with it.

    Who asks what he has in hand, or has done, is told so.
    """
    asked = turn.understanding.query
    if asked is not None:
        own = load_of if asked.metric == "load" else partial(work_of, asked=asked)
        answer(desk, turn, own(desk, me(turn)))
        return None
    if cannot_reach(desk, turn):
        return None
    told = told_later(desk, turn)
    mine = tickets.held_by(desk.uow, me(turn).id)
    awaits = len(mine) == 1 and (said_not_mended(desk, mine[0]) or answers_at_length(desk, turn, mine[0]))
    if told is None and awaits:
        return _kept(desk, turn) or advise(desk, turn)  # he speaks of that one
    return told or advise(desk, turn) or _kept(desk, turn)


def _kept(desk: Desk, turn: Turn) -> Ticket | None:
    """Workshop talk of who has one ticket, among no other talk, is of that and stays with it."""
    mine = tickets.held_by(desk.uow, me(turn).id)
    if len(mine) != 1 or not alone_with_it(desk, turn):
        return None
    answers = answers_at_length(desk, turn, mine[0])
    if not (technical_weight(turn.text) or answers):
        return None
    kept = note(
        desk, mine[0], Change.NOTED, actor=me(turn).name, detail=turn.text, message_ids=turn.message_ids
    )
    reads = (answers or said_not_mended(desk, kept)) and turn.room_name != kept.room
    if reads and not _ASKS.search(turn.text) and not not_for_the_firm(turn.text):
        words = wording.short(wording.masked(without_number(turn.text)), 60)
        tell_requester(desk, kept, "progress_requester", expert=me(turn).name, words=words)
    return kept
