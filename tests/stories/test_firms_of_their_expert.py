"""What a firm says and asks of the expert who comes, or came: the right one reads it, and nothing ends."""

import pytest

from tests.conftest import MEIYU, UNION, Town
from tests.stories.leak import held, leaks, mended, writes


@pytest.mark.parametrize(
    "words",
    ["这个师傅不行", "师傅水平不行啊", "放我们鸽子", "师傅要收300", "他能行吗", "这师傅懂注塑机吗"],
)
def test_what_is_wrong_with_him_reaches_the_coordinators_and_not_him(town: Town, words: str) -> None:
    held(town)
    told = town.heard(to="老丁液压")
    writes(town, words)
    assert f"“{words}”" in town.heard(room=UNION)[-1]
    assert "工会协调员" in town.heard(room=MEIYU)[-1]
    assert (town.ticket().status, town.heard(to="老丁液压")) == ("claimed", told)


def test_who_asks_for_others_wishes_for_another(town: Town) -> None:
    held(town)
    writes(town, "有没有别的师傅")
    assert "想换一位师傅" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("words", ["师傅态度不太好", "这个师傅不行", "师傅收了200"])
def test_after_his_word_that_it_is_mended_it_closes_nothing(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert f"“{words}”" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "resolved"


@pytest.mark.parametrize(
    "words", ["师傅态度非常好", "师傅说这个方案不行", "师傅要M10螺丝", "师傅不肯收钱", "师傅说不用换"]
)
def test_praise_and_news_are_no_complaint(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.heard(room=UNION) == []


@pytest.mark.parametrize("words", ["上次那个师傅不错，能不能还派他", "别派上次那个了"])
def test_whom_it_would_have_or_not_have_again_the_coordinators_read(town: Town, words: str) -> None:
    leaks(town)
    writes(town, words)
    assert f"对派谁有话说：“{words}”" in town.heard(room=UNION)[-1]
    assert "会安排" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "words", ["要多少钱", "老板问要花多少钱", "师傅要收多少钱", "材料费谁出", "要发票吗"]
)
def test_what_it_costs_the_coordinators_answer(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert f"问收不收费：“{words}”" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("words", ["师傅没来", "两天了还没来", "约的两点，现在三点了", "快点啊"])
def test_that_he_is_not_there_is_asked_of_him(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert f"问：{words}" in town.heard(to="老丁液压")[-1]
    assert "丁长水9:00接了" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["油已经放掉了", "好 我把机器停了等你", "油喷出来了", "我们明天休息"])
def test_what_is_ready_for_him_he_reads(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert words in town.heard(to="老丁液压")[-1]
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("words", ["好，等你", "等你吃饭", "晚上吃什么"])
def test_a_nod_he_need_not_read(town: Town, words: str) -> None:
    held(town)
    before = len(town.said)
    writes(town, words)
    assert len(town.said) == before


@pytest.mark.parametrize(
    "words", ["以后怎么保养", "密封圈多久换一次", "密封圈是什么型号，我们备几个", "换下来的油缸放哪"]
)
def test_a_question_after_mending_is_put_to_him_and_reopens_nothing(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert f"问：{words}" in town.heard(to="老丁液压")[-1]
    assert "你问的已转给丁长水" in town.heard(room=MEIYU)[-1]
    assert town.ticket().status == "resolved"


@pytest.mark.parametrize("words", ["什么意思", "？", "怎么评分", "怎么打分", "打几分"])
def test_what_the_bot_wants_of_it_is_explained(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert "好了请回“好了”，没好回“还没好”" in town.heard(room=MEIYU)[-1]


def test_so_is_how_to_give_a_score(town: Town) -> None:
    mended(town)
    writes(town, "好了")
    writes(town, "怎么打分")
    assert "回个数字就行，1到5分" in town.heard(room=MEIYU)[-1]


def test_his_number_is_sent_after_mending_too(town: Town) -> None:
    mended(town)
    writes(town, "师傅电话多少")
    assert "13800010080" in town.heard(to="澄屿小葛")[-1]


@pytest.mark.parametrize(
    ("words", "title"),
    [("不是3号，是5号机", "5号注塑机漏油，油缸那边"), ("3号还在漏", "3号注塑机漏油，油缸那边")],
)
def test_a_machines_number_is_no_tickets(town: Town, words: str, title: str) -> None:
    leaks(town)
    writes(town, words)
    assert town.ticket().title == title
    assert not any("号单，请看一下" in each for each in town.heard(room=MEIYU))


def test_his_having_mended_another_machine_reopens(town: Town) -> None:
    mended(town)
    writes(town, "不是3号，他修的是5号")
    assert town.ticket().status == "in_progress"


@pytest.mark.parametrize("words", ["好 我把机器停了等你", "要停机吗", "晚上七点以后才能停机", "机器先停了"])
def test_a_machine_stopped_for_him_is_no_haste(town: Town, words: str) -> None:
    leaks(town)
    asked = town.asked()
    writes(town, words)
    assert (town.ticket().urgency, town.asked()) == ("normal", asked)


@pytest.mark.parametrize("words", ["机器停不下来", "油漏到电箱那边了", "机器停了"])
def test_one_that_stands_or_will_not_stop_is(town: Town, words: str) -> None:
    leaks(town)
    writes(town, words)
    assert town.ticket().urgency == "critical"


def test_who_asks_for_his_trade_once_more_hears_how_it_stands(town: Town) -> None:
    leaks(town)
    writes(town, "有没有懂液压的大师")
    assert "正在找师傅" in town.heard(room=MEIYU)[-1]
    writes(town, "有没有懂注塑的师傅")
    assert "【1002】" in town.heard(room=MEIYU)[-1]


def test_what_the_work_costs_before_anybody_has_it_the_coordinators_answer(town: Town) -> None:
    leaks(town)
    writes(town, "换个油缸多少钱")
    assert "问收不收费：“换个油缸多少钱”" in town.heard(room=UNION)[-1]
