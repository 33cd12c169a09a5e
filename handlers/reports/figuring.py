"""Figures of tickets: how many, how fast, how good, and these days beside those."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from statistics import mean, median

from handlers import wording
from handlers.desk import ZONE, Desk
from handlers.experts.assigning import awaited
from handlers.experts.departed import undecided
from handlers.offers.starting import is_put_off
from handlers.reports.ranking import groups, ranked
from handlers.reports.selecting import LINES, line, only_ended, scope, selected, shown_of, span
from handlers.reports.tallies import endings_of, pickups_of, worth_of
from handlers.understanding.values import Period, Query
from prompts.texts import say
from storage import offers, tickets
from storage.people import Expert
from storage.terms import HELD, LIVE, Answer, Status
from storage.tickets import Ticket

_LINES = 4  # of what is ranked; a message fits a phone
_REPLIES = (Answer.CLAIMED, Answer.DECLINED)
_NOBODY, _PUT_OFF, _LEFT, _SILENT = "没人接", "先放着", "不派单的人手上没定谁来", "派了还没回话"
_AT_WORK, _MENDED = "师傅在办", "等企业确认"
_STANDS = (_NOBODY, _LEFT, _SILENT, _AT_WORK, _MENDED, _PUT_OFF)


def listed(desk: Desk, asked: Query) -> str:
    """The first few tickets of a question, and how many there are."""
    found = selected(desk, asked)
    if not asked.status and asked.about == "list" and asked.period is None and not only_ended(asked):
        found = [each for each in found if each.status in LIVE]
    about = scope(desk, asked) or ("没办完的" if asked.about == "list" else "全部")
    head = f"{about}：{len(found)}单" if found else f"{about}：没有"
    if asked.status == (Status.OPEN,):
        silent = [each for each in selected(desk, replace(asked, status=HELD)) if awaited(desk, each)]
        head += f"；{_SILENT}的{len(silent)}单" if silent else ""
        rest = [each for each in found if is_put_off(desk, each)]
        head += f"；其中{_PUT_OFF}的{len(rest)}单" if rest else ""
        found = [*(each for each in found if each not in rest), *rest]
        found = [*found, *silent]
    shown = found[-LINES:] if asked.about == "enterprise" else found[:LINES]
    head += shown_of(found)
    return say("list_tickets", head=head, lines="\n".join(line(desk, each) for each in shown))


def overview(desk: Desk) -> str:
    """How everything stands now that is not over: how many in each state, those that nobody has first."""
    live = tickets.with_status(desk.uow, LIVE)
    if not live:
        return say("list_tickets", head="现在没有没办完的单。", lines="")
    stands = {each.id: _stands(desk, each) for each in live}
    counts = Counter(stands.values())
    told = "，".join(f"{name}{counts[name]}单" for name in _STANDS if counts[name])
    shown = sorted(live, key=lambda each: _STANDS.index(stands[each.id]))
    head = f"现在没办完的{len(live)}单：{told}{shown_of(live)}"
    return say("list_tickets", head=head, lines="\n".join(line(desk, each) for each in shown[:LINES]))


def _stands(desk: Desk, ticket: Ticket) -> str:
    """One of the states that an overview counts."""
    if ticket.status == Status.OPEN:
        return _PUT_OFF if is_put_off(desk, ticket) else _NOBODY
    if ticket.status == Status.RESOLVED:
        return _MENDED
    if undecided(desk, ticket) is not None:
        return _LEFT
    return _SILENT if awaited(desk, ticket) else _AT_WORK


def figures(desk: Desk, asked: Query, named: Collection[str] = (), *, who: bool = False) -> str:
    """The figure that is asked for with the others that the question names, or the usual ones.

    `who`: it is asked, too, who took most.
    """
    found = selected(desk, asked)
    head = f"{scope(desk, asked) or '到现在'}：{len(found)}单"
    lines: list[str] = []
    if (asked.status or only_ended(asked)) and asked.metric in (None, "count", "rating"):
        return listed(desk, asked)
    if len(asked.districts) > 1 or len(asked.categories) > 1:
        by = "district" if len(asked.districts) > 1 else "category"
        lines.append("，".join(ranked(desk, replace(asked, by=by), found, len(found))))
    wanted = {asked.metric, *named} if asked.metric is not None else {None}
    if wanted & {None, "count", "pickup_time", "pickup_rate"}:
        lines += pickups(desk, found)
    if wanted & {None, "count"}:
        ended = endings_of(found)
        online = f"（线上答复{ended.online}单）" if ended.online else ""
        silent = sum(awaited(desk, each) for each in found)
        rest = sum(is_put_off(desk, each) for each in found)
        given = (f"，{_SILENT}{silent}单" if silent else "") + (f"，{_PUT_OFF}{rest}单" if rest else "")
        lines.append(f"办好{ended.solved}单{online}，没人接{ended.open - rest}单{given}")
    if wanted & {None, "rating", "value"}:
        lines += worth(found, _of_worth(wanted), saved="value" in wanted)
    if "reply_rate" in wanted:
        lines += replies(desk, asked)
    if who:
        first = ranked(desk, Query(about="person", metric="count"), found, 1)
        lines.append(say("took_most", names="，".join(first) or "还没有接单的"))
    return say("figures", head=head, lines="\n".join(filter(None, lines)))


_NUMBERED = 12  # tickets whose numbers are told behind each name


def counted_by_whom(desk: Desk, asked: Query, named: Collection[str] = ()) -> str:
    """How many tickets there are, who had how many of them, and what they were worth where that is named."""
    found = selected(desk, asked)
    taken = groups(desk, Query(about="person"), found)
    his = {each.id for _, own in taken for each in own}
    left = [each for each in found if each.id not in his]

    def counted(own: Sequence[Ticket]) -> str:
        nos = "、".join(str(each.no) for each in own) if len(found) <= _NUMBERED else ""
        return f"{len(own)}单" + (f"（{nos}）" if nos else "")

    told = [f"{name}{counted(own)}" for name, own in sorted(taken, key=lambda each: -len(each[1]))]
    if len(told) > _LINES:
        told = [wording.first_names(told, LINES)]
    rest = [f"没有师傅接的{counted(left)}"] if left else []
    if {"rating", "value"} & set(named):
        rest += worth(found, _of_worth(named), saved="value" in named)
    head = f"{scope(desk, asked) or '到现在'}：{len(found)}单"
    return say("figures", head=head, lines="\n".join([*told, *rest]))


def _of_worth(wanted: Collection[str | None]) -> str | None:
    """The one figure of worth that is wanted; None where all are."""
    named = [each for each in ("rating", "value") if each in wanted]
    return named[0] if len(named) == 1 else None


def compared(desk: Desk, asked: Query) -> str:
    """The same figures of two times, the earlier first."""
    periods = sorted(filter(None, (asked.period, asked.against)), key=lambda each: each.first)
    lines = []
    for each in periods:
        found = selected(desk, replace(asked, period=each, against=None))
        done = endings_of(found).solved
        lines.append(
            f"{_days(desk, each)}：{len(found)}单，办好{done}单{_short_of(desk, found, asked.metric)}"
        )
    about = scope(desk, replace(asked, period=None, against=None))
    return say("figures", head=f"{about}前后比" if about else "前后比", lines="\n".join(lines))


def _days(desk: Desk, period: Period) -> str:
    this_year = period.last.year == desk.now.astimezone(ZONE).year
    return f"{'' if this_year else f'{period.first.year}年'}{wording.days(period.first, period.last)}"


def _short_of(desk: Desk, found: Sequence[Ticket], metric: str | None) -> str:
    if metric in ("rating", "value"):
        return "，" + "，".join(worth(found, metric))
    waits = [
        (each.first_claimed_at - each.asked_at).total_seconds() for each in found if each.first_claimed_at
    ]
    return f"，平均{wording.minutes(timedelta(seconds=mean(waits)))}接单" if waits else ""


def repaired(desk: Desk, asked: Query) -> str:
    """How long it took from the taking of a ticket until the expert said that it was mended."""
    found = selected(desk, asked)
    took = [
        (each.resolved_at - each.first_claimed_at).total_seconds()
        for each in found
        if each.resolved_at is not None and each.first_claimed_at is not None
    ]
    if not took:
        return say("figures", head=f"{scope(desk, asked) or '到现在'}：还没有师傅说修好了的单", lines="")
    average, middle = (wording.minutes(timedelta(seconds=of(took))) for of in (mean, median))
    head = f"{scope(desk, asked) or '到现在'}：接单到修好平均{average}，中位{middle}（{len(took)}单）"
    return say("figures", head=head, lines="")


def pickups(desk: Desk, found: Sequence[Ticket]) -> list[str]:
    """How fast they were taken."""
    fast = pickups_of(desk, found)
    if fast is None:
        return ["还没有接单的"] if any(each.kind == "problem" for each in found) else []
    return [
        f"平均{wording.minutes(fast.average)}接单，中位{wording.minutes(fast.middle)}",
        f"按时接单{fast.inside}/{fast.judged}，最慢【{fast.slowest.no}】{wording.minutes(fast.longest)}",
    ]


def worth(found: Sequence[Ticket], metric: str | None = None, *, saved: bool = False) -> list[str]:
    """What firms gave and told of: scores, money saved, orders at stake; the one asked for alone.

    `saved`: what was saved is asked for, beside others too, so that none is said.
    """
    told = worth_of(found)
    parts = []
    if metric != "value":
        parts.append(
            f"评分平均{told.rating:.1f}（{told.rated}单）" if told.rating is not None else "还没有评分"
        )
    if told.savers:
        parts.append(
            f"省了{wording.yuan(told.saved)}" + (f"（{told.savers}单报过）" if metric == "value" else "")
        )
    elif saved or metric == "value":
        parts.append("还没有企业报过省了多少")
    if told.stake and metric != "rating":
        parts.append(f"涉及订单{wording.yuan(told.stake)}")
    return ["，".join(parts)]


def replies(desk: Desk, asked: Query, expert: Expert | None = None) -> list[str]:
    """How many of the asked answered."""
    made = [
        each
        for each in offers.between(desk.uow, *span(desk, asked.period))
        if expert is None or each.expert_id == expert.id
    ]
    answered = sum(each.answer in _REPLIES for each in made)
    rate = f"，回复率{answered / len(made):.0%}" if made else ""
    return [f"派出{len(made)}次，回话{answered}次{rate}"]


def beside(desk: Desk, asked: Query) -> str:
    """The trades, or the districts, beside each other: the counts of all, the first few of another figure."""
    found = selected(desk, asked)
    counted = asked.metric in (None, "count")
    lines = ranked(desk, asked, found, len(found) if counted else _LINES)
    sorts = "各工种" if asked.by == "category" else "各片区"
    head = f"{scope(desk, asked) or '到现在'}：{len(found)}单，{sorts}："
    return say("figures", head=head, lines=("，" if counted else "\n").join(lines) or "还没有")
