"""Who does not know yet where and how help is asked for: he is told, and nobody is left without an answer.

A factory that is in no roster, in a group where firms write; a firm that writes its trouble among experts.
"""

from dataclasses import replace

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.firms.requesters import own_name
from handlers.firms.requests import request
from handlers.people import coordinators_for, rooms_of
from handlers.telling import answer, answer_once, tell_coordinators
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.problems import says_wrong
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Role
from prompts.texts import say
from storage import tickets
from storage.people import Room
from storage.terms import RoomKind

_FOR_A_PERSON = ("human", "wish", "complaint", "doubt")  # handlers/firms/asides.py
_SHOP_TALK = 3.0
_LONGEST = 60  # characters; who writes more tells of something


def told_how(desk: Desk, turn: Turn) -> bool:
    """Whether somebody asks how or where help is asked for and tells of no trouble, or a factory of no roster
    says who it is: he is answered now, and of the latter the coordinators hear."""
    bare = without_bot(turn.text)
    if turn.role is not Role.ENTERPRISE or turn.attachments or len(bare) > _LONGEST:
        return False
    cues = weigh("asides", bare)
    if cues["how_to_ask"] and not says_wrong(bare) and not any(cues[each] for each in _FOR_A_PERSON):
        return answer_once(desk, turn, say("how_to_ask"), desk.policy.followup)
    return _new_here(desk, turn)


def _new_here(desk: Desk, turn: Turn) -> bool:
    name = own_name(turn.text)
    new = not turn.person.known and turn.room is not None and turn.understanding.intent is not Intent.REQUEST
    if name is None or not new or tickets.live_of_requester(desk.uow, turn.person.nickname, None):
        return False
    responsible = coordinators_for(
        desk.uow, next((each for each in _districts(desk) if each in turn.text), None)
    )
    names = "、".join(each.name for each in responsible[:2])
    if not answer_once(desk, turn, say("newcomer", enterprise=name, names=names), desk.policy.question):
        return True
    words = wording.short(wording.masked(turn.text), _LONGEST)
    told = {"sender": turn.person.nickname, "room": turn.room_name, "enterprise": name, "words": words}
    tell_coordinators(desk, say("newcomer_told", **told))
    return True


def _districts(desk: Desk) -> list[str]:
    return sorted({each.district for kind in RoomKind for each in rooms_of(desk.uow, kind) if each.district})


def asked_among_experts(desk: Desk, turn: Turn) -> bool:
    """Whether a firm asked for help in a group of experts: it is opened as if written in the firm's own
    group, where it reads what comes of it; where there is no such group the coordinators read it."""
    if turn.person.enterprise is None or turn.understanding.intent is not Intent.REQUEST:
        return False
    if not says_wrong(turn.text) and technical_weight(turn.text) < _SHOP_TALK:
        return False  # "师傅们明天有个培训" tells of no trouble
    own = _own_room(desk, turn)
    if own is None:
        words = wording.short(wording.masked(turn.text), 120)
        told = say("among_experts_told", room=turn.room_name, sender=turn.person.nickname, words=words)
        tell_coordinators(desk, told)
        answer(desk, turn, say("among_experts_passed"))
        return True
    opened = request(desk, replace(turn, room=own))
    if opened is not None:
        answer(desk, turn, say("among_experts", no=opened.no, room=own.name), ticket=opened)
    return True


def _own_room(desk: Desk, turn: Turn) -> Room | None:
    """The only group of firms of its district; None where there is none, or several."""
    firm = turn.person.enterprise
    rooms = rooms_of(desk.uow, RoomKind.ENTERPRISE)
    near = [each for each in rooms if firm is not None and each.district == firm.district]
    return near[0] if len(near) == 1 else None
