"""Whether somebody else is wanted for a ticket, by name or whoever it is."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.firms.another_trouble import tells_trouble
from handlers.firms.directing import wished_another
from handlers.people import experts_named, known_names
from handlers.picking import pick_own
from handlers.understanding.choices import wished_for
from handlers.understanding.names import without_bot
from handlers.understanding.replacing import wants_another, wants_him_after_all
from handlers.understanding.values import Intent
from storage import people
from storage.terms import LIVE, Status

_ENDINGS = (Intent.CONFIRM, Intent.RATE, Intent.CANCEL, Intent.REOPEN)


def wishes_for_another(desk: Desk, turn: Turn) -> bool:
    """Whether somebody else is wanted for a ticket of his that an expert has, or has just left."""
    asks_anew = turn.understanding.intent is Intent.REQUEST and tells_trouble(turn)
    another, him = wants_another(turn.text), wants_him_after_all(turn.text)
    if asks_anew or not (another or him):
        return False
    ended = (Status.CLOSED,) if "换" in turn.text else ()  # else it has come back, and its holder is asked
    ticket = pick_own(desk, turn, (*LIVE, *ended), ask=False, recent=True)
    return ticket is not None and (
        another or _OF_PEOPLE.search(turn.text) is not None or wished_another(desk, ticket)
    )


_OF_PEOPLE = re.compile(r"人|师傅|老师|他|那[个位]")


# "我下午不在厂里，找小王": whom to ask for there, no expert.
_TELLS_WHOM_TO_SEE = re.compile(
    r"(?:我[^，,。]{0,8}不在|出去|出差|有事|开会|休息|下班|到了|来了|来的时候|进门|门口|现场|门卫|保安|传达室|前台)[^。]{0,8}(?:找|联系|打给|问)|联系人"
)

_NEED_NOT_COME = re.compile(
    r"(?:让|叫|请|告诉|通知|跟)[^，,。]{1,6}(?:别|不用|不要|不必)(?:再)?(?:过?来|去|跑|上门)"
)


def as_wish_for_somebody(desk: Desk, turn: Turn) -> Turn | None:
    """The turn as a wish where it names the expert whom the house would like to have ("1001 应该找葛师傅").

    It ends nothing, whatever else the words resemble.
    """
    if turn.understanding.intent is Intent.REQUEST and tells_trouble(turn):
        return None
    if _TELLS_WHOM_TO_SEE.search(turn.text) or _NEED_NOT_COME.search(turn.text):
        return None
    name = wished_for(without_bot(turn.text), known_names(desk.uow))
    ticket = pick_own(desk, turn, (*LIVE, Status.CLOSED), ask=False, recent=True) if name else None
    if ticket is None:
        return None
    his = {each.id for each in experts_named(people.all_experts(desk.uow), name or "")}
    if ticket.expert_id in his and turn.understanding.intent not in _ENDINGS:
        return None  # "叫老单快点来": word for who has it
    meant = replace(turn.understanding, intent=Intent.REPLACE, target=name, several=None)
    return replace(turn, understanding=meant)
