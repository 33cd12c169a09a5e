"""Coordinators' questions about what happened to tickets (overdue, given back), and what has no answer."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import wording
from handlers.desk import Desk
from handlers.people import afar, experts_named, firms_called
from handlers.reports.about_experts import declined
from handlers.reports.figuring import pickups
from handlers.reports.ranking import ranked
from handlers.reports.selecting import (
    LINES,
    in_district,
    in_time,
    in_trade,
    line,
    overdue,
    scope,
    selected,
    shown_of,
    span,
)
from handlers.understanding.values import Query
from prompts.texts import say
from storage import helpers, offers, people, records, tickets
from storage.records import Entry
from storage.terms import LIVE, Answer, Change, Status
from storage.tickets import Ticket

_LINES = 4
_POOR = 2  # of five: a score that low or lower


def unknown_name(desk: Desk, asked: Query) -> str | None:
    """What to say where a question names a firm or a place that stands nowhere in the roster: no number."""
    firms, experts = people.all_enterprises(desk.uow), people.all_experts(desk.uow)
    districts = sorted(
        {each.district for each in firms if each.district} | {e.district for e in experts if e.district}
    )
    name = asked.enterprise
    if name is not None and firms_called(desk.uow, name):
        name = None
    for place in asked.districts or filter(None, (asked.district,)):
        if name is None and not any(place in each for each in districts):
            name = place
    return name and say("not_in_roster", name=name, districts="、".join(districts))


def about_topic(desk: Desk, asked: Query) -> str:
    """The answer in at most five lines; in one sentence where the record cannot tell."""
    topic = asked.topic or ""
    if asked.person is not None:
        return _of_person(desk, asked, topic)
    if topic == "idle":
        return _idle(desk, asked)
    if topic == "declined":
        return declined(desk, asked)
    if topic in ("consult", "online"):
        return _consults(desk, asked) if topic == "consult" else _online(desk, asked)
    if topic in _CHANGES:
        return _changed(desk, asked, *_CHANGES[topic])
    if topic in _OF_TICKETS:
        return _tickets(desk, _whoever_took(asked), *_OF_TICKETS[topic])
    return say("not_counted")


def _of_person(desk: Desk, asked: Query, topic: str) -> str:
    """How often an expert gave tickets back; the rest is not counted by person."""
    found = experts_named(people.all_experts(desk.uow), asked.person or "")
    if topic == "declined" and len(found) == 1:
        return declined(desk, asked, found[0])
    if topic != "released" or len(found) != 1:
        return say("not_counted")
    name, change = _CHANGES[topic]
    since, until = span(desk, asked.period)
    entries = records.with_change(desk.uow, [change])
    times = sum(since <= each.at < until and each.actor == found[0].name for each in entries)
    about = scope(desk, Query(about="person", period=asked.period)) or "到现在"
    return say("figures", head=f"{found[0].name}，{about}，{name}：{times}次", lines="")


def of_topic(desk: Desk, asked: Query) -> list[Ticket]:
    """The tickets of which holds what is asked about ("超时的", "退过的"), all where that is nothing more."""
    topic = asked.topic or ""
    if topic in _CHANGES:
        entries = _entries(desk, asked, _CHANGES[topic][1])
        found = [tickets.get(desk.uow, each) for each in {entry.ticket_id for entry in entries}]
        return sorted(found, key=lambda each: each.no)
    if topic in _OF_TICKETS:
        asked, (_, test) = _whoever_took(asked), _OF_TICKETS[topic]
        return [each for each in selected(desk, asked) if test(desk, each)]
    found = selected(desk, asked)
    if topic == "online":
        return [each for each in found if each.answered is not None]
    return [each for each in found if each.wanted > 1] if topic == "consult" else found


def _whoever_took(asked: Query) -> Query:
    """ "这个月五分钟没接的": late is late, whoever took them after that."""
    late = asked.topic == "overdue" and asked.period is not None and asked.status == (Status.OPEN,)
    return replace(asked, status=None) if late else asked


_Test = Callable[[Desk, Ticket], bool]


def _poor(desk: Desk, ticket: Ticket) -> bool:
    return ticket.rating is not None and ticket.rating <= _POOR


_OF_TICKETS: Mapping[str, tuple[str, _Test]] = {
    "overdue": ("超时", overdue),
    "on_time": ("按时接单", in_time),
    "poor": (f"{_POOR}分以下", _poor),
}
_CHANGES = {
    "released": ("退单", Change.RELEASED),
    "transferred": ("转单", Change.TRANSFERRED),
    "reopened": ("重开", Change.REOPENED),
    "repeated": ("同一件事又报一遍、并进原单", Change.MERGED),
}


def _tickets(desk: Desk, asked: Query, name: str, test: _Test) -> str:
    """Tickets of which something holds; a bare list is of those that still run."""
    everything = selected(desk, asked)
    running = asked.about == "list" and asked.period is None and not asked.status
    found = [each for each in everything if test(desk, each) and (each.status in LIVE or not running)]
    about = "，".join(filter(None, (scope(desk, asked), f"没办完的，{name}" if running else name)))
    head = f"{about}：{len(found)}单" if found else f"{about}：没有"
    if not running:
        head += f"（一共{len(everything)}单）"
    # That nobody took a ticket in time is no expert's doing: they are not put beside each other.
    beside = asked.by is not None or (asked.about == "enterprise" and not asked.enterprise)
    lines = ranked(desk, asked, found, _LINES) if beside else [line(desk, each) for each in found[:LINES]]
    head += "" if beside else shown_of(found)
    if asked.metric == "pickup_time" and not running:
        lines = [*pickups(desk, everything), *lines]
    return say("list_tickets", head=head, lines="\n".join(lines))


def _changed(desk: Desk, asked: Query, name: str, change: Change) -> str:
    """How often that happened in these days, and by whom where that is asked."""
    entries = _entries(desk, asked, change)
    head = f"{scope(desk, asked) or '到现在'}，{name}：{len(entries)}次"
    nos = "、".join(
        str(tickets.get(desk.uow, each).no) for each in dict.fromkeys(e.ticket_id for e in entries)
    )
    if asked.about == "person" and change is Change.RELEASED:  # a coordinator's order has another actor
        names = {each.name for each in people.all_experts(desk.uow)}
        counted = Counter(each.actor for each in entries if each.actor in names)
        lines = [f"{who} {times}次" for who, times in counted.most_common(_LINES)]
    else:
        lines = [f"单号：{wording.short(nos, 60)}"] if nos else []
    return say("figures", head=head, lines="\n".join(lines))


def _entries(desk: Desk, asked: Query, change: Change) -> list[Entry]:
    since, until = span(desk, asked.period)
    of = {each.id for each in selected(desk, _without_days(asked))}
    return [
        each
        for each in records.with_change(desk.uow, [change])
        if since <= each.at < until and each.ticket_id in of
    ]


def _without_days(asked: Query) -> Query:
    return Query(
        about="list",
        category=asked.category,
        district=asked.district,
        enterprise=asked.enterprise,
    )


def _consults(desk: Desk, asked: Query) -> str:
    found = selected(desk, asked)
    several = sum(each.wanted > 1 for each in found)
    far = sum(each.first_claimed_at is not None and afar(desk.uow, each) for each in found)
    online = sum(each.answered is not None for each in found)
    head = f"{scope(desk, asked) or '到现在'}：几位师傅一起会诊的{several}单"
    return say("figures", head=head, lines=f"外县的单在线上会诊的{far}单，没上门、线上答好的{online}单")


def _online(desk: Desk, asked: Query) -> str:
    """Tickets that words in the group, or a past case, have settled."""
    found = [each for each in selected(desk, asked) if each.answered is not None]
    count = f"{len(found)}单" if found else "没有"
    head = f"{scope(desk, asked) or '到现在'}，没派师傅上门、线上答好的：{count}"
    head += shown_of(found)
    return say("list_tickets", head=head, lines="\n".join(line(desk, each) for each in found[:LINES]))


_TOOK = (Change.CLAIMED, Change.JOINED, Change.TRANSFERRED)


def _idle(desk: Desk, asked: Query) -> str:
    """Experts who took no ticket in these days, not even to go along, nor one that another has now."""
    everybody = [
        each
        for each in people.all_experts(desk.uow)
        if in_trade(each.trades, asked) and in_district(each.district, asked)
    ]
    done: set[int] = set()
    for ticket in tickets.asked_between(desk.uow, *span(desk, asked.period)):
        done |= {*helpers.ids(desk.uow, ticket.id), *([ticket.expert_id] if ticket.expert_id else [])}
    since, until = span(desk, asked.period)
    took = {
        each.actor for each in records.with_change(desk.uow, _TOOK) if since <= each.at < until
    }  # whoever has it now
    done |= {
        each.expert_id for each in offers.between(desk.uow, since, until) if each.answer == Answer.CLAIMED
    }
    idle = [each.name for each in everybody if each.id not in done and each.name not in took]
    about = scope(
        desk, Query(about="person", period=asked.period, category=asked.category, district=asked.district)
    )
    head = f"{about or '到现在'}，没接过单的师傅{len(idle)}位（在册{len(everybody)}位）"
    return say("person_load", head=head, lines=wording.first_names(idle, 12))
