"""A coordinator's half question ("上个月呢", "那双桥呢"): it takes the rest from the question before it."""

import re
import tomllib
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from typing import Any

from handlers.desk import Desk, Turn
from handlers.people import experts_named, known_names
from handlers.reading import understand
from handlers.understanding.known import Known
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Query, Role, Understanding
from storage import people, talks, tickets
from storage.terms import Status
from storage.tickets import Ticket

_WORDS = tomllib.loads((files("prompts") / "lexicon" / "questions.toml").read_text("utf-8"))
# "铁杉那个呢" asks for a ticket and is whole.
_HALF = re.compile(
    r"^(?!.*(?:那个|那单|那条))(?:@\S+\s*)?(?:那么?|还有|再看看?|再问一?下|换成)?.{1,12}呢[?？。.!！~\s]*$"
)
_OF_ONE = re.compile(_WORDS["one"]["asked"])
_OVERVIEW = re.compile(_WORDS["topic"]["overview"])  # "现在什么情况": of all
_WHO_IS_AWAY = re.compile(
    r"(?:谁|哪[些几]?[个位]?(?:师傅|人)?|有没有(?:人|师傅))[^，,。我]{0,6}(?:请假|休假)|(?:请假|休假)的(?:有|是|师傅)*(?:谁|哪[些几])"
)
_WHO_IS_SILENT = re.compile(
    r"[这那](?:几|两|三)[张个]?单(?:子)?[^，,。]{0,4}谁(?:还|都|一直)*没(?:有)?回(?:话|音|复|应)"
)
_BEFORE = 6  # messages before it that are looked at
# What a half question may name; the rest (which figure, in what form) stays as it was.
_SLOTS = ("period", "person", "enterprise", "category", "district", "status", "output")
# "导出来", "做个表给我": of what was just asked, unless it says of all.
_BARE_ORDER = re.compile(r"^(?!.*(?:全|所有|一切|每)).{2,12}$")
_ASKING = (Intent.QUERY, Intent.EXPORT)


def continued(desk: Desk, turn: Turn) -> Turn:
    """The turn with a half question made whole by what this person asked before in this talk."""
    found = turn.understanding
    doubtful = found.intent is Intent.CHAT or (found.intent is Intent.ROSTER and found.target is None)
    if doubtful and _WHO_IS_AWAY.search(without_bot(turn.text)):
        away = Understanding(intent=Intent.QUERY, query=Query(about="person", metric="load"))
        return replace(turn, understanding=away)
    if found.ticket is None and _WHO_IS_SILENT.search(without_bot(turn.text)):
        silent = Understanding(intent=Intent.QUERY, query=Query(about="list", status=(Status.OPEN,)))
        return replace(turn, understanding=silent)
    last = _last_spoken_of(desk, turn) if found.ticket is None else None
    if last is not None:
        query = Query(about="ticket", no=last.no)
        return replace(turn, understanding=replace(found, intent=Intent.QUERY, ticket=last.no, query=query))
    if (given := _whom_to_give(desk, turn)) is not None:
        return given
    if found.ticket is not None or found.intent not in _ASKING or not _is_half(turn.text, found):
        return turn
    since = desk.now - desk.policy.question
    said = talks.lately(desk.uow, desk.channel, turn.room_name, turn.person.nickname, since, _BEFORE)
    known = known_names(desk.uow)
    asked: Query | None = None
    for each in said:
        if each.id not in turn.message_ids:
            asked = _next(asked, each.text, each.at, known)
    whole = _next(asked, turn.text, turn.first.at, known)
    if asked is None or whole is None:
        return turn
    return replace(turn, understanding=replace(found, query=whole, target=whole.person))


def _is_half(text: str, found: Understanding) -> bool:
    """Whether it only says in what it differs from the question before it, or how that is to be answered."""
    if _HALF.match(text.strip()):
        return True
    asked = found.query
    return (
        found.intent is Intent.EXPORT
        and asked is not None
        and asked.about in ("list", "figures")
        and _BARE_ORDER.match(without_bot(text).strip()) is not None
        and not any(getattr(asked, slot) for slot in _SLOTS if slot != "output")
    )


def _last_spoken_of(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that the bot last spoke of in this talk, where the question names nothing ("谁接的")."""
    bare = without_bot(turn.text)
    if turn.understanding.intent not in (Intent.QUERY, Intent.CHAT) or not _OF_ONE.match(bare):
        return None
    if _OVERVIEW.search(bare):
        return None
    since = desk.now - desk.policy.question
    return talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)


# "小顾吧", "派小顾", "让顾海生去": nobody but whom.
_WHOM = re.compile(
    r"(?:那|就|还是|先|要不|派给?|让|叫|请|给|换|找|[，,\s])*(?P<name>[^，,。\s\d吧]{2,5}?)(?:去|来|接|上)?(?:吧|好了|啊|呢)?[。！!~\s]*"
)
_TELLS_HOW = re.compile(r"【(?P<no>\d{4,6})】.*派给某某", re.DOTALL)


def _whom_to_give(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an order, where it is nothing but a name and the bot has just told him here, and nobody has
    spoken since, how to give an open ticket to somebody."""
    found, meant = turn.understanding, _WHOM.fullmatch(without_bot(turn.text))
    if meant is None or found.ticket is not None or found.intent not in (Intent.CHAT, Intent.ASSIGN):
        return None
    if not experts_named(people.all_experts(desk.uow), meant["name"]):
        return None
    me, since = turn.person.nickname, desk.now - desk.policy.question
    heard = [text for _, text in talks.said_in(desk.uow, turn.room_name, me, 3)][1:]
    told = next(filter(None, map(_TELLS_HOW.search, heard)), None)
    before = talks.before(desk.uow, turn.first, since=since, limit=1)
    others = any(each.sender != me for each in before) and not _TELLS_HOW.search(heard[0])
    if told is None or others:
        return None
    ticket = tickets.by_no(desk.uow, int(told["no"]))
    if ticket is None or ticket.status != Status.OPEN:
        return None
    order = replace(found, intent=Intent.ASSIGN, ticket=ticket.no, target=meant["name"], sure=True)
    return replace(turn, understanding=order)


def _next(before: Query | None, text: str, at: datetime, known: Known) -> Query | None:
    """The question that stands after this message was said."""
    found = understand(text, Role.COORDINATOR, at, known)
    if found.intent not in _ASKING or found.query is None or found.query.no is not None:
        return before
    if before is None or not _is_half(text, found):
        return found.query
    named: dict[str, Any] = {
        slot: value for slot in _SLOTS if (value := getattr(found.query, slot)) is not None
    }
    if not named:
        return before
    return replace(before, **_about_whom(before, named))


def _about_whom(before: Query, named: dict[str, Any]) -> dict[str, Any]:
    """What a half question changes: another person takes the place of a person or of everybody."""
    changed: dict[str, Any] = dict(named)
    if "person" in named and before.about != "person":
        changed |= {"about": "person", "counts": None, "by": None}
    if before.by in named:
        changed["by"] = None
    return changed
