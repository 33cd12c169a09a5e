"""From the workbook's rows to the roster on record. Importing twice changes nothing."""

from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from handlers.desk import ZONE
from handlers.workbooks.workbook import CoordinatorRow, EnterpriseRow, ExpertRow, WorkbookReading
from storage import people, roster
from storage.database import UnitOfWork


def store(uow: UnitOfWork, reading: WorkbookReading) -> None:
    """Write every good row; a row known by its 编号 (群名 for groups) is brought up to date."""
    phones = _phones(uow) if reading.unsure else {}

    def values_of(sheet: str, row: ExpertRow | EnterpriseRow | CoordinatorRow) -> dict[str, Any]:
        kept = {"phone": phones.get((sheet, row.no), "")} if (sheet, row.no) in reading.unsure else {}
        return asdict(row) | kept

    known = people.experts_numbered(uow, [each.no for each in reading.experts if each.left is not None])
    for expert in reading.experts:
        values = values_of("师傅", expert) | {"trades": list(expert.trades)}
        left = values.pop("left")
        if left is not None and expert.no not in known:  # of whom is known the coordinators say what is so
            values |= {"away": True, "left_at": datetime.combine(left, time(), tzinfo=ZONE)}
        roster.put_expert(uow, **values)
    for enterprise in reading.enterprises:
        values = values_of("企业", enterprise)
        names = values.pop("contact_wechat_names")
        roster.put_enterprise(uow, tuple(names), **values)
    for room in reading.rooms:
        roster.put_room(uow, **asdict(room))
    for coordinator in reading.coordinators:
        values = values_of("协调员", coordinator) | {"districts": list(coordinator.districts)}
        roster.put_coordinator(uow, **values)
    for case in reading.cases:
        roster.put_case(uow, **{**asdict(case), "trades": list(case.trades)})


def _phones(uow: UnitOfWork) -> dict[tuple[str, str], str]:
    """The phone numbers on record, by sheet and 编号."""
    found: dict[tuple[str, str], str] = {}
    for sheet, rows in (
        ("师傅", people.all_experts(uow)),
        ("企业", people.all_enterprises(uow)),
        ("协调员", people.all_coordinators(uow)),
    ):
        found |= {(sheet, each.no): each.phone for each in rows}
    return found
