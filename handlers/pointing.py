"""At which of several tickets words point: by their problem, their firm, or when they came."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from handlers.desk import ZONE, Desk, Turn
from handlers.matching.words import search_terms, terms, weighted_terms
from handlers.people import firms_named
from storage import people
from storage.tickets import Ticket


def meant_among(desk: Desk, turn: Turn, choices: Sequence[Ticket]) -> list[Ticket]:
    """Those of these tickets that the words can mean by problem, firm or time; [] where they tell none."""
    several: list[Ticket] = []
    pointed = _POINTED.match(turn.text)
    for words in dict.fromkeys([pointed[1] if pointed else turn.text, turn.text]):
        said = [each for each in choices if _of_words(desk, words, choices)(turn, each)]
        if len(said) == 1:
            return said
        several = several or said
    ways = [_of_firm(desk, turn), _of_time(desk, turn, choices)]
    if (thing := _TAKEN.match(turn.text)) is not None:  # 胶的我来: one sign tells it
        ways.append(_of_words(desk, thing[1], choices, signs=True))
    for means in ways:
        said = [each for each in choices if means(turn, each)]
        if len(said) == 1:
            return said
    return several


# "离合器那个，换了摩擦片": what stands before says which ticket, what follows tells of it.
_POINTED = re.compile(r"([^，,。；;\s]{1,12}?)(?:[那这](?:一)?(?:个|单|张|条|台|家)|的单)")


# What somebody names who takes one of several: "胶的我来", "空压机交给我".
_TAKEN = re.compile(
    r"\W*([^，,。；;\s我]{1,10}?)(?:的|[那这](?:一)?(?:个|单|张|条|台|家))*(?:我(?=[来接去拿要上看弄修做])|[归给]我|算我|交给我|让我)"
)
_ANY_SIGN = frozenset("的了机器不上下大小个台号那这边有是在和一来去就也都好单活事师傅")


def _of_words(
    desk: Desk, text: str, choices: Sequence[Ticket], *, signs: bool = False
) -> Callable[[Turn, Ticket], bool]:
    """Words that tell a ticket from the others: of its problem, its firm, or who asked.

    With `signs` single characters count, and other names of the same thing.
    """
    told = {each.id: set(terms(_told_of(desk, each))) for each in choices}
    said = set(terms(text))
    if signs:
        told = {each.id: set(search_terms(each.title)) for each in choices}
        said = set(weighted_terms(text)) - _ANY_SIGN

    def means(_: Turn, ticket: Ticket) -> bool:
        others = (words for id_, words in told.items() if id_ != ticket.id)
        return bool(said & told[ticket.id] - set[str]().union(*others))

    return means


def _told_of(desk: Desk, ticket: Ticket) -> str:
    firm = people.enterprise(desk.uow, ticket.enterprise_id) if ticket.enterprise_id else None
    return f"{ticket.title} {firm.short_name if firm else ''} {ticket.requester}"


def _of_firm(desk: Desk, turn: Turn) -> Callable[[Turn, Ticket], bool]:
    named_ids = {each.id for each in firms_named(desk.uow, turn.text)}
    return lambda _, ticket: ticket.enterprise_id in named_ids


_TIMES = (
    (re.compile(r"早上|早晨|今早|一早"), 0, range(0, 10)),
    (re.compile(r"上午"), 0, range(6, 12)),
    (re.compile(r"中午"), 0, range(11, 14)),
    (re.compile(r"下午"), 0, range(12, 18)),
    (re.compile(r"昨[天晚日]"), 1, range(0, 24)),
    (re.compile(r"前天"), 2, range(0, 24)),
)
_THAT_ONE = re.compile(r"(?:那|这|的|接的?)(?:一)?(?:单|个|张)")


_NEWEST = re.compile(r"刚(?:刚|才)?(?:接|来|说)?的?[那这]|刚(?:刚|才)?接|后面那|后来那|新接|最新")
_OLDEST = re.compile(r"前面那|先接|头一|第一(?:单|个)")


def _of_time(desk: Desk, turn: Turn, choices: Sequence[Ticket]) -> Callable[[Turn, Ticket], bool]:
    """早上那单, 昨天那个, 刚接的那单: by when he took it, or when it came."""

    def moment(ticket: Ticket) -> datetime:
        return (ticket.claimed_at or ticket.asked_at).astimezone(ZONE)

    def means(_: Turn, ticket: Ticket) -> bool:
        if _NEWEST.search(turn.text) or _OLDEST.search(turn.text):
            edge = (max if _NEWEST.search(turn.text) else min)(
                choices, key=lambda each: (moment(each), each.no)
            )
            return ticket.id == edge.id
        today, at = desk.now.astimezone(ZONE).date(), moment(ticket)
        return bool(_THAT_ONE.search(turn.text)) and any(
            said.search(turn.text) and (today - at.date()).days == ago and at.hour in hours
            for said, ago, hours in _TIMES
        )

    return means
