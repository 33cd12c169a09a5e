"""What an expert did and that it is mended, in one breath; and that he goes once more."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def his(town: Town) -> None:
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.later(60)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SMB电池没电，换电池重新校零，好了", "SMB电池没电，换电池重新校零"),
        ("没带扳手，回去拿了，拧紧，好了", "没带扳手，回去拿了，拧紧"),
        ("远程弄好了，信道冲突", "信道冲突"),
        ("好了，气压低了，调压阀换了", "气压低了，调压阀换了"),
    ],
)
def test_what_he_did_and_that_it_is_mended_are_both_heard(town: Town, text: str, told: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert town.ticket().status == "resolved"
    assert f"单国良说弄好了：{told}\n" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "好了", MEIYU)
    town.later(12)
    assert town.ticket().status == "closed"
    assert "怎么弄好的" not in town.heard(to="老单")[-1]


@pytest.mark.parametrize("text", ["停电了，没修成", "厂里没电，等来电", "没带工具，回去拿"])
def test_what_hinders_him_is_not_mended(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert town.ticket().status == "in_progress"


def test_he_goes_once_more_to_what_he_has_and_not_to_what_is_on_offer(town: Town) -> None:
    his(town)
    town.says("澄屿小葛", "另外还有台注塑机飞边压不住", MEIYU)
    town.later(12)
    before = town.heard(room=EXPERTS)
    town.says("老单", "我马上再过去看看", EXPERTS)
    assert town.heard(room=EXPERTS) == before
    assert town.ticket(1001).status == "in_progress"
    assert town.ticket(1002).status == "open"


def test_who_goes_again_to_what_he_has_called_mended_has_it_anew(town: Town) -> None:
    his(town)
    town.says("老单", "修好了，换了密封圈", EXPERTS)
    town.says("澄屿小葛", "另外还有台注塑机飞边压不住", MEIYU)
    town.later(12)
    town.says("老单", "我马上再过去看看", EXPERTS)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良再过去看看，好了再告诉你。"
    town.later(60)
    town.says("老单", "好了，气压低了，调压阀换了", EXPERTS)
    assert town.ticket().status == "resolved"
    assert "单国良说弄好了：气压低了，调压阀换了\n" in town.heard(room=MEIYU)[-1]


def test_what_else_he_did_before_the_firm_has_confirmed_it_reads_too(town: Town) -> None:
    his(town)
    town.says("老单", "修好了，换了密封圈", EXPERTS)
    town.later(60)
    town.says("老单", "好了，气压低了，调压阀也换了", EXPERTS)
    assert "单国良说弄好了：气压低了，调压阀也换了\n" in town.heard(room=MEIYU)[-1]


def test_who_has_told_the_fix_at_work_is_not_asked_how_when_the_firm_calls_it_mended(town: Town) -> None:
    his(town)
    town.says("老单", "到了，排气槽堵了，清干净重新试模", EXPERTS)
    town.later(60)
    town.says("澄屿小葛", "好了，5分", MEIYU)
    town.later(12)
    assert town.ticket().status == "closed"
    assert "怎么弄好的" not in town.heard(to="老单")[-1]


@pytest.mark.parametrize(
    "text", ["好了好了，收工，换了衣服回家", "再去一趟五金店", "下次再来看看你们", "再来一杯"]
)
def test_what_he_says_after_work_is_not_of_the_work(town: Town, text: str) -> None:
    his(town)
    town.says("老单", "修好了，换了密封圈", EXPERTS)
    told = town.heard(room=MEIYU)
    town.later(60)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU) == told
    assert town.ticket().status == "resolved"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("好了，热电偶松了", "热电偶松了"),
        ("底孔改到1.62就好了", "底孔改到1.62就好了"),
        ("好了，水阀没开", "水阀没开"),
        ("弄好了，开关没打到位", "开关没打到位"),
        ("搞定，参数被人动过", "参数被人动过"),
        ("料没烘干，好了", "料没烘干"),
    ],
)
def test_who_has_told_what_it_was_is_not_asked_again(town: Town, text: str, told: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU)[-1].startswith(f"@澄屿小葛 【1001】单国良说弄好了：{told}\n")
    town.says("澄屿小葛", "好了，谢谢", MEIYU)
    town.later(12)
    assert "怎么弄好的" not in town.heard(to="老单")[-1]


@pytest.mark.parametrize(
    "text", ["好了", "弄好了，今天累死了", "空压机修好了", "好了，不漏了", "修好了，人走了"]
)
def test_who_has_not_told_it_is_asked(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    town.says("澄屿小葛", "好了，谢谢", MEIYU)
    town.later(12)
    assert "怎么弄好的？" in town.heard(to="老单")[-1]


@pytest.mark.parametrize(
    "words",
    ["打了五十模没发黑，就是颜色有点深", "不黑了，不过边上还有一点印子", "没再黑，但是表面稍微有点毛"],
)
def test_what_is_left_of_the_trouble_goes_back_to_him(town: Town, words: str) -> None:
    his(town)
    town.says("老单", "弄好了，浇口移了位置", EXPERTS)
    town.later(60)
    (said,) = town.answered("澄屿小葛", words)
    assert said == "【1001】重开了，已通知单国良再联系你。"
    assert town.ticket().status == "in_progress"


@pytest.mark.parametrize("words", ["好了，就是师傅来得有点慢", "不黑了，就是有点贵"])
def test_what_is_said_of_the_man_or_the_money_is_none(town: Town, words: str) -> None:
    his(town)
    town.says("老单", "弄好了，浇口移了位置", EXPERTS)
    town.later(60)
    town.answered("澄屿小葛", words)
    assert town.ticket().status != "in_progress"


@pytest.mark.parametrize("question", ["澄屿那单怎么弄好的", "1001怎么修好的"])
def test_a_coordinator_reads_how_it_was_mended(town: Town, question: str) -> None:
    his(town)
    town.says("老单", "弄好了，浇口移了位置", EXPERTS)
    town.answered("澄屿小葛", "好了，5分，省了两万")
    (said,) = town.answered("总工会屠佳怡", question, UNION)
    assert said.endswith("评价5分，省了2万元；弄法：浇口移了位置")
