"""An expert says that it is fixed, and how: with it, a moment before or after, or when he is asked."""

import re
from dataclasses import replace

from handlers import wording
from handlers.cases import fix_of, fix_on_the_way, learn, says_done, without_done, without_numbers
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.confirming import remind_later
from handlers.ending.partly import asked_whether, rest_of, worked
from handlers.experts.claims import kept_from, take
from handlers.experts.holding import held, me, note_his
from handlers.experts.taking_over import take_over_by_working
from handlers.ledger import shift
from handlers.offers.dispatch import offer_quietly
from handlers.picking import ask_whether, named
from handlers.reading import understand
from handlers.telling import answer
from handlers.understanding.clauses import clauses
from handlers.understanding.confidential import not_for_the_firm
from handlers.understanding.cues import weigh
from handlers.understanding.parts import says_only
from handlers.understanding.values import Intent, Role, Understanding
from prompts.texts import say
from storage import inbox, offers, records, talks, tickets
from storage.terms import Change, Status
from storage.tickets import Ticket


def resolve(desk: Desk, turn: Turn) -> Ticket | None:
    """He says it is fixed: the requester is asked."""
    late = told_later(desk, turn) if fix_of(turn.text) else None
    if late is not None:
        return late
    take_over_by_working(desk, turn)
    meant = named(desk, turn)
    if meant is not None and meant.status == Status.OPEN:
        if kept_from(desk, turn, meant) or not _has_done_it(desk, turn, meant):
            return None
        take(desk, turn, meant)  # who has done it without a word before has taken it
    ticket = held(desk, turn, helping=True)
    if ticket is None and meant is None and (told_how := _told_how(desk, turn)) is not None:
        return told_how
    if ticket is None:
        nothing = not tickets.held_by(desk.uow, me(turn).id) and turn.understanding.ticket is None
        if nothing and turn.room is None:
            answer(desk, turn, say("nothing_held"))
        return None
    if asked_whether(desk, turn, ticket):
        return None
    rest = rest_of(desk, ticket, turn.text)
    if rest is not None:
        answer(desk, turn, say("partly_worked", no=ticket.no, left="、".join(rest.names)), ticket=ticket)
        return worked(desk, turn, ticket)
    how = _how(desk, turn, ticket)
    resolved = shift(
        desk,
        ticket,
        Change.RESOLVED,
        actor=me(turn).name,
        detail=turn.text,
        message_ids=turn.message_ids,
        resolved_at=desk.now,
        first_claimed_at=ticket.first_claimed_at or desk.now,
        solution=how or ticket.solution,
    )
    if resolved is None:
        return None
    remind_later(desk, resolved)
    told = without_done(how) if how else ""
    told = _newest(turn.text, how, told)
    aside = (fix_of(told) is None and _ASIDE.search(told)) or not_for_the_firm(turn.text)
    told = "" if aside else told
    solution = f"：{wording.short(wording.masked(told), 40)}" if told else "。"
    tell_requester(desk, resolved, "resolved_requester", expert=me(turn).name, solution=solution)
    return resolved


def _told_how(desk: Desk, turn: Turn) -> Ticket | None:
    """What he has called mended a short while ago he calls so again, and says how: the firm reads it."""
    ticket, fix = tickets.last_finished_by(desk.uow, me(turn).id), fix_of(turn.text)
    if _ASIDE.search(turn.text) or weigh("endings", turn.text)["small_talk"]:
        return None
    lately = ticket is not None and ticket.resolved_at is not None
    if ticket is None or not lately or ticket.status != Status.RESOLVED or turn.understanding.ticket:
        return None
    if (
        fix is None
        or not says_done(turn.text)
        or desk.now - (ticket.resolved_at or desk.now) > desk.policy.followup
        or not_for_the_firm(turn.text)
    ):
        return None
    told = note_his(desk, turn, ticket, solution=turn.text)
    solution = f"：{wording.short(wording.masked(fix), 40)}"
    tell_requester(desk, told, "resolved_requester", expert=me(turn).name, solution=solution)
    return told


def _has_done_it(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether he has mended what nobody had taken: who was asked says so, the others are asked whether.

    "接错线了" says what it was, not that it is mended: is it he who is at it?
    """
    offer = offers.find(desk.uow, ticket.id, me(turn).id, ticket.cycle)
    if not says_done(turn.text):
        takes = replace(turn, understanding=Understanding(intent=Intent.CLAIM, ticket=ticket.no))
        ask_whether(desk, takes, ticket, text="went_meant")
        return False
    if offer is not None:
        return True
    offer_quietly(desk, ticket, me(turn), "他说修好了")  # as which his yes finds it
    ask_whether(desk, turn, ticket, text="mended_meant", as_said=turn.text)
    return False


def _newest(text: str, how: str | None, told: str) -> str:
    """What the requester reads of it: "换好了，试了一百次" goes before what was found on the way to it."""
    own = without_numbers(text).strip("。！! ")
    if not told and not without_done(text):
        return ""  # "调好了" says no more than that
    if how == text or not _DONE_SO.match(own):
        return own if _DONE_SO.match(own) else told
    return own if len(without_done(text)) >= _REMARK or not told else f"{told}，{own}"


_DONE_SO = re.compile(r"(?:都|已经|全)?(?:换|装|焊|配|补|磨|垫|调)(?:好|上|完)了")


def _how(desk: Desk, turn: Turn, ticket: Ticket) -> str | None:
    """How it was fixed: in the same words, else what he told of his work before; None: he did not say."""
    if fix_of(turn.text) and not _only_done(turn.text):
        return turn.text
    since = turn.first.at - desk.policy.together
    just_before = talks.loose(desk.uow, desk.channel, turn.first.room, turn.person.nickname, since)
    for each in reversed(just_before):
        said = understand(each.text, Role.EXPERT, each.at)  # "我接了几单", "过年不接单" tell of no work
        tells = said.query is None and said.intent is not Intent.AVAILABILITY
        if tells and not _ASKS.search(each.text) and fix_on_the_way(each.text):
            inbox.tie(desk.uow, [each.id], ticket.id)
            return each.text
    on_the_way = told_on_the_way(desk, ticket)
    if on_the_way is not None:
        return on_the_way
    remark = without_done(turn.text)
    return turn.text if len(remark) >= _REMARK and not _only_done(remark) else None


def told_on_the_way(desk: Desk, ticket: Ticket) -> str | None:
    """What its holder has told of the fix while he was at it."""
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change in (Change.CLAIMED, Change.ASSIGNED, Change.TRANSFERRED, Change.REOPENED):
            return None
        if entry.change == Change.PROGRESS and (told := _fix_in(entry.detail or "")):
            return told
    return None


def _fix_in(text: str) -> str | None:
    """What words from the work tell of the fix: all, else the clauses that do ("冒口加大，明天出件看")."""
    if fix_on_the_way(text):
        return text
    told = [each for each in clauses(without_numbers(text)) if fix_on_the_way(each)]
    return "，".join(told) or None


def _only_done(text: str) -> bool:
    """Whether a text says what is mended ("空压机修好了") and not how ("油封换好了")."""
    return says_only(text) and not _HOW.search(text)


_HOW = re.compile(r"[换调装焊加拆清整紧改磨升降补垫校设接堵洗刷涂烘钻粘放减增拧充注灌]")


_ASIDE = re.compile(
    r"哈哈|\[[^\]]{1,4}\]|[烟酒饭]|好评|谢|辛苦|收工|累|照片|视频发|发群|满意|锦旗|请吃|那就好|没事就好|结单吧|(?:可以|能)(?:关|结|销)(?:单|了|掉)|夸"
)  # and nothing of the work
_ASKS = re.compile(r"[?？吗呢]\s*$|怎么|多少|谁|哪(?!个?都)")  # a question tells of no work
_REMARK = 4  # characters of what he adds ("观察一天再说") for the requester to read


def told_later(desk: Desk, turn: Turn) -> Ticket | None:
    """How he solved a ticket that knew no resolution; where it is closed already, it becomes a case."""
    ticket = named(desk, turn) or _just_done(desk, turn)
    done = ticket is not None and ticket.status in (Status.RESOLVED, Status.CLOSED)
    if ticket is None or not done or ticket.expert_id != me(turn).id:
        return None
    if fix_of(ticket.solution) is not None or fix_of(turn.text) is None:
        return None
    told = note_his(desk, turn, ticket, solution=turn.text)
    if told.status == Status.CLOSED:
        learn(desk, told)
        answer(desk, turn, say("case_noted", no=told.no), ticket=told)
    return told


def _just_done(desk: Desk, turn: Turn) -> Ticket | None:
    """Without number or quote: the ticket that he said was fixed, or was asked about, a short while ago."""
    ticket = tickets.last_finished_by(desk.uow, me(turn).id)
    told = fix_on_the_way(turn.text) is not None and not _ASKS.search(turn.text)
    if turn.understanding.ticket is not None or ticket is None or not told:
        return None
    within = desk.policy.late_answer if turn.room is None else desk.policy.followup
    last = ticket.closed_at or ticket.resolved_at
    return ticket if last is not None and desk.now - last <= within else None
