"""What an expert says of his coming reaches the firm, in his words; nothing is made up of it."""

import pytest

from tests.conftest import EXPERTS, MEIYU, SALON, Town


def taken(town: Town) -> None:
    town.request()
    town.says("老单", "接", EXPERTS)


@pytest.mark.parametrize(
    "words",
    [
        "晚点到",
        "堵车，晚半小时",
        "要等配件，下周二到",
        "零件要等三天",
        "今天弄不完，明天继续",
        "明天上午过来",
        "半小时后到",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_when_he_comes_and_what_he_waits_for_is_told_the_firm(
    town: Town, words: str, room: str | None
) -> None:
    taken(town)
    town.says("老单", words, room)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{words}。"


@pytest.mark.parametrize(
    "words", ["在路上了", "到了", "已到厂里", "马上过来", "还在弄", "在拆了", "正在排查"]
)
def test_that_he_is_at_it_is_on_record_and_nobody_is_disturbed(town: Town, words: str) -> None:
    taken(town)
    said = len(town.said)
    town.says("老单", words, EXPERTS)
    assert (town.ticket().status, len(town.said)) == ("in_progress", said)


@pytest.mark.parametrize(("words", "told"), [("到了", "到了"), ("在路上了，路边加个油", "在路上了")])
def test_whoever_asks_hears_what_he_last_said_of_his_coming(town: Town, words: str, told: str) -> None:
    taken(town)
    town.later(600)
    town.says("老单", words, EXPERTS)
    town.later(60)
    town.says("老单", "还在弄", EXPERTS)
    town.later(3600)
    town.says("澄屿小葛", "怎么样了", MEIYU)
    town.later(12)
    assert f"单国良正在处理，9:10说“{told}”" in town.heard(room=MEIYU)[-1]


def test_only_what_concerns_the_firm_is_told_and_no_number(town: Town) -> None:
    taken(town)
    town.says("老单", "1001 还在拆，配件周五到，打我13800010004")
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：还在拆，配件周五到。"


def test_what_the_firm_has_read_itself_is_not_said_again(town: Town) -> None:
    town.says("澄屿小葛", "求助 双色模熔接线发黑 怎么办", SALON)
    town.later(12)
    town.says("葛师傅修模", "1001 接", SALON)
    said = len(town.said)
    town.says("葛师傅修模", "1001 在路上了", SALON)
    assert len(town.said) == said


@pytest.mark.parametrize("words", ["在路上了", "到了", "晚点到", "堵车，晚半小时", "还在弄"])
def test_of_one_who_has_nothing_in_hand_the_firm_hears_nothing(town: Town, words: str) -> None:
    town.says("大勇", words, EXPERTS)
    assert town.said == []
    town.request()
    told = town.heard(room=MEIYU)
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "open"
    assert town.heard(room=MEIYU) == told


def test_in_private_he_hears_that_he_has_none(town: Town) -> None:
    town.says("老单", "到了")
    assert town.heard(to="老单") == ["你手上眼下没有在办的单。说的是哪一单，写上单号再说一遍。"]


def test_what_is_said_to_a_colleague_is_for_him(town: Town) -> None:
    taken(town)
    said = len(town.said)
    town.says("老王车工", "@老单 聚餐几点到", EXPERTS, mentions=("老单",))
    town.says("老单", "堵车，晚半小时", EXPERTS)
    assert len(town.said) == said


@pytest.mark.parametrize("words", ["有空我看下", "看情况吧", "到时候再说", "应该可以"])
def test_who_may_come_perhaps_is_asked(town: Town, words: str) -> None:
    town.request()
    town.says("老单", words, EXPERTS)
    assert town.ticket().status == "open"
    assert "你接吗" in town.heard(room=EXPERTS)[-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("下午3点", "下午3点"),
        ("十点半", "十点半"),
        ("明天上午九点", "明天上午九点"),
        ("15:30", "15:30"),
        ("1001：30分钟到", "30分钟到"),
        ("堵车了，还要半个钟头", "堵车了，还要半个钟头"),
        ("还要一个小时", "还要一个小时"),
        ("凹模R角太小，要修模，两天", "凹模R角太小，要修模，两天"),
        ("碟簧断了六片，要配", "碟簧断了六片，要配"),
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_the_time_is_told_with_its_reason(town: Town, words: str, told: str, room: str | None) -> None:
    taken(town)
    town.says("老单", words, room)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{told}。"


@pytest.mark.parametrize("words", ["10", "3个", "两个", "三月", "五一"])
def test_a_figure_alone_is_no_time(town: Town, words: str) -> None:
    taken(town)
    told = town.heard(room=MEIYU)
    town.says("老单", words, EXPERTS)
    assert town.heard(room=MEIYU) == told


@pytest.mark.parametrize("before", ["聚餐几点", "谁知道展会几点开门"])
def test_a_time_that_answers_a_colleague_is_for_him(town: Town, before: str) -> None:
    taken(town)
    told = town.heard(room=MEIYU)
    town.says("老王车工", before, EXPERTS)
    town.says("老单", "下午3点", EXPERTS)
    assert town.heard(room=MEIYU) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("换好了，试了一百次", "换好了，试了一百次"),
        ("换好了", "碟簧断了六片，要配，换好了"),
        ("弄好了", "碟簧断了六片，要配"),
    ],
)
def test_the_newest_word_of_how_is_told(town: Town, words: str, told: str) -> None:
    taken(town)
    town.says("老单", "碟簧断了六片，要配", EXPERTS)
    town.later(3600)
    town.says("老单", words, EXPERTS)
    assert f"单国良说弄好了：{told}" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "今天过不来，明天一早行不",
        "今天不行，后天怎么样",
        "下午有点事，晚上七点可以吗？",
        "这两天排满了，周五方便吗",
        "明天上午行吗",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_another_time_is_put_to_the_firm_and_its_yes_reaches_him(
    town: Town, words: str, room: str | None
) -> None:
    taken(town)
    town.says("老单", words, room)
    assert town.ticket().status == "claimed"
    assert f"单国良师傅：“{words.strip('？')}”" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "行，明早八点后都在", MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    assert "八点后都在" in town.heard(to="老单")[-1]


@pytest.mark.parametrize("yes", ["行", "可以", "好的", "没问题"])
def test_a_mere_yes_to_another_time_ends_nothing_and_reaches_him(town: Town, yes: str) -> None:
    taken(town)
    town.says("老单", "今天过不来，明天一早行不", EXPERTS)
    town.says("澄屿小葛", yes, MEIYU)
    town.later(12)
    assert town.ticket().status == "claimed"
    assert town.heard(to="老单")[-1].endswith(yes)


@pytest.mark.parametrize("words", ["调好了", "1001 换好了", "都修好了"])
def test_what_says_no_more_than_that_it_is_done_is_not_said_twice(town: Town, words: str) -> None:
    taken(town)
    town.says("老单", words, EXPERTS)
    assert "单国良说弄好了。\n" in town.heard(room=MEIYU)[-1]
