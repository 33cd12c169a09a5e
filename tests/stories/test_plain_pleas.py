"""Who says 求助 and what is wrong is heard, in whatever words; what was tried in vain is not the problem."""

import pytest

from tests.conftest import MEIYU, Town


@pytest.mark.parametrize("text", ["求助 笔管弯曲", "求助：工件变形", "求助！轴弯"])
def test_a_plea_and_a_few_words_open_a_ticket(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert town.ticket().title in text


@pytest.mark.parametrize(
    "text", ["求助 有人吗", "求助 谁有食堂的充值卡", "求助信息大家看到了吗", "求助 帮我家孩子投个票"]
)
def test_a_plea_that_names_no_trouble_opens_none(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    with pytest.raises(AssertionError):
        town.ticket()


def test_another_trouble_where_other_people_did_not_help_is_no_wish_for_another_expert(town: Town) -> None:
    town.request("白色ABS外壳有黑点，反复出现，清料筒也没用")
    assert town.ticket().title == "白色ABS外壳有黑点，反复出现"
    town.later(600)
    town.says("澄屿小葛", "另外彩盒套印偏位，昨天开始，换人也没用，求助", MEIYU)
    town.later(12)
    assert town.ticket(1002).title == "彩盒套印偏位，换人也没用"


@pytest.mark.parametrize(
    "text",
    [
        "你们来修一下注塑机吧，漏油",
        "印刷机坏了，你们来修一下",
        "老单在不在，我们模具又不行了",
        "有空来我们厂看看吗，注塑机总是报警",
        "帮忙联系个焊工",
        "我们要一个会编PLC的师傅",
        "需要个懂变频器的师傅",
        "工业机器人原点丢了怎么找回",
        "葛师傅在吗，顶针又断了",
        "你们过来修下空压机吧",
    ],
)
def test_who_wants_somebody_for_a_trouble_or_a_trade_is_heard(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert town.ticket().status == "open"


@pytest.mark.parametrize(
    "text", ["派个师傅来", "能派人来吗", "麻烦安排个师傅上门", "需要一个师傅", "老单在不在", "葛师傅在吗"]
)
def test_who_wants_somebody_and_says_not_what_for_is_asked_once(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(120)
    assert [each for each in town.heard(room=MEIYU) if "出了什么毛病" in each] == town.heard(room=MEIYU)
    assert len(town.heard(room=MEIYU)) == 1
    town.says("澄屿小葛", "注塑机漏油", MEIYU)
    town.later(120)
    assert town.ticket().title == "注塑机漏油"


def test_the_trouble_in_the_next_message_needs_no_question(town: Town) -> None:
    town.says("澄屿小葛", "派个师傅来", MEIYU)
    town.later(6)
    town.says("澄屿小葛", "注塑机漏油", MEIYU)
    town.later(120)
    assert town.ticket().title == "注塑机漏油"
    assert not any("出了什么毛病" in each for each in town.heard(room=MEIYU))


@pytest.mark.parametrize(
    "text",
    [
        "设备保养要定期做，不然容易出问题",
        "平时多保养，不然坏了麻烦",
        "刀具要及时换，不然崩了",
        "我们厂要一个焊工，月薪8000",
        "找个能长期兼职的电工，工资日结",
        "要一个懂模具的业务员",
        "来我们厂看看吧，新设备到了，欢迎参观",
        "老单在不在，一起喝酒",
        "派个车来",
        "明天派个人来开会",
        "找个师傅真难",
        "你们来看看这个视频，注塑机这么修",
        "会员卡丢了怎么补办",
    ],
)
def test_maxims_hiring_and_invitations_are_no_request(town: Town, text: str) -> None:
    town.says("澄屿小葛", text, MEIYU)
    town.later(120)
    assert town.heard(room=MEIYU) == []
    assert town.asked() == []
