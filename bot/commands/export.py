"""`salon export`: the tickets of some days, or the roster, as an Excel workbook."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime

from bot.app import policy_of
from bot.settings import Settings
from bot.spreadsheet import xlsx
from handlers.desk import Desk
from handlers.matching.directory import Directory
from handlers.reports.exporting import chosen, file_of
from handlers.reports.selecting import scope
from handlers.reports.tabling import sheets_of
from handlers.understanding.values import Period, Query
from handlers.workbooks.roster_sheets import roster_sheets
from storage.database import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A workbook, what it is called unless another name is given, and in words how much is in it."""

    name: str
    content: bytes
    count: str


def parse_period(text: str) -> Period:
    """A year, a month, a day, or two of these with .. between them. Raises ValueError."""
    first, *others = text.split("..")
    found = Period(first=_days(first)[0], last=_days(others[-1] if others else first)[1])
    if len(others) > 1 or found.last < found.first:
        raise ValueError(text)
    return found


def _days(text: str) -> tuple[date, date]:
    parts = [int(each) for each in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) > 2 or year < 1000:
        raise ValueError(text)
    begin = date(year, month or 1, 1)
    return begin, date(year, month or 12, calendar.monthrange(year, month or 12)[1])


def export(settings: Settings, database: Database, period: Period | None, now: datetime) -> Export:
    """The tickets asked for in these days, or all."""
    asked = Query(about="list", period=period, output="excel")
    with database.unit() as uow:
        desk = Desk(
            uow=uow,
            now=now,
            policy=policy_of(settings),
            channel=settings.channel,
            directory=Directory(),
            bot_name=settings.bot_name,
        )
        found = chosen(desk, asked)
        sheets = sheets_of(desk, found, asked, scope(desk, asked))
        name = file_of(desk, asked)
    return Export(name=name, content=xlsx(sheets), count=f"{len(found)} 单")


def export_roster(database: Database, now: datetime) -> Export:
    """Everybody on the roster, the groups and the cases, to be read by `salon import`."""
    with database.unit() as uow:
        sheets = roster_sheets(uow)
    counts = " ".join(f"{each['title']}{len(each['rows'])}" for each in sheets)
    return Export(name=f"名册_{now:%Y%m%d}.xlsx", content=xlsx(sheets), count=counts)
