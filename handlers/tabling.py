"""What stands in the table of tickets that a coordinator asks for: one row a ticket, and what they come to.

It shows no phone number. How an Excel file is made of it is bot/spreadsheet.py's business.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers import wording
from handlers.cases import without_done
from handlers.desk import ZONE, Desk
from handlers.dispatch import facts
from handlers.ledger import workers
from handlers.selecting import judged, overdue
from handlers.tallies import endings_of, pickups_of, worth_of
from prompts.sheets import Sheet, sheet, word
from storage.inbox import storable
from storage.terms import Status
from storage.tickets import Ticket

# A cell: words, a number, or what kind of value it is and which ({"moment": …}); None is empty.
Cell = str | int | None | dict[str, str | float]

_LONGEST_CELL = 2000  # characters; Excel takes 32,767, nobody reads them


def sheets_of(desk: Desk, found: Sequence[Ticket], scope: str) -> list[dict[str, Any]]:
    """The sheets of these tickets, as JSON; `scope` says in words which they are."""
    tickets, figures = sheet("tickets"), sheet("figures")
    told = _figures(desk, found, scope)
    return [
        _sheet(tickets, [[_CELLS[each.name](desk, one) for each in tickets.columns] for one in found]),
        _sheet(figures, [[heading, told[name]] for name, heading in figures.rows]),
    ]


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
    "firm": lambda desk, ticket: facts(desk, ticket)["enterprise"],
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


def _figures(desk: Desk, found: Sequence[Ticket], scope: str) -> Mapping[str, Cell]:
    """What stands in each row of the second sheet."""
    fast, ended, worth = pickups_of(desk, found), endings_of(found), worth_of(found)
    return {
        "scope": scope or word("everything"),
        "made": _moment(desk.now),
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
