"""A coordinator asks for one ticket among many, by score, or what was asked for twice."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

SHUANGQIAO = "双桥企业服务群"


def asks(town: Town, text: str) -> list[str]:
    """The lines of the answer."""
    town.says("立峰", text, UNION)
    return town.heard(room=UNION)[-1].removeprefix("@立峰 ").split("\n")


@pytest.fixture
def busy(town: Town) -> Town:
    """1001 at nine: taken at once, 5 points, 30,000 saved. 1002 at ten: taken after four minutes, 3."""
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("老单", "1001 修好了，模温提高了")
    town.says("澄屿小葛", "好了，5分，省了3万", MEIYU)
    town.later(3600)
    town.says("蔚桐胡", "求助 冲床离合器打滑 滑块停不住", SHUANGQIAO)
    town.later(240)
    town.says("根宝", "1002 接", EXPERTS)
    town.says("根宝", "1002 修好了，换了摩擦片")
    town.says("蔚桐胡", "好了，3分，省了2000", SHUANGQIAO)
    town.later(60)
    return town


@pytest.mark.parametrize(
    ("text", "head", "no", "words"),
    [
        ("今天第一单", "11月23日，第一单：", 1001, ""),
        ("今天最后一单是哪家的", "11月23日，最后一单：", 1002, ""),
        ("省钱最多的一单", "到现在，省得最多的一单：", 1001, "省了3万元"),
        ("省得最多的是哪一单", "到现在，省得最多的一单：", 1001, "省了3万元"),
        ("哪单评分最低", "到现在，评分最低的一单：", 1002, "3分"),
        ("本月分最高的是哪一单", "11月1日至11月30日，评分最高的一单：", 1001, "5分"),
        ("接得最慢的一单", "到现在，接得最慢的一单：", 1002, "4分钟接单"),
        ("最快的那单", "到现在，接得最快的一单：", 1001, "接单"),
    ],
)
def test_one_ticket_is_asked_for(busy: Town, text: str, head: str, no: int, words: str) -> None:
    first, second, third = asks(busy, text)
    assert first == head
    assert second.startswith(f"【{no}】")
    assert words in third


@pytest.mark.parametrize(("text", "count"), [("5分的有几单", 1), ("打了3分的有哪些", 1), ("4分的有几单", 0)])
def test_tickets_of_one_score(busy: Town, text: str, count: int) -> None:
    head, *lines = asks(busy, text)
    assert ("1单" if count else "没有") in head
    assert len(lines) == count


def test_five_minutes_are_no_score(busy: Town) -> None:
    assert "5分：" not in asks(busy, "5分钟内接单的有几单")[0]


@pytest.mark.parametrize("text", ["省钱最多的一单", "评分最高的一单", "接得最慢的一单"])
def test_what_no_ticket_has_is_said(town: Town, text: str) -> None:
    town.request()
    assert asks(town, text) == [f"到现在，{asks(town, text)[0].split('，')[1]}"]
    assert asks(town, text)[0].endswith("：记录里没有。")


def test_what_was_asked_for_twice_is_counted(town: Town) -> None:
    assert asks(town, "重复的单有吗") == ["到现在，同一件事又报一遍、并进原单：0次"]
    town.request()
    town.later(1800)
    town.request()
    head, numbers = asks(town, "重复的单有吗")
    assert (head, numbers) == ("到现在，同一件事又报一遍、并进原单：1次", "单号：1001")


def test_repeatability_is_no_repeated_ticket(town: Town) -> None:
    assert "又报一遍" not in asks(town, "机器人重复定位不准的单有几单")[0]


def test_what_was_settled_in_words_alone(busy: Town) -> None:
    assert asks(busy, "线上问答有几单") == ["到现在，没派师傅上门、线上答好的：没有"]


@pytest.mark.parametrize(
    ("word", "status"), [("取消", "cancelled"), ("结单", "closed"), ("关闭", "closed"), ("升级", "open")]
)
def test_a_bare_order_asks_which_ticket(town: Town, word: str, status: str) -> None:
    town.request()
    assert asks(town, word)[0] == "你说的是哪一单？回个单号就行："
    assert town.ticket().status == "open"
    asks(town, "1001")
    assert town.ticket().status == status
    assert town.ticket().urgency == ("critical" if word == "升级" else "normal")


def test_a_yes_to_that_question_is_enough_where_there_is_one(town: Town) -> None:
    town.request()
    asks(town, "取消")
    asks(town, "是的")
    assert town.ticket().status == "cancelled"


def test_a_bare_order_without_any_ticket(town: Town) -> None:
    assert asks(town, "取消") == ["说的是哪一单？写上单号，或引用我那条消息再说一遍。"]


@pytest.mark.parametrize(("text", "no"), [("备注", 1001), ("1001备注", 1001), ("1001 备注一下", 1001)])
def test_a_bare_note_asks_what(town: Town, text: str, no: int) -> None:
    town.request()
    assert asks(town, text) == [f"要记什么？连单号一起写，比如“{no} 备注 下午两点以后去”。"]
    assert "noted" not in town.changes()
    asks(town, "1001 备注 下午两点以后去")
    assert "noted" in town.changes()


@pytest.mark.parametrize("text", ["1001 为什么找这些人", "1001怎么请的是他们", "1001 为什么找这三位师傅"])
def test_why_these_were_asked_is_told_of_each(town: Town, text: str) -> None:
    town.request()
    head, *lines = asks(town, text)
    assert head == "【1001】请了3位，看的是："
    assert [each.split("：")[0] for each in lines] == ["单国良", "陈立新", "蒋珊珊"]
    assert all(each.split("：")[1] for each in lines)
