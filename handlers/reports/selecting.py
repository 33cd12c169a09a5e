"""Which tickets a coordinator's question is about, and how that is said."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from handlers import wording
from handlers.desk import ZONE, Desk
from handlers.experts.assigning import awaited
from handlers.experts.departed import undecided
from handlers.facts import facts
from handlers.ledger import workers
from handlers.offers.starting import held_until, is_put_off
from handlers.people import afar, firms_called
from handlers.understanding.values import Period, Query
from prompts.texts import say
from storage import records, tickets
from storage.people import Expert
from storage.terms import Change, Status
from storage.tickets import Ticket

_LONG_AGO = date(2000, 1, 1)
LINES = 10  # tickets listed in an answer; more are in a table


def selected(desk: Desk, asked: Query) -> list[Ticket]:
    """The tickets asked in its days, narrowed to what else it names."""
    since, until = _nights(desk, asked)
    found = _of_firm(desk, narrowed(tickets.asked_between(desk.uow, since, until), asked), asked)
    return [each for each in found if _has_traits(desk, each, asked)]


def taken_by(desk: Desk, expert: Expert, asked: Query) -> list[Ticket]:
    """What an expert has taken in these days, of the state, trade and district that a question names."""
    his = tickets.of_expert(desk.uow, expert.id, *span(desk, asked.period))
    return narrowed([each for each in his if is_taken(desk, each)], asked)


def is_taken(desk: Desk, ticket: Ticket) -> bool:
    """Whether its expert has taken it: not where he was assigned and has said nothing to it."""
    if ticket.expert_id is None or awaited(desk, ticket):
        return False
    return ticket.first_claimed_at is not None or ticket.status != Status.CANCELLED


_EVENING, _MORNING = timedelta(hours=18), timedelta(hours=6)


def _nights(desk: Desk, asked: Query) -> tuple[datetime, datetime]:
    """The days that are asked for; of a night it is the hours from its evening to the next morning."""
    since, until = span(desk, asked.period)
    of_one_day = asked.period is not None and asked.period.first == asked.period.last
    return (
        (since + _EVENING, until + _MORNING)
        if "that_night" in asked.traits and of_one_day
        else (since, until)
    )


def _hours(*hours: int) -> Callable[[Desk, Ticket], bool]:
    return lambda _, ticket: ticket.asked_at.astimezone(ZONE).hour in hours


def _rated(score: int) -> Callable[[Desk, Ticket], bool]:
    return lambda _, ticket: ticket.rating == score


# What tickets may have in common: in words, and whether one has it. The names are those of questions.toml.
_TRAITS: Mapping[str, tuple[str, Callable[[Desk, Ticket], bool]]] = {
    "critical": ("特急", lambda _, ticket: ticket.urgency == "critical"),
    "urgent": ("急", lambda _, ticket: ticket.urgency in ("critical", "urgent")),
    "training": ("培训", lambda _, ticket: ticket.kind == "training"),
    "that_night": ("晚上（18点到次日6点）", lambda _, ticket: True),
    "night": ("夜里（22点到6点）", _hours(22, 23, *range(6))),
    "evening": ("晚上（18点到24点）", _hours(*range(18, 24))),
    "morning": ("上午", _hours(*range(5, 12))),
    "afternoon": ("下午", _hours(*range(12, 18))),
    "afar": ("外县", lambda desk, ticket: afar(desk.uow, ticket)),
    "unrated": ("没评分", lambda _, ticket: ticket.status == Status.CLOSED and ticket.rating is None),
    **{f"rated_{score}": (f"{score}分", _rated(score)) for score in range(1, 6)},
}
_OF_ENDED = {"unrated", *(f"rated_{score}" for score in range(1, 6))}


def only_ended(asked: Query) -> bool:
    """Whether what is asked for can only be said of tickets that are over."""
    return not _OF_ENDED.isdisjoint(asked.traits)


def _has_traits(desk: Desk, ticket: Ticket, asked: Query) -> bool:
    due = (ticket.deadline or "")[:10]
    if asked.due and not asked.due.first.isoformat() <= due <= asked.due.last.isoformat():
        return False
    if asked.older_than is not None and waited(desk, ticket) < asked.older_than:
        return False
    return all(_TRAITS[each][1](desk, ticket) for each in asked.traits)


def narrowed(found: list[Ticket], asked: Query) -> list[Ticket]:
    """Those of its states, trade and district."""
    if asked.status:
        found = [each for each in found if each.status in asked.status]
    return [each for each in found if in_trade((each.category,), asked) and in_district(each.district, asked)]


def in_trade(codes: Collection[str], asked: Query) -> bool:
    """Whether any of these trades is asked for, where a question names some."""
    wanted = asked.categories or tuple(filter(None, (asked.category,)))
    return not wanted or any(each in codes for each in wanted)


def in_district(district: str | None, asked: Query) -> bool:
    """Whether a place is asked for, where a question names some."""
    wanted = asked.districts or tuple(filter(None, (asked.district,)))
    return not wanted or any(each in (district or "") for each in wanted)


def _of_firm(desk: Desk, found: list[Ticket], asked: Query) -> list[Ticket]:
    if asked.enterprise:
        firms = {each.id for each in firms_called(desk.uow, asked.enterprise)}
        found = [each for each in found if each.enterprise_id in firms]
    return found


def line(desk: Desk, ticket: Ticket) -> str:
    """A ticket in one line. Who was given it and has not answered has not taken it."""
    firm = facts(desk, ticket)["enterprise"]
    return f"【{ticket.no}】{wording.short(ticket.title, 14)} · {firm} · {stands(desk, ticket)}"


def stands(desk: Desk, ticket: Ticket) -> str:
    """Its state and who has it, or how long it waited."""
    who = "、".join(workers(desk, ticket))
    until = held_until(desk, ticket)
    if until is not None:
        return f"{'放到' if is_put_off(desk, ticket) else ''}{wording.soon(until, desk.now)}再请师傅"
    if undecided(desk, ticket) is not None:
        return f"在{who}手上，人已经不派单了，还没定谁来"
    if awaited(desk, ticket):
        return f"派给{who}，还没回话"
    if ticket.status == Status.CANCELLED and not who:
        return f"{wording.minutes(waited(desk, ticket))}后取消"
    return (
        f"{wording.STATUS[Status(ticket.status)]} · {who or f'等了{wording.minutes(waited(desk, ticket))}'}"
    )


def shown_of(found: Sequence[Ticket]) -> str:
    """Behind how many there are: that the first are listed, and how to see all of them; "" where all are."""
    return say("more_in_table", shown=LINES) if len(found) > LINES else ""


def waited(desk: Desk, ticket: Ticket) -> timedelta:
    """How long it was or has been asked for; who has withdrawn waits no longer."""
    return (ticket.closed_at or desk.now) - ticket.asked_at


def judged(desk: Desk, ticket: Ticket) -> bool:
    """Whether the pickup target was met or missed: not while it runs, nor where the ticket ended before."""
    if ticket.first_claimed_at is None and _still_in_time(desk, ticket):
        return False
    target = desk.escalation(ticket.urgency).target
    return ticket.kind == "problem" and (ticket.first_claimed_at is not None or waited(desk, ticket) > target)


def _still_in_time(desk: Desk, ticket: Ticket) -> bool:
    """Whether its clock has not begun (it was put off, or the hour holds it), or runs for the first time."""
    if ticket.status != Status.OPEN or ticket.pickup_due is None:
        return False
    running = ticket.breached_at is None and ticket.pickup_due > desk.now
    return running or held_until(desk, ticket) is not None


def in_time(desk: Desk, ticket: Ticket) -> bool:
    """Whether somebody took it within its target."""
    took = took_to_take(desk, ticket)
    return took is not None and took <= desk.escalation(ticket.urgency).target


def took_to_take(desk: Desk, ticket: Ticket) -> timedelta | None:
    """How long somebody was asked for until one took it: not while it was put off or the hour held it."""
    taken = ticket.first_claimed_at
    if taken is None:
        return None
    begun = ticket.asked_at
    if ticket.pickup_due is not None:
        begun = max(begun, ticket.pickup_due - desk.escalation(ticket.urgency).target)
    if begun > taken or _handed_on(desk, ticket, begun):
        begun = ticket.asked_at  # another clock runs for who takes over: the firm has waited all the time
    return taken - begun


_GIVEN = (Change.ASSIGNED, Change.TRANSFERRED, Change.RELEASED, Change.REOPENED)


def _handed_on(desk: Desk, ticket: Ticket, at: datetime) -> bool:
    """Whether the clock that began then is that of a successor, and not the first.

    Of a ticket that was given back at night it begins in the morning.
    """
    if at == ticket.asked_at:
        return False
    return any(
        (each.change in _GIVEN and each.at == at) or (each.change == Change.RELEASED and each.at <= at)
        for each in records.of_ticket(desk.uow, ticket.id)
    )


def overdue(desk: Desk, ticket: Ticket) -> bool:
    """Whether nobody took it within its target."""
    return judged(desk, ticket) and not in_time(desk, ticket)


def lateness(desk: Desk, ticket: Ticket) -> str:
    """Whether a ticket was taken in time, in words."""
    if ticket.kind != "problem":
        return "不是派师傅修的单，不算超时"
    target = wording.minutes(desk.escalation(ticket.urgency).target)
    until = held_until(desk, ticket)
    if until is not None:
        return f"没有超时，{wording.soon(until, desk.now)}才请师傅"
    took = took_to_take(desk, ticket)
    if took is not None:
        late = "没有超时" if in_time(desk, ticket) else "超时了"
        return f"{late}：{wording.minutes(took)}有人接（{target}内算按时）"
    length = wording.minutes(waited(desk, ticket))
    nobody = "还没人接" if ticket.status == Status.OPEN else "一直没人接"
    return f"{'超时了' if overdue(desk, ticket) else '没有超时'}：{length}{nobody}（{target}内算按时）"


def span(desk: Desk, period: Period | None) -> tuple[datetime, datetime]:
    """Its first moment and the one after its last; without days, from the beginning to today."""
    first = period.first if period else _LONG_AGO
    last = period.last if period else desk.now.astimezone(ZONE).date()
    day = timedelta(days=1)
    begin = datetime(first.year, first.month, first.day, tzinfo=ZONE)
    return begin, datetime(last.year, last.month, last.day, tzinfo=ZONE) + day


_FIRMS = 5  # of those that a name fits, told one by one


def _firms_asked(desk: Desk, asked: Query) -> str:
    """The firm of a question; which ones where its name fits several."""
    found = firms_called(desk.uow, asked.enterprise) if asked.enterprise else []
    if len(found) < 2:
        return asked.enterprise or ""
    return f"{asked.enterprise}（{wording.first_names([each.short_name for each in found], _FIRMS)}）"


def scope(desk: Desk, asked: Query) -> str:
    """What a question is limited to, in words; the year where it is another than this."""
    parts = []
    if asked.period:
        first, last = asked.period.first, asked.period.last
        year = desk.now.astimezone(ZONE).year
        span = f"{'' if first.year == last.year == year else f'{first.year}年'}{first.month}月{first.day}日"
        until = f"{'' if first.year == last.year else f'{last.year}年'}{last.month}月{last.day}日"
        parts.append(span if first == last else f"{span}至{until}")
    parts += ["、".join(asked.districts) or asked.district or "", _firms_asked(desk, asked)]
    if asked.category:
        parts.append("、".join(map(wording.trade, asked.categories or (asked.category,))))
    parts += [_TRAITS[each][0] for each in asked.traits]
    if asked.due:
        parts.append(f"{wording.days(asked.due.first, asked.due.last)}到期")
    if asked.older_than is not None:
        days, hours = asked.older_than.days, round(asked.older_than.seconds / 3600, 1)
        parts.append(f"超过{days}天" if days else f"超过{hours:g}小时")
    if asked.status:
        parts.append("、".join(wording.STATUS[Status(each)].partition("，")[0] for each in asked.status))
    return "，".join(filter(None, parts))
