"""How fast the whole choice of experts is, from a county's 118 to 100,000, and how much memory it takes.

    .venv/bin/python -m benchmarks.matching_speed [--vectors] [SIZES ...]

Experts and their cases (two or three each) are put together from the parts of the sample roster's, in a
SQLite file with 2,000 tickets and 10,000 offers of the last weeks. One choice is what a wave costs: the
relevance of all experts for a problem, the records of the best of them, whom to spare, and why in one line
for the ten chosen. Problems are 200 cases' descriptions, each used once; ten more come first, untimed.
Beside the time on the clock it prints the processor's: on a machine with other work the first is longer.
"变动" is what the index takes to follow when an expert has changed, or a case was added (20 of each, the
median, on the clock).
`--vectors` gives every text and problem a random vector of 384 numbers: the arithmetic is the same as with
an encoder's.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from handlers.desk import Desk
from handlers.matching.directory import Directory
from handlers.matching.vectors import keep, missing
from handlers.offers.choosing import choose, problem_of
from handlers.policy_file import read_policy
from handlers.understanding.trades import find_category
from handlers.workbooks.workbook import WorkbookReading
from handlers.workbooks.workbook_reading import read_workbook
from storage import roster, tickets
from storage.database import Database, UnitOfWork
from storage.migrate import upgrade
from storage.tables import cases, experts, offers
from storage.tables import tickets as ticket_table
from storage.tickets import Ticket

Change = Callable[[UnitOfWork, WorkbookReading, int, int, random.Random], None]
_ROSTER = Path(__file__).parents[1] / "bot" / "samples" / "roster.xlsx"
_NOW = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
_ASKED, _TICKETS, _OFFERS = 10, 2000, 10_000


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[118, 1000, 10_000, 100_000])
    parser.add_argument("--vectors", action="store_true")
    given = parser.parse_args()
    reading = read_workbook(_ROSTER)
    sys.stdout.write(
        "师傅      p50 毫秒  p99 毫秒  处理器 p50  处理器 p99  其中比对 p50"
        "  建索引 秒  师傅变动 毫秒  案例变动 毫秒  内存 MB\n"
    )
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{folder}/salon.db")
            upgrade(database)
            sys.stdout.write(measured(database, reading, size, with_vectors=given.vectors) + "\n")
            sys.stdout.flush()
            database.close()


def measured(database: Database, reading: WorkbookReading, size: int, *, with_vectors: bool) -> str:
    """Fill the database with so many experts and time the choices."""
    chance = random.Random(size)
    with database.unit() as uow:
        fill(uow, reading, size, chance)
        opened = [a_ticket(uow, case.description) for case in reading.cases[:210]]
        uow.commit()
    directory = Directory("random" if with_vectors else None)
    if with_vectors:
        with database.unit() as uow:
            give_vectors(uow, size)
            uow.commit()
    begun = time.perf_counter()
    with database.unit() as uow:
        directory.matcher(uow)
    built = time.perf_counter() - begun
    whole, busy, ranking = [], [], []
    for count, ticket in enumerate(opened):
        with database.unit() as uow:
            desk = Desk(uow=uow, now=_NOW, policy=read_policy(None), channel="test", directory=directory)
            begun, worked = time.perf_counter(), time.process_time()
            found = choose(desk, ticket, _ASKED)
            taken, work = time.perf_counter() - begun, time.process_time() - worked
            worked = time.process_time()
            directory.matcher(uow).relevance(problem_of(desk, ticket))
            relevance = time.process_time() - worked
        assert 0 < len(found) <= _ASKED  # those of quite another trade are not asked
        if count >= 10:
            whole.append(1000 * taken)
            busy.append(1000 * work)
            ranking.append(1000 * relevance)
    changed = [following(database, directory, size, reading, kind) for kind in (change_expert, add_case)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = [*np.percentile(whole, [50, 99]), *np.percentile(busy, [50, 99]), np.median(ranking)]
    return (
        f"{size:>7}"
        + "".join(f"{each:>10.1f}" for each in times)
        + f"{built:>10.1f}"
        + ("".join(f"{each:>14.1f}" for each in changed) + f"{memory:>9.0f}")
    )


def following(
    database: Database, directory: Directory, size: int, reading: WorkbookReading, change: Change
) -> float:
    """How many milliseconds the index takes to follow a change."""
    chance, taken = random.Random(size), []
    for number in range(20):
        with database.unit() as uow:
            change(uow, reading, size, number, chance)
            uow.commit()
        with database.unit() as uow:
            begun = time.perf_counter()
            directory.matcher(uow)
            taken.append(1000 * (time.perf_counter() - begun))
    return float(np.median(taken))


def change_expert(
    uow: UnitOfWork, reading: WorkbookReading, size: int, number: int, chance: random.Random
) -> None:
    """One expert says something else of himself."""
    clauses = [part for each in reading.experts for part in each.speciality.split("，")]
    roster.put_expert(uow, **expert(reading, clauses, chance.randrange(size), chance) | {"wechat_name": "变"})


def add_case(
    uow: UnitOfWork, reading: WorkbookReading, size: int, number: int, chance: random.Random
) -> None:
    """One case more."""
    roster.put_case(uow, **case(reading, size, size * 10 + number, chance))


def fill(uow: UnitOfWork, reading: WorkbookReading, size: int, chance: random.Random) -> None:
    """Experts, cases, past tickets and offers out of the sample's parts."""
    clauses = [part for each in reading.experts for part in each.speciality.split("，")]
    uow.connection.execute(insert(experts), [expert(reading, clauses, no, chance) for no in range(size)])
    solved = [case(reading, size, no, chance) for no in range(size * 5 // 2)]
    uow.connection.execute(insert(cases), solved)
    past = [ticket(_NOW - timedelta(hours=chance.uniform(1, 600)), "注塑件有飞边") for _ in range(_TICKETS)]
    numbers = [
        {"no": 10_000 + place, "status": "closed", "cycle": 1, **each} for place, each in enumerate(past)
    ]
    uow.connection.execute(insert(ticket_table), numbers)
    asked = {(chance.randint(1, _TICKETS), chance.randint(1, size)) for _ in range(_OFFERS)}
    uow.connection.execute(insert(offers), [offer(*each, chance) for each in sorted(asked)])


def expert(reading: WorkbookReading, clauses: list[str], no: int, chance: random.Random) -> dict[str, object]:
    """One expert with another's trade and two or three clauses of anybody's speciality."""
    like = chance.choice(reading.experts)
    said = "，".join([like.speciality.split("，")[0], *chance.sample(clauses, 2)])
    return {
        "no": f"X{no:06d}",
        "name": like.name,
        "wechat_name": f"师傅{no}",
        "trades": list(like.trades),
        "speciality": said,
        "company": like.company,
        "district": like.district,
        "region": like.region,
        "phone": "",
        "capacity": 2,
        "onsite": like.onsite,
        "away": False,
    }


def case(reading: WorkbookReading, size: int, no: int, chance: random.Random) -> dict[str, object]:
    """One solved case with the parts of three."""
    first, second, third = chance.sample(reading.cases, 3)
    return {
        "no": f"C{no:06d}",
        "title": first.title,
        "description": second.description,
        "trades": list(first.trades),
        "solution": third.solution,
        "expert_no": f"X{chance.randrange(size):06d}",
    }


def ticket(at: datetime, body: str) -> dict[str, object]:
    """The fields of a ticket asked for at this moment."""
    return {
        "kind": "problem",
        "category": "injection",
        "urgency": "normal",
        "mode": "either",
        "problems": 1,
        "title": body[:24],
        "body": body,
        "requester": "某企业",
        "district": "梅屿",
        "region": "县内",
        "opened_at": at,
        "asked_at": at,
    }


def a_ticket(uow: UnitOfWork, body: str) -> Ticket:
    """An open ticket with these words."""
    return tickets.create(uow, **ticket(_NOW, body) | {"category": find_category(body)})


def offer(ticket_id: int, expert_id: int, chance: random.Random) -> dict[str, object]:
    """One offer of the last weeks with an answer, or none."""
    at = _NOW - timedelta(hours=chance.uniform(1, 600))
    answer = chance.choices(["claimed", "declined", "waiting", "withdrawn"], [29, 14, 27, 30])[0]
    seconds = chance.randint(10, 400) if answer in ("claimed", "declined") else None
    return {
        "ticket_id": ticket_id,
        "expert_id": expert_id,
        "cycle": 1,
        "wave": 1,
        "answer": answer,
        "why": "",
        "offered_at": at,
        "answered_at": at + timedelta(seconds=seconds) if seconds else None,
        "hours": "day",
        "seconds": seconds,
    }


def give_vectors(uow: UnitOfWork, size: int) -> None:
    """A random vector for every text that wants one."""
    chance = np.random.default_rng(size)
    wanted = missing(uow, "random")
    rows = chance.standard_normal((len(wanted), 384), dtype=np.float32)
    keep(uow, "random", dict(zip(wanted, rows, strict=True)))


if __name__ == "__main__":
    main()
