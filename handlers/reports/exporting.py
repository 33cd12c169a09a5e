"""A coordinator wants tickets as an Excel table: which, in what file, and where he gets it.

What stands in it is on record in the same commit as the message that carries it.
"""

import calendar
import hashlib
import re
import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from importlib.resources import files

from handlers import wording
from handlers.desk import ZONE, Desk, Turn
from handlers.people import experts_named
from handlers.picking import named
from handlers.reports.selecting import scope, taken_by
from handlers.reports.tabling import sheets_of
from handlers.reports.topics import of_topic, unknown_name
from handlers.telling import answer, tell_person
from handlers.understanding.values import Period, Query
from prompts.sheets import sheet
from prompts.texts import say
from storage import made_files, people
from storage.people import Expert
from storage.terms import RoomKind, Status
from storage.tickets import Ticket

_MOST = 5000  # tickets of one workbook: a county's of some years
_LONGEST_NAME = 52  # characters without .xlsx: what the simulator's page downloads, and any disk takes
_KEPT = timedelta(days=30)
_NO_TICKETS = re.compile(
    tomllib.loads((files("prompts") / "lexicon" / "questions.toml").read_text("utf-8"))["table"]["of_others"]
)
_NOT_OF_TICKETS = ("idle", "declined", "silent_experts", "silent_firms")


def makes_table(asked: Query, text: str) -> bool:
    """Whether a question that is to be answered by a table asks for tickets, or for figures of tickets."""
    other = asked.skill or asked.counts or asked.contact or asked.phone or asked.metric == "load"
    wanted = asked.about != "cases" and asked.topic not in _NOT_OF_TICKETS
    return wanted and not other and _NO_TICKETS.search(text) is None


def export(desk: Desk, turn: Turn) -> None:
    """Send the tickets he asks for as a workbook, to the coordinators' group or to himself."""
    asked = turn.understanding.query or Query(about="list", output="excel")
    if asked.no is not None:
        ticket = named(desk, turn)
        if ticket is None:
            answer(desk, turn, say("no_such_ticket", no=asked.no))
        else:
            _send(desk, turn, [ticket], asked, f"【{ticket.no}】", _file(str(ticket.no)))
        return
    if not makes_table(asked, turn.text):
        answer(desk, turn, say("no_export"))
        return
    wrong = unknown_name(desk, asked) or _unknown_person(desk, asked)
    if wrong is not None:
        answer(desk, turn, wrong)
        return
    experts = _experts(desk, asked)
    found = chosen(desk, asked, experts)
    about = "，".join(filter(None, ("、".join(each.name for each in experts), scope(desk, asked))))
    if not found:
        answer(desk, turn, say("export_none", about=about or "到现在"))
    elif len(found) > _MOST:
        answer(desk, turn, say("export_too_many", about=about or "到现在", count=len(found), most=_MOST))
    else:
        _send(desk, turn, found, asked, about, file_of(desk, asked, experts))


def chosen(desk: Desk, asked: Query, experts: Sequence[Expert] = ()) -> list[Ticket]:
    """The tickets that are asked for, of these experts where there are any, by number."""
    if not experts:
        return of_topic(desk, asked)
    taken = {each.id: each for expert in experts for each in taken_by(desk, expert, asked)}
    return sorted(taken.values(), key=lambda each: each.no)


def _names(asked: Query) -> tuple[str, ...]:
    return asked.people or tuple(filter(None, (asked.person,)))


def _experts(desk: Desk, asked: Query) -> list[Expert]:
    everybody = people.all_experts(desk.uow)
    return [experts_named(everybody, name)[0] for name in _names(asked)]


def _unknown_person(desk: Desk, asked: Query) -> str | None:
    """What to say where a name means no expert, or several."""
    everybody = people.all_experts(desk.uow)
    for name in _names(asked):
        found = experts_named(everybody, name)
        if not found:
            return say("no_such_expert", name=name)
        if len(found) > 1:
            return say("which_person", name=name, choices="、".join(each.name for each in found[:5]))
    return None


def _send(desk: Desk, turn: Turn, found: Sequence[Ticket], asked: Query, about: str, name: str) -> None:
    # In front of it what makes it this order's own, the same whenever the same order is handled.
    key = f"{desk.channel} {turn.first.message_id} {name}".encode()
    attachment = f"{hashlib.sha256(key).hexdigest()[:12]}-{name}"
    made_files.forget(desk.uow, desk.now - _KEPT)
    made_files.keep(desk.uow, attachment, sheets_of(desk, found, asked, about), desk.now)
    text = say("exported", about=about or "到现在", count=len(found))
    if turn.room is None or turn.room.kind == RoomKind.COORDINATOR:
        answer(desk, turn, text, attachment=attachment)
    else:  # firms and experts read there too
        tell_person(desk, turn.person.nickname, text, attachment=attachment)
        answer(desk, turn, say("exported_in_private"))


def file_of(desk: Desk, asked: Query, experts: Sequence[Expert] = ()) -> str:
    """A file's name says of which tickets it is: 派工单_2026年11月_双桥.xlsx."""
    states = [wording.STATUS[Status(each)].partition("，")[0] for each in asked.status or ()]
    trades = map(wording.trade, asked.categories or filter(None, (asked.category,)))
    return _file(
        _days(asked.period, desk.now.astimezone(ZONE).date()),
        "-".join(asked.districts) or asked.district or "",
        asked.enterprise or "",
        "-".join(trades),
        "-".join(each.name for each in experts),
        "-".join(states),
    )


def _file(*parts: str) -> str:
    plain = (re.sub(r"[^\w\-]", "", each) for each in (sheet("tickets").title, *parts))
    return "_".join(filter(None, plain))[:_LONGEST_NAME] + ".xlsx"


def _days(period: Period | None, today: date) -> str:
    if period is None:
        return f"截至{_day(today)}"
    first, last = period.first, period.last
    whole = first.day == 1 and last in (_month_end(last), today)
    if first == last:
        return _day(first)
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    if whole and first.month == 1 and (first.year, 12) == (last.year, last.month):
        return f"{first.year}年"
    if whole and first.year == last.year:
        return f"{first.year}年{first.month}月至{last.month}月"
    until = wording.day(last) if first.year == last.year else _day(last)
    return f"{_day(first)}至{until}"


def _day(of: date) -> str:
    return f"{of.year}年{wording.day(of)}"


def _month_end(of: date) -> date:
    return of.replace(day=calendar.monthrange(of.year, of.month)[1])
