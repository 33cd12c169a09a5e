"""The routing table: who, in which kind of group, wanting what, goes to which handler. First match wins."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers import introducing, unordered
from handlers.bursts import Burst, understand_burst
from handlers.context import in_context
from handlers.desk import Desk, Turn
from handlers.each_alone import one_by_one, piece_by_piece
from handlers.ending import cancelling, endings, resolving, restoring, trying, withdrawing
from handlers.ending.ended_wrongly import ended_wrongly
from handlers.ending.not_done import not_done
from handlers.ending.why_ended import asked_why
from handlers.experts import arranging, asking, calming, claims, giving_back, handovers, work
from handlers.experts.passing_on import passed_further
from handlers.experts.quitting import quits
from handlers.experts.short_words import asked_back
from handlers.experts.swapping import swapped
from handlers.experts.visiting import tells_more, visits
from handlers.firms import asides, followups, postponing, recalls, replacing, requests
from handlers.firms.asked_by_thing import asked_by_thing
from handlers.firms.asked_who import asked_who
from handlers.firms.complaining import complained
from handlers.firms.in_private import answer_at_least, last_said, wanted_after_asking
from handlers.firms.newcomers import asked_among_experts, told_how
from handlers.firms.requesters import as_requester, told_whose
from handlers.firms.unhurried import unhurried
from handlers.offers import consulting
from handlers.people import known_colleagues, known_names
from handlers.reading import FORBIDDEN, understand
from handlers.reports import exporting
from handlers.reports.answers import query
from handlers.resuming import resumed
from handlers.understanding.coordinator import understand_coordinator
from handlers.understanding.known import NOTHING
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Role, Understanding
from handlers.union import assignment, checks, coordinators, errands, explaining, staffing, teaching
from handlers.union.crediting import credited
from handlers.union.deciding import decided
from handlers.union.merging import merged
from handlers.union.putting_right import put_right
from handlers.union.settling import settled_by
from handlers.union.sounding import sounded
from storage import inbox, talks
from storage.terms import RoomKind

Handler = Callable[[Desk, Turn], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """`rooms` None: any group and private. `several`: only where more than one expert is wanted."""

    role: Role
    intents: frozenset[Intent]
    handler: Handler
    rooms: frozenset[str | None] | None = None
    several: bool = False


def _route(role: Role, handler: Handler, *intents: Intent, several: bool = False) -> Route:
    return Route(role=role, intents=frozenset(intents), handler=handler, several=several)


_SAID_BY_FIRMS = (Intent.REQUEST, Intent.FOLLOWUP, Intent.CHAT)
_SAID_BY_COORDINATORS = (Intent.ASSIGN, Intent.ESCALATE, Intent.NOTE, Intent.CHAT)
_SAID_BY_EXPERTS = (
    Intent.TRANSFER,
    Intent.JOIN,
    Intent.CLAIM,
    Intent.PROGRESS,
    Intent.DECLINE,
    Intent.ADVICE,
    Intent.CHAT,
)

ROUTES = (
    _route(Role.ENTERPRISE, consulting.by_firm, *_SAID_BY_FIRMS, several=True),
    _route(Role.COORDINATOR, consulting.by_coordinator, *_SAID_BY_COORDINATORS, several=True),
    _route(Role.EXPERT, consulting.by_expert, *_SAID_BY_EXPERTS, several=True),
    _route(Role.ENTERPRISE, requests.request, Intent.REQUEST),
    _route(Role.ENTERPRISE, followups.followup, Intent.FOLLOWUP),
    _route(Role.ENTERPRISE, endings.confirm, Intent.CONFIRM),
    _route(Role.ENTERPRISE, endings.reopen, Intent.REOPEN),
    _route(Role.ENTERPRISE, replacing.wished, Intent.REPLACE),
    _route(Role.ENTERPRISE, cancelling.cancel, Intent.CANCEL),
    _route(Role.ENTERPRISE, postponing.postpone, Intent.POSTPONE),
    _route(Role.ENTERPRISE, withdrawing.kept, Intent.KEEP),
    _route(Role.ENTERPRISE, endings.rate, Intent.RATE),
    _route(Role.ENTERPRISE, followups.chat, Intent.CHAT),
    _route(Role.EXPERT, claims.claim, Intent.CLAIM),
    _route(Role.EXPERT, giving_back.decline, Intent.DECLINE),
    _route(Role.EXPERT, giving_back.release, Intent.RELEASE),
    _route(Role.EXPERT, handovers.transfer, Intent.TRANSFER),
    _route(Role.EXPERT, handovers.join, Intent.JOIN),
    _route(Role.EXPERT, work.progress, Intent.PROGRESS),
    _route(Role.EXPERT, resolving.resolve, Intent.RESOLVE),
    _route(Role.EXPERT, restoring.take_back, Intent.REOPEN),
    _route(Role.EXPERT, withdrawing.reported, Intent.CANCEL),
    _route(Role.EXPERT, work.availability, Intent.AVAILABILITY),
    _route(Role.EXPERT, explaining.why_me, Intent.WHY),
    _route(Role.EXPERT, work.chat, Intent.ADVICE, Intent.CHAT),
    _route(Role.COORDINATOR, query, Intent.QUERY),
    _route(Role.COORDINATOR, assignment.assign, Intent.ASSIGN),
    _route(Role.COORDINATOR, coordinators.close, Intent.CLOSE),
    _route(Role.COORDINATOR, coordinators.rate, Intent.RATE),
    _route(Role.COORDINATOR, coordinators.cancel, Intent.CANCEL),
    _route(Role.COORDINATOR, restoring.restore, Intent.REOPEN),
    _route(Role.COORDINATOR, postponing.by_union, Intent.POSTPONE),
    _route(Role.COORDINATOR, postponing.begun_by_union, Intent.KEEP),
    _route(Role.COORDINATOR, coordinators.escalate, Intent.ESCALATE),
    _route(Role.COORDINATOR, coordinators.remark, Intent.NOTE),
    _route(Role.COORDINATOR, staffing.roster, Intent.ROSTER),
    _route(Role.COORDINATOR, exporting.export, Intent.EXPORT),
    _route(Role.COORDINATOR, teaching.teach, Intent.TEACH, Intent.UNTEACH),
    _route(Role.COORDINATOR, explaining.why, Intent.WHY),
    _route(Role.COORDINATOR, coordinators.chat, Intent.CHAT),
)


def handle(desk: Desk, burst: Burst, understanding: Understanding | None = None) -> None:
    """Answer for a burst (by silence, too) and mark it handled, all in the caller's transaction.

    `understanding` is a model's finding where there is one; else the rules answer.
    """
    if any(each.type == "recall" for each in burst.messages):
        turn = _turn(burst, Role.ENTERPRISE, Understanding(intent=Intent.CHAT))
        recalls.recall(desk, turn)
    elif burst.role is None:
        _stranger(desk, burst)
    elif burst.role is Role.COORDINATOR and _answers_a_question(desk, burst):
        pass
    elif burst.text.strip() or any(each.attachment and not each.recalled_at for each in burst.messages):
        found = understanding or _understood(desk, burst, burst.role)
        said = _turn(burst, burst.role, found)
        before = last_said(desk, said)
        wanted = wanted_after_asking(desk, said)
        meant = resumed(desk, wanted) if wanted is not None else None
        if meant is not None:
            _heard(desk, meant)
        answer_at_least(desk, said, before)
    inbox.mark_handled(desk.uow, [each.id for each in burst.messages], desk.now)


def _heard(desk: Desk, turn: Turn) -> None:
    if told_whose(desk, turn) or told_how(desk, turn) or merged(desk, turn) or swapped(desk, turn):
        return
    if complained(desk, turn):
        return
    if turn.role is Role.ENTERPRISE and (asked_who(desk, turn) or asked_by_thing(desk, turn)):
        return
    if ended_wrongly(desk, turn) or visits(desk, turn) or tells_more(desk, turn):
        return
    if turn.role is Role.EXPERT and not_done(desk, turn):
        return
    for part in piece_by_piece(desk, turn):
        for each in one_by_one(desk, in_context(desk, as_requester(desk, part))):
            _dispatch(desk, each)


def _answers_a_question(desk: Desk, burst: Burst) -> bool:
    """Whether a coordinator's one word answers what the bot has asked the coordinators."""
    turn = replace(_turn(burst, Role.COORDINATOR, Understanding(intent=Intent.CHAT)), text=burst.words)
    said = checks.judged(desk, turn) or settled_by(desk, burst.messages, burst.words)
    return said or decided(desk, turn)


def _understood(desk: Desk, burst: Burst, role: Role) -> Understanding:
    known = NOTHING
    if role is Role.COORDINATOR:
        known = known_names(desk.uow)
    elif role is Role.EXPERT:
        known = known_colleagues(desk.uow, burst.person.expert)
    return understand_burst(burst, role, known)


def _turn(burst: Burst, role: Role, understanding: Understanding) -> Turn:
    return Turn(
        messages=burst.messages,
        text=burst.text,
        person=burst.person,
        role=role,
        room=burst.room,
        understanding=understanding,
    )


def _dispatch(desk: Desk, turn: Turn) -> None:
    unhurried(desk, turn)
    if introducing.introduced(desk, turn):
        return
    if turn.role is Role.ENTERPRISE and arranging.proposed(desk, turn):
        return
    if turn.role is Role.EXPERT and (
        arranging.answered(desk, turn)
        or handovers.keeps(desk, turn)
        or passed_further(desk, turn)
        or quits(desk, turn)
        or calming.calmed(desk, turn)
        or asking.asked(desk, turn)
        or asked_back(desk, turn)
    ):
        return
    if _forbidden(desk, turn):
        coordinators.refuse(desk, turn)
        return
    if errands.told_last(desk, turn) or put_right(desk, turn) or credited(desk, turn):
        return
    if (meant := sounded(desk, turn)) is None:
        return
    turn = meant
    if staffing.own_leave(desk, turn) or errands.run(desk, turn) or asked_why(desk, turn):
        return
    if unordered.held(desk, turn) or _answered_briefly(desk, turn):
        return
    kind = turn.room.kind if turn.room else None
    for route in ROUTES:
        fits_room = route.rooms is None or kind in route.rooms
        asked_for = not route.several or turn.understanding.several is not None
        fits = fits_room and asked_for and turn.understanding.intent in route.intents
        if route.role is turn.role and fits:
            route.handler(desk, turn)
            break
    if asides.asks_cost(turn):
        asides.tell_cost(desk, turn)
    if asides.is_displeased(turn):
        asides.tell_of_displeasure(desk, turn)


def _answered_briefly(desk: Desk, turn: Turn) -> bool:
    """Whether a firm's words are a mere aside, or take an expert's advice."""
    if turn.role is Role.ENTERPRISE and trying.tries(desk, turn):
        return True
    return asides.granted(desk, turn)


def _forbidden(desk: Desk, turn: Turn) -> bool:
    """A coordinator's order by somebody else, said to the bot and not meant in his own role."""
    if turn.person.coordinator is not None or turn.understanding.intent is not Intent.CHAT:
        return False
    order = understand_coordinator(without_bot(turn.text), at=turn.first.at)
    if order.intent not in FORBIDDEN or not order.sure:
        return False
    if turn.role is Role.EXPERT and turn.understanding.several and consulting.of_his_own(desk, turn):
        return False
    return order.ticket is not None or turn.speaks_to(desk.bot_name)


def _stranger(desk: Desk, burst: Burst) -> None:
    """Somebody whom the bot does not serve here."""
    at = burst.messages[0].at
    wish = understand(burst.text, Role.ENTERPRISE, at)
    turn = _turn(burst, Role.ENTERPRISE, wish)
    asks = wish.intent is Intent.REQUEST
    if burst.room is None and burst.messages[0].room is not None:
        first = talks.room_is_new(desk.uow, burst.messages[0].room)
        coordinators.stranger_in_unknown_room(desk, turn, first=first, request=asks)
    elif burst.room is None:
        introducing.to_stranger(desk, turn)
    else:
        order = understand_coordinator(burst.text, at=at)
        if order.intent in FORBIDDEN and (
            order.ticket is not None or burst.room.kind == RoomKind.COORDINATOR
        ):
            coordinators.refuse(desk, turn)
        elif burst.room.kind == RoomKind.EXPERT and asked_among_experts(desk, turn):
            pass
        elif turn.speaks_to(desk.bot_name):
            introducing.introduced(desk, turn)
