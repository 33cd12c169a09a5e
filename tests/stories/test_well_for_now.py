"""What is well for now, or mended but for something, ends no ticket: the firm is asked, the expert hears."""

import pytest

from tests.conftest import MEIYU, Town
from tests.stories.leak import held, leaks, mended, writes

_FOR_NOW = [
    "今天没漏",
    "今天好像不漏了",
    "试机正常",
    "今天开机一切正常",
    "开机试了两个小时没问题",
    "目前还没漏",
    "跑了一上午没再漏",
    "换了个密封圈，暂时不漏了",
    "刚才试了一下，没漏",
]


@pytest.mark.parametrize("words", _FOR_NOW)
def test_before_anybody_called_it_mended_the_firm_is_asked_whether_it_is(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"
    assert "算修好了吗？好了回“好了”" in town.heard(room=MEIYU)[-1]
    writes(town, "好了")
    assert town.ticket().status == "closed"


@pytest.mark.parametrize("words", [*_FOR_NOW[:3], "暂时好了，先观察一下"])
def test_so_it_is_where_nobody_has_it_yet(town: Town, words: str) -> None:
    leaks(town)
    writes(town, words)
    assert town.ticket().status == "open"
    assert "算修好了吗" in town.heard(room=MEIYU)[-1]
    writes(town, "是的")
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "words", ["好了，今天没漏", "试过了，正常了", "现在不漏了", "机器好了，跑了一上午没漏"]
)
def test_who_says_outright_that_it_is_well_is_not_asked(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize("words", ["今天没漏", "一上午没漏", "刚才试了一下，没漏", "试机正常", "一滴不漏"])
def test_after_it_was_called_mended_such_a_word_confirms(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert town.ticket().status == "closed"


_BUT = [
    "好了，不过速度比以前慢",
    "修好了，不过平面度还差一丝",
    "漏是不漏了，压力上不去",
    "油缸不漏了，换向阀那里还在渗",
    "修完更响了",
    "漏得少了",
]
_AGAIN = [
    "现在启动不了了",
    "修错机器了",
    "把别的地方弄坏了",
    "只修好了一半",
    "师傅说还要来一趟",
    "师傅说明天再来换油管",
    "师傅说要等配件",
    "临时堵了一下，配件到了再换",
    "让他再来一趟",
    "什么时候能再来",
    "现在报警E05",
    "夜班说有点漏",
    "师傅一走就坏",
    "治标不治本",
    "修好后动作慢了",
]


@pytest.mark.parametrize("words", [*_BUT, *_AGAIN])
def test_what_is_not_all_well_or_needs_him_again_reopens(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert town.ticket().status == "in_progress"
    assert words in town.heard(to="老丁液压")[-1]


@pytest.mark.parametrize("words", _BUT)
def test_so_it_closes_nothing_that_he_still_has(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"
    assert words in town.heard(to="老丁液压")[-1]


def test_nor_what_nobody_has(town: Town) -> None:
    leaks(town)
    writes(town, "修好了，不过平面度还差一丝")
    assert town.ticket().status == "open"
    assert "正在找师傅" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "words", ["修好了，比以前还快", "好了，师傅说明年再来保养", "师傅说下次再来看看，已经好了"]
)
def test_what_is_better_than_before_closes(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize("words", ["原因找到了，是油太脏", "先凑合用着", "不来我找别人了"])
def test_what_was_found_or_will_do_for_now_cancels_nothing(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("words", ["实在没人就算了", "价格太高就不修了", "没人接就取消"])
def test_nor_does_what_hangs_on_something(town: Town, words: str) -> None:
    leaks(town)
    writes(town, words)
    assert town.ticket().status == "open"


@pytest.mark.parametrize("words", ["这单先放一放", "配件还没到，师傅先别来"])
def test_what_waits_is_put_off_and_said_so(town: Town, words: str) -> None:
    leaks(town)
    writes(town, words)
    assert town.ticket().status == "open"
    assert "先不请师傅了" in town.heard(room=MEIYU)[-1]


def test_who_wants_nobody_any_more_cancels(town: Town) -> None:
    held(town)
    writes(town, "今天没漏，不用来了")
    assert town.ticket().status == "cancelled"


@pytest.mark.parametrize("words", ["对了，压力也不稳", "师傅饭都没吃就走了", "不怎么漏了"])
def test_what_tells_of_a_fault_or_of_him_alone_closes_nothing(town: Town, words: str) -> None:
    held(town)
    writes(town, words)
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize("words", ["好像好了 先看两天", "好了，再用一段时间看看", "应该好了，先跑两天"])
def test_what_is_to_be_watched_closes_nothing_and_is_asked_again(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert town.ticket().status == "resolved"
    assert words in town.heard(to="老丁液压")[-1]
    town.later(48 * 3600)
    assert "你那边正常吗" in town.heard(room=MEIYU)[-1]
    writes(town, "好了")
    assert town.ticket().status == "closed"


@pytest.mark.parametrize("words", ["客户验了再说", "暂时没问题", "师傅饭都没吃就走了"])
def test_nor_after_it_was_called_mended(town: Town, words: str) -> None:
    mended(town)
    writes(town, words)
    assert town.ticket().status == "resolved"


def test_another_machines_fault_is_a_trouble_of_its_own(town: Town) -> None:
    leaks(town)
    writes(town, "行车吊不起来了")
    assert "行车" in town.ticket(1002).title


def test_what_else_is_told_before_it_was_called_mended_he_reads(town: Town) -> None:
    held(town)
    writes(town, "5号机也漏了")
    assert "5号机也漏了" in town.heard(to="老丁液压")[-1]
