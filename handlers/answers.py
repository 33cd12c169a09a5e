"""Coordinators' questions: what is open, one ticket, who has what, how fast were pickups."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from statistics import mean, median

from handlers import wording
from handlers.assigning import awaited
from handlers.choosing import available, on_leave
from handlers.desk import ZONE, Desk, Turn
from handlers.dispatch import facts
from handlers.ledger import workers
from handlers.people import experts_named
from handlers.phonebook import tell_phone
from handlers.picking import named
from handlers.ranking import ranked
from handlers.selecting import in_time, judged, line, narrowed, scope, selected, span
from handlers.showing import cases_like
from handlers.telling import answer
from handlers.topics import about_topic, unknown_name
from handlers.understanding.values import Query
from prompts.texts import say
from storage import offers, people, records, tickets
from storage.people import Expert
from storage.terms import HELD, LIVE, Answer, Change, Status
from storage.tickets import Ticket

# A message fits a phone: what is longer is counted, not listed.
_LINES = 4
_WORK = ("rating", "value", "pickup_time", "pickup_rate", "reply_rate", "count")
_BUSY = re.compile(r"(?<!帮)(?<!不)忙(?!不忙)")
_REPLIES = (Answer.CLAIMED, Answer.DECLINED)


def query(desk: Desk, turn: Turn) -> None:
    """Answer a coordinator in at most five lines."""
    asked = turn.understanding.query or Query(about="list", status=("open",))
    ticket = named(desk, turn)
    if ticket is None and (asked.no is not None or turn.understanding.ticket is not None):
        answer(desk, turn, say("no_such_ticket", no=asked.no or turn.understanding.ticket))
        return
    unknown = unknown_name(desk, asked) if ticket is None else None
    if asked.phone:
        tell_phone(desk, turn, asked, ticket)
    elif asked.about == "cases":
        answer(desk, turn, cases_like(desk, turn, asked, ticket), ticket=ticket)
    elif ticket is not None:
        answer(desk, turn, describe(desk, ticket), ticket=ticket)
    elif unknown is not None:
        answer(desk, turn, unknown)
    elif asked.topic is not None and (asked.person is None or asked.topic != "poor"):
        answer(desk, turn, about_topic(desk, asked))
    elif asked.counts == "experts":
        answer(desk, turn, _experts(desk, asked))
    elif asked.counts == "firms":
        answer(desk, turn, _firms_there(desk, asked))
    elif asked.by is not None and asked.person is None:
        answer(desk, turn, _beside(desk, asked))
    elif asked.about == "person" or asked.person:
        answer(desk, turn, _person(desk, turn, asked))
    elif asked.about == "enterprise" and not asked.enterprise:
        answer(desk, turn, _firms(desk, asked))
    elif asked.about == "figures" or (asked.about == "enterprise" and asked.metric):
        answer(desk, turn, _figures(desk, asked))
    else:
        answer(desk, turn, _list(desk, asked))


def describe(desk: Desk, ticket: Ticket) -> str:
    """One ticket in five lines."""
    asked = [each for each in offers.of_ticket(desk.uow, ticket.id) if each.cycle == ticket.cycle]
    who = workers(desk, ticket)
    done = ticket.status not in (Status.OPEN, *HELD)
    adviser = people.expert(desk.uow, ticket.adviser_id).name if ticket.adviser_id else ""
    people_line = (
        f"{adviser or '照老案例'}线上答复"
        if ticket.answered
        else f"派给{who[0]}，还没回话"
        if who and awaited(desk, ticket)
        else f"{'、'.join(who)}{'办的' if done else '在办'}"
        if who
        else f"已请{len(asked)}位师傅，还没人接"
    )
    if ticket.first_claimed_at:
        waited = wording.minutes(ticket.first_claimed_at - ticket.asked_at)
        times = f"{wording.clock(ticket.asked_at)}提出，{waited}接单"
    elif ticket.closed_at:
        length = wording.minutes(ticket.closed_at - ticket.asked_at)
        times = f"{wording.clock(ticket.asked_at)}提出，{length}{'答复' if ticket.answered else '结束'}"
    else:
        times = f"{wording.clock(ticket.asked_at)}提出，已等{wording.minutes(desk.now - ticket.asked_at)}"
    told = [
        each
        for each in records.of_ticket(desk.uow, ticket.id)
        if each.change in (Change.PROGRESS, Change.RESOLVED, Change.NOTED, Change.RATED, Change.CONFIRMED)
    ]
    last = ""
    if ticket.status == Status.CLOSED and (ticket.rating or ticket.saved_yuan):
        last = "评价" + wording.outcome(ticket.rating, ticket.saved_yuan).lstrip("，")
    elif told and told[-1].detail:
        said = wording.short(wording.masked(told[-1].detail), 40)
        last = f"{wording.clock(told[-1].at)} {told[-1].actor or ''}：{said}"
    return say(
        "one_ticket",
        no=ticket.no,
        title=ticket.title,
        status=wording.STATUS[Status(ticket.status)],
        trade=wording.trade(ticket.category),
        people=people_line,
        times=times,
        last=last,
        **facts(desk, ticket),
    )


def _list(desk: Desk, asked: Query) -> str:
    found = selected(desk, asked)
    if not asked.status and asked.about == "list" and asked.period is None:
        found = [each for each in found if each.status in LIVE]
    about = scope(asked) or ("没办完的" if asked.about == "list" else "全部")
    head = f"{about}：{len(found)}单" if found else f"{about}：没有"
    shown = found[-_LINES:] if asked.about == "enterprise" else found[:_LINES]
    lines = [line(desk, each) for each in shown]
    if len(found) > _LINES:
        head += f"，先列{_LINES}单"
    return say("list_tickets", head=head, lines="\n".join(lines))


def _figures(desk: Desk, asked: Query) -> str:
    found = selected(desk, asked)
    head = f"{scope(asked) or '到现在'}：{len(found)}单"
    lines: list[str] = []
    if asked.status and asked.metric in (None, "count"):
        return _list(desk, asked)
    if asked.metric in (None, "count", "pickup_time", "pickup_rate"):
        lines += _pickups(desk, found)
    if asked.metric in (None, "count"):
        done = sum(each.status in (Status.RESOLVED, Status.CLOSED) for each in found)
        waiting = sum(each.status == Status.OPEN for each in found)
        online = sum(each.answered is not None for each in found)
        lines.append(f"办好{done}单{f'（线上答复{online}单）' if online else ''}，没人接{waiting}单")
    if asked.metric in (None, "rating", "value"):
        lines += _worth(found)
    if asked.metric == "reply_rate":
        lines += _replies(desk, asked)
    return say("figures", head=head, lines="\n".join(lines))


def _pickups(desk: Desk, found: list[Ticket]) -> list[str]:
    timed = [each for each in found if each.kind == "problem"]
    taken = [(each.first_claimed_at - each.asked_at, each) for each in timed if each.first_claimed_at]
    if not taken:
        return ["还没有接单的"] if timed else []
    told = sum(judged(desk, each) for each in timed)
    seconds = [length.total_seconds() for length, _ in taken]
    inside = sum(in_time(desk, each) for _, each in taken)
    slowest = max(taken, key=lambda pair: pair[0])
    average, middle = timedelta(seconds=mean(seconds)), timedelta(seconds=median(seconds))
    return [
        f"平均{wording.minutes(average)}接单，中位{wording.minutes(middle)}",
        f"按时接单{inside}/{told}，最慢【{slowest[1].no}】{wording.minutes(slowest[0])}",
    ]


def _worth(found: list[Ticket]) -> list[str]:
    rated = [each.rating for each in found if each.rating is not None]
    saved = sum(each.saved_yuan or 0 for each in found)
    stake = sum(each.order_value_yuan or 0 for each in found)
    parts = [f"评分平均{mean(rated):.1f}（{len(rated)}单）" if rated else "还没有评分"]
    if saved:
        parts.append(f"省了{wording.yuan(saved)}")
    if stake:
        parts.append(f"涉及订单{wording.yuan(stake)}")
    return ["，".join(parts)]


def _replies(desk: Desk, asked: Query, expert: Expert | None = None) -> list[str]:
    made = [
        each
        for each in offers.between(desk.uow, *span(desk, asked.period))
        if expert is None or each.expert_id == expert.id
    ]
    answered = sum(each.answer in _REPLIES for each in made)
    rate = f"，回复率{answered / len(made):.0%}" if made else ""
    return [f"派出{len(made)}次，回话{answered}次{rate}"]


def _person(desk: Desk, turn: Turn, asked: Query) -> str:
    name = asked.person or turn.understanding.target
    if not name and asked.metric == "load" and asked.period and _BUSY.search(turn.text):
        return _busiest(desk, asked)
    if not name and asked.metric == "load":
        return _hands(desk, away="假" in turn.text)
    if not name and not asked.metric and not asked.period and (asked.category or asked.district):
        return _experts(desk, asked)
    if not name:
        return _ranking(desk, asked)
    found = experts_named(people.all_experts(desk.uow), name)
    if not found:
        return say("no_such_expert", name=name)
    if len(found) > 1:
        return say("which_person", name=name, choices="、".join(each.name for each in found[:5]))
    expert = found[0]
    if asked.period or asked.status or asked.district or asked.category or asked.metric in _WORK:
        return _work_of(desk, expert, asked)
    return load_of(desk, expert)


def _busiest(desk: Desk, asked: Query) -> str:
    """Who took most in these days; where that is today, who has most in hand as well."""
    lines = ranked(desk, replace(asked, metric="count"), selected(desk, asked), 2)
    head = f"{scope(asked)}接单最多："
    said = say("figures", head=head, lines="\n".join(lines) or "还没有接单的")
    today = desk.now.astimezone(ZONE).date()
    is_today = asked.period is not None and asked.period.first == asked.period.last == today
    return f"{said}\n{_hands(desk, away=False)}" if is_today else said


def _work_of(desk: Desk, expert: Expert, asked: Query) -> str:
    """What an expert has taken in these days, of this state, trade and district, with the figure asked."""
    done = narrowed(tickets.of_expert(desk.uow, expert.id, *span(desk, asked.period)), asked)
    about = scope(asked)
    head = f"{expert.name}{f'，{about}' if about else ''}：接了{len(done)}单"
    if asked.metric in ("rating", "value"):
        lines = _worth(done)
    elif asked.metric in ("pickup_time", "pickup_rate"):
        lines = _pickups(desk, done)
    elif asked.metric == "reply_rate":
        lines = _replies(desk, asked, expert)
    else:
        lines = [line(desk, each) for each in done[:_LINES]]
    return say("person_load", head=head, lines="\n".join(lines))


def _experts(desk: Desk, asked: Query) -> str:
    """Which experts of a trade or a district there are."""
    able = [
        each for each in people.all_experts(desk.uow) if not asked.category or asked.category in each.trades
    ]
    found = [each.name for each in able if not asked.district or asked.district in (each.district or "")]
    lines = wording.first_names(found, 12)
    if not found and able:
        elsewhere = [f"{each.name}（{each.district}）" for each in able]
        lines = f"别的片区{len(able)}位：{wording.first_names(elsewhere, 8)}"
    return say("person_load", head=f"{scope(asked) or '在册'}：师傅{len(found)}位", lines=lines)


def _firms(desk: Desk, asked: Query) -> str:
    """Enterprises beside each other, or those of a district."""
    if asked.metric is None and asked.district and not asked.period:
        return _firms_there(desk, asked)
    lines = ranked(desk, asked, selected(desk, asked), _LINES)
    return say("figures", head=f"{scope(asked) or '到现在'}企业排名", lines="\n".join(lines) or "还没有")


def _firms_there(desk: Desk, asked: Query) -> str:
    """The enterprises of a district, or all of them."""
    firms = [
        each.short_name
        for each in people.all_enterprises(desk.uow)
        if not asked.district or asked.district in (each.district or "")
    ]
    head = f"{scope(asked) or '在册'}：企业{len(firms)}家"
    return say("person_load", head=head, lines=wording.first_names(firms, 12))


def _beside(desk: Desk, asked: Query) -> str:
    """The trades, or the districts, beside each other: the counts of all, the first few of another figure."""
    found = selected(desk, asked)
    counted = asked.metric in (None, "count")
    lines = ranked(desk, asked, found, len(found) if counted else _LINES)
    head = f"{scope(asked) or '到现在'}：{len(found)}单，{'各工种' if asked.by == 'category' else '各片区'}："
    return say("figures", head=head, lines=("，" if counted else "\n").join(lines) or "还没有")


def load_of(desk: Desk, expert: Expert) -> str:
    """What an expert has in hand."""
    held = tickets.held_by(desk.uow, expert.id)
    today = desk.now.astimezone(ZONE).date()
    leave = ""
    if on_leave(expert, today):
        leave = "，请假中"
    elif expert.away and expert.away_from is not None and expert.away_from > today:
        leave = f"，{wording.days(expert.away_from, expert.away_until)}请假"
    head = f"{expert.name}：手上{len(held)}单（最多{expert.capacity}单）{leave}"
    return say("person_load", head=head, lines="\n".join(line(desk, each) for each in held[:_LINES]))


def _hands(desk: Desk, *, away: bool) -> str:
    """Who is on leave, or who has hands free."""
    today = desk.now.astimezone(ZONE).date()
    everybody = people.all_experts(desk.uow)
    loads = tickets.loads(desk.uow)
    off = [each for each in everybody if on_leave(each, today)]
    if away:
        names = wording.first_names([each.name for each in off], 12)
        return say("person_load", head=f"请假的师傅{len(off)}位", lines=names)
    free = [each for each in everybody if available(each, loads.get(each.id, 0), today)]
    busy = sorted(loads.items(), key=lambda pair: -pair[1])[:_LINES]
    by_id = {each.id: each.name for each in everybody}
    lines = "\n".join(f"{by_id[expert_id]} {count}单" for expert_id, count in busy if expert_id in by_id)
    most = "手上单最多的：" if lines else "手上都没有单"
    return say("person_load", head=f"能派{len(free)}位，请假{len(off)}位，{most}", lines=lines)


def _ranking(desk: Desk, asked: Query) -> str:
    if asked.metric == "reply_rate":
        return say("figures", head=f"{scope(asked) or '到现在'}回话", lines="\n".join(_repliers(desk, asked)))
    lines = ranked(desk, asked, selected(desk, asked), _LINES)
    return say(
        "figures", head=f"{scope(asked) or '到现在'}接单排名", lines="\n".join(lines) or "还没有接单的"
    )


def _repliers(desk: Desk, asked: Query) -> list[str]:
    """Those who answer least of what they are asked, the worst first."""
    made, replied = Counter[int](), Counter[int]()
    for each in offers.between(desk.uow, *span(desk, asked.period)):
        made[each.expert_id] += 1
        replied[each.expert_id] += each.answer in _REPLIES
    least = sorted((replied[expert_id] / times, -times, expert_id) for expert_id, times in made.items())
    return [
        f"{people.expert(desk.uow, expert_id).name} @ {-times}次，回复率{rate:.0%}"
        for rate, times, expert_id in least[:_LINES]
    ] or ["还没有派过"]
