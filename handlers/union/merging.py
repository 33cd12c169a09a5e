"""A coordinator makes two tickets of one house one: the other is cancelled as its duplicate."""

from handlers import wording
from handlers.concerned import tell_experts_over, tell_requester
from handlers.desk import Desk, Turn
from handlers.facts import facts
from handlers.ledger import note, shift
from handlers.telling import answer, tell_person
from handlers.understanding.errands import Merge, find_merge
from handlers.understanding.names import without_bot
from handlers.understanding.values import Role, most_urgent
from prompts.texts import say
from storage import people, tickets
from storage.terms import HELD, Change, Status
from storage.tickets import Ticket

_GO_ON = (Status.OPEN, *HELD)


def merged(desk: Desk, turn: Turn) -> bool:
    """Whether tickets were to be made one; he hears what came of it."""
    found = find_merge(without_bot(turn.text)) if turn.role is Role.COORDINATOR else None
    if found is None:
        return False
    if found.asks or len(found.nos) < 2:
        nos = found.nos if len(found.nos) > 1 else (1001, 1002)
        answer(desk, turn, say("merge_how", no=min(nos), other=max(nos)))
        return True
    meant = [tickets.by_no(desk.uow, no) for no in found.nos]
    there = [each for each in meant if each is not None]
    if len(there) < len(meant):
        missing = next(no for no, each in zip(found.nos, meant, strict=True) if each is None)
        answer(desk, turn, say("no_such_ticket", no=missing))
        return True
    into = _kept(there, found)
    for each in there:
        if each.id != into.id:
            into = _merge(desk, turn, each, into)
    return True


def _kept(meant: list[Ticket], found: Merge) -> Ticket:
    """The one he names, else the one that somebody has, else the first."""
    said = [each for each in meant if each.no == found.into]
    taken = [each for each in meant if each.status in HELD]
    return min(said or taken or meant, key=lambda each: each.no)


def _merge(desk: Desk, turn: Turn, other: Ticket, into: Ticket) -> Ticket:
    why = _why_not(desk, other, into)
    if why is not None:
        answer(desk, turn, why, ticket=other)
        return into
    actor, was_open = turn.person.nickname, other.status == Status.OPEN
    ended = shift(
        desk,
        other,
        Change.CANCELLED,
        actor=actor,
        detail=f"重复，并到{into.no}",
        message_ids=turn.message_ids,
        closed_at=desk.now,
    )
    if ended is None:
        return into
    haste = most_urgent(into.urgency, other.urgency)
    body = f"{into.body}\n{other.body}"
    into = note(desk, into, Change.MERGED, actor=actor, detail=other.body, body=body, urgency=haste)
    if was_open:
        tell_experts_over(desk, ended, was_open=True)
    if into.expert_id is not None:
        words = wording.short(other.body, 200)
        text = say("merged_expert", no=into.no, other=other.no, words=words, **facts(desk, into))
        tell_person(desk, people.expert(desk.uow, into.expert_id).wechat_name, text, ticket=into)
    tell_requester(desk, ended, "merged_requester", into=into.no)
    answer(desk, turn, say("merged_room", no=into.no, other=other.no), ticket=into)
    return into


def _why_not(desk: Desk, other: Ticket, into: Ticket) -> str | None:
    """What stands against it, in words; None where nothing does."""
    for each in (other, into):
        if each.status not in _GO_ON:
            return say("ticket_ended", no=each.no, status=wording.STATUS[Status(each.status)])
    same_house = other.enterprise_id is not None and other.enterprise_id == into.enterprise_id
    if not same_house and other.requester != into.requester:
        return say("merge_two_houses", no=into.no, other=other.no)
    if other.status in HELD and other.expert_id != into.expert_id:
        holder = people.expert(desk.uow, other.expert_id or 0)
        return say("merge_held", no=into.no, other=other.no, expert=holder.name)
    return None
