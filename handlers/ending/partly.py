"""What ends one of a ticket's several troubles ends no ticket: it is noted, the rest goes on.

Which parts are settled is no field of a ticket; it follows from what was said of it (its history).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers import wording
from handlers.concerned import hand_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.facts import facts
from handlers.ledger import note, shift, workers
from handlers.matching.words import weighted_terms
from handlers.offers.dispatch import ask, size_of_wave
from handlers.offers.starting import held_until
from handlers.picking import ask_whether, named, with_ticket
from handlers.reading import understand
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import read_fields
from handlers.understanding.no_end import holds_so_far, is_beside
from handlers.understanding.parts import Part, Saying, Verdict, meant, parts, sayings, says_only, taken
from handlers.understanding.problems import machines_of
from handlers.understanding.ratings import find_score
from handlers.understanding.values import Intent, Role
from storage import people, records, tickets
from storage.terms import HELD, Change, Status
from storage.tickets import Ticket

# Changes whose words may have settled a part.
_TOLD = (Change.FOLLOWUP, Change.PROGRESS, Change.REOPENED)
_ENDS = {Verdict.DONE: Intent.CONFIRM, Verdict.UNWANTED: Intent.CANCEL, Verdict.STILL: Intent.REOPEN}
_ENDINGS = (Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.REOPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """What is left of a ticket after some of it is settled: names for people, and the words of it where they
    are known. `still`: somebody has said that this is not mended."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    still: bool


def rest_of(desk: Desk, ticket: Ticket, text: str) -> Rest | None:
    """What these words leave of a ticket; None where they end all of it, or none of it."""
    said = sayings(text)
    ends = [each for each in said if each.verdict is not Verdict.STILL]
    if not ends or any(not each.subject for each in ends) or find_score(text) is not None:
        return None
    everything = parts(ticket.body)
    done, still = _places(ends, everything), _places([each for each in said if each not in ends], everything)
    if len(ends) < len(said):
        return _told_apart(said, everything, done, still, _settled(desk, ticket, everything))
    left = set(range(len(everything))) - _settled(desk, ticket, everything) - done
    mended = ticket.status == Status.RESOLVED and not any(each.apart for each in everything)
    if not done or not left or mended:
        return None
    return _rest(everything, left, still=False)


def _told_apart(
    said: Sequence[Saying], everything: Sequence[Part], done: set[int], still: set[int], settled: set[int]
) -> Rest | None:
    """Some of it is mended and some is not, by the same words."""
    left = (set(range(len(everything))) - settled - done) | still
    if left and (still or len(everything) > 1):
        return _rest(everything, left, still=True)
    names = tuple(each.subject for each in said if each.verdict is Verdict.STILL and each.subject)
    return Rest(names=names or ("别的",), words=(), still=True) if not done or not names else None


def _rest(everything: Sequence[Part], left: Collection[int], *, still: bool) -> Rest:
    parts_left = [everything[place] for place in sorted(left)]
    return Rest(
        names=tuple(each.name for each in parts_left),
        words=tuple(each.words for each in parts_left),
        still=still,
    )


def _places(said: Sequence[Saying], everything: Sequence[Part]) -> set[int]:
    """The parts that these clauses name; what could be said of each of them names none."""
    found: set[int] = set()
    for each in said:
        places = meant(each.subject, everything)
        found |= set(places) if len(places) < len(everything) or "、" in each.subject else set()
    return found


def _settled(desk: Desk, ticket: Ticket, everything: Sequence[Part]) -> set[int]:
    """The parts of which it has been said before that they are mended, or not wanted any more."""
    settled: set[int] = set()
    for entry in records.of_ticket(desk.uow, ticket.id):
        for each in sayings(entry.detail or "") if entry.change in _TOLD else ():
            places = _places([each], everything)
            settled = settled - places if each.verdict is Verdict.STILL else settled | places
    return settled


def settle(desk: Desk, turn: Turn, ticket: Ticket, rest: Rest) -> Ticket | None:
    """Note what is settled: the ticket is about the rest, its expert hears that, and its requester."""
    values = _about(turn, ticket, rest, len(workers(desk, ticket)))
    reopens = ticket.status == Status.RESOLVED and rest.still
    said: dict[str, Any] = {
        "actor": turn.person.nickname,
        "detail": turn.text,
        "message_ids": turn.message_ids,
        **values,
    }
    if reopens:
        cleared = {"resolved_at": None, "solution": None}
        told = shift(desk, ticket, Change.REOPENED, held=ticket.expert_id is not None, **said, **cleared)
    else:
        told = note(desk, ticket, Change.FOLLOWUP, **said)
    if told is None:
        return None
    left = "、".join(rest.names)
    if told.status == Status.RESOLVED:
        tell_requester(desk, told, "partly_resolved", left=left)
    elif told.expert_id is not None:
        who = "工会" if turn.role is Role.COORDINATOR else facts(desk, told)["enterprise"]
        hand_over(desk, turn, told, "partly_expert", who=who, left=left)
        expert = people.expert(desk.uow, told.expert_id)
        tell_requester(desk, told, "partly_held", expert=expert.name, left=left)
    else:
        tell_requester(desk, told, "partly_open", left=left)
        if told.category != ticket.category and held_until(desk, told) is None:
            # Those asked so far are of another trade.
            ask(desk, told, size_of_wave(desk, told), wave=0, afresh=True)
    return told


def _about(turn: Turn, ticket: Ticket, rest: Rest, at_work: int) -> dict[str, Any]:
    """The ticket's fields, now that it is about the rest alone; what it told at first stays on record."""
    values: dict[str, Any] = {"body": f"{ticket.body}\n{wording.clean(turn.text)}".strip()}
    if not rest.words:
        return values
    fields = read_fields("，".join(rest.words), turn.first.at)
    values |= {"title": wording.title(fields.title), "problems": max(1, len(rest.words))}
    if len(rest.words) == 1 and ticket.wanted > 1:
        values["wanted"] = max(1, at_work)  # nobody else is needed for the part that is settled
    if ticket.status == Status.OPEN and fields.category != "other":
        values["category"] = fields.category
    return values


def worked(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """An expert has mended a part: progress, of which the requester reads."""
    moved = shift(
        desk,
        ticket,
        Change.PROGRESS,
        actor=turn.person.nickname,
        detail=turn.text,
        message_ids=turn.message_ids,
    )
    if moved is not None and moved.expert_id is not None:
        expert = turn.person.expert or people.expert(desk.uow, moved.expert_id)
        words = wording.short(wording.masked(turn.text), 40)
        tell_requester(desk, moved, "progress_requester", expert=expert.name, words=words)
    return moved


def by_their_words(desk: Desk, turn: Turn) -> list[Turn]:
    """What an enterprise says of the troubles of several tickets ("行车好了，空压机还没") is said of each."""
    said, only = sayings(turn.text), says_only(turn.text)
    heard = turn.role is Role.ENTERPRISE and turn.understanding.ticket is None
    if not heard or not (only or turn.understanding.intent in _ENDINGS) or not any(s.subject for s in said):
        return [turn]
    mine = _own(desk, turn)
    clauses: dict[int, list[Saying]] = {}
    for each in said:
        place = _ticket_of(each.subject, mine)
        if place is not None:
            clauses.setdefault(place, []).append(each)
    if len(clauses) == 1:
        return [_of_one(turn, mine[next(iter(clauses))], said, only=only)]
    if len(clauses) < 2 or sum(map(len, clauses.values())) < len(said):
        return [turn]
    return [_piece(turn, mine[place], each) for place, each in clauses.items()]


def _of_one(turn: Turn, ticket: Ticket, said: Sequence[Saying], *, only: bool) -> Turn:
    """All of it is about one ticket; what sounded like chatter or a request ends it, or a part of it."""
    ends = any(each.verdict is not Verdict.STILL for each in said)
    if turn.understanding.intent in _ENDINGS or not (only and ends):
        return with_ticket(turn, ticket) if turn.understanding.intent in _ENDINGS else turn
    found = replace(turn.understanding, intent=_intent(said), request=None, query=None)
    return with_ticket(replace(turn, understanding=found), ticket)


def _intent(said: Sequence[Saying]) -> Intent:
    verdicts = {each.verdict for each in said}
    return _ENDS[Verdict.STILL if Verdict.STILL in verdicts else said[0].verdict]


def _own(desk: Desk, turn: Turn) -> list[Ticket]:
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    return tickets.live_of_requester(desk.uow, turn.person.nickname, firm)


def _ticket_of(subject: str, mine: Sequence[Ticket]) -> int | None:
    """The place of the one ticket that a clause about this can mean."""
    told = [Part(name=each.title, words=each.body, apart=True) for each in mine]
    places = meant(subject, told) if subject else []
    if len(places) != 1 or _of_the_house(subject, told[places[0]].words):
        return None
    return places[0]


def _piece(turn: Turn, ticket: Ticket, said: Sequence[Saying]) -> Turn:
    text = "，".join(each.clause for each in said)
    found = understand(text, Role.ENTERPRISE, turn.first.at)
    found = replace(found, intent=_intent(said), ticket=ticket.no, request=None, query=None)
    return replace(turn, text=text, understanding=found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What an expert takes of a ticket by naming it, and what is left for another."""

    mine: str
    rest: str


def share_of(desk: Desk, ticket: Ticket, text: str) -> Share | None:
    """The part of a ticket of several things that somebody takes ("行车我来"); None where he takes all."""
    everything = parts(ticket.body)
    if len(everything) < 2 or not all(each.apart for each in everything):
        return None
    settled = _settled(desk, ticket, everything)
    left = [each for place, each in enumerate(everything) if place not in settled]
    mine = taken(text, left)
    if not mine:
        return None
    return Share(
        mine="、".join(left[place].name for place in mine),
        rest="、".join(each.name for place, each in enumerate(left) if place not in mine),
    )


def asked_whether(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """ "空压机好了" of a firm or an expert whose only ticket is about a press: is that one meant?

    "今天没漏" of what nobody has called mended: is it?
    """
    if ticket.status != Status.RESOLVED and ticket.adviser_id is None and holds_so_far(turn.text):
        ask_whether(desk, turn, ticket, text="holds_meant", as_said="好了")
        return True
    if turn.understanding.ticket is not None or named(desk, turn) is not None:
        return False
    told = f"{ticket.title} {ticket.body}".lower()
    cues = weigh("endings", turn.text)
    later = cues["postponed"] and ticket.status in (Status.OPEN, *HELD)  # "等订单来了再弄": nothing ends
    elsewhere = cues["elsewhere"] and not later and not weigh("endings", told)["elsewhere"]
    elsewhere = elsewhere and not _ends_also(turn.text)
    if not elsewhere and not any(_is_another(each, told) for each in sayings(turn.text)):
        return False
    ask_whether(desk, turn, ticket, text="ending_meant", as_said=turn.text)
    return True


def _ends_also(text: str) -> bool:
    """Whether it ends the ticket first, then something else too ("取消吧，会议也取消了")."""
    said = sayings(text)
    begins = bool(said) and not said[0].subject and text.lstrip().startswith(said[0].clause)
    return begins and any("也" in each.clause for each in said[1:])


# Who comes and when is no thing that a ticket could be about.
_BY_WHOM = re.compile(r"(?:我|咱)们?$")  # 订的纸箱我不要了
_NO_THING = re.compile(r"师傅|[工老他你我人天午晚周了号]|今|明")


def _of_the_house(subject: str, told: str) -> bool:
    """Whether a thing of office or home is named that a ticket does not tell of."""
    household = bool(weigh("endings", subject)["household"])
    shortest = min(len(subject), 2)  # "灯" is one sign
    return household and not any(term in told for term in weighted_terms(subject) if len(term) >= shortest)


def _is_another(saying: Saying, told: str) -> bool:
    """Whether a clause names a machine, or a thing not wanted any more, that a ticket does not tell of by any
    of its names."""
    machines = machines_of(saying.subject)
    if machines:
        return not any(term in told for each in machines for term in weighted_terms(each) if len(term) > 1)
    if saying.verdict is Verdict.DONE and weigh("endings", saying.subject)["household"]:
        return _of_the_house(saying.subject, told)
    thing = _BY_WHOM.sub("", saying.subject) if saying.verdict is Verdict.UNWANTED else ""
    plain = len(thing) > 1 and not is_beside(saying.clause) and not _NO_THING.search(thing)
    return plain and not any(term in told for term in weighted_terms(thing))
