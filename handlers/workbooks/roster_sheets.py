"""The roster on record as the sheets of the workbook that `salon import` reads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from handlers.desk import ZONE
from handlers.workbooks.workbook import COLUMNS, LEFT, ROOM_KINDS
from storage import people
from storage.database import UnitOfWork

Cell = str | int | None | dict[str, str]

_WIDTHS = {
    "专长": 60,
    "描述": 60,
    "解决办法": 60,
    "名称": 30,
    "标题": 26,
    "群名": 30,
    "微信昵称": 22,
    "单位": 22,
}
_WIDTHS |= {
    "联系人微信昵称": 26,
    "工种代码": 24,
    "行业": 20,
    "简称": 14,
    "电话": 16,
    "最多同时接单": 14,
    "日期": 12,
}
_WIDTH, _LONG = 10, 40  # wrapped from this width on


def roster_sheets(uow: UnitOfWork) -> list[dict[str, Any]]:
    """Sheet by sheet, as bot/spreadsheet.py takes them."""
    firms: dict[int, list[str]] = {}
    for nickname, firm in people.all_contacts(uow):
        firms.setdefault(firm, []).append(nickname)
    kinds = {kind: name for name, kind in ROOM_KINDS.items()}
    rows: dict[str, list[list[Cell]]] = {
        "师傅": [
            [
                each.no,
                each.name,
                each.wechat_name,
                _several(each.trades),
                each.speciality,
                each.company,
                each.district,
                each.region,
                each.phone,
                each.capacity,
                "是" if each.onsite else "否",
                _day(each.left_at),
            ]
            for each in people.all_experts(uow)
        ],
        "企业": [
            [
                each.no,
                each.name,
                each.short_name,
                each.district,
                each.region,
                each.industry,
                each.contact_name,
                _several(firms.get(each.id, ())),
                each.phone,
            ]
            for each in people.all_enterprises(uow)
        ],
        "群": [[each.name, kinds[each.kind], each.district, each.region] for each in people.all_rooms(uow)],
        "协调员": [
            [each.no, each.name, each.wechat_name, _several(each.districts), each.phone]
            for each in people.all_coordinators(uow)
        ],
        "案例": [
            [
                each.no,
                {"day": each.day.isoformat()} if each.day is not None else None,
                each.title,
                each.description,
                _several(each.trades),
                each.solution,
                each.expert_no,
                each.enterprise_no,
            ]
            for each in people.all_cases(uow)
        ],
    }
    return [_sheet(name, rows[name]) for name in COLUMNS]


def _several(words: Iterable[str]) -> str:
    return "、".join(words)


def _day(moment: datetime | None) -> Cell:
    return {"day": moment.astimezone(ZONE).date().isoformat()} if moment is not None else None


def _sheet(name: str, rows: list[list[Cell]]) -> dict[str, Any]:
    headings = [*COLUMNS[name], *([LEFT] if name == "师傅" else [])]
    widths = [_WIDTHS.get(heading, _WIDTH) for heading in headings]
    columns = [
        {"heading": heading, "width": width, "wrap": width >= _LONG}
        for heading, width in zip(headings, widths, strict=True)
    ]
    return {"title": name, "columns": columns, "rows": [[each or None for each in row] for row in rows]}
