"""What a firm counts up, adds or wishes for besides: each is a ticket of its own, and nothing is dropped."""

import pytest

from storage import tickets
from storage.terms import Status
from storage.tickets import Ticket
from tests.conftest import EXPERTS, MEIYU, Town


def _says(town: Town, text: str, after: float = 20) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(after)


def _all(town: Town) -> list[Ticket]:
    with town.engine.database.unit() as uow:
        return tickets.with_status(uow, tuple(Status))


def test_a_training_among_numbered_faults(town: Town) -> None:
    _says(
        town,
        "各位老师，我们最近几个问题麻烦安排：1、回流焊出来0402电阻立碑；2、空压机排气量不足；"
        "3、车间WIFI老断；4、想请老师来讲讲5S",
    )
    assert [(each.kind, each.title) for each in _all(town)] == [
        ("problem", "回流焊出来0402电阻立碑"),
        ("problem", "空压机排气量不足"),
        ("problem", "车间WIFI老断"),
        ("training", "5S培训"),
    ]


def test_a_training_first_and_one_fault(town: Town) -> None:
    _says(town, "两件事：1、想请老师来讲讲5S；2、空压机排气量不足，漏油")
    assert sorted(each.kind for each in _all(town)) == ["problem", "training"]
    assert any("空压机" in each.title for each in _all(town) if each.kind == "problem")


def test_a_numbered_fault_of_no_trade_is_not_dropped(town: Town) -> None:
    _says(town, "我想问三个：① 电动葫芦刹车打滑 ② 配电柜老跳闸 ③ 食堂的热水器不出热水")
    titles = "；".join(each.title for each in _all(town))
    assert all(each in titles for each in ("电动葫芦", "配电柜", "热水器"))
    assert "热水器" in _all(town)[-1].title


@pytest.mark.parametrize(
    "text",
    [
        "求助：1、注塑件缩水；2、材料是ABS；3、换过料没用",
        "注塑机报警，情况：①换过电脑板 ②报警还在 ③开机就报",
    ],
)
def test_what_is_told_of_one_trouble_by_numbers_stays_one(town: Town, text: str) -> None:
    _says(town, text)
    assert len(_all(town)) == 1


def test_a_trouble_of_another_trade_said_a_minute_later(town: Town) -> None:
    _says(town, "低压铸造水泵壳渗漏", after=60)
    _says(town, "还有，T6炉子温度不均，硬度差")
    _says(town, "硬度那个有人接没")
    assert "硬度差" in town.ticket(1002).title
    assert town.ticket(1001).title == "低压铸造水泵壳渗漏"
    assert "【1002】" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("more", ["还有，气孔也多", "还有，模温有点低，料温也不稳"])
def test_of_the_same_trade_it_adds_to_the_first(town: Town, more: str) -> None:
    _says(town, "低压铸造水泵壳渗漏", after=60)
    _says(town, more)
    assert len(_all(town)) == 1


@pytest.mark.parametrize("before", ["竹筷子发霉", "竹筷子模具粘模"])
@pytest.mark.parametrize("wish", ["还需要一个会写专利的", "另外想找个会做短视频的"])
def test_somebody_else_who_is_wanted_for_something_else(town: Town, before: str, wish: str) -> None:
    _says(town, before, after=60)
    town.says("竹生", "1001 接", EXPERTS)
    town.later(30)
    _says(town, wish)
    assert wish[-3:-1] in town.ticket(1002).title
    assert not any(wish in each for each in town.heard(to="竹生"))


def test_who_is_wanted_for_the_same_adds_to_it(town: Town) -> None:
    _says(town, "注塑机液压站漏油", after=60)
    _says(town, "要找个懂液压的师傅")
    assert len(_all(town)) == 1


@pytest.mark.parametrize(
    "words",
    ["师傅，我们今年的红茶汤色发暗，是发酵的问题吗", "我们的红茶汤色发暗，会不会是萎凋的原因"],
)
def test_who_guesses_at_the_cause_of_his_trouble_asks_for_help(town: Town, words: str) -> None:
    _says(town, words)
    assert town.ticket().category == "agri_food"
    assert town.asked()


def test_who_was_content_with_one_wants_him_for_something_else(town: Town) -> None:
    _says(town, "双色模牙刷柄熔接线发黑")
    town.says("老单", "1001 接", EXPERTS)
    town.later(60)
    town.says("老单", "1001 修好了", EXPERTS)
    town.later(60)
    _says(town, "好了")
    _says(town, "上次那个1001的师傅不错，我们也想请他看看机床报警")
    assert "机床报警" in town.ticket(1002).title


@pytest.mark.parametrize("words", ["上次那个师傅不错，想请他吃个饭", "那个1001的师傅不错"])
def test_praise_alone_opens_nothing(town: Town, words: str) -> None:
    _says(town, words)
    assert _all(town) == []
