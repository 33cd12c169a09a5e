"""One play of `salon simulate`: the real engine in virtual time among made-up people."""

import heapq
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import mean, median

from bot.channels.base import Incoming
from bot.commands.crowd import BEGIN, Crowd, Leave, Request, told
from bot.commands.errors import BadInput
from bot.commands.prepare import import_workbook
from bot.engine import Engine
from handlers.desk import ZONE
from handlers.policy import Policy
from storage import offers, outbox, people, tickets
from storage.database import Database
from storage.migrate import upgrade
from storage.outbox import Owed
from storage.people import Expert
from storage.terms import Answer, Purpose, RoomKind, Status
from storage.tickets import Ticket

_WITHIN = timedelta(minutes=5)
_GIVEN_UP = timedelta(minutes=30)  # the coordinator closes what nobody took by then
_CROSSING = timedelta(seconds=5)  # who answers that soon after a pickup has not read of it
_CONFIRMS = timedelta(minutes=10)
_BATCH = re.compile(r"第(\d+)批")  # as `told` has it


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """What one play came to. Seconds; shares from 0 to 1.

    `strangers` are the asked who are not of a ticket's true trades and say nothing of knowing it.
    """

    tickets: int
    picked_up: float
    pickup_mean: float
    pickup_median: float
    pickup_p95: float
    within_5_minutes: float
    pings_per_ticket: float
    declined_per_ticket: float
    strangers_per_ticket: float
    busiest_tenth: float
    busiest_tenth_floor: float
    right_trade: float
    waits: tuple[float | None, ...]


class Play:
    """One policy on one roster: people act at their moments, the engine does its work between them."""

    def __init__(
        self,
        setup: Path,
        policy: Policy,
        seed: int,
        requests: Mapping[str, Sequence[Request]],
        *,
        all_able: bool = False,
    ) -> None:
        database = Database("sqlite://")
        upgrade(database)
        import_workbook(database, setup, strict=False)
        self._engine = Engine(database=database, policy=policy, channel="simulate")
        self._acts: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order, self._ids, self._asked = count(), count(1), count(1)
        with database.unit() as uow:
            rooms = people.all_rooms(uow)
            firms = {each.id: each for each in people.all_enterprises(uow)}
            self._contacts = sorted((name, firms[firm].district) for name, firm in people.all_contacts(uow))
            self._experts = people.all_experts(uow)
            self._coordinators = people.all_coordinators(uow)
        self._rooms = [each for each in rooms if each.kind in (RoomKind.ENTERPRISE, RoomKind.SALON)]
        if not self._rooms or not self._contacts or not self._experts or not self._coordinators:
            raise BadInput(f"{setup}: 模拟至少要有一个企业群或沙龙群、一家有昵称的企业、一位师傅、一位协调员")
        self._crowd = Crowd(seed, self._experts, requests, all_able=all_able)

    def run(self, number: int) -> Played:
        """Play `number` requests to their end."""
        try:
            moments = self._crowd.arrivals(number)
            for moment in moments:
                self._at(moment, self._ask)
            for expert, leave in self._crowd.go_on_leave(moments[-1]):
                self._leaves(expert, leave)
            self._play()
            return self._result()
        finally:
            self._engine.database.close()

    def _at(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        heapq.heappush(self._acts, (moment, next(self._order), act))

    def _leaves(self, expert: str, leave: Leave) -> None:
        morning = datetime.combine(leave.first, BEGIN.time(), tzinfo=ZONE)
        if leave.told and morning >= BEGIN:
            # "三天" said on the first day lets him be asked again on the fourth.
            days = (leave.last - leave.first).days + 1
            self._at(morning, lambda at: self._says(expert, f"我请假{days}天", at))

    def _ask(self, now: datetime) -> None:
        number = next(self._asked)
        request, chance = self._crowd.request(number)
        who, district = chance.choice(self._contacts)
        near = [each for each in self._rooms if each.district == district] or self._rooms
        self._says(who, told(request, number), now, chance.choice(near).name)

    def _says(self, who: str, text: str, now: datetime, room: str | None = None) -> None:
        self._engine.receive(
            Incoming(message_id=f"m{next(self._ids)}", room=room, sender=who, text=text, at=now), now
        )

    def _play(self) -> None:
        """Whatever comes first, people or due moments: what falls due can make people act before the next."""
        acted = BEGIN
        while True:
            due = self._engine.next_due()
            if self._acts and (due is None or self._acts[0][0] <= due):
                acted, _, act = heapq.heappop(self._acts)
                act(acted)
            elif due is not None and (self._acts or due <= acted + _GIVEN_UP):
                self._engine.run_due(due)
                self._deliver(due)
            else:
                return

    def _deliver(self, now: datetime) -> None:
        while (owed := self._engine.take_owed(now)) is not None:
            self._engine.sent(owed, now, f"b{owed.id}")
            if owed.purpose == Purpose.OFFER:
                self._offered(owed, now)
            elif owed.purpose == Purpose.NUDGE and owed.ticket_id is not None:
                self._at(now + _GIVEN_UP, partial(self._closes, owed.ticket_id))

    def _closes(self, ticket_id: int, now: datetime) -> None:
        ticket = self._ticket(ticket_id)
        if ticket.status == Status.OPEN:
            self._says(self._coordinators[0].wechat_name, f"关闭 {ticket.no}", now)

    def _ticket(self, ticket_id: int) -> Ticket:
        with self._engine.database.unit() as uow:
            return tickets.get(uow, ticket_id)

    def _offered(self, owed: Owed, now: datetime) -> None:
        with self._engine.database.unit() as uow:
            no = outbox.ticket_no(uow, owed)
        if no is None or owed.ticket_id is None:
            return
        request = self._asks(self._ticket(owed.ticket_id))
        for expert in owed.mentions or ((owed.to,) if owed.to else ()):
            answer = self._crowd.answer(expert, no, owed.cycle or 1, now, request)
            if answer.takes is not None:
                words = "没空" if answer.able else "这个我不行"
                act = self._takes if answer.takes else partial(self._declines, words)
                self._at(now + answer.after, partial(act, expert, owed.ticket_id))

    def _asks(self, ticket: Ticket) -> Request:
        """What a ticket asks for, in truth."""
        batch = _BATCH.search(ticket.body)
        assert batch is not None, ticket.body
        return self._crowd.request(int(batch[1]))[0]

    def _still_asked(self, ticket: Ticket, now: datetime) -> bool:
        return ticket.status == Status.OPEN or (
            ticket.claimed_at is not None and now - ticket.claimed_at < _CROSSING
        )

    def _takes(self, expert: str, ticket_id: int, now: datetime) -> None:
        ticket = self._ticket(ticket_id)
        if self._still_asked(ticket, now):
            self._says(expert, f"{ticket.no} 接", now)
            done = now + self._crowd.job(expert, ticket.no)
            self._at(done, partial(self._finishes, expert, ticket_id))

    def _declines(self, words: str, expert: str, ticket_id: int, now: datetime) -> None:
        ticket = self._ticket(ticket_id)
        if self._still_asked(ticket, now):
            self._says(expert, f"{ticket.no} {words}", now)

    def _finishes(self, expert: str, ticket_id: int, now: datetime) -> None:
        ticket = self._ticket(ticket_id)
        holders = (each.wechat_name for each in self._experts if each.id == ticket.expert_id)
        if expert in holders:
            self._says(expert, f"{ticket.no} 修好了", now)
            self._at(
                now + _CONFIRMS,
                lambda at: self._says(ticket.requester, f"{ticket.no}号单好了，5分", at, ticket.room),
            )

    def _result(self) -> Played:
        with self._engine.database.unit() as uow:
            found = tickets.asked_between(uow, BEGIN, BEGIN + timedelta(days=3650))
            made = [(each, offer) for each in found for offer in offers.of_ticket(uow, each.id)]
        pings, declined = len(made), sum(offer.answer == Answer.DECLINED for _, offer in made)
        waits = [each.first_claimed_at - each.asked_at if each.first_claimed_at else None for each in found]
        seconds = [wait.total_seconds() if wait is not None else None for wait in waits]
        known = sorted(each for each in seconds if each is not None) or [0.0]
        tenth = max(1, len(self._experts) // 10)
        jobs = sorted(Counter(each.expert_id for each in found if each.expert_id).values(), reverse=True)
        by_id = {each.id: each for each in self._experts}
        asks = {each.id: self._asks(each) for each in found}
        fitting = [
            bool(set(asks[each.id].trades) & set(by_id[each.expert_id].trades))
            for each in found
            if each.expert_id
        ]
        strangers = sum(not asks[each.id].is_for(by_id[offer.expert_id]) for each, offer in made)
        return Played(
            tickets=len(found),
            picked_up=sum(each is not None for each in seconds) / len(found),
            pickup_mean=mean(known),
            pickup_median=median(known),
            pickup_p95=known[min(len(known) - 1, int(0.95 * len(known)))],
            within_5_minutes=sum(wait is not None and wait <= _WITHIN for wait in waits) / len(found),
            pings_per_ticket=pings / len(found),
            declined_per_ticket=declined / len(found),
            strangers_per_ticket=strangers / len(found),
            busiest_tenth=sum(jobs[:tenth]) / max(1, sum(jobs)),
            busiest_tenth_floor=floor(found, self._experts, tenth),
            right_trade=mean(fitting) if fitting else 0.0,
            waits=tuple(seconds),
        )


def floor(found: Sequence[Ticket], experts: Sequence[Expert], tenth: int) -> float:
    """What the busiest tenth would have carried with every ticket within its trade, dealt as evenly as can
    be: to whoever of it has fewest so far."""
    everybody = [each.no for each in experts]
    carried: Counter[str] = Counter()
    for ticket in found:
        able = [each.no for each in experts if ticket.category in each.trades] or everybody
        carried[min(able, key=lambda no: (carried[no], no))] += 1
    return sum(sorted(carried.values(), reverse=True)[:tenth]) / len(found)
