"""A "no" that names a colleague to go instead ("我不行，让老王去"): that one is asked in his place."""

import re
from dataclasses import replace

from handlers.desk import Desk, Turn
from handlers.experts.asked import newest_asked, waiting
from handlers.experts.claims import refuse
from handlers.experts.handovers import has_declined, transfer
from handlers.experts.holding import me, note_his
from handlers.experts.spoken_to import to_the_bot
from handlers.offers.dispatch import offer_to
from handlers.offers.unwanted import barred
from handlers.people import experts_named
from handlers.picking import named
from handlers.telling import tell_person
from handlers.understanding.names import without_bot
from handlers.understanding.values import Intent
from prompts.texts import say
from storage import offers, people, tickets
from storage.people import Expert
from storage.terms import HELD, Answer, Status
from storage.tickets import Ticket

_SAYS_NO = (Intent.TRANSFER, Intent.DECLINE, Intent.RELEASE)
_END = r"(?:师傅)?(?:去|来|吧|接|看|上|弄|过去|有空|[，,。！!\s]|$)"
# "让老王去", "你们找涛哥", "老单可以去": whom else to ask.
_INSTEAD = (
    re.compile(rf"(?:让|叫|找|请|喊|问问?|换|派|推荐)(?P<who>[^，,。！!\s]{{2,6}}?){_END}"),
    re.compile(
        r"(?:^|[，,。！!\s])(?P<who>[^，,。！!\s]{2,6}?)(?:师傅)?(?:可以|能|会|应该|有空|离得近|更懂|比我)"
    ),
)


def passed_further(desk: Desk, turn: Turn) -> bool:
    """Whether these words were such a "no": to a handover, or to what nobody has yet."""
    if turn.understanding.intent not in _SAYS_NO or turn.attachments or not to_the_bot(desk, turn):
        return False
    ticket, other = _handed(desk, turn), _instead(desk, turn)
    if ticket is not None and (other is not None or turn.understanding.intent is Intent.TRANSFER):
        _hand_further(desk, turn, ticket, other)
        return True
    declines = turn.understanding.intent is Intent.DECLINE
    if other is None or not declines or not any(each.status == Status.OPEN for each in waiting(desk, turn)):
        return False
    found = replace(turn.understanding, intent=Intent.TRANSFER, target=other.name)
    transfer(desk, replace(turn, understanding=found))
    return True


def _handed(desk: Desk, turn: Turn) -> Ticket | None:
    """The ticket that its holder wants to hand over to him, if he speaks of that."""
    expert, meant, asked = me(turn), named(desk, turn), waiting(desk, turn)
    handed = [each for each in asked if _is_handover(desk, each, expert)]
    if meant is None and turn.understanding.ticket is None:
        meant = newest_asked(desk, turn, asked)
        if meant is None and len(handed) == 1 and not tickets.held_by(desk.uow, expert.id):
            meant = handed[0]
    return meant if meant in handed else None


def _is_handover(desk: Desk, ticket: Ticket, expert: Expert) -> bool:
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    if offer is None or ticket.status not in HELD or offer.beside:
        return False
    return offer.asked_by is not None and offer.asked_by == ticket.expert_id


def _hand_further(desk: Desk, turn: Turn, ticket: Ticket, other: Expert | None) -> None:
    """Whom he names is asked in his place, and the holder hears so; nobody: the holder hears his "no"."""
    expert, holder = me(turn), people.expert(desk.uow, ticket.expert_id or 0)
    not_him = other is not None and (has_declined(desk, ticket, other) or barred(desk, ticket, other))
    if other is None or other.id == holder.id or not_him:
        refuse(desk, turn, ticket)
        return
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.DECLINED, desk.now)
    note_his(desk, turn, ticket)
    offer_to(desk, ticket, other, holder)
    text = say("transfer_passed", no=ticket.no, target=expert.name, other=other.name)
    tell_person(desk, holder.wechat_name, text, ticket=ticket)


def _instead(desk: Desk, turn: Turn) -> Expert | None:
    """The one colleague whom he names to go in his place."""
    words, everybody = without_bot(turn.text), people.all_experts(desk.uow)
    called = [each.search(words) for each in _INSTEAD]
    names = [turn.understanding.target, *(each["who"] for each in called if each is not None)]
    for name in filter(None, names):
        found = [each for each in experts_named(everybody, name) if each.left_at is None]
        if len(found) == 1 and found[0].id != me(turn).id:
            return found[0]
    return None
