"""师傅查出了什么、问了什么、让企业先试什么, 企业要听到 (handlers/experts/at_work.py, enquiring.py)."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

TOWN, HILLS = "沙塘青溪企业服务群", "双桥企业服务群"
SECOND = "工匠帮帮团专家二群（机电综合）"


@pytest.fixture
def held(town: Town) -> Town:
    """小车同学 has 1001."""
    town.says("澄屿小葛", "求助 双色模牙刷柄脱模拉白，顶出困难，水路漏水", MEIYU)
    town.later(40)
    town.says("小车同学", "1001接", EXPERTS)
    town.later(3000)
    return town


@pytest.mark.parametrize(
    "text",
    [
        "看了，水路离表面太近…改成双O圈",
        "1001结论：水路离表面太近，改双O圈",
        "查出来了，密封圈老化，换成氟胶的",
        "1001 原因找到了，水路打偏了",
    ],
)
def test_the_firm_reads_what_he_has_found(held: Town, text: str) -> None:
    before = len(held.heard(room=MEIYU))
    assert held.answered("小车同学", text, EXPERTS) == []
    (told,) = held.heard(room=MEIYU)[before:]
    assert told.startswith("【1001】车敏儿：")
    assert held.ticket().status == "in_progress"


@pytest.mark.parametrize("text", ["看了，密封圈换了，不漏了", "原因是模温太低，已经调好了"])
def test_what_is_mended_is_an_end(held: Town, text: str) -> None:
    held.says("小车同学", text, EXPERTS)
    assert held.ticket().status == "resolved"


@pytest.mark.parametrize("text", ["看了下手机", "看了吗你们"])
def test_talk_is_no_finding(held: Town, text: str) -> None:
    before = len(held.heard(room=MEIYU))
    held.says("小车同学", text, EXPERTS)
    assert len(held.heard(room=MEIYU)) == before


@pytest.mark.parametrize("text", ["什么砂轮", "冷却液正常不", "冷却液换过吗", "油够不够", "冷却水通不通"])
def test_what_he_asks_before_he_takes_it_is_put_to_the_firm(town: Town, text: str) -> None:
    town.says("铁杉-玲玲", "求助 平面磨床磨出来有波纹，修了砂轮也没用", HILLS)
    town.later(40)
    town.says("铁军", text, SECOND)
    assert f"龚铁军师傅接单前想问：“{text}”" in town.heard(room=HILLS)[-1]


TRY = "PP要先火焰处理或者刷PP水，让他们先试试"


@pytest.fixture
def printed(town: Town) -> Town:
    """乐天派 has 1001, about which 牟师傅喷涂 was asked, too."""
    town.says("国泰民安🙏", "求助 PP笔杆丝印附着力差，一刮就掉", TOWN)
    town.later(40)
    town.says("乐天派", "1001接", SECOND)
    town.later(100)
    return town


def test_what_is_to_be_tried_reaches_the_firm_of_a_colleague(printed: Town) -> None:
    printed.says("牟师傅喷涂", TRY, SECOND)
    assert f"牟建业出个主意：{TRY}" in printed.heard(room=TOWN)[-1]
    assert printed.ticket().adviser_id is None


def test_not_hours_after_he_was_asked(printed: Town) -> None:
    printed.later(7200)
    before = len(printed.heard(room=TOWN))
    printed.says("牟师傅喷涂", TRY, SECOND)
    assert len(printed.heard(room=TOWN)) == before
