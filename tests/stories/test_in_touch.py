"""That the expert has rung mends nothing; that it held for days, and what it saves, does."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

FIRM, HIM = "澄屿小葛", "老单"


def held(town: Town) -> None:
    town.request()
    town.says(HIM, "1001 接", EXPERTS)
    town.later(60)


@pytest.mark.parametrize(
    "words",
    [
        "单师傅联系我了，谢谢",
        "单师傅加我微信了，谢谢",
        "师傅刚给我打电话了，谢谢",
        "已经联系上了，谢谢大家",
        "单师傅电话通了，谢谢",
        "单师傅微信通过了，感谢",
        "师傅到了，谢谢工会",
    ],
)
def test_it_stays_with_him(town: Town, words: str) -> None:
    held(town)
    told = len(town.heard(to=HIM))
    assert town.answered(FIRM, words) == []
    assert town.ticket().status == "claimed"
    assert town.heard(to=HIM)[told:] == []


@pytest.mark.parametrize("words", ["师傅来了，弄好了谢谢", "师傅联系我了，按他说的弄好了，谢谢"])
def test_mended_is_mended(town: Town, words: str) -> None:
    held(town)
    town.answered(FIRM, words)
    assert town.ticket().status == "closed"


@pytest.mark.parametrize(
    "words",
    [
        "观察下来没再冲，给老单点赞，一模少报废200个，一个月大概省八千",
        "两天没再冲了，老单给力，一个月省八千左右",
    ],
)
def test_what_held_for_days_is_closed_with_its_gain(town: Town, words: str) -> None:
    held(town)
    town.says(HIM, "试了下，浇口改了，胡总说先观察两天")
    town.later(2 * 86400)
    (said,) = town.answered(FIRM, words)
    assert said == "【1001】结单了，省了8000元。给单国良打个分吧（1到5分）。"


@pytest.mark.parametrize("words", ["师傅没再来，一个月要省八千的", "师傅没再联系，说能省八千"])
def test_who_did_not_come_again_has_mended_nothing(town: Town, words: str) -> None:
    held(town)
    town.answered(FIRM, words, MEIYU)
    assert town.ticket().status == "claimed"


def test_that_the_trouble_is_gone_is_no_trouble(town: Town) -> None:
    held(town)
    town.says(HIM, "1001修好了，换了密封圈", EXPERTS)
    town.later(60)
    town.answered(FIRM, "发黑没有了，师傅很专业，一个月能少退三千个")
    assert town.ticket().status == "closed"
