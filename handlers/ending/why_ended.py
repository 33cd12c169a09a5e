"""Why was a ticket cancelled? An enterprise hears who did so and how to go on, and he hears that it asks; a
coordinator hears who did so, when and in what words."""

import re

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ending.restoring import ended_lately
from handlers.ending.returning import canceller
from handlers.experts.spoken_to import to_the_bot
from handlers.facts import facts
from handlers.ledger import note_words
from handlers.picking import named, pick_own
from handlers.reports.about_ticket import who_cancelled
from handlers.reports.selecting import stands
from handlers.telling import answer, answer_once, at, tell_coordinators
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent, Role
from prompts.texts import say
from storage import talks
from storage.terms import Change, Purpose, Status
from storage.tickets import Ticket

_LONGEST = 30
_MAY_BE = (Intent.CANCEL, Intent.CHAT, Intent.FOLLOWUP)
_UNION_MAY_BE = (*_MAY_BE, Intent.QUERY, Intent.CLOSE)
_CANCELLED = re.compile(r"取消|撤|没了")
_BARE = re.compile(
    r"\W*(?:[这那]单|刚才)?(?:怎么|为什么|为啥|咋|是?谁|凭什么)(?:[把给]它?|被|又|就)?(?:取消|撤)(?:的|了|掉了?)?[呢啊呀的\W]*"
)


def asked_why(desk: Desk, turn: Turn) -> bool:
    """Whether he asks so, and is answered now; an enterprise of what a coordinator cancelled within a day."""
    if turn.role is Role.COORDINATOR:
        return _union_asks(desk, turn)
    if turn.role is not Role.ENTERPRISE or turn.understanding.intent not in _MAY_BE:
        return False
    if (
        len(turn.text) > _LONGEST
        or not weigh("endings", turn.text)["ended_why"]
        or not to_the_bot(desk, turn)
    ):
        return False
    ticket = pick_own(desk, turn, (Status.CANCELLED,), ask=False)
    by = canceller(desk, ticket) if ticket is not None else None
    ago = desk.now - (ticket.closed_at or ticket.asked_at) if ticket is not None else None
    if ticket is None or by is None or ago is None or ago > desk.policy.late_answer:
        return False
    said = say("why_cancelled", no=ticket.no, coordinator=by.name)
    if answer_once(desk, turn, said, desk.policy.together, ticket=ticket):
        noted = note_words(desk, turn, ticket, Change.NOTED)
        text = say(
            "why_cancelled_asked",
            no=noted.no,
            mentions=at([by.wechat_name]),
            words=wording.short(wording.masked(turn.text), 60),
            **facts(desk, noted),
        )
        tell_coordinators(desk, text, ticket=noted, mentions=[by], purpose=Purpose.ANSWER)
    return True


def _union_asks(desk: Desk, turn: Turn) -> bool:
    if len(turn.text) > _LONGEST or not _CANCELLED.search(turn.text):
        return False
    if turn.understanding.intent not in _UNION_MAY_BE or not weigh("endings", turn.text)["ended_why"]:
        return False
    ticket = named(desk, turn) or ended_lately(desk, turn) or _just_spoken_of(desk, turn)
    if ticket is None:
        return False
    said = (
        say("union_why_cancelled", no=ticket.no, title=ticket.title, who=who_cancelled(desk, ticket))
        if ticket.status == Status.CANCELLED
        else say("union_not_cancelled", no=ticket.no, title=ticket.title, stands=stands(desk, ticket))
    )
    answer(desk, turn, said, ticket=ticket)
    return True


def _just_spoken_of(desk: Desk, turn: Turn) -> Ticket | None:
    """The cancelled ticket that the bot last spoke of here, for words that name nothing else."""
    if not _BARE.fullmatch(without_bot(turn.text)):
        return None
    since = desk.now - desk.policy.followup
    last = talks.last_spoken_of(desk.uow, turn.room_name, turn.person.nickname, since)
    return last if last is not None and last.status == Status.CANCELLED else None
