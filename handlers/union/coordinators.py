"""What a coordinator orders for a ticket: close, cancel, escalate, note; to give it to one: assignment.py."""

import re
from dataclasses import replace
from typing import Any

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import hand_over, tell_experts_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.partly import rest_of, settle
from handlers.ledger import note, note_words, shift
from handlers.offers.dispatch import ask
from handlers.offers.starting import hasten, replan
from handlers.people import familiar_names
from handlers.picking import named
from handlers.rooms.groups import is_another_group, is_supposed
from handlers.telling import answer, answer_once, tell_coordinators, tell_person
from handlers.understanding.coordinator import bare_order
from handlers.understanding.cues import weigh
from handlers.understanding.doubting import doubts_expert
from handlers.understanding.names import without_bot
from handlers.understanding.ratings import find_score
from handlers.understanding.values import Intent, Role
from handlers.union.which_ticket import meant
from prompts.texts import say
from storage import people
from storage.people import Expert
from storage.terms import Change, Purpose, Status
from storage.tickets import Ticket


def close(desk: Desk, turn: Turn) -> Ticket | None:
    """Close a ticket that needs nothing more; of a closed one without a score it puts the score on record."""
    if (scored := rate(desk, turn)) is not None:
        return scored
    return _end(desk, turn, Change.CLOSED, "结单")


def rate(desk: Desk, turn: Turn) -> Ticket | None:
    """The closed ticket on which his score is on record now, unless its firm has given one."""
    ended, score = named(desk, turn), find_score(without_number(turn.text))
    if ended is None or ended.status != Status.CLOSED or score is None or score.rating is None:
        return None
    if ended.rating is not None:
        answer(desk, turn, say("rated_already", no=ended.no, rating=ended.rating), ticket=ended)
        return ended
    rated = note_words(desk, turn, ended, Change.RATED, rating=score.rating)
    answer(desk, turn, say("done_room", no=rated.no, what=f"评价{score.rating}分"), ticket=rated)
    return rated


def cancel(desk: Desk, turn: Turn) -> Ticket | None:
    """Cancel a ticket; those concerned are told."""
    return _end(desk, turn, Change.CANCELLED, "取消")


def _end(desk: Desk, turn: Turn, change: Change, what: str) -> Ticket | None:
    ticket = meant(desk, turn)
    if ticket is None:
        return None
    rest = rest_of(desk, ticket, turn.text)
    if rest is not None:
        what = f"记下了，还要办的：{'、'.join(rest.names)}"
        answer(desk, turn, say("done_room", no=ticket.no, what=what), ticket=ticket)
        return settle(desk, turn, ticket, rest)
    was_open = ticket.status == Status.OPEN
    score = find_score(without_number(turn.text)) if change is Change.CLOSED else None
    rated: dict[str, Any] = {"rating": score.rating} if score is not None and score.rating else {}
    ended = shift(
        desk,
        ticket,
        change,
        actor=turn.person.nickname,
        detail=turn.text,
        message_ids=turn.message_ids,
        closed_at=desk.now,
        **rated,
    )
    if ended is None:
        return None
    if change is Change.CANCELLED or was_open:
        tell_experts_over(desk, ended, was_open=was_open)
        tell_requester(
            desk, ended, "cancelled_by_union", what="取消这单" if change is Change.CANCELLED else "关闭这单"
        )
    elif ended.expert_id is not None:
        expert = people.expert(desk.uow, ended.expert_id)
        tell_person(
            desk, expert.wechat_name, say("done_room", no=ended.no, what="工会已结单，辛苦"), ticket=ended
        )
        tell_requester(desk, ended, "closed_requester", outcome="（工会办结）")
    answer(
        desk,
        turn,
        say(
            "done_room",
            no=ended.no,
            what=f"已{what}" + (f"，评价{rated['rating']}分" if rated else ""),
        ),
        ticket=ended,
    )
    return ended


def escalate(desk: Desk, turn: Turn) -> Ticket | None:
    """Raise a ticket to critical; an open one is put before more experts at once."""
    ticket = meant(desk, turn)
    if ticket is None:
        return None
    raised = note_words(
        desk,
        turn,
        ticket,
        Change.ESCALATED,
        urgency="critical",
    )
    asked: list[Expert] = []
    if raised.status == Status.OPEN and raised.pickup_due is not None:
        raised = replan(desk, raised, ticket.urgency)
        asked = hasten(desk, raised)
        asked = asked or ask(desk, raised, desk.escalation("critical").waves[-1].size, wave=0)
    what = f"已升为特急，又请了{len(asked)}位师傅" if asked else "已升为特急"
    answer(desk, turn, say("done_room", no=raised.no, what=what), ticket=raised)
    return raised


# "1023备注一下：", "在1014下面记一句": what orders the note is no part of it.
_ORDER_TO_NOTE = re.compile(
    r"^(?:在|把|给|这单|那单|单子)?\s*(?:【?#?\d{1,6}】?)?\s*(?:号单|号|单)?\s*(?:下面|里)?\s*"
    r"(?:加个|做个)?(?:备注|注明|记录|记一?下|记一笔|记一句|登记|标注|附注|留言|写上|加一句|补一句|补充一句|注)?(?:一下|一笔|给师傅)?[：:，,\s]*"
)


def remark(desk: Desk, turn: Turn) -> Ticket | None:
    """Write a note into a ticket; the holder reads it."""
    words = _ORDER_TO_NOTE.sub("", turn.text).strip()
    if bare_order(turn.text) is Intent.NOTE or not words:
        ticket = named(desk, turn)
        answer(desk, turn, say("note_what", no=ticket.no if ticket else "1001"), ticket=ticket)
        return None
    ticket = meant(desk, turn)
    if ticket is None:
        return None
    noted = note(
        desk, ticket, Change.NOTED, actor=turn.person.nickname, detail=words, message_ids=turn.message_ids
    )
    if noted.expert_id is not None and doubts_expert(words, familiar_names(desk.uow)):
        holder = people.expert(desk.uow, noted.expert_id)
        answer(desk, turn, say("noted_doubt", no=noted.no, expert=holder.name), ticket=noted)
        return noted
    if noted.expert_id is not None:
        hand_over(desk, replace(turn, text=words), noted, "note_expert")
    answer(desk, turn, say("done_room", no=noted.no, what="已备注"), ticket=noted)
    return noted


def chat(desk: Desk, turn: Turn) -> None:
    """Silence, but for a notice to everybody, which the bot sends none, and what it was asked in vain."""
    words = without_bot(turn.text)
    if weigh(Role.COORDINATOR, words)["notice"]:
        answer(desk, turn, say("no_notice"))
    elif turn.speaks_to(desk.bot_name) and _WANTS.search(words):
        answer_once(desk, turn, say("not_understood"), desk.policy.question)


# A question or a wish, and no thanks or greeting.
_WANTS = re.compile(
    r"[?？吗呢]$|几|多少|谁|哪|什么|怎么|帮我|给我|把.{2,}|查|看看|列|派|改|发|通知|设|取消|关"
)


def refuse(desk: Desk, turn: Turn) -> None:
    """Somebody who is no coordinator gave a coordinator's order: politely no, and nothing changes."""
    answer(desk, turn, say("not_allowed"))


def stranger_in_unknown_room(desk: Desk, turn: Turn, *, first: bool, request: bool) -> None:
    """A group that the roster does not know: coordinators are told, the group hears nothing."""
    room = turn.first.room or ""
    # Of a group that bears a known name, or may be a known one, they were told when it was met.
    if first and not is_another_group(room) and not is_supposed(desk, room):
        tell_coordinators(desk, say("unknown_room", room=room), purpose=Purpose.REPORT)
    if request:
        words = wording.short(wording.masked(turn.text), 120)
        text = say("unknown_room_request", room=room, sender=turn.person.nickname, words=words)
        tell_coordinators(desk, text)
