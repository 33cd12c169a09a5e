"""An expert takes a ticket or says no; the winner and the requester are told of each other."""

from handlers import wording
from handlers.cases import without_number
from handlers.concerned import tell_requester
from handlers.desk import Desk, Turn
from handlers.ending.partly import share_of
from handlers.experts.asked import asked_last, newest_asked
from handlers.experts.assigning import accept, awaited
from handlers.experts.by_firm import names_another_firm
from handlers.experts.enquiring import asked_of_firm
from handlers.experts.first_questions import asked_about_last
from handlers.experts.holding import me
from handlers.experts.introduced import hand_contact, introduce, rooms_concerned
from handlers.experts.number_first import is_number_alone
from handlers.experts.spoken_to import to_the_bot
from handlers.experts.taking import Manner, Meant, manner, meant
from handlers.experts.taking_over import take_over
from handlers.experts.volunteering import volunteers, wished_anew
from handlers.ledger import at_work, lacking, note, shift, workers
from handlers.offers.consults import await_others
from handlers.offers.dispatch import ask, rooms_told
from handlers.offers.starting import is_put_off
from handlers.offers.unwanted import barred
from handlers.picking import ask_whether, named, only_one
from handlers.pointing import meant_among
from handlers.telling import answer, tell_person, tell_room
from handlers.understanding.later import offers_later, takes_it
from handlers.understanding.values import Urgency
from prompts.texts import say
from storage import helpers, inbox, offers, people, tickets, timers
from storage.offers import Offer
from storage.people import Expert, Room
from storage.terms import HELD, LIVE, Answer, Change, Status, TimerKind
from storage.tickets import FIRST_NO, Ticket

_LATELY = 5  # tickets looked at for the one that was on offer in a group


def claim(desk: Desk, turn: Turn) -> Ticket | None:
    """Take a ticket: exactly one expert wins, a later one is told who has it.

    What he asks of the firm while he takes it ("我接，多大吨位") is put to it.
    """
    taken, asked = _claimed(desk, turn), asked_of_firm(without_number(turn.text))
    if taken is not None and asked and taken.expert_id == me(turn).id and turn.room_name != taken.room:
        note(desk, taken, Change.NOTED, actor=me(turn).name, detail=asked)
        words = wording.masked(asked)
        tell_requester(desk, taken, "holder_asks_firm", expert=me(turn).name, words=words)
    return taken


def _claimed(desk: Desk, turn: Turn) -> Ticket | None:
    expert = me(turn)
    pointed, how = named(desk, turn), manner(turn)
    if pointed is not None and (how is not Manner.HEARD or pointed.expert_id == expert.id):
        return take(desk, turn, pointed)
    if pointed is None and turn.understanding.ticket is not None:
        _no_such_ticket(desk, turn, turn.understanding.ticket)
        return None
    understood = Meant(tickets=[pointed], plain=False) if pointed else meant(desk, turn)
    choices = understood.tickets
    if not choices:
        _nothing_to_claim(desk, turn, expert)
        return None
    if len(choices) > 1 and turn.understanding.everything:
        return [take(desk, turn, each) for each in choices][-1]
    if len(choices) > 1 and len(meant_among(desk, turn, choices)) != 1:
        newest = asked_about_last(desk, me(turn), choices) or newest_asked(desk, turn, choices)
        choices = [newest] if newest is not None else choices
    if len(choices) > 1:
        one = only_one(desk, turn, choices)
        return take(desk, turn, one) if one is not None else None
    if choices[0].urgency == Urgency.CRITICAL and offers_later(turn.text) and not takes_it(turn.text):
        return _cannot_wait(desk, turn, choices[0])
    assigned_to_him = how is Manner.HEARD and choices[0].expert_id == expert.id
    plain = understood.plain and not names_another_firm(desk, turn, choices[0])
    if not plain and not assigned_to_him:
        ask_whether(desk, turn, choices[0])
        return None
    return take(desk, turn, choices[0])


def _cannot_wait(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """A line stands still: who can only come later is asked last, and hears so."""
    answer(desk, turn, say("cannot_wait", no=ticket.no), ticket=ticket)
    offer = offers.find(desk.uow, ticket.id, me(turn).id, ticket.cycle)
    return refuse(desk, turn, ticket) if offer is not None else None


def _no_such_ticket(desk: Desk, turn: Turn, no: int) -> None:
    """A short number alone in a group ("12") is an answer to somebody there rather than a ticket."""
    if no >= FIRST_NO or turn.speaks_to(desk.bot_name) or turn.text.strip() != str(no):
        answer(desk, turn, say("no_such_ticket", no=no))


def offered_here(desk: Desk, room: Room) -> Ticket | None:
    """The last ticket that was on offer in this group a short while ago."""
    lately = tickets.asked_since(desk.uow, desk.now - desk.policy.followup, _LATELY)
    return next((each for each in lately if room.name in rooms_told(desk, each)), None)


def _nothing_to_claim(desk: Desk, turn: Turn, expert: Expert) -> None:
    """No ticket waits for anybody: say how the one stands that he means, the last he was asked about
    or that was on offer in this group.

    In a group only where his words are clear, and nothing where there is none: people talk there.
    """
    alone, how = turn.speaks_to(desk.bot_name), manner(turn)
    if not alone and (how not in (Manner.TAKES, Manner.GOES) or not to_the_bot(desk, turn)):
        return
    clear = alone or how is Manner.TAKES
    last = asked_last(desk, expert, desk.policy.late_answer if clear else desk.policy.question)
    if turn.room is not None:
        last = wished_anew(desk, turn.room) or last or offered_here(desk, turn.room)
    if last is not None and (alone or turn.understanding.sure):
        too_late(desk, turn, last)
    elif last is None and alone:
        answer(desk, turn, say("nothing_open"))


def take(desk: Desk, turn: Turn, ticket: Ticket) -> Ticket | None:
    """Claim this very ticket, or take it over where a colleague asked him to."""
    expert = me(turn)
    if ticket.expert_id == expert.id and awaited(desk, ticket):
        return accept(desk, turn, ticket)
    if expert.left_at is not None:
        answer(desk, turn, say("left_stays"), ticket=ticket)
        return None
    if kept_from(desk, turn, ticket):
        return None
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    if (
        ticket.status in HELD
        and offer
        and offer.answer == Answer.WAITING
        and offer.asked_by == ticket.expert_id
    ):
        return join_in(desk, turn, ticket, expert) if offer.beside else take_over(desk, turn, ticket)
    if lacking(desk, ticket) and expert.id not in at_work(desk, ticket):
        return join_in(desk, turn, ticket, expert)
    share = share_of(desk, ticket, turn.text)
    if share is not None and ticket.status in HELD and expert.id not in at_work(desk, ticket):
        return join_in(desk, turn, _wanting_another(desk, ticket), expert)
    if ticket.status == Status.OPEN:
        if share is not None:
            ticket = _wanting_another(desk, ticket)
        helpers.remove(desk.uow, ticket.id, expert.id)
        offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.CLAIMED, desk.now)
        claimed = shift(
            desk,
            ticket,
            Change.CLAIMED,
            actor=expert.name,
            detail=turn.text,
            message_ids=turn.message_ids,
            expert_id=expert.id,
            claimed_at=desk.now,
            first_claimed_at=ticket.first_claimed_at or desk.now,
        )
        if claimed is not None:
            introduce(desk, claimed, expert, turn=turn, share=share)
            await_others(desk, claimed)
            return claimed
    too_late(desk, turn, tickets.get(desk.uow, ticket.id))
    return None


def kept_from(desk: Desk, turn: Turn, ticket: Ticket) -> bool:
    """Whether its firm has refused him for it: he hears in private that it has somebody else, and not why."""
    expert = me(turn)
    if ticket.status not in LIVE or expert.id in at_work(desk, ticket) or not barred(desk, ticket, expert):
        return False
    inbox.tie(desk.uow, turn.message_ids, ticket.id)
    tell_person(desk, expert.wechat_name, say("not_needed_for_it", no=ticket.no), ticket=ticket)
    return True


def _wanting_another(desk: Desk, ticket: Ticket) -> Ticket:
    """The ticket, of which one takes or has taken a part: the rest needs somebody too."""
    tickets.amend(desk.uow, ticket.id, wanted=max(ticket.wanted, len(workers(desk, ticket)) + 1, 2))
    return tickets.get(desk.uow, ticket.id)


def join_in(desk: Desk, turn: Turn, ticket: Ticket, expert: Expert) -> Ticket:
    """One more comes to a 会诊: he gets the contact and the holder, the requester and the groups are told."""
    helpers.add(desk.uow, ticket.id, expert.id, desk.now)
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.CLAIMED, desk.now)
    joined = note(
        desk, ticket, Change.JOINED, actor=expert.name, detail=turn.text, message_ids=turn.message_ids
    )
    holder = people.expert(desk.uow, ticket.expert_id or expert.id)
    tell_person(
        desk,
        holder.wechat_name,
        say("joined_holder", no=joined.no, expert=expert.name, phone=expert.phone),
        ticket=joined,
    )
    hand_contact(desk, joined, expert, "consult_expert", holder=holder.name, holder_phone=holder.phone)
    speciality = wording.short(wording.masked(expert.speciality), 18)
    tell_requester(
        desk, joined, "joined_requester", expert=expert.name, speciality=speciality, holder=holder.name
    )
    left = lacking(desk, joined)
    if not left:
        timers.cancel_kind(desk.uow, joined.id, TimerKind.CONSULT)
        offers.withdraw(desk.uow, joined.id, desk.now)
    names = wording.names(workers(desk, joined))
    text = "joined_room" if left else "consult_full"
    for room in rooms_concerned(desk, turn, joined):
        filled = say(text, no=joined.no, expert=expert.name, lacking=left, names=names)
        tell_room(desk, room, filled, ticket=joined)
    return joined


def too_late(desk: Desk, turn: Turn, ticket: Ticket) -> None:
    """Tell a later one how the ticket stands; his message stays with the ticket."""
    expert = me(turn)
    if kept_from(desk, turn, ticket):
        return
    inbox.tie(desk.uow, turn.message_ids, ticket.id)
    if expert.id not in at_work(desk, ticket) and volunteers(desk, turn, ticket):
        return
    if ticket.status in HELD and expert.id in at_work(desk, ticket):
        if turn.room is not None and is_number_alone(turn.text, ticket):
            return  # he goes on typing what is with it
        answer(desk, turn, say("already_yours", no=ticket.no), ticket=ticket)
    elif ticket.status in HELD:
        holder = "、".join(workers(desk, ticket))
        text = "too_late_assigned" if awaited(desk, ticket) else "too_late"
        answer(desk, turn, say(text, no=ticket.no, holder=holder), ticket=ticket)
    else:
        status = wording.STATUS[Status(ticket.status)]
        answer(desk, turn, say("ticket_over", no=ticket.no, status=status), ticket=ticket)


def refuse(desk: Desk, turn: Turn, ticket: Ticket, *, next_one: bool = True) -> Ticket:
    """Record the "no" to one offer."""
    expert = me(turn)
    offer = offers.find(desk.uow, ticket.id, expert.id, ticket.cycle)
    offers.answer(desk.uow, ticket.id, expert.id, ticket.cycle, Answer.DECLINED, desk.now)
    ticket = note(
        desk, ticket, Change.DECLINED, actor=expert.name, detail=turn.text, message_ids=turn.message_ids
    )
    replaced(desk, ticket, expert, offer, next_one=next_one)
    return ticket


def replaced(
    desk: Desk, ticket: Ticket, expert: Expert, offer: Offer | None, *, next_one: bool = True
) -> list[Expert]:
    """Somebody else is asked instead of who does not come (who is returned); the colleague who wanted him
    hears so."""
    if offer is not None and offer.asked_by is not None:
        holder = people.expert(desk.uow, offer.asked_by)
        text = say(
            "beside_declined" if offer.beside else "transfer_declined", no=ticket.no, target=expert.name
        )
        tell_person(desk, holder.wechat_name, text, ticket=ticket)
        if offer.beside:
            tickets.amend(desk.uow, ticket.id, wanted=max(1, ticket.wanted - 1))
    elif ticket.status == Status.OPEN and next_one:
        return [] if is_put_off(desk, ticket) else ask(desk, ticket, 1, wave=0)
    elif lacking(desk, ticket) and next_one:
        return ask(desk, ticket, 1, wave=0, text="offer_consult")
    return []
