"""Mended, and something else besides ("修好了，不过费用怎么算"): it is closed, and the rest is answered too.

A question about money is the coordinators' to answer; another one goes to the expert who had the ticket, also
where it comes in a message of its own a short while after.
"""

import re
from dataclasses import replace

from handlers.concerned import hand_over
from handlers.desk import Desk, Turn
from handlers.ledger import note
from handlers.picking import pick_own
from handlers.reading import understand
from handlers.telling import answer
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.parts import Verdict, sayings
from handlers.understanding.problems import says_wrong
from handlers.understanding.subjects import amiss
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Role, Understanding
from prompts.texts import say
from storage import inbox, people
from storage.terms import HELD, Change, Status
from storage.tickets import Ticket

_SHORTEST = 4
_LONGEST = 60  # characters; longer texts tell stories
_ASKS = re.compile(
    r"[?？]|[吗么呢]$|怎么|咋|如何|有没有|行不行|好不好|对不对|是不是|会不会|多少|多久|几(?![乎百千十万下次遍])|哪|谁|(?<!那个)(?<!这个)(?<!没)什么|啥|要不要|能不能|可不可以|需不需要|用不用"
)
_GOES_ON = re.compile(r"[，,。；;！!~\s]+|(?=不过|但是?|就是想?问|另外|还有)")
_BUT = re.compile(r"^(?:不过|但是?|就是|另外|还有)(?:想?问一?下?)?[，,\s]*")
# What the work costs is his to say, as prices otherwise are mere talk.
COSTS = re.compile(r"(?:换|修|配|做|加工|买)[^，,。]{1,10}(?:多少钱|多少费用|什么价)")
_THANKS = 2.0  # cues of chatter
_SHOP_TALK = 2.0


def mended_and_asks(turn: Turn) -> list[Turn]:
    """The turn as two: that it is mended, and the question behind that; [] where it is not so."""
    text = without_bot(turn.text)
    if len(text) > _LONGEST or turn.understanding.intent is Intent.REQUEST:
        return []
    clauses = [each for each in _GOES_ON.split(text) if each]
    done = next((place for place, each in enumerate(clauses) if not _is_done(each)), len(clauses))
    rest = _BUT.sub("", "，".join(clauses[done:]))
    if not 0 < done < len(clauses) or not _ASKS.search(rest) or _tells_trouble(rest):
        return []
    head = "，".join(clauses[:done])
    found = understand(head, Role.ENTERPRISE, turn.first.at)
    mended = replace(found, intent=Intent.CONFIRM, request=None, query=None, ticket=turn.understanding.ticket)
    asks = Understanding(intent=Intent.CHAT)
    return [replace(turn, text=head, understanding=mended), replace(turn, text=rest, understanding=asks)]


def is_question(text: str) -> bool:
    """Whether a text of a phone's line or two asks something."""
    return _SHORTEST <= len(text) <= _LONGEST and _ASKS.search(text) is not None


def _is_done(clause: str) -> bool:
    said = sayings(clause)
    return bool(said) and all(each.verdict is Verdict.DONE for each in said) and not _ASKS.search(clause)


def _tells_trouble(text: str) -> bool:
    return says_wrong(text) or amiss(text)


def asked_later(desk: Desk, turn: Turn) -> bool:
    """Whether he asks something of who has called his ticket mended, or had it until a moment ago; who
    reads it then."""
    text = without_bot(turn.text)
    cues = weigh(Role.ENTERPRISE, text)
    if (
        not _ASKS.search(text)
        or len(text) > _LONGEST
        or (cues["chatter"] >= _THANKS and not COSTS.search(text))
    ):
        return False
    if pick_own(desk, turn, (Status.OPEN, *HELD), ask=False) is not None:
        return False
    mended = pick_own(desk, turn, (Status.RESOLVED,), ask=False)
    ticket = mended or pick_own(desk, turn, (Status.CLOSED,), ask=False)
    ago = desk.now - (ticket.closed_at or ticket.asked_at) if ticket is not None else desk.policy.followup
    if ticket is None or ticket.expert_id is None or (mended is None and ago > desk.policy.followup):
        return False
    of_it = weigh("asides", text)["afterwards"] or technical_weight(text) >= _SHOP_TALK or "师傅" in text
    of_it = of_it or (mended is not None and _asks_of_the_work(desk, turn, mended))
    if not of_it and ticket.id != _same_breath(desk, turn):
        return False
    who = turn.person.nickname
    note(desk, ticket, Change.NOTED, actor=who, detail=turn.text, message_ids=turn.message_ids)
    hand_over(desk, turn, ticket, "asked_expert")
    expert = people.expert(desk.uow, ticket.expert_id)
    answer(desk, turn, say("asked_afterwards", no=ticket.no, expert=expert.name), ticket=ticket)
    return True


def _asks_of_the_work(desk: Desk, turn: Turn, mended: Ticket) -> bool:
    """Whether who asked for help asks something a short while after the work, and of no home or weather."""
    lately = mended.resolved_at is not None and desk.now - mended.resolved_at <= desk.policy.followup
    own = lately and turn.person.nickname == mended.requester
    return own and is_question(turn.text) and not weigh("endings", turn.text)["small_talk"]


def _same_breath(desk: Desk, turn: Turn) -> int | None:
    """The ticket that the same message has just closed."""
    return inbox.get(desk.uow, turn.first.id).ticket_id
