"""`salon model-cost`: how often a model was asked, what it cost, what failed, how the breaker stands."""

import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime

from handlers.desk import ZONE
from handlers.model.model_use import MICRO, Circuit, breaker
from storage import model_calls, tickets
from storage.database import Database
from storage.model_calls import Call
from storage.terms import Outcome

_OUTCOMES = {
    Outcome.ASKED: "没等到回答",
    Outcome.TIMEOUT: "超时",
    Outcome.LIMITED: "429 限速或额度",
    Outcome.REFUSED: "对方不受理",
    Outcome.SERVER: "对方出错",
    Outcome.CONNECTION: "连不上",
    Outcome.BAD_ANSWER: "答非所问",
}
_CIRCUITS = {
    Circuit.CLOSED: "正常",
    Circuit.OPEN: "断开",
    Circuit.HALF_OPEN: "等下一次试探",
    Circuit.PROBING: "正在试探",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """The calls of one local day."""

    day: str
    calls: int
    failed: int
    tokens: int
    yuan: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Everything the command prints. `breakers` by model name; `tickets` is what each one's calls cost."""

    since: str
    group_messages: int
    calls: int
    calls_per_100_messages: float | None
    failed: int
    failed_share: float | None
    outcomes: dict[str, int]
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    yuan: float
    tickets_opened: int
    yuan_per_ticket: float | None
    tickets: dict[int, float]
    breakers: dict[str, str]
    days: list[Day]


def model_cost(database: Database, since: datetime, now: datetime) -> Cost:
    """Add up what is on record from `since` on."""
    with database.unit() as uow:
        calls = model_calls.since(uow, since)
        said = model_calls.messages_since(uow, since)
        opened = len(tickets.asked_between(uow, since, now))
        names = sorted({each.model for each in calls})
        states = {name: breaker(model_calls.last(uow, name, 12), now) for name in names}
    failed = [each for each in calls if each.outcome != Outcome.OK]
    yuan = sum(each.micro_yuan for each in calls) / MICRO
    by_ticket: dict[int, int] = defaultdict(int)
    for each in calls:
        if each.ticket_no is not None:
            by_ticket[each.ticket_no] += each.micro_yuan
    return Cost(
        since=since.astimezone(ZONE).isoformat(),
        group_messages=said,
        calls=len(calls),
        calls_per_100_messages=round(100 * len(calls) / said, 2) if said else None,
        failed=len(failed),
        failed_share=round(len(failed) / len(calls), 4) if calls else None,
        outcomes=dict(sorted(Counter(each.outcome for each in calls).items())),
        tokens_in=sum(each.tokens_in for each in calls),
        tokens_cached=sum(each.tokens_cached for each in calls),
        tokens_out=sum(each.tokens_out for each in calls),
        yuan=round(yuan, 6),
        tickets_opened=opened,
        yuan_per_ticket=round(yuan / opened, 6) if opened else None,
        tickets={no: cost / MICRO for no, cost in sorted(by_ticket.items())},
        breakers={
            name: state.circuit
            + (f" {state.until.astimezone(ZONE).isoformat(timespec='seconds')}" if state.until else "")
            for name, state in states.items()
        },
        days=_days(calls),
    )


def _days(calls: list[Call]) -> list[Day]:
    by_day: dict[str, list[Call]] = defaultdict(list)
    for each in calls:
        by_day[each.at.astimezone(ZONE).date().isoformat()].append(each)
    return [
        Day(
            day=day,
            calls=len(made),
            failed=sum(each.outcome != Outcome.OK for each in made),
            tokens=sum(each.tokens_in + each.tokens_out for each in made),
            yuan=round(sum(each.micro_yuan for each in made) / MICRO, 6),
        )
        for day, made in sorted(by_day.items())
    ]


def as_table(cost: Cost) -> str:
    """The printed result."""
    head = f"{cost.since[:10]} 起：群消息 {cost.group_messages} 条，问模型 {cost.calls} 次"
    if cost.calls_per_100_messages is not None:
        head += f"，每百条 {cost.calls_per_100_messages:.1f} 次"
    if not cost.calls:
        return head
    money = f"共 {cost.yuan:.4f} 元"
    if cost.yuan_per_ticket is not None:
        money += f"，开了 {cost.tickets_opened} 单，平均每单 {cost.yuan_per_ticket:.4f} 元"
    if not cost.yuan:
        money += "（单价没设就是 0，见 docs/settings.md）"
    reasons = "，".join(
        f"{_OUTCOMES[Outcome(name)]} {count}" for name, count in cost.outcomes.items() if name != Outcome.OK
    )
    lines = [
        head,
        money,
        f"词元：进 {cost.tokens_in}（其中缓存 {cost.tokens_cached}），出 {cost.tokens_out}",
        f"失败 {cost.failed} 次，{cost.failed_share or 0:.1%}" + (f"：{reasons}" if reasons else ""),
    ]
    for name, state in cost.breakers.items():
        circuit, _, until = state.partition(" ")
        ends = f"到 {until[11:16]}" if until else ""
        lines.append(f"断路器 {name}：{_CIRCUITS[Circuit(circuit)]}{ends}")
    lines += ["", "日期          次数  失败      词元        元"]
    lines += [
        f"{each.day:<12}{each.calls:>6}{each.failed:>6}{each.tokens:>10}{each.yuan:>10.4f}"
        for each in cost.days
    ]
    return "\n".join(lines)


def as_json(cost: Cost) -> str:
    """The same as one JSON object."""
    return json.dumps(asdict(cost), ensure_ascii=False, indent=2)
