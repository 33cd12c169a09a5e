"""Which item of a list words mean by its place ("第二个不急")."""

import re
from collections.abc import Sequence

from handlers.desk import Desk, Turn
from handlers.understanding.separating import enumerated
from storage import inbox
from storage.tickets import Ticket

ORDINALS = (
    (re.compile(r"第?[一1](?:个|单)|前[面一]|上面|头一"), 0),
    (re.compile(r"第?[二2两](?:个|单)|后[面一]|下面"), 1),
    (re.compile(r"第?[三3](?:个|单)"), 2),
    (re.compile(r"第?[四4](?:个|单)"), 3),
    (re.compile(r"最后"), -1),
)


def item_meant(desk: Desk, turn: Turn, mine: Sequence[Ticket]) -> tuple[Ticket, str] | None:
    """The ticket, of those that one message has asked for, that tells of the item of its list which these
    words mean by its place ("第二个不急"), and that item: troubles of one trade share a ticket."""
    place = place_in_list(turn.text)
    if place is None or not mine:
        return None
    last = max(mine, key=lambda each: each.asked_at)
    twins = [each for each in mine if each.asked_at == last.asked_at]
    asked = inbox.of_opening(desk.uow, min(twins, key=lambda each: each.no).id)
    items = enumerated("\n".join(each.text for each in asked))
    if not -1 <= place < len(items):
        return None
    item = items[place]
    return next(((each, item) for each in twins if item in each.body), None)


def place_in_list(text: str) -> int | None:
    """Which of a list is meant, by its place at the beginning of a text: 0 the first, -1 the last."""
    return next((place for said, place in ORDINALS if re.match(rf"\W*(?:{said.pattern})", text)), None)


def without_place(text: str) -> str:
    """The text without the place in a list at its beginning ("第二个不急": 不急)."""
    found = (re.match(rf"\W*(?:{said.pattern})", text) for said, _ in ORDINALS)
    end = next((each.end() for each in found if each is not None), 0)
    return text[end:]


_PLACES = re.compile(r"(?<=[，,。；;！!\s])(?=第[一二三四五1-5](?:个|单))")


def by_their_places(text: str) -> list[str]:
    """What a text says of several items of a list by their places ("第一个不急，第二个急"); [] of fewer."""
    pieces = [each.strip(" ，,。；;！!") for each in _PLACES.split(text)]
    placed = [each for each in pieces if place_in_list(each) is not None]
    return pieces if len(pieces) > 1 and len(placed) == len(pieces) else []
