"""Whether words bring an ended ticket back: it was cancelled, or called mended, by mistake.

What somebody means by "别取消，要的" or "看错了，不是这单" hangs on what has just ended for him. The words
stand in prompts/lexicon/endings.toml; restoring.py and endings.py do what is meant here.
"""

import re
from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk, Turn
from handlers.experts.holding import me
from handlers.experts.spoken_to import to_the_bot
from handlers.offers.starting import held_until
from handlers.picking import named, owns, pick_own, speaks_of, with_ticket
from handlers.understanding.asking_after import asks_after
from handlers.understanding.cues import weigh
from handlers.understanding.enterprise import begins_with_cry
from handlers.understanding.problems import machine_of
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Query, Understanding
from storage import people, records, talks, tickets
from storage.people import Coordinator
from storage.terms import HELD, LIVE, Change, Status
from storage.tickets import Ticket

_SHORT = 30  # characters; longer texts tell stories
_TOLD_AGAIN = 20  # a longer text tells a trouble of its own
_AGAIN = re.compile(r"\W*(?:哎呀?|唉|怎么|咋|它|今天|现在|\s)*又")
_HEARD = 5  # messages of others looked at


def wanted_after_all(desk: Desk, turn: Turn) -> Turn:
    """An enterprise's turn as a reopening, where it takes back a cancelling or denies that it was mended."""
    cues = weigh("endings", turn.text)
    if not to_the_bot(desk, turn) or len(turn.text) > _SHORT:
        return turn
    cancelled = _cancelled(desk, turn)
    if cancelled is not None:
        return with_ticket(_reopening(turn), cancelled)
    rested = _put_off(desk, turn) if cues["wanted"] and len(turn.text) <= _TOLD_AGAIN else None
    if rested is not None:
        return with_ticket(replace(turn, understanding=Understanding(intent=Intent.KEEP)), rested)
    if cues["come"] and turn.understanding.query is None:
        return _may_come(desk, turn)
    if turn.understanding.intent is Intent.CONFIRM and cues["half"] and turn.understanding.rating is None:
        return _reopening(turn)
    tells = turn.understanding.intent in (Intent.CHAT, Intent.FOLLOWUP, Intent.CONFIRM)
    left = _BUT_SOME.search(turn.text) if tells and turn.understanding.rating is None else None
    of_it = left is not None and (technical_weight(left.group()) or _OF_A_PART.search(left.group()))
    if of_it and pick_own(desk, turn, (Status.RESOLVED,), ask=False) is not None:
        return _reopening(turn)
    if cues["withdraws"]:
        return replace(turn, understanding=replace(turn.understanding, intent=Intent.CANCEL))
    if turn.understanding.intent is Intent.REQUEST or not (cues["denied"] or cues["absent"]):
        return turn
    return _reopening(turn) if _never_mended(desk, turn, denied=bool(cues["denied"])) else turn


# Of what was called mended: "没冲花了，就是颜色有点深".
_BUT_SOME = re.compile(
    r"(?:就是|不过|但是?|只是|可是)[^，,。？?价钱费师人我话天嗓地]{0,8}?(?:有一?点|稍微有?点?|偏|略微?)"
    r"(?!贵|远|慢|晚|累|麻烦|不好意思|担心|怕|舍不得|可惜)[^，,。？?]{1,6}"
)


_OF_A_PART = re.compile(
    r"颜色|表面|边[上缘]?|角|面|印|声音?|响|压力|温度|尺寸|毛|[深浅白黑黄红粗松紧歪斜漏渗抖晃卡慢快高低大小偏硬软烫热冷]"
)


def _may_come(desk: Desk, turn: Turn) -> Turn:
    """ "可以来了" is for who has the ticket; where nobody has, its writer hears how it stands."""
    ticket = pick_own(desk, turn, HELD, ask=False) or _put_off(desk, turn)
    if ticket is not None:
        return with_ticket(replace(turn, understanding=Understanding(intent=Intent.KEEP)), ticket)
    found = Understanding(intent=Intent.FOLLOWUP, query=Query(about="ticket"))
    return replace(turn, understanding=found)


def _put_off(desk: Desk, turn: Turn) -> Ticket | None:
    """A ticket that nobody has and for which nobody is asked yet."""
    ticket = pick_own(desk, turn, (Status.OPEN,), ask=False)
    return ticket if ticket is not None and held_until(desk, ticket) is not None else None


def not_to_be_ended(desk: Desk, turn: Turn) -> Turn:
    """A coordinator's "不要取消1001" as a reopening, where that is cancelled or closed."""
    ticket = named(desk, turn) if weigh("endings", turn.text)["spared"] else None
    ended = ticket is not None and ticket.status in (Status.CANCELLED, Status.CLOSED)
    return _reopening(turn) if ended and turn.understanding.query is None else turn


def _reopening(turn: Turn) -> Turn:
    found = replace(turn.understanding, intent=Intent.REOPEN, request=None, query=None, rating=None)
    return replace(turn, understanding=found)


def _cancelled(desk: Desk, turn: Turn) -> Ticket | None:
    """The cancelled ticket that is wanted again.

    Words about the cancelling mean it for days, others for a day, bare ones ("要的") only soon after it and
    where nobody else has spoken since. What a coordinator cancelled needs words about that.
    """
    cues = weigh("endings", turn.text)
    asks_anew = turn.understanding.intent is Intent.REQUEST and not cues["undone"]
    meant = named(desk, turn)
    if meant is not None:
        ended = meant.status in (Status.CANCELLED, Status.CLOSED) and owns(turn, meant)
        return meant if ended and (cues["undone"] or cues["wanted"] or cues["bare"]) else None
    firm = turn.person.enterprise.id if turn.person.enterprise else None
    since = desk.now - desk.policy.reopen
    found = tickets.cancelled_of_requester(desk.uow, turn.person.nickname, since, firm)
    runs = bool(found) and pick_own(desk, turn, LIVE, ask=False) is not None
    if runs and asks_after(turn.text) and not cues["undone"]:
        return None  # "下班前能来吗" of the one that runs

    def fits(ticket: Ticket) -> bool:
        ago = desk.now - (ticket.closed_at or ticket.asked_at)
        fresh, own = ago <= desk.policy.followup, canceller(desk, ticket) is None
        lately = ago <= desk.policy.late_answer
        short = len(turn.text) <= _TOLD_AGAIN and not begins_with_cry(turn.text)
        same = short and fresh and own and bool(cues["still"]) and speaks_of(turn, ticket)
        again = own and lately and not runs and _again(turn, ticket)
        if asks_anew:
            return same or again
        if cues["undone"]:
            return fresh or not runs
        wanted = cues["wanted"] and (fresh or (lately and not runs))
        bare = cues["bare"] and fresh and _silent_since(desk, turn, ticket)
        return own and bool(wanted or bare or same or again)

    fitting = [each for each in found if fits(each)]
    fitting.sort(key=lambda each: (speaks_of(turn, each), each.closed_at or each.asked_at), reverse=True)
    return fitting[0] if fitting else None


def _again(turn: Turn, ticket: Ticket) -> bool:
    """Whether what had gone by itself has come back ("又开始漏了"), of no other machine."""
    if not _AGAIN.match(turn.text) or len(turn.text) > _TOLD_AGAIN:
        return False
    return speaks_of(turn, ticket) or machine_of(turn.text) is None


def canceller(desk: Desk, ticket: Ticket) -> Coordinator | None:
    """The coordinator who has cancelled a ticket; None where its own house did."""
    ended = [each for each in records.of_ticket(desk.uow, ticket.id) if each.change == Change.CANCELLED]
    return people.coordinator_called(desk.uow, ended[-1].actor or "") if ended else None


def _silent_since(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether nobody else has written in this talk since the ticket was cancelled."""
    since = ticket.closed_at or ticket.asked_at
    said = talks.before(desk.uow, turn.first, since=since, limit=_HEARD)
    return all(each.sender == turn.person.nickname or each.at <= since for each in said)


def _never_mended(desk: Desk, turn: Turn, *, denied: bool) -> bool:
    """Whether an expert has called a ticket of his house mended, which these words deny.

    That nobody came may also be said of a ticket that an expert still has; "哪里好了" is said of either.
    """
    running = pick_own(desk, turn, (Status.OPEN, *HELD), ask=False) is not None
    held = pick_own(desk, turn, HELD, ask=False) is not None
    if denied and (held or (running and turn.understanding.intent is Intent.CONFIRM)):
        return True
    if pick_own(desk, turn, (Status.RESOLVED,), ask=False) is not None:
        return not running
    closed = None if running else pick_own(desk, turn, (Status.CLOSED,), ask=False, recent=True)
    lately = timedelta() if closed is None or closed.closed_at is None else desk.now - closed.closed_at
    return closed is not None and closed.expert_id is not None and lately <= desk.policy.late_answer


def not_mended_yet(desk: Desk, turn: Turn) -> Turn:
    """An expert's turn as a reopening, where he takes back his "修好了" ("看错了，不是这单")."""
    cues = weigh("endings", turn.text)
    if cues["failed"] and turn.understanding.intent is Intent.RESOLVE:
        return replace(turn, understanding=replace(turn.understanding, intent=Intent.PROGRESS))
    if cues["try_it"] and turn.understanding.intent is Intent.CHAT:
        return replace(turn, understanding=replace(turn.understanding, intent=Intent.RESOLVE))
    slip, another, unfinished = cues["mistaken"], cues["another"], cues["unfinished"]
    again = weigh("replies", turn.text)["goes_again"]
    told = slip or another or unfinished or cues["ended_why"] or again
    if not told or not to_the_bot(desk, turn) or len(turn.text) > _SHORT:
        return turn
    ticket = called_mended(desk, turn)
    if ticket is None or ticket.resolved_at is None:
        early = (unfinished or cues["ended_why"]) and ended_early(desk, turn) is not None
        return replace(turn, understanding=Understanding(intent=Intent.REOPEN)) if early else turn
    ago = desk.now - ticket.resolved_at
    pointed = named(desk, turn)
    own_words = pointed is not None and pointed.id == ticket.id
    alone = not tickets.held_by(desk.uow, me(turn).id)
    meant = (
        (slip and ago <= desk.policy.together)
        or ((another or (slip and unfinished)) and ago <= desk.policy.followup)
        or ((unfinished or again) and (own_words or (alone and ago <= desk.policy.late_answer)))
    )
    if not meant:
        return turn
    found = replace(turn.understanding, intent=Intent.REOPEN, several=None)
    return replace(turn, understanding=found)


def called_mended(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that this expert has called mended and that nobody has confirmed: the named one, else the
    last."""
    pointed = named(desk, turn)
    last = tickets.last_finished_by(desk.uow, me(turn).id)
    for each in (pointed, last):
        if each is not None and each.status == Status.RESOLVED and each.expert_id == me(turn).id:
            return each
    return None


def ended_early(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket of this expert that has ended a short while ago, as he thinks too early: the named one, else
    the last."""
    pointed, expert = named(desk, turn), me(turn)
    since = desk.now - desk.policy.followup
    taken = tickets.of_expert(desk.uow, expert.id, desk.now - desk.policy.reopen, desk.now)
    ended = [
        each
        for each in taken
        if each.status in (Status.CLOSED, Status.CANCELLED) and (each.closed_at or each.asked_at) >= since
    ]
    if pointed is not None:
        return pointed if pointed.id in [each.id for each in ended] else None
    return ended[-1] if ended and not tickets.held_by(desk.uow, expert.id) else None
