"""The made-up people of `salon simulate`: who asks what when, who answers, who is away. Seeded, no clock.

Measured elsewhere: an asked expert takes a ticket with 28.7 % (quartiles 27 and 29 %): volunteers called by
mobile phone, Scquizzato et al., Resuscitation 2020. Everything else below is an assumption, and is printed as
one with every result.

Who cannot do a job does not take it. Whether he can is told by the labels of bot/samples/requests.csv,
written by hand beside each sentence: its trades, and words of a speciality by which somebody of another trade
can do it. What the bot takes a sentence for plays no part. Of the trade or the speciality everybody can, of a
trade next to it 15 %, of any other 3 %: in split=tune of tests/data/written/colloquial_*.jsonl, where people
graded who fits, so much rarer than among those of the best expert's trade is a grade among those.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from handlers.desk import ZONE
from handlers.hours import is_holiday
from handlers.matching.fitting import NO_TRADE
from prompts.trades import near_trades
from storage.people import Expert

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=ZONE)  # a Monday

_ACCEPTANCE, _SPREAD = 0.287, 0.015  # quartiles 27-29 % of a normal distribution: sd 0.015
_ANSWER_MEDIAN, _ANSWER_SIGMA = 60.0, 0.9
_SAYS_NO = 0.2
_NEXT_CAN, _OTHERS_CAN = 0.15, 0.03  # how many of a neighbouring trade, and of any other, can do a job
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
    "会不会修看求助旁边人工标的工种和专长（bot/samples/requests.csv），不看程序认成什么：本工种、专长对得上的都会，"
    "邻近工种的 15% 会，别的 3%；不会的不接，五个里有一个说“这个我不行”；",
    "每位师傅约 45 天请一次假，1–5 天，三个里两个会说；半小时没人接，协调员关单。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What somebody asks for, in truth.

    `trades` it belongs to, its own first; `skills` are words of the specialities that know it besides.
    """

    text: str
    trades: tuple[str, ...]
    skills: tuple[str, ...] = ()

    def is_for(self, expert: Expert) -> bool:
        """Whether he is of the trade or says that he knows it; both being of no trade is nothing."""
        named = set(self.trades) - {NO_TRADE}
        return bool(named & set(expert.trades)) or any(each in expert.speciality for each in self.skills)

    def is_next_to(self, expert: Expert) -> bool:
        """Whether he has a trade next to its own."""
        return bool(near_trades().get(self.trades[0], frozenset()) & set(expert.trades))


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How an expert will answer an offer, `after` so long: he takes it, says no, or (None) keeps silent.
    `able` tells whether he could do it."""

    after: timedelta
    takes: bool | None
    able: bool = True


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

    def __init__(
        self,
        seed: int,
        experts: Sequence[Expert],
        requests: Mapping[str, Sequence[Request]],
        *,
        all_able: bool = False,
    ) -> None:
        self._seed = seed
        self._requests, self._all_able = requests, all_able
        self._experts = {each.wechat_name: each for each in experts}
        drawn = self._chance("trades")
        headcount = {code: sum(code in each.trades for each in experts) for code in requests}
        self._demand = {
            code: headcount[code] * drawn.lognormvariate(0, _UNEQUAL) for code in sorted(requests)
        }
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

    def request(self, number: int) -> tuple[Request, random.Random]:
        """The `number`-th request, and the chance to draw who sends it."""
        chance = self._chance(f"request {number}")
        codes = list(self._demand)
        code = chance.choices(codes, [self._demand[each] for each in codes])[0]
        return chance.choice(self._requests[code]), chance

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

    def can(self, expert: str, no: int, request: Request) -> bool:
        """Whether he can do what a ticket asks for; the same however often he is asked."""
        known = self._experts[expert]
        if self._all_able or request.is_for(known):
            return True
        return self._chance(f"can {expert} {no}").random() < (
            _NEXT_CAN if request.is_next_to(known) else _OTHERS_CAN
        )

    def answer(self, expert: str, no: int, cycle: int, now: datetime, request: Request) -> Answer:
        """What an offer made now leads to."""
        able = self.can(expert, no, request)
        chance = self._chance(f"{expert} {no} {cycle}")
        after = timedelta(seconds=_ANSWER_MEDIAN * chance.lognormvariate(0, _ANSWER_SIGMA))
        today = now.astimezone(ZONE).date()
        ready = self._readiness[expert] * by_hour(_READY, now)
        if is_holiday(today):
            ready *= _READY_ON_HOLIDAYS
        if any(leave.first <= today <= leave.last for leave in self._leaves[expert]):
            ready = 0.0
        if chance.random() < ready and able:
            return Answer(after=after, takes=True)
        return Answer(after=after, takes=False if chance.random() < _SAYS_NO else None, able=able)

    def job(self, expert: str, no: int) -> timedelta:
        """How long he works on a ticket."""
        chance = self._chance(f"job {expert} {no}")
        return timedelta(seconds=_JOB_MEDIAN * chance.lognormvariate(0, _JOB_SIGMA))


def told(request: Request, number: int) -> str:
    """Its words. Each is told as a batch of its own: the same again would only bump the ticket before."""
    return f"求助，{request.text}\n第{number}批"


@cache  # every play wants them
def requests() -> Mapping[str, Sequence[Request]]:
    """Sentences of people who ask for help with what they ask for in truth, by their own trade."""
    lines = (files("bot") / "samples" / "requests.csv").read_text("utf-8").splitlines()
    found: dict[str, list[Request]] = defaultdict(list)
    for row in csv.DictReader(lines):
        trades = tuple(row["trades"].split())
        text = row["text"].replace("/", "\n")
        found[trades[0]].append(Request(text=text, trades=trades, skills=tuple(row["skills"].split())))
    return dict(found)
