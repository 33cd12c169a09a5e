"""Tickets as an Excel workbook, for the coordinator who needs the table every month."""

import io
import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.spreadsheet import xlsx
from handlers.wording import file_name
from storage import made_files, tickets
from storage.outbox import Owed
from tests.conftest import EXPERTS, MEIYU, UNION, Town

ORDER = "把本月的单子导出Excel"
HEADINGS = [
    "单号", "求助时间", "企业", "片区", "工种", "问题", "紧急", "状态", "师傅", "几分钟接单", "超时",
    "修好时间", "怎么解决的", "评分", "省了（元）", "企业期限", "涉及订单（元）",
]  # fmt: skip


def carrying(town: Town) -> Owed:
    """The last message with a file."""
    return [each for each in town.said if each.attachment][-1]


def opened(town: Town) -> Workbook:
    """The workbook that was sent last, as it is when it goes out."""
    name = carrying(town).attachment
    assert name is not None
    sheets = town.engine.sheets_of(name)
    assert sheets is not None
    return load_workbook(io.BytesIO(xlsx(sheets)))


def rows(book: Workbook) -> list[dict[str, Any]]:
    """The tickets in it, by heading."""
    first, *others = book["派工单"].iter_rows(values_only=True)
    return [dict(zip(map(str, first), each, strict=True)) for each in others]


def figures(book: Workbook) -> dict[str, Any]:
    return {str(name): value for name, value in book["合计"].iter_rows(min_row=2, values_only=True)}


def solved(town: Town, how: str = "修好了，换了镶件") -> None:
    """A ticket from request to outcome: taken after two minutes, mended, scored."""
    town.says(
        "澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用，周五前要交，订单30万，电话13812345678", MEIYU
    )
    town.later(120)
    town.says("老单", "1001 接", EXPERTS)
    town.later(3600)
    town.says("老单", f"1001 {how}", EXPERTS)
    town.later(12)
    town.says("澄屿小葛", "好了，5分，省了3万", MEIYU)
    town.later(12)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "order", [ORDER, "11月份工单导个excel给我", "导出十一月全部派工单", "这个月的明细做张表发群里"]
)
def test_the_coordinators_get_the_months_tickets_as_a_workbook(town: Town, order: str) -> None:
    solved(town)
    town.says("总工会屠佳怡", order, UNION)
    sent = carrying(town)
    assert (sent.room, sent.mentions) == (UNION, ("总工会屠佳怡",))
    assert sent.text == "@总工会屠佳怡 11月1日至11月30日：1单，表格做好了，一单一行，第二张表是合计。"
    assert file_name(sent.attachment or "") == "派工单_2026年11月.xlsx"
    book = opened(town)
    (row,) = rows(book)
    assert list(row) == HEADINGS
    assert row == {
        "单号": 1001,
        "求助时间": datetime(2026, 11, 23, 9, 0),  # noqa: DTZ001 - Excel knows no zones
        "企业": "澄屿模塑",
        "片区": "梅屿",
        "工种": "注塑与塑料成型",
        "问题": "双色模牙刷柄熔接线发黑，换了料也没用",
        "紧急": "急",
        "状态": "已结单",
        "师傅": "单国良",
        "几分钟接单": 2,
        "超时": "否",
        "修好时间": datetime(2026, 11, 23, 10, 2),  # noqa: DTZ001
        "怎么解决的": "换了镶件",
        "评分": 5,
        "省了（元）": 30_000,
        "企业期限": datetime(2026, 11, 27),  # noqa: DTZ001 - a day, as openpyxl reads it
        "涉及订单（元）": 300_000,
    }


def test_it_reads_well(town: Town) -> None:
    solved(town)
    town.says("总工会屠佳怡", ORDER, UNION)
    page = opened(town)["派工单"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:Q2"
    assert page.column_dimensions["F"].width > page.column_dimensions["A"].width
    assert page["B2"].number_format == "yyyy-mm-dd hh:mm"
    assert page["P2"].number_format == "yyyy-mm-dd"
    assert page["O2"].number_format == "#,##0"
    assert page["F2"].alignment.wrap_text


def test_its_second_sheet_has_the_figures_that_questions_are_answered_with(town: Town) -> None:
    solved(town)
    town.says("应总监", "求助 注塑机漏油", MEIYU)
    town.later(600)
    town.says("总工会屠佳怡", "这个月的总体情况", UNION)
    told = town.heard(room=UNION)[-1]
    town.says("总工会屠佳怡", ORDER, UNION)
    found = figures(opened(town))
    assert found["范围"] == "11月1日至11月30日"
    assert found["导出时间"].date() == date(2026, 11, 23)
    for words, value in (
        ("{}单\n", found["单数"]),
        ("平均{:g}分钟接单", found["平均几分钟接单"]),
        ("办好{}单", found["办好"]),
        ("没人接{}单", found["没人接"]),
        ("评分平均{:.1f}", found["评分平均"]),
        ("省了{:g}万元", found["省了（元）"] / 10_000),
        ("涉及订单{:g}万元", found["涉及订单（元）"] / 10_000),
        ("按时接单{}/", found["按时接单"]),
    ):
        assert words.format(value) in told, words
    assert f"/{found['要按时接的单']}，" in told
    assert found["按时接单率"] == found["按时接单"] / found["要按时接的单"]


@pytest.mark.parametrize(
    ("order", "of", "names"),
    [
        ("师傅们11月接单数做个表 按多到少排", "师傅", ["单国良"]),
        ("各企业这个月求助次数弄个excel", "企业", ["澄屿模塑", "砺川"]),
        ("本月单数按工种导个表", "工种", ["注塑与塑料成型", "液压与气动"]),
        ("各片区本月单数做个表", "片区", ["梅屿"]),
    ],
)
def test_what_is_asked_of_each_stands_in_a_third_sheet(
    town: Town, order: str, of: str, names: list[str]
) -> None:
    solved(town)
    town.says("应总监", "求助 注塑机漏油", MEIYU)
    town.later(600)
    town.says("总工会屠佳怡", order, UNION)
    book = opened(town)
    assert book.sheetnames == ["派工单", "合计", f"各{of}"]
    first, *others = book[f"各{of}"].iter_rows(values_only=True)
    assert first[:5] == (of, "单数", "办好", "平均几分钟接单", "按时接单率")
    assert sorted(str(each[0]) for each in others) == names
    ours = next(each for each in others if each[0] in ("单国良", "澄屿模塑", "注塑与塑料成型", "梅屿"))
    assert ours[2:4] == (1, 2)
    assert ours[5:8] == (5, 1, 30_000)


def test_who_asks_in_private_gets_it_in_private(town: Town) -> None:
    solved(town)
    town.says("总工会屠佳怡", ORDER)
    assert (carrying(town).room, carrying(town).to) == (None, "总工会屠佳怡")


def test_a_group_of_experts_does_not_get_it(town: Town) -> None:
    solved(town)
    town.says("总工会屠佳怡", ORDER, EXPERTS)
    assert (carrying(town).room, carrying(town).to) == (None, "总工会屠佳怡")
    assert town.heard(room=EXPERTS)[-1] == "@总工会屠佳怡 表格私信发你了。"


@pytest.mark.parametrize(
    ("who", "room"),
    [("澄屿小葛", MEIYU), ("老单", EXPERTS), ("老单", None), ("路人", UNION), ("老单", UNION)],
)
def test_nobody_else_gets_one(town: Town, who: str, room: str | None) -> None:
    town.says(who, f"@派单助手 {ORDER}", room)
    town.later(12)
    assert [each for each in town.said if each.attachment] == []


def test_a_phone_number_is_not_in_it(town: Town) -> None:
    solved(town, "修好了，换了镶件，配件找13700001111拿的")
    town.says("总工会屠佳怡", ORDER, UNION)
    whole = json.dumps(town.engine.sheets_of(carrying(town).attachment or ""), ensure_ascii=False)
    assert "换了镶件" in whole
    assert not {"13812345678", "13700001111", "13900010001"} & {
        whole[at : at + 11] for at in range(len(whole))
    }


@pytest.mark.parametrize("words", ['=HYPERLINK("http://evil.example")', "+1+1", "-2+3", "@SUM(A1)"])
def test_what_looks_like_a_formula_is_text(town: Town, words: str) -> None:
    town.request()
    with town.engine.database.unit() as uow:
        tickets.amend(uow, town.ticket().id, title=words, solution=f"\t{words}\x07\x0b")
        uow.commit()
    town.says("总工会屠佳怡", ORDER, UNION)
    page = opened(town)["派工单"]
    for cell in (page["F2"], page["M2"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert str(cell.value).strip() == words


@pytest.mark.parametrize(
    ("order", "nos", "name"),
    [
        ("本月没解决的导出excel", [1002], "派工单_2026年11月_待接单-已接单-处理中.xlsx"),
        ("本月没人接的导出excel", [1002], "派工单_2026年11月_待接单.xlsx"),
        ("梅屿这个月的单导出来", [1001, 1002], "派工单_2026年11月_梅屿.xlsx"),
        ("澄屿模塑的单子全导出来", [1001], "派工单_截至2026年11月23日_澄屿模塑.xlsx"),
        ("老单这个月的单导出来", [1001], "派工单_2026年11月_单国良.xlsx"),
        ("本月超时的导个表", [1002], "派工单_2026年11月.xlsx"),
        ("今天的单导成excel", [1001, 1002], "派工单_2026年11月23日.xlsx"),
        ("今年的单全部导出", [1001, 1002], "派工单_2026年.xlsx"),
        ("11月1号到25号的单导出", [1001, 1002], "派工单_2026年11月1日至11月25日.xlsx"),
        ("全部工单导一份给我", [1001, 1002], "派工单_截至2026年11月23日.xlsx"),
        ("导一下1002", [1002], "派工单_1002.xlsx"),
    ],
)
def test_it_holds_what_a_list_of_the_same_words_would(
    town: Town, order: str, nos: list[int], name: str
) -> None:
    solved(town)
    town.says("应总监", "求助 注塑机漏油", MEIYU)
    town.later(600)
    town.says("总工会屠佳怡", order, UNION)
    assert [row["单号"] for row in rows(opened(town))] == nos
    assert file_name(carrying(town).attachment or "") == name


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("1月份工单导个excel给我", "1月1日至1月31日：一单也没有，没有表格可导。"),
        ("恒力泵业的单子全导出来", "名册里没有“恒力泵业”"),
        ("导一下1234", "1234"),
        ("案例库导出来", "不会做成表"),
        ("师傅名单导出", "不会做成表"),
    ],
)
def test_where_there_is_nothing_to_send_that_is_said(town: Town, order: str, answer: str) -> None:
    town.request()
    town.says("总工会屠佳怡", order, UNION)
    assert answer in town.heard(room=UNION)[-1]
    assert [each for each in town.said if each.attachment] == []


def test_what_was_just_asked_can_be_had_as_a_table(town: Town) -> None:
    solved(town)
    town.says("总工会屠佳怡", "梅屿这个月多少单", UNION)
    town.says("总工会屠佳怡", "导个表给我", UNION)
    assert file_name(carrying(town).attachment or "") == "派工单_2026年11月_梅屿.xlsx"
    town.says("总工会屠佳怡", "上个月呢", UNION)
    assert "10月1日至10月31日，梅屿：一单也没有" in town.heard(room=UNION)[-1]


def test_a_table_that_could_not_be_sent_is_told_of_where_it_is_waited_for(town: Town) -> None:
    town.request()
    town.says("总工会屠佳怡", ORDER, UNION)
    town.engine.give_up(carrying(town), town.now, "refused")
    town.later(1)
    assert town.heard(room=UNION)[-1].startswith("表格“派工单_2026年11月.xlsx”没发出去")


def test_one_that_went_out_is_forgotten_after_a_month(town: Town) -> None:
    town.request()
    town.says("总工会屠佳怡", ORDER, UNION)
    first = carrying(town).attachment or ""
    town.now += timedelta(days=31)
    town.says("总工会屠佳怡", "全部工单导一份给我", UNION)
    with town.engine.database.unit() as uow:
        assert not made_files.is_made(uow, first)
        assert made_files.is_made(uow, carrying(town).attachment or "")
