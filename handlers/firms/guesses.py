"""What is guessed at the cause of a trouble: by who has it, by a colleague, by a neighbour in the group."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.firms.another_trouble import (
    of_another,
)
from handlers.picking import lately_asked, owns, speaks_of, with_ticket
from handlers.understanding.cues import weigh
from handlers.understanding.problems import machine_of
from handlers.understanding.values import Intent, Kind, Role, Understanding
from storage import tickets
from storage.terms import HELD, Status

# What a neighbour thinks it is ("你这个是烧焦吧"), or says in a word ("排气不好").
_GUESS = re.compile(
    r"^你们?(?:这|那|家|的|是|先|要|看|用|油|料|模|机)|吧[。.!！~\s]*$|是不是|会不会|应该是|估计|可能|八成|肯定是?|怕是|多半|大概|建议|试试|看看是|要不(?!要)|我猜"
)
_CAUSE = re.compile(
    r"(?:没|缺|少)[^，,]{1,4}$|不[好对够纯净平匀足良准]$|(?:太|偏|有点|过)?[高低大小快慢稠稀多少厚薄硬软松紧浅深]了?$|受潮|过期|堵了?$|脏|老化|磨损"
)
_OWN = re.compile(r"我|咱|阿拉|[也又]|求|急|停")


_GUESSED, _SAID_SHORT = 24, 10  # characters


_OWN_GUESS = re.compile(
    r"(?:那|师傅|这)?(?:是不是|会不会是?|难道是?|可能是|估计是?|应该是|怕是)[^，,。]{2,14}"
)


def as_own_guess(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as an addition where its writer guesses at the cause of what he has asked for himself."""
    text, found = turn.text, turn.understanding
    guesses = _OWN_GUESS.fullmatch(text.strip(" ？?。啊呀吧")) is not None and not turn.attachments
    if not guesses or found.intent not in (Intent.REQUEST, Intent.CHAT, Intent.FOLLOWUP):
        return None
    mine = lately_asked(desk, turn)
    if not mine or all(of_another(each, text) for each in mine):
        return None
    meant = replace(found, intent=Intent.FOLLOWUP, request=None, query=None, sure=True)
    ticket = next((each for each in mine if speaks_of(turn, each)), mine[0])
    return with_ticket(replace(turn, understanding=meant), ticket)


def as_guess(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as talk where somebody guesses what is wrong with what a neighbour has just asked for; a
    colleague's guess goes with the ticket."""
    if len(turn.text) > _GUESSED or turn.attachments or weigh(Role.ENTERPRISE, turn.text)["ask"] >= 4:
        return None
    guesses = _GUESS.search(turn.text) is not None
    brief = len(turn.text) <= _SAID_SHORT and _CAUSE.search(turn.text) and machine_of(turn.text) is None
    if not (guesses or brief) or (_OWN.search(turn.text) and not turn.text.startswith("你")):
        return None
    asked = [
        each
        for each in tickets.with_status(desk.uow, (Status.OPEN, *HELD))
        if each.room == turn.room_name
        and each.room is not None
        and each.kind == Kind.PROBLEM
        and each.requester != turn.person.nickname
        and turn.first.at - each.asked_at <= desk.policy.followup
    ]
    if not asked or lately_asked(desk, turn):
        return None
    own = next((each for each in asked if owns(turn, each)), None)
    if own is not None:
        found = replace(turn.understanding, intent=Intent.FOLLOWUP, request=None, query=None)
        return with_ticket(replace(turn, understanding=found), own)
    return replace(turn, understanding=Understanding(intent=Intent.CHAT))
