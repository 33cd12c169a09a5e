"""Three firms tell and ask in their own manner: a terse director, an office girl who passes on what the
workshop says, a foreman who dictates. None of their words is lost, and none ends what it does not."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

GIRL, DIRECTOR = "澄屿小葛", "应总监"


def _says(town: Town, text: str, who: str = GIRL) -> list[str]:
    before = len(town.heard(room=MEIYU))
    town.says(who, text, MEIYU)
    town.later(15)
    return town.heard(room=MEIYU)[before:]


@pytest.fixture
def held(town: Town) -> Town:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.later(60)
    return town


def test_what_the_workshop_has_told_her_is_a_request(town: Town) -> None:
    town.says(GIRL, "各位老师早上好呀～打扰啦", MEIYU)
    town.says(GIRL, "车间那边说我们2号注塑机那个什么锁模还是啥的，反正就是合不紧，产品全是毛边[捂脸]", MEIYU)
    town.says(GIRL, "我也不太懂，师傅让我来问问", MEIYU)
    town.later(15)
    assert town.ticket().title == "2号注塑机锁模，合不紧，产品全是毛边"
    town.says("老陈注塑", "1001 我接", EXPERTS)
    sheet = town.heard(to="老陈注塑")[0]
    assert "打扰" not in sheet
    assert "让我来问" not in sheet


@pytest.mark.parametrize(
    "text", ["太好了谢谢陈师傅[玫瑰]", "太好了！谢谢师傅", "这么快，太及时了谢谢", "辛苦丁师傅了"]
)
def test_thanks_for_who_comes_end_nothing(held: Town, text: str) -> None:
    assert _says(held, text) == []
    assert held.ticket().status == "claimed"


def test_the_workshops_verdict_is_the_firms(held: Town) -> None:
    held.says("老丁液压", "1001 弄好了，换了密封圈", EXPERTS)
    assert "重开了" in _says(held, "车间说好多了，就是还有一点点漏")[0]
    held.says("老丁液压", "锁紧力再加一点，油封再压紧", EXPERTS)
    assert held.heard(room=MEIYU)[-1] == "【1001】丁长水：锁紧力再加一点，油封再压紧。"
    assert "结单了" in _says(held, "车间说可以了！！太感谢了")[0]
    assert "5分" in _says(held, "老板说给满分哈哈，省了换机器的钱")[0]


def test_by_the_way_the_same_expert_is_asked_too(held: Town) -> None:
    said = _says(held, "对了车间还说那个空压机也有点漏气，能顺便看下吗")
    assert said[0].startswith("【1002】空压机也有点漏气\n")
    assert "丁长水" in said[0]


def test_one_question_gets_one_answer(held: Town) -> None:
    held.says("老丁液压", "两点到", EXPERTS)
    held.says("老丁液压", "改三点", EXPERTS)
    assert len(_says(held, "啊怎么又晚了，车间都等着呢")) == 1


def test_of_the_teacher_among_other_tickets(held: Town) -> None:
    assert "5S培训（新来的妹子）" in _says(held, "另外我们想给新来的妹子培训一下5S，工会有没有老师呀")[0]
    assert "【1002】5S培训" in _says(held, "老师定了没呀")[0]
    held.says("总工会屠佳怡", "1002 派给项老师", UNION)
    held.says("项老师", "1002 好的，周四下午", EXPERTS)
    assert "项美凤9:01接了，9:01说“周四下午”" in _says(held, "需要我们准备什么吗")[-1]


@pytest.mark.parametrize("text", ["换吧", "你看着办", "按师傅说的换"])
def test_his_leave_reaches_who_has_it(held: Town, text: str) -> None:
    _says(held, text)
    assert held.heard(to="老丁液压")[-1] == f"【1001】澄屿模塑补充：{text}"


def test_how_it_goes_in_three_signs(held: Town) -> None:
    held.says("老丁液压", "到了", EXPERTS)
    assert "正在处理，9:01说“到了”" in _says(held, "怎么样")[0]


def test_a_director_tells_by_and_by(town: Town) -> None:
    assert "【1001】行车" in _says(town, "行车。求助", DIRECTOR)[0]
    _says(town, "遥控不灵", DIRECTOR)
    assert town.ticket().title == "行车遥控不灵"
    town.says("小兵", "1001 接，明天去", EXPERTS)
    assert "改到哪天也转过去了" in _says(town, "换个时间，后天", DIRECTOR)[0]
    town.says("小兵", "好的", EXPERTS)
    assert "康小兵回话：“好的”（你问的：换个时间，后天）" in town.heard(room=MEIYU)[-1]
    assert "你们说“换个时间，后天”，已转过去" in _says(town, "谁来", DIRECTOR)[0]


def test_another_machine_to_be_seen_to_is_its_own_ticket(town: Town) -> None:
    _says(town, "行车遥控不灵，求助", DIRECTOR)
    town.says("小兵", "1001 接", EXPERTS)
    assert "【1002】空压机\n" in _says(town, "空压机也修一下", DIRECTOR)[0]
    _says(town, "漏气", DIRECTOR)
    assert town.ticket(1002).title == "空压机漏气"


def test_a_dictated_story(town: Town) -> None:
    _says(
        town,
        "哦对了还有一个事情就是那个我们那个空压机啊它那个声音特别大你们那个有没有人懂的，求助",
        DIRECTOR,
    )
    assert town.ticket().title == "空压机声音特别大"
    town.says("蒲工", "1001 接，下午过去", EXPERTS)
    assert "屿安机电" in _says(town, "蒲师傅是哪里的人啊以前没见过", DIRECTOR)[0]
    town.says("蒲工", "那就三点半", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1001】蒲建军：那就三点半。"
    town.says("蒲工", "1001 弄好了，地脚螺栓松了", EXPERTS)
    assert _says(town, "好像是可以了我再听几百下看看嗯有事再找你", DIRECTOR) == []
    assert town.ticket().status == "resolved"
    assert "结单了" in _says(town, "好的好的声音小多了那就这样", DIRECTOR)[0]
    assert "5分，省了3万元" in _says(town, "给他打个十分省了我起码三四万", DIRECTOR)[0]
