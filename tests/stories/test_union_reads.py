"""What coordinators read of tickets: who has only been given one, how to see more, who cancelled."""

import pytest

from storage import made_files, people
from tests.conftest import EXPERTS, MEIYU, UNION, Town

ASKER = "总工会屠佳怡"


def _asks(town: Town, text: str) -> str:
    before = len(town.heard(room=UNION))
    town.says(ASKER, text, UNION)
    town.later(20)
    return "\n".join(town.heard(room=UNION)[before:])


def _trouble(town: Town, who: str = "澄屿小葛") -> None:
    town.says(who, "求助，冲床离合器打滑", MEIYU)
    town.later(15)


def test_who_was_given_a_ticket_and_is_silent_is_at_no_work(town: Town) -> None:
    _trouble(town)
    _asks(town, "1001 派给娄阿毛")
    now = _asks(town, "现在什么情况")
    assert "现在没办完的1单：派了还没回话1单" in now
    assert "派给娄阿毛，还没回话" in now
    assert "已接单" not in now
    town.says("阿毛冲压", "1001 接", EXPERTS)
    town.later(5)
    now = _asks(town, "现在什么情况")
    assert "师傅在办1单" in now
    assert "已接单 · 娄阿毛" in now


def test_nor_is_he_at_work_in_a_months_figures(town: Town) -> None:
    _trouble(town)
    _asks(town, "1001 派给娄阿毛")
    assert "办好0单，没人接0单，派了还没回话1单" in _asks(town, "这个月一共多少单")
    town.says("阿毛冲压", "1001 接", EXPERTS)
    town.later(5)
    assert "没回话" not in _asks(town, "这个月一共多少单")


@pytest.mark.parametrize("words", ["哪几单没接", "谁没接", "谁还没接单", "没人接的有几单"])
def test_nor_has_he_taken_it(town: Town, words: str) -> None:
    _trouble(town)
    _asks(town, "1001 派给娄阿毛")
    told = _asks(town, words)
    assert "派了还没回话的1单" in told
    assert "【1001】冲床离合器打滑 · 澄屿模塑 · 派给娄阿毛，还没回话" in told
    town.says("阿毛冲压", "1001 接", EXPERTS)
    town.later(5)
    assert "1001" not in _asks(town, words)


def test_who_has_not_answered_is_said_by_name(town: Town) -> None:
    _trouble(town)
    told = _asks(town, "1001谁没接")
    assert told.count("（没回话）") == 3
    _asks(town, "1001 派给娄阿毛")
    told = _asks(town, "1001请了哪些师傅，谁没回话")
    assert "请了4位：娄阿毛（没回话）、" in told
    assert "不用了" not in told


def _late(town: Town, count: int) -> None:
    """Tickets of so many firms that nobody takes for an hour."""
    with town.engine.database.unit() as uow:
        asking = list({firm: name for name, firm in people.all_contacts(uow)}.values())
    for who in asking[:count]:
        _trouble(town, who=who)
    town.later(3600)


@pytest.mark.parametrize("count", [6, 12])
def test_all_that_is_late_is_listed_or_it_is_said_how_to_see_it(town: Town, count: int) -> None:
    _late(town, count)
    told = _asks(town, "超时的有哪几单")
    assert f"{count}单" in told
    assert told.count("【1") == min(count, 10)
    assert ("导个表给我" in told) == (count > 10)
    if count > 10:
        _asks(town, "导个表给我")
        (table,) = [each.attachment for each in town.said if each.attachment]
        with town.engine.database.unit() as uow:
            sheets = made_files.sheets_of(uow, table)
        assert sheets is not None
        assert len(sheets[0]["rows"]) == count


def test_a_firm_cancelled_it(town: Town) -> None:
    _trouble(town)
    town.says("澄屿小葛", "不用了，自己弄好了", MEIYU)
    town.later(30)
    told = _asks(town, "1001 为什么取消了")
    assert "【1001】冲床离合器打滑：11月23日 09:00 澄屿小葛取消的：“不用了，自己弄好了”" in told
    assert "没有动" not in told
    assert "恢复1001" in told
    _asks(town, "恢复1001")
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["1001 为什么取消了", "1001谁取消的", "1001怎么被取消了", "怎么取消了1001"])
def test_a_coordinator_cancelled_it(town: Town, words: str) -> None:
    _trouble(town)
    town.says("文静同学", "取消1001，重复了", UNION)
    town.later(20)
    assert town.ticket().status == "cancelled"
    told = _asks(town, words)
    assert "工会谷文静取消的：“取消1001，重复了”" in told
    assert town.ticket().status == "cancelled"


def test_it_was_recalled(town: Town) -> None:
    message = town.says("澄屿小葛", "求助，冲床离合器打滑", MEIYU)
    town.later(15)
    town.says("澄屿小葛", "", MEIYU, type="recall", quote=message)
    town.later(300)
    assert "澄屿小葛取消的：“撤回了求助”" in _asks(town, "1001 为什么取消了")


def test_what_runs_is_said_not_to_be_cancelled(town: Town) -> None:
    _trouble(town)
    assert "【1001】没有取消：冲床离合器打滑，待接单" in _asks(town, "1001 为什么取消了")
    _asks(town, "1001 派给娄阿毛")
    assert "【1001】没有取消：冲床离合器打滑，派给娄阿毛，还没回话。" in _asks(town, "1001 怎么取消了")
    assert town.ticket().status == "claimed"


def test_who_has_left_is_at_no_work_either(town: Town) -> None:
    _trouble(town)
    town.says("阿毛冲压", "1001 接", EXPERTS)
    town.later(5)
    _asks(town, "娄阿毛离职了")
    now = _asks(town, "现在什么情况")
    assert "现在没办完的1单：不派单的人手上没定谁来1单" in now
    assert "在娄阿毛手上，人已经不派单了，还没定谁来" in now


def test_another_year_is_named(town: Town) -> None:
    _trouble(town)
    assert "2025年1月1日至12月31日：0单" in _asks(town, "2025年总共多少单")
    assert "11月1日至11月30日：1单" in _asks(town, "这个月总共多少单")


def test_two_figures_at_once_are_both_told(town: Town) -> None:
    _late(town, 2)
    town.says("阿毛冲压", "1001 接", EXPERTS)
    town.later(5)
    told = _asks(town, "这个月多少单，平均几分钟有人接，超时几单")
    assert "超时：2单（一共2单）" in told
    assert "平均1小时" in told


@pytest.mark.parametrize(
    "words", ["澄屿那单怎么取消了", "冲床那单为什么取消了", "为什么取消了", "谁取消的？"]
)
def test_it_need_not_be_named_by_its_number(town: Town, words: str) -> None:
    _trouble(town)
    _asks(town, "1001 派给娄阿毛")
    town.says("澄屿小葛", "不用了，自己弄好了", MEIYU)
    town.later(30)
    assert "【1001】冲床离合器打滑：11月23日 09:00 澄屿小葛取消的：“不用了，自己弄好了”" in _asks(town, words)


@pytest.mark.parametrize("words", ["会议怎么取消了", "团建为什么取消了", "谁取消的"])
def test_what_else_was_cancelled_is_for_people(town: Town, words: str) -> None:
    _trouble(town)
    assert "【1001】" not in _asks(town, words)
