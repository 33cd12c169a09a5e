"""From the workbook's rows to the roster on record. Importing twice changes nothing."""

from dataclasses import asdict

from handlers.workbook import WorkbookReading
from storage import people
from storage.database import UnitOfWork


def store(uow: UnitOfWork, reading: WorkbookReading) -> None:
    """Write every good row; a row known by its 编号 (群名 for groups) is brought up to date."""
    for expert in reading.experts:
        people.put_expert(uow, **{**asdict(expert), "trades": list(expert.trades)})
    for enterprise in reading.enterprises:
        values = asdict(enterprise)
        names = values.pop("contact_wechat_names")
        people.put_enterprise(uow, tuple(names), **values)
    for room in reading.rooms:
        people.put_room(uow, **asdict(room))
    for coordinator in reading.coordinators:
        people.put_coordinator(uow, **{**asdict(coordinator), "districts": list(coordinator.districts)})
    for case in reading.cases:
        people.put_case(uow, **{**asdict(case), "trades": list(case.trades)})
