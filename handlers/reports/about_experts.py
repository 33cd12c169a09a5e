"""Coordinators' questions about experts: one's work, who is free or away, who is first, who can do what."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from handlers import wording
from handlers.desk import ZONE, Desk, Turn
from handlers.offers.sparing import on_leave
from handlers.people import experts_named
from handlers.reports.figuring import pickups, replies, worth
from handlers.reports.ranking import ranked
from handlers.reports.selecting import in_district, in_trade, line, scope, selected, span, taken_by
from handlers.understanding.absences import days_named
from handlers.understanding.leavers import asks_who_left
from handlers.understanding.trades import names_only_a_trade
from handlers.understanding.values import Query
from prompts.texts import say
from storage import offers, people, tickets
from storage.people import Expert
from storage.terms import Answer

Days = tuple[date, date]
_LINES = 4
_WORK = ("rating", "value", "pickup_time", "pickup_rate", "reply_rate", "count")
_BUSY = re.compile(r"(?<!帮)(?<!不)忙(?!不忙)")
_FREE = re.compile(r"(?<!没)有空|空闲|空着|闲着?|[能可]以?(?:去|派|出去|上门|接)|没活|谁空|空不空")
_REPLIES = (Answer.CLAIMED, Answer.DECLINED)


def about_experts(desk: Desk, turn: Turn, asked: Query) -> str:
    """One expert or several, or all beside each other."""
    names = asked.people or tuple(filter(None, (asked.person or turn.understanding.target,)))
    if not names and asked.metric == "load" and asked.period and _BUSY.search(turn.text):
        return _busiest(desk, asked)
    if not names and asks_who_left(turn.text):
        return say("figures", head=_gone(desk, asked) or say("left_none"), lines="")
    if not names and (asked.metric == "load" or _FREE.search(turn.text)):
        days = days_named(turn.text, desk.now.astimezone(ZONE).date())
        away = "假" in turn.text and "没请假" not in turn.text
        return _away(desk, asked, days) if away else _hands(desk, asked, days)
    if not names and not asked.metric and not asked.period and (asked.category or asked.district):
        return experts_there(desk, asked)
    if not names:
        return _ranking(desk, asked)
    if len(names) > 1:
        return "\n".join(_one(desk, name, asked).partition("\n")[0] for name in names)
    return _one(desk, names[0], asked)


def _one(desk: Desk, name: str, asked: Query) -> str:
    found = experts_named(people.all_experts(desk.uow), name)
    if not found:
        return say("no_such_expert", name=name)
    if len(found) > 1:
        return say("which_person", name=name, choices="、".join(each.name for each in found[:5]))
    if asked.period or asked.status or asked.district or asked.category or asked.metric in _WORK:
        return work_of(desk, found[0], asked)
    return load_of(desk, found[0])


def _busiest(desk: Desk, asked: Query) -> str:
    """Who took most in these days; where that is today, who has most in hand as well."""
    lines = ranked(desk, replace(asked, metric="count"), selected(desk, asked), 2)
    head = f"{scope(desk, asked)}接单最多："
    said = say("figures", head=head, lines="\n".join(lines) or "还没有接单的")
    today = desk.now.astimezone(ZONE).date()
    is_today = asked.period is not None and asked.period.first == asked.period.last == today
    return f"{said}\n{_hands(desk, Query(about='person'))}" if is_today else said


def work_of(desk: Desk, expert: Expert, asked: Query) -> str:
    """What an expert has taken in these days, of this state, trade and district, with the figure asked."""
    done = taken_by(desk, expert, asked)
    about = scope(desk, asked)
    head = f"{expert.name}{f'，{about}' if about else ''}：接了{len(done)}单"
    if asked.metric in ("rating", "value"):
        lines = worth(done, asked.metric)
    elif asked.metric in ("pickup_time", "pickup_rate"):
        lines = pickups(desk, done)
    elif asked.metric == "reply_rate":
        lines = replies(desk, asked, expert)
    else:
        lines = [line(desk, each) for each in done[:_LINES]]
    return say("person_load", head=head, lines="\n".join(lines))


def experts_there(desk: Desk, asked: Query) -> str:
    """Which experts of a trade or a district there are, or who can do what is asked for."""
    everybody = [each for each in people.all_experts(desk.uow) if each.left_at is None]
    told = [each for each in everybody if asked.skill and asked.skill.lower() in each.speciality.lower()]
    if asked.skill and not told and not asked.category:
        return say("no_such_skill", skill=asked.skill)
    if asked.category and names_only_a_trade(asked.skill or ""):
        told = []  # 懂液压的师傅: all of that trade, not only who writes the word
    able = told or [each for each in everybody if in_trade(each.trades, asked)]
    found = [each.name for each in able if in_district(each.district, asked)]
    lines = wording.first_names(found, 12)
    if not found and able:
        elsewhere = [f"{each.name}（{each.district}）" for each in able]
        lines = f"别的片区{len(able)}位：{wording.first_names(elsewhere, 8)}"
    about = scope(desk, replace(asked, category=None, categories=()) if told else asked)
    skilled = f"{about and '，'}专长里写了“{asked.skill}”" if told else ""
    return say(
        "person_load",
        head=f"{about}{skilled}：师傅{len(found)}位" if about or told else f"在册：师傅{len(found)}位",
        lines=lines,
    )


def load_of(desk: Desk, expert: Expert) -> str:
    """What an expert has in hand."""
    held = tickets.held_by(desk.uow, expert.id)
    today = desk.now.astimezone(ZONE).date()
    leave = wording.leaves(expert.leaves, today) if expert.left_at is None else say("left_state")
    place = "，".join(filter(None, (expert.district, expert.company)))
    head = say(
        "about_expert",
        name=expert.name,
        trades="、".join(map(wording.trade, expert.trades)),
        place=place or "片区未登记",
        held=len(held),
        most=expert.capacity,
        leave=leave,
    )
    return say("person_load", head=head, lines="\n".join(line(desk, each) for each in held[:_LINES]))


def _away(desk: Desk, asked: Query, days: Days | None = None) -> str:
    """Who is on leave today, and who will be; or who is on some of the days named."""
    off = [_with_end(desk, each) for each in _asked_of(desk, asked) if _is_off(desk, each, days)]
    where = _where(desk, asked, days)
    head = f"{where}请假的师傅{len(off)}位" if off else f"{where}没有师傅请假"
    lines = [
        wording.first_names(off, 12),
        *([_to_come(desk, asked), _gone(desk, asked)] if days is None else []),
    ]
    return say("person_load", head=head, lines="\n".join(filter(None, lines)))


def _gone(desk: Desk, asked: Query) -> str:
    """Who is on no leave and asked no more."""
    everybody = [each for each in people.all_experts(desk.uow) if each.left_at is not None]
    gone = [
        each.name for each in everybody if in_trade(each.trades, asked) and in_district(each.district, asked)
    ]
    return say("left_ones", count=len(gone), names=wording.first_names(gone, 8)) if gone else ""


def _to_come(desk: Desk, asked: Query) -> str:
    """Who will be on leave and is not yet, from when to when, the first of them first."""
    today = desk.now.astimezone(ZONE).date()
    planned = sorted(
        (first, each.name, wording.days(first, last))
        for each in _asked_of(desk, asked)
        if not on_leave(each, today)
        for first, last in each.leaves
        if first is not None and first > today
    )
    told = [f"{name}（{span}）" for _, name, span in planned]
    return f"往后要请假的：{wording.first_names(told, 8)}" if told else ""


def _with_end(desk: Desk, expert: Expert) -> str:
    """His name; with the last day of the leave that he is on today, or that none is known."""
    today = desk.now.astimezone(ZONE).date()
    if not on_leave(expert, today):
        return expert.name
    ends = [last for first, last in expert.leaves if (first is None or first <= today) and last is not None]
    until = f"到{wording.day(ends[0])}" if ends and ends[0] >= today else "没说到哪天"
    return f"{expert.name}（{until}）"


def _hands(desk: Desk, asked: Query, days: Days | None = None) -> str:
    """Who has hands free, those with the fewest tickets first, and who has most in hand."""
    loads, everybody = tickets.loads(desk.uow), _asked_of(desk, asked)
    there = [each for each in everybody if not _is_off(desk, each, days)]
    free = [each for each in there if loads.get(each.id, 0) < each.capacity]
    first = sorted(free, key=lambda each: loads.get(each.id, 0))
    named = [f"{each.name}{_held(loads.get(each.id, 0))}" for each in first]
    busy = sorted((each for each in everybody if loads.get(each.id)), key=lambda each: -loads[each.id])[
        :_LINES
    ]
    most = "、".join(f"{each.name} {loads[each.id]}单" for each in busy)
    nothing = "" if busy else "，手上都没有单"
    head = f"{_where(desk, asked, days)}能派{len(free)}位，请假{len(everybody) - len(there)}位{nothing}"
    lines = [wording.first_names(named, 8), f"手上单最多的：{most}" if busy else ""]
    return say("person_load", head=head, lines="\n".join(filter(None, lines)))


def _is_off(desk: Desk, expert: Expert, days: Days | None) -> bool:
    today = desk.now.astimezone(ZONE).date()
    first, last = days or (today, today)
    length = min((last - first).days, 366)
    return any(on_leave(expert, first + timedelta(days=each)) for each in range(length + 1))


def _held(count: int) -> str:
    return f"（手上{count}单）" if count else ""


def _where(desk: Desk, asked: Query, days: Days | None) -> str:
    about = scope(desk, replace(asked, period=None, status=None, enterprise=None))
    return "，".join(filter(None, (wording.days(*days) if days else "", about))) + (
        "：" if days or about else ""
    )


def _asked_of(desk: Desk, asked: Query) -> list[Expert]:
    return [
        each
        for each in people.all_experts(desk.uow)
        if each.left_at is None and in_trade(each.trades, asked) and in_district(each.district, asked)
    ]


def _ranking(desk: Desk, asked: Query) -> str:
    if asked.metric == "reply_rate":
        return say(
            "figures", head=f"{scope(desk, asked) or '到现在'}，回话", lines="\n".join(_repliers(desk, asked))
        )
    lines = ranked(desk, asked, selected(desk, asked), _LINES)
    nobody = {"value": "还没有企业报过省了多少", "rating": "还没有打过分的"}.get(
        asked.metric or "", "还没有接单的"
    )
    return say(
        "figures", head=f"{scope(desk, asked) or '到现在'}，接单排名", lines="\n".join(lines) or nobody
    )


def _times_asked(desk: Desk, asked: Query) -> tuple[Counter[int], Counter[int]]:
    """How often each expert was asked in these days, and how often he answered."""
    made, replied = Counter[int](), Counter[int]()
    for each in offers.between(desk.uow, *span(desk, asked.period)):
        made[each.expert_id] += 1
        replied[each.expert_id] += each.answer in _REPLIES
    return made, replied


def declined(desk: Desk, asked: Query, expert: Expert | None = None) -> str:
    """Who of those asked in these days said that he has no time, how often; or how often this one did."""
    made, refused = Counter[int](), Counter[int]()
    for each in offers.between(desk.uow, *span(desk, asked.period)):
        made[each.expert_id] += 1
        refused[each.expert_id] += each.answer == Answer.DECLINED
    about = scope(desk, replace(asked, status=None, person=None)) or "到现在"
    if expert is not None:
        head = f"{expert.name}，{about}：请了{made[expert.id]}次，说没空{refused[expert.id]}次"
        return say("person_load", head=head, lines="")
    there = {each.id: each.name for each in _asked_of(desk, asked)}
    most = [(there[id_], times, made[id_]) for id_, times in refused.most_common() if times and id_ in there]
    head = f"{about}说没空的师傅{len(most)}位" + ("，最多的：" if len(most) > 1 else "：" if most else "")
    lines = [f"{name} {times}次（请了{of}次）" for name, times, of in most[:_LINES]]
    return say("person_load", head=head, lines="\n".join(lines))


def never_answered(desk: Desk, asked: Query) -> str:
    """Who was asked in these days and has not answered once, those asked most often first."""
    made, replied = _times_asked(desk, asked)
    there = {each.id: each.name for each in _asked_of(desk, asked)}
    silent = [(there[id_], times) for id_, times in made.most_common() if id_ in there and not replied[id_]]
    about = scope(desk, replace(asked, status=None))
    head = f"{about or '到现在'}，没回过话的师傅{len(silent)}位（请过{sum(id_ in there for id_ in made)}位）"
    named = [f"{name}（@ {times}次）" for name, times in silent]
    lines = wording.first_names(named, 8) if made else "还没有派过"
    return say("person_load", head=head, lines=lines)


def _repliers(desk: Desk, asked: Query) -> list[str]:
    """Those who answer least of what they are asked, the worst first."""
    made, replied = _times_asked(desk, asked)
    least = sorted((replied[expert_id] / times, -times, expert_id) for expert_id, times in made.items())
    return [
        f"{people.expert(desk.uow, expert_id).name} @ {-times}次，回复率{rate:.0%}"
        for rate, times, expert_id in least[:_LINES]
    ] or ["还没有派过"]
