"""What is arranged for a repair, needless beside it, or tried after it: an end only where it says one."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town


def _held(town: Town) -> str:
    town.says("应总监", "车床主轴异响，求助", MEIYU)
    town.later(12)
    expert = town.asked()[0]
    town.says(expert, "1001 接", EXPERTS)
    return expert


def _mended(town: Town) -> str:
    expert = _held(town)
    town.says(expert, "修好了", EXPERTS)
    return expert


def _writes(town: Town, words: str) -> None:
    town.says("应总监", words, MEIYU)
    town.later(30)


_ARRANGED = [
    "打通了",
    "联系好了",
    "时间定好了",
    "安排好了",
    "资料发好了",
    "饭订好了",
    "车停好了",
    "茶泡好了",
    "机器停好了",
    "备件买好了",
    "钱已经转好了",
    "通过了",
    "没问题，来吧",
    "可以的，麻烦了",
    "好的，麻烦师傅了",
    "时间约好了，明天九点",
    "图纸准备好了",
    "定金打好了",
    "都准备好了",
    "场地腾好了",
    "微信加好了",
    "电断好了",
    "审批通过了",
    "登记好了，直接进",
    "跟厂长说好了",
    "吊车租好了",
    "师傅的饭安排好了",
]


@pytest.mark.parametrize("words", _ARRANGED)
def test_what_is_arranged_is_not_mended_and_is_passed_on(town: Town, words: str) -> None:
    expert = _held(town)
    _writes(town, words)
    assert town.ticket().status == "claimed"
    assert words in town.heard(to=expert)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "修好了再说",
        "修好了再付钱",
        "弄好了再说",
        "没事了吧",
        "修好了吧",
        "应该好了吧",
        "领导同意了",
        "行，明天来吧",
        "不响了，不过温度高",
    ],
)
def test_nor_is_what_waits_or_asks_or_has_a_new_sign(town: Town, words: str) -> None:
    _held(town)
    _writes(town, words)
    assert town.ticket().status == "claimed"


_SPARED = [
    "师傅不用带工具",
    "师傅不用带配件",
    "门口保安说不用登记",
    "先不修主轴，先看导轨",
    "先不换轴承，先看导轨",
    "师傅不用急",
    "不用赶",
    "不用登记，直接进来",
]


@pytest.mark.parametrize("words", _SPARED)
def test_what_need_not_be_done_cancels_nothing_and_is_passed_on(town: Town, words: str) -> None:
    expert = _held(town)
    _writes(town, words)
    assert town.ticket().status == "claimed"
    assert words in town.heard(to=expert)[-1]


_GIVEN_UP = [
    "先不说了",
    "不打扰了",
    "不聊了",
    "算了不说了",
    "算了，等吧",
    "不啰嗦了",
    "算了，慢慢等吧",
    "取消明天的停电了",
    "取消了明天的会",
    "取消不了的话就算了",
    "没空的话就算了",
    "好，不耽误师傅了",
    "不用谢",
    "不用客气",
]


@pytest.mark.parametrize("words", _GIVEN_UP)
def test_what_is_given_up_beside_the_ticket_cancels_nothing(town: Town, words: str) -> None:
    _held(town)
    _writes(town, words)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "words", ["师傅不用急，慢慢来", "不聊了", "联系好了", "师傅不用带工具", "算了，等吧"]
)
def test_nor_does_it_end_what_nobody_has(town: Town, words: str) -> None:
    town.says("应总监", "车床主轴异响，求助", MEIYU)
    town.later(12)
    _writes(town, words)
    assert town.ticket().status == "open"


_CANCELS = [
    "师傅不用来了",
    "不修了",
    "算了不修了",
    "不用派了",
    "自己弄好了",
    "取消吧",
    "算了",
    "不用了",
    "先不修了",
    "取消这单",
    "不用急了，不用来了",
    "先不修主轴了，师傅不用来了",
    "不用带工具了，自己修好了",
    "不打扰了，单子取消吧",
    "算了，等新机器",
    "厂里停电，不用来了",
]


@pytest.mark.parametrize("words", _CANCELS)
def test_who_wants_nobody_cancels(town: Town, words: str) -> None:
    _held(town)
    _writes(town, words)
    assert town.ticket().status == "cancelled"


_ENDS = [
    "好了",
    "可以了",
    "没事了",
    "没问题了，谢谢",
    "主轴换好了",
    "不响了",
    "车床修好了，钱已经转好了",
    "弄好了，茶泡好了",
    "轴承买好了也装好了，不响了",
    "好了，不打扰了",
    "不响了，不用谢",
    "试机通过了",
    "修好了再见",
]


@pytest.mark.parametrize("words", _ENDS)
def test_who_says_that_it_is_well_closes(town: Town, words: str) -> None:
    _held(town)
    _writes(town, words)
    assert town.ticket().status == "closed"


_TRYING = [
    "先用着",
    "先用着吧",
    "先用用看",
    "用几天再说",
    "再说吧",
    "还在试",
    "还在试，等会告诉你们",
    "正在试机",
    "还在测试",
    "师傅你什么时候弄好的",
    "谁修好的",
    "饭订好了，师傅来吃",
]


@pytest.mark.parametrize("words", _TRYING)
def test_what_is_still_tried_stays_resolved(town: Town, words: str) -> None:
    _mended(town)
    _writes(town, words)
    assert town.ticket().status == "resolved"


_WELL = [
    "能用",
    "能用了",
    "不错",
    "还不错",
    "挺好",
    "老板说可以",
    "厂长说好了",
    "老板说没问题",
    "试过了，好用",
    "谢谢师傅，能用了",
    "工人说好用",
    "没毛病",
]


@pytest.mark.parametrize("words", _WELL)
def test_a_good_word_after_mending_closes(town: Town, words: str) -> None:
    _mended(town)
    _writes(town, words)
    assert town.ticket().status == "closed"


_AMISS = [
    "有问题",
    "不太行",
    "老板说不行",
    "不满意",
    "不太满意",
    "老板说还有问题",
    "试了不行",
    "工人说不好用",
    "用不了",
    "有点小问题",
    "还在响",
    "还在试，还是响",
    "好是好了，就是慢",
]


@pytest.mark.parametrize("words", _AMISS)
def test_a_bad_word_after_mending_reopens(town: Town, words: str) -> None:
    expert = _mended(town)
    _writes(town, words)
    assert town.ticket().status == "in_progress"
    assert words in town.heard(to=expert)[-1]


@pytest.mark.parametrize("first", ["", "还在试"])
def test_tried_and_well_with_full_marks_closes(town: Town, first: str) -> None:
    _mended(town)
    if first:
        _writes(town, first)
    _writes(town, "试了可以，满分！")
    assert (town.ticket().status, town.ticket().rating) == ("closed", 5)


@pytest.mark.parametrize("words", ["能用", "不错", "有问题", "老板说可以"])
def test_before_anybody_called_it_mended_such_words_end_nothing(town: Town, words: str) -> None:
    _held(town)
    _writes(town, words)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("thanks", ["好 谢谢", "好的，谢谢师傅", "行，辛苦了"])
def test_thanks_for_what_he_was_told_end_nothing(town: Town, thanks: str) -> None:
    town.request("冲床离合器打滑 师傅帮忙看下")
    town.says("根宝", "1001 接", EXPERTS)
    town.says("根宝", "离合器片磨光了，我去隔壁镇借一副，明早装", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", thanks, MEIYU)
    town.later(20)
    assert town.ticket().status in ("claimed", "in_progress")
    assert any("我去隔壁镇借一副，明早装" in each for each in town.heard(room=MEIYU))


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        ("已经通知门卫了", True),
        ("配件我们自己买好了", True),
        ("大部分好了 还剩一点毛边", True),
        ("能开了 但是精度不行", True),
        ("更严重了", True),
        ("另外一台也这样", True),
        ("好了我再告诉你", False),
        ("太好了 谢谢", False),
        ("差不多了", False),
        ("暂时好了", False),
    ],
)
def test_what_is_on_its_way_or_half_mended_ends_nothing(town: Town, words: str, reads: bool) -> None:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.later(600)
    town.says("澄屿小葛", words, MEIYU)
    town.later(20)
    assert town.ticket().status == "claimed"
    assert (words in town.heard(to="老丁液压")[-1]) is reads


def test_a_polite_yes_ends_nothing_that_nobody_has_taken(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "可以的，麻烦了", MEIYU)
    town.later(30)
    assert town.ticket().status == "open"
