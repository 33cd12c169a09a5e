"""What stands in the table of tickets that a coordinator asks for: one row a ticket, and what they come to,
for each expert, enterprise, trade or district too where these are asked for.

It shows no phone number. How an Excel file is made of it is bot/spreadsheet.py's business.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers import wording
from handlers.cases import without_done
from handlers.desk import ZONE, Desk
from handlers.facts import house_of
from handlers.ledger import workers
from handlers.reports.ranking import groups
from handlers.reports.selecting import judged, overdue
from handlers.reports.tallies import endings_of, pickups_of, worth_of
from handlers.understanding.values import Query
from prompts.sheets import Sheet, sheet, word
from storage.inbox import storable
from storage.terms import Status
from storage.tickets import Ticket

# A cell: words, a number, or what kind of value it is and which ({"moment": …}); None is empty.
Cell = str | int | None | dict[str, str | float]

_LONGEST_CELL = 2000  # characters; Excel takes 32,767, nobody reads them


def sheets_of(desk: Desk, found: Sequence[Ticket], asked: Query, about: str) -> list[dict[str, Any]]:
    """The sheets of these tickets, as JSON; `about` says in words which they are."""
    tickets, figures = sheet("tickets"), sheet("figures")
    told: Mapping[str, Cell] = {
        "scope": about or word("everything"),
        "made": _moment(desk.now),
        **_figures(desk, found),
    }
    made = [
        _sheet(tickets, [[_CELLS[each.name](desk, one) for each in tickets.columns] for one in found]),
        _sheet(figures, [[heading, told[name]] for name, heading in figures.rows]),
    ]
    beside = _beside(asked)
    return [*made, _groups(desk, found, asked, word(f"of_{beside}"))] if beside is not None else made


def _beside(asked: Query) -> str | None:
    """Of what several are wanted beside each other ("各师傅", "各片区")."""
    if asked.by is not None or asked.about not in ("person", "enterprise"):
        return asked.by
    return None if asked.person or asked.enterprise else asked.about


def _groups(desk: Desk, found: Sequence[Ticket], asked: Query, of: str) -> dict[str, Any]:
    """The same figures for each of these."""
    shown = sheet("groups")
    rows: list[list[Cell]] = []
    for name, own in groups(desk, asked, found):
        told: Mapping[str, Cell] = {"of": name, **_figures(desk, own)}
        rows.append([told[each.name] for each in shown.columns])
    columns = tuple(replace(each, heading=each.heading.format(of=of)) for each in shown.columns)
    return _sheet(replace(shown, title=shown.title.format(of=of), columns=columns), rows)


def _sheet(shown: Sheet, rows: list[list[Cell]]) -> dict[str, Any]:
    columns = [{"heading": each.heading, "width": each.width, "wrap": each.wrap} for each in shown.columns]
    return {
        "title": shown.title,
        "columns": columns,
        "rows": [[_plain(each) for each in row] for row in rows],
    }


def _plain(cell: Cell) -> Cell:
    return storable(wording.clean(wording.masked(cell)))[:_LONGEST_CELL] if isinstance(cell, str) else cell


def _moment(at: datetime | None) -> Cell:
    """A moment as a clock on the wall shows it: Excel knows no zones."""
    local = at.astimezone(ZONE).replace(tzinfo=None, second=0, microsecond=0) if at else None
    return {"moment": local.isoformat()} if local else None


def _minutes(length: timedelta | None) -> Cell:
    return {"tenth": round(length.total_seconds() / 60, 1)} if length is not None else None


def _yuan(amount: int | None) -> Cell:
    return {"whole": amount} if amount is not None else None


def _pickup(_: Desk, ticket: Ticket) -> Cell:
    return _minutes(ticket.first_claimed_at - ticket.asked_at if ticket.first_claimed_at else None)


def _breached(desk: Desk, ticket: Ticket) -> Cell:
    return word("yes" if overdue(desk, ticket) else "no") if judged(desk, ticket) else None


def _solution(_: Desk, ticket: Ticket) -> Cell:
    how = without_done(ticket.solution or "")
    return how or (word("online") if ticket.answered is not None else None)


def _deadline(_: Desk, ticket: Ticket) -> Cell:
    if ticket.deadline is None:
        return None
    return (
        _moment(datetime.fromisoformat(ticket.deadline))
        if "T" in ticket.deadline
        else {"day": ticket.deadline}
    )


# What stands in each column of sheets.toml.
_CELLS: Mapping[str, Callable[[Desk, Ticket], Cell]] = {
    "no": lambda _, ticket: ticket.no,
    "asked": lambda _, ticket: _moment(ticket.asked_at),
    "firm": lambda desk, ticket: house_of(desk, ticket),
    "district": lambda _, ticket: ticket.district,
    "trade": lambda _, ticket: wording.trade(ticket.category),
    "title": lambda _, ticket: ticket.title,
    "urgency": lambda _, ticket: wording.URGENCY[ticket.urgency],
    "status": lambda _, ticket: wording.STATUS[Status(ticket.status)],
    "who": lambda desk, ticket: "、".join(workers(desk, ticket)),
    "pickup": _pickup,
    "breached": _breached,
    "solved": lambda _, ticket: _moment(ticket.resolved_at),
    "solution": _solution,
    "rating": lambda _, ticket: ticket.rating,
    "saved": lambda _, ticket: _yuan(ticket.saved_yuan),
    "deadline": _deadline,
    "order": lambda _, ticket: _yuan(ticket.order_value_yuan),
}


def _figures(desk: Desk, found: Sequence[Ticket]) -> dict[str, Cell]:
    """What tickets come to, by the names of sheets.toml."""
    fast, ended, worth = pickups_of(desk, found), endings_of(found), worth_of(found)
    return {
        "count": len(found),
        "solved": ended.solved,
        "online": ended.online,
        "open": ended.open,
        "mean": _minutes(fast.average) if fast else None,
        "median": _minutes(fast.middle) if fast else None,
        "in_time": fast.inside if fast else None,
        "judged": fast.judged if fast else None,
        "share": {"share": fast.inside / fast.judged} if fast and fast.judged else None,
        "rating": {"tenth": round(worth.rating, 1)} if worth.rating is not None else None,
        "rated": worth.rated,
        "saved": _yuan(worth.saved),
        "savers": worth.savers,
        "stake": _yuan(worth.stake),
    }
