"""The made-up people of `salon simulate`: who asks what when, who answers, who is away. Seeded, no clock.

Measured elsewhere: an asked expert takes a ticket with 28.7 % (quartiles 27 and 29 %): volunteers called by
mobile phone, Scquizzato et al., Resuscitation 2020. Everything else below is an assumption, and is printed as
one with every result.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from handlers.desk import ZONE
from handlers.hours import is_holiday
from handlers.reading import understand
from handlers.understanding.values import Intent, Kind, Role
from storage.people import Expert

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=ZONE)  # a Monday

_ACCEPTANCE, _SPREAD = 0.287, 0.015  # quartiles 27-29 % of a normal distribution: sd 0.015
_ANSWER_MEDIAN, _ANSWER_SIGMA = 60.0, 0.9
_SAYS_NO = 0.2
_JOB_MEDIAN, _JOB_SIGMA = 3 * 3600.0, 0.7
_A_DAY = 30.0  # requests on a workday
_RESTFUL = 0.2  # of them on a Sunday or holiday
_UNEQUAL = 0.5  # sigma of how much more one trade asks than its number of experts says
_LEAVE_EVERY, _LEAVE_LONGEST = 45.0, 5  # days
_TELLS = 2 / 3  # of those who go on leave say so
# How readily people answer, and how many requests come, by the hour they begin with.
_READY = {0: 0.35, 7: 0.8, 8: 1.0, 12: 0.8, 13: 1.0, 18: 0.85, 22: 0.35}
_COME = {0: 0.05, 7: 0.4, 8: 1.0, 12: 0.5, 13: 1.0, 18: 0.3, 22: 0.05}
_READY_ON_HOLIDAYS = 0.65

ASSUMPTIONS = (
    "师傅接单率平均 28.7%（四分位 27%–29%；手机召集志愿者，Scquizzato 2020），各人不同；其余都是假设：",
    "回话中位 60 秒（对数正态，σ 0.9）；不接的五个里有一个会说；看到已有人接就不再回；",
    "夜里 22–7 点接单意愿是白天的 35%，清早和中午 80%，晚上 85%，星期天和节假日再乘 65%；",
    "一个工作日 30 单，夜里、清早、中午、晚上和节假日少"
    "（每小时是白天的 5%、40%、50%、30%，节假日再乘 20%）；",
    "各工种求助按师傅人数分，再乘随机的偏差（对数正态，σ 0.5）；"
    "一单干三小时（中位，σ 0.7），然后企业确认、打 5 分；",
    "每位师傅约 45 天请一次假，1–5 天，三个里两个会说；半小时没人接，协调员关单。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How an expert will answer an offer, `after` so long: he takes it, says no, or (None) keeps silent."""

    after: timedelta
    takes: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """An expert is away on these days, both included; `told` if he says so in the morning."""

    first: date
    last: date
    told: bool


def by_hour(table: Mapping[int, float], moment: datetime) -> float:
    """The entry that holds at a local moment."""
    hour = moment.astimezone(ZONE).hour
    return table[max(each for each in table if each <= hour)]


class Crowd:
    """Everybody's behaviour under one seed.

    Keyed by person and ticket, so that every policy meets the same people in the same mood.
    """

    def __init__(self, seed: int, experts: Sequence[Expert], texts: Mapping[str, Sequence[str]]) -> None:
        self._seed = seed
        self._texts = texts
        drawn = self._chance("trades")
        headcount = {code: sum(code in each.trades for each in experts) for code in texts}
        self._demand = {code: headcount[code] * drawn.lognormvariate(0, _UNEQUAL) for code in sorted(texts)}
        self._readiness = {each.wechat_name: self._character(each.wechat_name) for each in experts}
        self._leaves: dict[str, list[Leave]] = {each.wechat_name: [] for each in experts}

    def _chance(self, key: str) -> random.Random:
        return random.Random(f"{self._seed} {key}")

    def _character(self, expert: str) -> float:
        return min(max(self._chance(expert).gauss(_ACCEPTANCE, _SPREAD), 0.0), 1.0)

    def arrivals(self, number: int) -> list[datetime]:
        """When requests come (thinned Poisson process)."""
        chance = self._chance("arrivals")
        whole_day = sum(by_hour(_COME, BEGIN.replace(hour=hour)) for hour in range(24))
        hourly = _A_DAY / whole_day
        moments: list[datetime] = []
        moment = BEGIN
        while len(moments) < number:
            moment += timedelta(hours=chance.expovariate(hourly))
            rest = _RESTFUL if is_holiday(moment.astimezone(ZONE).date()) else 1.0
            if chance.random() < by_hour(_COME, moment) * rest:
                moments.append(moment)
        return moments

    def request(self, number: int) -> tuple[str, random.Random]:
        """The words of the `number`-th request, and the chance to draw who sends it.

        Each is told as a batch of its own: the same text again would only bump the ticket before.
        """
        chance = self._chance(f"request {number}")
        codes = list(self._demand)
        code = chance.choices(codes, [self._demand[each] for each in codes])[0]
        return _told(chance.choice(self._texts[code]), number), chance

    def go_on_leave(self, until: datetime) -> list[tuple[str, Leave]]:
        """Draw everybody's leaves until then."""
        for expert, leaves in self._leaves.items():
            chance = self._chance(f"leave {expert}")
            day = BEGIN.date() - timedelta(days=_LEAVE_LONGEST)
            while True:
                day += timedelta(days=1 + round(chance.expovariate(1 / _LEAVE_EVERY)))
                if day > until.astimezone(ZONE).date():
                    break
                last = day + timedelta(days=chance.randint(1, _LEAVE_LONGEST) - 1)
                leaves.append(Leave(first=day, last=last, told=chance.random() < _TELLS))
                day = last
        return [(expert, leave) for expert, leaves in self._leaves.items() for leave in leaves]

    def answer(self, expert: str, no: int, cycle: int, now: datetime) -> Answer:
        """What an offer made now leads to."""
        chance = self._chance(f"{expert} {no} {cycle}")
        after = timedelta(seconds=_ANSWER_MEDIAN * chance.lognormvariate(0, _ANSWER_SIGMA))
        today = now.astimezone(ZONE).date()
        ready = self._readiness[expert] * by_hour(_READY, now)
        if is_holiday(today):
            ready *= _READY_ON_HOLIDAYS
        if any(leave.first <= today <= leave.last for leave in self._leaves[expert]):
            ready = 0.0
        if chance.random() < ready:
            return Answer(after=after, takes=True)
        return Answer(after=after, takes=False if chance.random() < _SAYS_NO else None)

    def job(self, expert: str, no: int) -> timedelta:
        """How long he works on a ticket."""
        chance = self._chance(f"job {expert} {no}")
        return timedelta(seconds=_JOB_MEDIAN * chance.lognormvariate(0, _JOB_SIGMA))


def _told(text: str, number: int) -> str:
    return f"求助，{text}\n第{number}批"


@cache  # it reads hundreds of sentences, and every play wants them
def requests() -> Mapping[str, Sequence[str]]:
    """Sentences of people who ask for help, from the shipped examples, by the trade they are taken for."""
    lines = (files("prompts") / "examples" / "enterprise.txt").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            section = line
        elif section == "[request]" and len(line) >= 8 and not line.startswith("#"):
            text = line.replace("/", "\n")
            read = understand(_told(text, 1), Role.ENTERPRISE, BEGIN)
            if read.intent is Intent.REQUEST and read.request and read.request.kind is Kind.PROBLEM:
                found[read.request.category].append(text)
    return dict(found)
