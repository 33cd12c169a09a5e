"""Writing the roster: who is known by his 编号, or a group by its name, is brought up to date."""

from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from storage.changes import touch
from storage.database import UnitOfWork
from storage.tables import cases, contacts, coordinators, enterprises, experts, rooms


def _put(uow: UnitOfWork, table: Table, key: str, **values: Any) -> int:
    """Insert a roster row or update the one with the same key column; returns its id."""
    column = table.c[key]
    found = uow.connection.execute(select(table.c.id).where(column == values[key])).scalar()
    if found is None:
        result = uow.connection.execute(insert(table).values(**values).returning(table.c.id))
        return int(result.scalar_one())
    uow.connection.execute(update(table).where(table.c.id == found).values(**values))
    return int(found)


def put_expert(uow: UnitOfWork, **values: Any) -> None:
    """Add or change an expert by his 编号; his leave is kept."""
    _put(uow, experts, "no", **values)
    touch(uow, expert_no=values["no"])


def put_enterprise(uow: UnitOfWork, wechat_names: tuple[str, ...], **values: Any) -> None:
    """Add or change an enterprise by its 编号, with the 微信昵称 of its people."""
    enterprise_id = _put(uow, enterprises, "no", **values)
    uow.connection.execute(delete(contacts).where(contacts.c.enterprise_id == enterprise_id))
    for name in wechat_names:
        _put(uow, contacts, "wechat_name", wechat_name=name, enterprise_id=enterprise_id)


def put_coordinator(uow: UnitOfWork, **values: Any) -> None:
    """Add or change a coordinator by his 编号."""
    _put(uow, coordinators, "no", **values)


def put_room(uow: UnitOfWork, **values: Any) -> None:
    """Add or change a group by its 群名."""
    _put(uow, rooms, "name", **values)


def put_case(uow: UnitOfWork, **values: Any) -> None:
    """Add or change a past case by its 编号."""
    _put(uow, cases, "no", **values)
    touch(uow, case_no=values["no"])
