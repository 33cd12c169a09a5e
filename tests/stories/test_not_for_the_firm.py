"""What an expert says of the firm, of a colleague or of his own life the firm does not read."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

FIRM, HIM = "澄屿小葛", "老单"


def held(town: Town) -> None:
    town.says(FIRM, "注塑机射嘴漏料，产品飞边", MEIYU)
    town.later(20)
    town.says(HIM, "1001 接", EXPERTS)
    town.later(600)


@pytest.mark.parametrize(
    "words",
    [
        "看了，密封圈老化，别跟企业说",
        "手上没备件，这家企业老赖，先别告诉他们",
        "看了，密封圈老化，报价我打算宰他3000",
        "原因是老板舍不得换密封圈，太抠门",
        "查到了，老陈昨天又喝酒，机器都没修",
        "老婆住院花了3000",
        "血压160",
        "老爷子今年80",
        "密码3366",
        "昨天打麻将输了200块",
        "看了，电影不错，模具厂拍的",
        "修好了，密封圈老化，别跟他们说",
    ],
)
@pytest.mark.parametrize("room", [None, EXPERTS])
def test_the_firm_reads_nothing_of_it(town: Town, words: str, room: str | None) -> None:
    held(town)
    before = len(town.heard(room=MEIYU))
    town.says(HIM, words, room)
    town.later(20)
    said = " ".join(town.heard(room=MEIYU)[before:])
    assert not any(each in said for each in words.split("，"))


@pytest.mark.parametrize(
    "words", ["看了，密封圈老化，要换", "配件三天到，先别停机", "别告诉他们停机，我马上到"]
)
def test_what_he_found_and_when_he_comes_it_reads(town: Town, words: str) -> None:
    held(town)
    before = len(town.heard(room=MEIYU))
    town.says(HIM, words)
    town.later(20)
    read = len(town.heard(room=MEIYU)) > before
    assert read is ("别告诉" not in words)


@pytest.mark.parametrize(
    "words",
    [
        "好了，不过地上有点脏",
        "可以了，但是我有点忙，晚点打分",
        "谢谢，就是嗓门有点大",
    ],
)
def test_what_is_not_of_the_machine_brings_nothing_back(town: Town, words: str) -> None:
    held(town)
    town.says(HIM, "1001修好了，换了射嘴", EXPERTS)
    town.later(60)
    town.says(FIRM, words, MEIYU)
    town.later(20)
    assert town.ticket().status in ("resolved", "closed")


@pytest.mark.parametrize("words", ["喝酒我过不去了，你们喝", "饭局我过不去了，你们吃饭"])
def test_a_dinner_he_misses_gives_nothing_back(town: Town, words: str) -> None:
    held(town)
    town.says(HIM, words, EXPERTS)
    town.later(20)
    assert "released" not in town.changes()


@pytest.mark.parametrize(
    "words",
    [
        "这个报价单上的供应商太不靠谱了",
        "这台机器真不靠谱",
        "今天一个人影都没有，都放假了",
        "老单师傅靠谱，上次那个才不靠谱",
        "厂家我还没联系过",
        "客户人来了没",
        "快递他说今天到的",
    ],
)
def test_what_is_said_of_others_is_no_word_against_him(town: Town, words: str) -> None:
    held(town)
    town.says(FIRM, words, MEIYU)
    town.later(20)
    assert town.heard(room=UNION) == []
    assert not any("请马上打个电话" in each or "请打个电话回他" in each for each in town.heard(to=HIM))


def test_who_is_replaced_at_another_work_keeps_his_ticket(town: Town) -> None:
    held(town)
    town.says("总工会屠佳怡", "老单家里有事，冷却水换个人送吧", UNION)
    town.later(20)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "words", ["1001备注：企业说模具好一点的人才能修", "1001备注：厂里说水平一般的叉车工就行"]
)
def test_what_the_firm_asks_for_reaches_him(town: Town, words: str) -> None:
    held(town)
    town.says("总工会屠佳怡", words, UNION)
    town.later(20)
    assert words.partition("：")[2] in town.heard(to=HIM)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "打出来都是好牌",
        "去年机器修好了，今年生意又不行",
        "以前的师傅把模具修好了，现在他又出国了",
        "我们也是注塑厂，跟澄屿一样",
        "我们厂也装了ERP，跟你们一样",
        "饮料机坏了",
    ],
)
def test_talk_opens_no_ticket(town: Town, words: str) -> None:
    town.says(FIRM, words, MEIYU)
    town.later(30)
    assert town.asked() == []


def test_who_may_be_a_craftsman_is_called(town: Town) -> None:
    town.says(FIRM, "冲床离合器打滑，张工你去看看", MEIYU)
    town.later(30)
    assert town.asked() != []
