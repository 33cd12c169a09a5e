"""`salon simulate`: made-up requests against experts who answer at random, through the real handlers.

How the experts behave (printed with every result):
- Acceptance: each asked expert takes a ticket with his own probability, 28.7 % on average, quartiles 27 and
  29 % (volunteers' acceptance; Scquizzato 2020).
- Answer time: lognormal, median 60 s, sigma 0.9. An assumption: the union reports five minutes on average.
- Of those who do not take it, one in five says so; the others stay silent. An assumption.
- A job takes lognormal 3 h (median, sigma 0.7), then the requester confirms. An assumption.
- Requests come on workdays from 8:00 to 18:00, 20 minutes apart on average. An assumption.
"""

import heapq
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from itertools import count
from math import sqrt
from pathlib import Path
from statistics import mean, median, stdev

from bot.channels.base import Incoming
from bot.commands.errors import BadInput
from bot.commands.prepare import import_workbook
from bot.engine import Engine
from handlers.desk import ZONE
from handlers.policy import Policy, Wave
from handlers.reading import understand
from handlers.understanding.values import Intent, Kind, Role
from storage import messages, offers, people, tickets
from storage.database import Database
from storage.messages import Owed
from storage.migrate import upgrade
from storage.terms import RoomKind

_ACCEPTANCE, _SPREAD = 0.287, 0.015  # quartiles 27-29 % of a normal distribution: sd 0.015
_ANSWER_MEDIAN, _ANSWER_SIGMA = 60.0, 0.9
_SAYS_NO = 0.2
_JOB_MEDIAN, _JOB_SIGMA = 3 * 3600.0, 0.7
_APART = 20 * 60.0
_PATIENCE = timedelta(hours=2)  # a ticket that nobody took by then counts as not picked up
_BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=ZONE)  # a Monday
_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one policy came to. Seconds; shares from 0 to 1; `*_error` is half a 95 % interval."""

    policy: str
    tickets: int
    picked_up: float
    pickup_mean: float
    pickup_mean_error: float
    pickup_median: float
    pickup_p95: float
    within_5_minutes: float
    within_error: float
    pings_per_ticket: float
    busiest_tenth: float


def simulate(setup: Path, number: int, seed: int, policy: Policy) -> list[Outcome]:
    """The given policy beside asking one at a time and asking everybody at once. Raises BadInput."""
    texts = _requests()
    return [_Play(setup, plan, seed, texts).run(name, number) for name, plan in _policies(policy).items()]


def _policies(policy: Policy) -> Mapping[str, Policy]:
    fixed = replace(policy, learning=replace(policy.learning, on=False))
    # Who asks everybody spares nobody.
    sparing_nobody = replace(fixed, asking=replace(policy.asking, most_a_day=1_000_000, rest=timedelta()))

    def waves(made: tuple[Wave, ...]) -> Policy:
        return replace(
            sparing_nobody,
            urgencies={name: replace(each, waves=made) for name, each in policy.urgencies.items()},
        )

    one_a_minute = tuple(Wave(after=timedelta(minutes=minute), size=1) for minute in range(120))
    return {
        "一次请一位（一分钟不回请下一位）": waves(one_a_minute),
        "一次请所有人": waves((Wave(after=timedelta(), size=100_000),)),
        "分轮请（写死的人数）": fixed,
        "分轮请（人数跟着记录走）": replace(policy, learning=replace(policy.learning, on=True)),
    }


def _requests() -> list[str]:
    """Sentences of people who have something to say, from the shipped examples."""
    lines = (files("prompts") / "examples" / "enterprise.txt").read_text("utf-8").splitlines()
    return [line.replace("/", "\n") for line in lines if len(line) >= 8 and not line.startswith(("#", "["))]


def _asks_for_help(text: str) -> bool:
    read = understand(text, Role.ENTERPRISE, _BEGIN)
    return read.intent is Intent.REQUEST and read.request is not None and read.request.kind is Kind.PROBLEM


class _Play:
    """One policy on one roster: people act at their moments, the engine does its work between them."""

    def __init__(self, setup: Path, policy: Policy, seed: int, texts: list[str]) -> None:
        database = Database("sqlite://")
        upgrade(database)
        import_workbook(database, setup, strict=False)
        self._engine = Engine(database=database, policy=policy, channel="simulate")
        self._seed, self._texts = seed, texts
        self._acts: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order, self._ids, self._asked = count(), count(1), count(1)
        self._rooms, self._contacts = self._roster(setup)

    def _roster(self, setup: Path) -> tuple[list[str], list[str]]:
        with self._engine.database.unit() as uow:
            kinds = (RoomKind.ENTERPRISE, RoomKind.SALON)
            rooms = [room.name for room in people.all_rooms(uow) if room.kind in kinds]
            contacts = sorted(name for name, _ in people.all_contacts(uow))
            experts = people.all_experts(uow)
        if not rooms or not contacts or not experts:
            raise BadInput(f"{setup}: 模拟至少要有一个企业群或沙龙群、一家有昵称的企业、一位师傅")
        return rooms, contacts

    def run(self, name: str, number: int) -> Outcome:
        """Play `number` requests to their end."""
        try:
            for moment in self._arrivals(number):
                self._at(moment, self._ask)
            self._play()
            return self._outcome(name)
        finally:
            self._engine.database.close()

    def _arrivals(self, number: int) -> list[datetime]:
        chance = random.Random(f"{self._seed} arrivals")
        moments, moment = [], _BEGIN
        for _ in range(number):
            moment += timedelta(seconds=chance.expovariate(1 / _APART))
            while moment.hour >= 18 or moment.weekday() >= 5:
                moment = datetime(moment.year, moment.month, moment.day, 8, tzinfo=ZONE) + timedelta(days=1)
            moments.append(moment)
        return moments

    def _at(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        heapq.heappush(self._acts, (moment, next(self._order), act))

    def _ask(self, now: datetime) -> None:
        number = next(self._asked)
        chance = random.Random(f"{self._seed} request {number}")
        # Every request has its own words: the same text again would only bump the ticket before.
        drawn = (f"{text}\n第{number}批" for text in chance.sample(self._texts, len(self._texts)))
        text = next(text for text in drawn if _asks_for_help(text))
        self._says(chance.choice(self._contacts), text, now, chance.choice(self._rooms))

    def _says(self, who: str, text: str, now: datetime, room: str | None = None) -> None:
        self._engine.receive(
            Incoming(message_id=f"m{next(self._ids)}", room=room, sender=who, text=text, at=now), now
        )

    def _play(self) -> None:
        """Whatever comes first, people or due moments: what falls due can make people act before the next."""
        acted = _BEGIN
        while True:
            due = self._engine.next_due()
            if self._acts and (due is None or self._acts[0][0] <= due):
                acted, _, act = heapq.heappop(self._acts)
                act(acted)
                self._work(acted)
            elif due is not None and (self._acts or due <= acted + _PATIENCE):
                self._work(due)
            else:
                return

    def _work(self, now: datetime) -> None:
        while self._engine.run_due(now):
            self._deliver(now)
        self._deliver(now)

    def _deliver(self, now: datetime) -> None:
        while (owed := self._engine.take_owed(now)) is not None:
            self._engine.sent(owed, now, f"b{owed.id}")
            if owed.purpose == "offer":
                with self._engine.database.unit() as uow:
                    no = messages.ticket_no(uow, owed)
                for expert in owed.mentions:
                    self._offered(expert, no, owed, now)

    def _offered(self, expert: str, no: int | None, owed: Owed, now: datetime) -> None:
        # Keyed by person and ticket, so that every policy meets the same people in the same mood.
        character = random.Random(f"{self._seed} {expert}")
        chance = random.Random(f"{self._seed} {expert} {no} {owed.cycle}")
        likes = min(max(character.gauss(_ACCEPTANCE, _SPREAD), 0.0), 1.0)
        answers_at = now + timedelta(seconds=_ANSWER_MEDIAN * chance.lognormvariate(0, _ANSWER_SIGMA))
        if chance.random() < likes:
            self._at(answers_at, lambda at: self._takes(expert, no, chance, at))
        elif chance.random() < _SAYS_NO:
            self._at(answers_at, lambda at: self._says(expert, f"{no} 没空", at))

    def _takes(self, expert: str, no: int | None, chance: random.Random, now: datetime) -> None:
        self._says(expert, f"{no} 接", now)
        done = now + timedelta(seconds=_JOB_MEDIAN * chance.lognormvariate(0, _JOB_SIGMA))
        self._at(done, lambda at: self._finishes(expert, no, at))

    def _finishes(self, expert: str, no: int | None, now: datetime) -> None:
        with self._engine.database.unit() as uow:
            ticket = tickets.by_no(uow, no) if no is not None else None
            mine = ticket is not None and any(
                each.id == ticket.expert_id and each.wechat_name == expert for each in people.all_experts(uow)
            )
        if ticket is None or not mine:
            return
        self._says(expert, f"{no} 修好了", now)
        requester, room = ticket.requester, ticket.room
        self._at(now + timedelta(minutes=10), lambda at: self._says(requester, f"{no}号单好了", at, room))

    def _outcome(self, name: str) -> Outcome:
        with self._engine.database.unit() as uow:
            found = tickets.asked_between(uow, _BEGIN, _BEGIN + timedelta(days=3650))
            pings = sum(len(offers.of_ticket(uow, each.id)) for each in found)
        waits = [each.first_claimed_at - each.asked_at for each in found if each.first_claimed_at is not None]
        seconds = sorted(wait.total_seconds() for wait in waits)
        within = sum(wait <= _WITHIN for wait in waits) / len(found)
        jobs = sorted(Counter(each.expert_id for each in found if each.expert_id).values(), reverse=True)
        with self._engine.database.unit() as uow:
            tenth = max(1, len(people.all_experts(uow)) // 10)
        return Outcome(
            policy=name,
            tickets=len(found),
            picked_up=len(waits) / len(found),
            pickup_mean=mean(seconds),
            pickup_mean_error=1.96 * stdev(seconds) / sqrt(len(seconds)) if len(seconds) > 1 else 0.0,
            pickup_median=median(seconds),
            pickup_p95=seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))],
            within_5_minutes=within,
            within_error=1.96 * sqrt(within * (1 - within) / len(found)),
            pings_per_ticket=pings / len(found),
            busiest_tenth=sum(jobs[:tenth]) / sum(jobs),
        )


def as_table(outcomes: list[Outcome], number: int, seed: int) -> str:
    """The printed result, with the model and its sources."""
    head = [
        f"{number} 单，随机种子 {seed}。师傅接单率平均 28.7%（四分位 27%–29%，Scquizzato 2020），",
        "回话中位 60 秒、不接的五个里有一个会说、一单干三小时（中位）、工作日 8–18 点平均 20 分钟来一单：",
        "这几样是假设。没人接的单不算进平均，算进五分钟内的比例。± 是 95% 区间的一半。",
    ]
    for each in outcomes:
        head += [
            "",
            each.policy,
            f"  接单平均 {_clock(each.pickup_mean)} ±{each.pickup_mean_error:.0f}秒，"
            f"中位 {_clock(each.pickup_median)}，p95 {_clock(each.pickup_p95)}，有人接 {each.picked_up:.1%}",
            f"  五分钟内 {each.within_5_minutes:.1%} ±{each.within_error:.1%}，"
            f"每单 @ {each.pings_per_ticket:.1f} 人，最忙的一成师傅接了 {each.busiest_tenth:.1%}",
        ]
    return "\n".join(head)


def as_json(outcomes: list[Outcome]) -> str:
    """The same as JSON, one object a policy."""
    return json.dumps([asdict(each) for each in outcomes], ensure_ascii=False, indent=2)


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
