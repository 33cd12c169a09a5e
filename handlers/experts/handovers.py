"""An expert hands a ticket on to a colleague, or helps the one who has it."""

import re
from collections.abc import Sequence

from handlers.cases import without_number
from handlers.desk import Desk, Turn
from handlers.experts.claims import join_in, kept_from, refuse, take, too_late
from handlers.experts.holding import me, note_his, say_not_holder
from handlers.experts.spoken_to import to_the_bot
from handlers.ledger import lacking, note
from handlers.offers.dispatch import HANDS_ON, offer_directly, offer_to, rooms_told
from handlers.offers.unwanted import barred
from handlers.people import experts_named
from handlers.picking import named, only_one, remember
from handlers.telling import answer, tell_person
from handlers.understanding.cues import weigh
from handlers.understanding.names import without_bot
from handlers.understanding.sending import goes_after_all
from handlers.understanding.values import Intent, Role
from prompts.texts import say
from storage import helpers, offers, people, records, tickets
from storage.offers import Offer
from storage.people import Expert
from storage.terms import HELD, Answer, Change, Status
from storage.tickets import Ticket


def transfer(desk: Desk, turn: Turn) -> Ticket | None:
    """Hand over to a named colleague, who must accept; without holding it: decline and recommend."""
    expert = me(turn)
    ticket = named(desk, turn) or _the_other(desk, turn) or _only(tickets.held_by(desk.uow, expert.id))
    asked = tickets.offered_in(desk.uow, (Status.OPEN,), expert.id, (Answer.WAITING,))
    if ticket is None:
        ticket = _only(asked)
    if ticket is None:
        mine = tickets.held_by(desk.uow, expert.id) + asked
        ticket = only_one(desk, turn, mine)
    if ticket is None:
        return None
    colleague = colleague_named(desk, turn, ticket)
    if colleague is None and ticket in asked and _own_no(turn):
        return refuse(desk, turn, ticket)  # whom the roster does not know cannot be asked instead of him
    if colleague is None or colleague.id == expert.id:
        return None
    if ticket.expert_id == expert.id and ticket.status in HELD:
        if not_to_ask(desk, turn, ticket, colleague):
            return None
        if has_declined(desk, ticket, colleague):
            text = say("transfer_no_time", no=ticket.no, target=colleague.name)
            answer(desk, turn, text, ticket=ticket)
            return None
        return _ask_to_take_over(desk, turn, ticket, colleague)
    if ticket.status != Status.OPEN:
        say_not_holder(desk, turn, ticket)
        return None
    no_time, not_him = has_declined(desk, ticket, colleague), barred(desk, ticket, colleague)
    if ticket in asked:
        refuse(desk, turn, ticket, next_one=no_time or not_him)
    if not_to_ask(desk, turn, ticket, colleague):
        return ticket
    if no_time:
        answer(desk, turn, say("recommended_no_time", no=ticket.no, target=colleague.name), ticket=ticket)
        return ticket
    offer = offers.find(desk.uow, ticket.id, colleague.id, ticket.cycle)
    if offer is not None and offer.answer == Answer.WAITING:
        answer(desk, turn, say("recommended_waits", no=ticket.no, target=colleague.name), ticket=ticket)
        return ticket
    offer_directly(desk, ticket, colleague, "同事推荐")
    return ticket


def not_to_ask(desk: Desk, turn: Turn, ticket: Ticket, colleague: Expert) -> bool:
    """Whether its firm has refused the colleague: who wants him hears in private to name another, not why."""
    if not barred(desk, ticket, colleague):
        return False
    text = say("unwanted_colleague", no=ticket.no, target=colleague.name)
    tell_person(desk, me(turn).wechat_name, text, ticket=ticket)
    return True


def has_declined(desk: Desk, ticket: Ticket, expert: Expert) -> bool:
    """Whether he has said no to this ticket since it was last put on offer, asked or not."""
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    if offer is not None:
        return offer.answer == Answer.DECLINED
    for entry in reversed(records.of_ticket(desk.uow, ticket.id)):
        if entry.change in (Change.RELEASED, Change.REOPENED):
            return False
        if entry.change == Change.DECLINED and entry.actor == expert.name:
            return True
    return False


def keeps(desk: Desk, turn: Turn) -> bool:
    """Whether who has a ticket goes himself after all: whom he has asked instead need not answer."""
    meant, mine = named(desk, turn), tickets.held_by(desk.uow, me(turn).id)
    own = [each for each in mine if meant in (None, each)]
    if not goes_after_all(without_number(without_bot(turn.text))) or not own or not to_the_bot(desk, turn):
        return False
    for ticket in own:
        asked = _asked_instead(desk, ticket, me(turn))
        offers.take_back(desk.uow, asked, desk.now)
        for each in asked:
            text = say("transfer_not", no=ticket.no, holder=me(turn).name)
            tell_person(desk, people.expert(desk.uow, each.expert_id).wechat_name, text, ticket=ticket)
        if asked:
            note_his(desk, turn, ticket)
            answer(desk, turn, say("kept_by_him", no=ticket.no), ticket=ticket)
    return True


def _asked_instead(desk: Desk, ticket: Ticket, holder: Expert) -> list[Offer]:
    """The offers to take over from him that wait for an answer."""
    return [
        each
        for each in offers.of_ticket(desk.uow, ticket.id)
        if each.cycle == ticket.cycle
        and each.asked_by == holder.id
        and each.answer == Answer.WAITING
        and not each.beside
    ]


def _own_no(turn: Turn) -> bool:
    """Whether he says no for himself beside naming another."""
    return weigh(Role.EXPERT, turn.text)["decline"] > 0


def _ask_to_take_over(desk: Desk, turn: Turn, ticket: Ticket, colleague: Expert) -> Ticket:
    """Ask one colleague; who was asked before him need not answer any more and is told so."""
    expert = me(turn)
    asked = _asked_instead(desk, ticket, expert)
    already = any(each.expert_id == colleague.id for each in asked)
    others = [each for each in asked if each.expert_id != colleague.id]
    offers.take_back(desk.uow, others, desk.now)
    for each in others:
        text = say("transfer_elsewhere", no=ticket.no, holder=expert.name, target=colleague.name)
        tell_person(desk, people.expert(desk.uow, each.expert_id).wechat_name, text, ticket=ticket)
    if not already:
        offer_to(desk, ticket, colleague, expert)
    text = say("transfer_waits" if already else "transfer_asked", no=ticket.no, target=colleague.name)
    tell_person(desk, expert.wechat_name, text, ticket=ticket)
    return note(
        desk,
        ticket,
        Change.NOTED,
        actor=expert.name,
        detail=f"{HANDS_ON}{colleague.name}",
        message_ids=turn.message_ids,
    )


# Not the one that is his: "滑块那个我来", "另外一个老陈去吧".
_OTHER = re.compile(r"另(?:外)?(?:的)?(?:那|这)?一?[个单张条]")


def _the_other(desk: Desk, turn: Turn) -> Ticket | None:
    """The one open ticket beside his own that was put on offer where he writes, if he speaks of such."""
    room = turn.room_name
    if room is None or not _OTHER.search(turn.text):
        return None
    sought = tickets.with_status(desk.uow, (Status.OPEN,))
    return _only([each for each in sought if room in rooms_told(desk, each)])


def _only(choices: Sequence[Ticket]) -> Ticket | None:
    return choices[0] if len(choices) == 1 else None


def colleague_named(desk: Desk, turn: Turn, ticket: Ticket | None) -> Expert | None:
    """The expert that a name in the message means; those of the ticket's trade first; else the bot asks."""
    name = turn.understanding.target or ""
    mentioned = _mentioned(desk, turn)
    found = mentioned or experts_named(people.all_experts(desk.uow), name)
    if turn.understanding.intent is not Intent.ROSTER:  # of two of a name the one who is still there
        found = [each for each in found if each.left_at is None] or found
    if len(found) > 1 and ticket is not None:
        found = [each for each in found if ticket.category in each.trades] or found
    if len(found) == 1 and found[0].left_at is not None and turn.role is Role.EXPERT:
        answer(desk, turn, say("colleague_left", name=found[0].name), ticket=ticket)
        return None
    if len(found) == 1:
        return found[0]
    if not found:
        text = say("no_such_expert", name=name) if name else say("which_person_at_all")
        if name and ticket is not None and _has(turn, ticket):
            text = say("no_such_colleague", name=name, no=ticket.no)
        answer(desk, turn, text, ticket=ticket)
        return None
    shown = [each.name for each in found[:5]]
    answer(desk, turn, say("which_person", name=name, choices="、".join(shown)), ticket=ticket)
    remember(desk, turn, [ticket] if ticket else [], target=name, options=shown)
    return None


def _has(turn: Turn, ticket: Ticket) -> bool:
    expert = turn.person.expert
    return turn.role is Role.EXPERT and expert is not None and ticket.expert_id == expert.id


def _mentioned(desk: Desk, turn: Turn) -> list[Expert]:
    nicknames = dict.fromkeys(name for message in turn.messages for name in message.mentions)
    found = (people.expert_called(desk.uow, name) for name in nicknames if name != desk.bot_name)
    return [each for each in found if each is not None]


def join(desk: Desk, turn: Turn) -> Ticket | None:
    """Help the one who already has it; on an open ticket that is a claim."""
    expert = me(turn)
    ticket = named(desk, turn) or _joinable(desk, turn, expert)
    if ticket is None:
        return None
    if ticket.status == Status.OPEN:
        return take(desk, turn, ticket)
    if ticket.status not in HELD or ticket.expert_id is None or ticket.expert_id == expert.id:
        too_late(desk, turn, ticket)
        return None
    if kept_from(desk, turn, ticket):
        return None
    if lacking(desk, ticket) and expert.id not in helpers.ids(desk.uow, ticket.id):
        return join_in(desk, turn, ticket, expert)
    if not helpers.add(desk.uow, ticket.id, expert.id, desk.now):
        return None
    joined = note(
        desk, ticket, Change.JOINED, actor=expert.name, detail=turn.text, message_ids=turn.message_ids
    )
    holder = people.expert(desk.uow, ticket.expert_id)
    to_holder = say("joined_holder", no=ticket.no, expert=expert.name, phone=expert.phone)
    tell_person(desk, holder.wechat_name, to_holder, ticket=joined)
    to_helper = say("joined_helper", no=ticket.no, holder=holder.name, phone=holder.phone)
    tell_person(desk, expert.wechat_name, to_helper, ticket=joined)
    return joined


def _joinable(desk: Desk, turn: Turn, expert: Expert) -> Ticket | None:
    """The ticket a helper speaks of: held by the one he names, else the one just taken from him."""
    if turn.understanding.target:
        named_ones = {
            each.id for each in experts_named(people.all_experts(desk.uow), turn.understanding.target)
        }
        held = [t for t in tickets.with_status(desk.uow, HELD) if t.expert_id in named_ones]
        if held or named_ones:
            return max(held, key=lambda each: (each.claimed_at or each.opened_at, each.no), default=None)
    lost = tickets.offered_in(desk.uow, HELD, expert.id, (Answer.WITHDRAWN,))
    if lost:
        return max(lost, key=lambda each: (each.claimed_at or each.opened_at, each.no))
    since = desk.now - desk.policy.followup  # an old claim is not what "算我一个" answers to
    recent = [
        each
        for each in tickets.with_status(desk.uow, HELD)
        if each.expert_id != expert.id and each.claimed_at is not None and each.claimed_at >= since
    ]
    return max(recent, key=lambda each: (each.claimed_at or each.opened_at, each.no)) if recent else None
