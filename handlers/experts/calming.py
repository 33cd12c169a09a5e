"""Who has a ticket says that its firm is in no haste: it is put down; the firm reads it and may object."""

from handlers.cases import says_done, without_number
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.experts.holding import me, note_his
from handlers.experts.spoken_to import alone_with_it
from handlers.picking import named
from handlers.telling import answer
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Urgency
from prompts.texts import say
from storage import tickets

_SHORT = 30  # characters; longer texts tell of more
# What they may be taken for; a delay of his own is told otherwise.
_RESEMBLES = (
    Intent.CHAT,
    Intent.ADVICE,
    Intent.PROGRESS,
    Intent.CANCEL,
    Intent.RELEASE,
    Intent.DECLINE,
    Intent.RESOLVE,
    Intent.AVAILABILITY,
)
_TALK = (Intent.CHAT, Intent.ADVICE)


def calmed(desk: Desk, turn: Turn) -> bool:
    """Whether he says so of the ticket that he names or the only one he has; then it presses no more.

    Whatever else he passes on of the firm's words is put down.
    """
    words = without_number(without_bot(turn.text)).strip(" 。！!~～")
    cues = weigh("endings", words)
    intent = turn.understanding.intent
    passes_on = cues["reported"] and (intent in _TALK or (intent is Intent.RESOLVE and not says_done(words)))
    if turn.attachments or not 0 < len(words) <= _SHORT or not (cues["calm"] or passes_on):
        return False
    mine, meant = tickets.held_by(desk.uow, me(turn).id), named(desk, turn)
    only = mine[0] if len(mine) == 1 and meant is None and turn.understanding.ticket is None else None
    ticket = meant if meant in mine else only
    if ticket is None or intent not in _RESEMBLES or not alone_with_it(desk, turn):
        return False
    if not cues["calm"]:
        note_his(desk, turn, ticket)
        answer(desk, turn, say("said_noted", no=ticket.no), ticket=ticket)
        return True
    pressed = ticket.urgency != Urgency.NORMAL
    told = note_his(
        desk,
        turn,
        ticket,
        **({"urgency": Urgency.NORMAL.value} if pressed else {}),
    )
    if pressed:
        tell_requester(desk, told, "calmed_requester", expert=me(turn).name)
    answer(desk, turn, say("calmed" if pressed else "calm_noted", no=told.no), ticket=told)
    return True
