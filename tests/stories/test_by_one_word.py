"""Of several tickets on offer an expert takes the one he names by a word, be it of one character."""

import pytest

from tests.conftest import EXPERTS, MEIYU, Town

OTHERS = "双桥企业服务群"


@pytest.fixture
def three(town: Town) -> Town:
    """1001 绣花 glue that comes off, 1002 a press whose clutch slips, 1003 a leaking compressor."""
    for who, text, room in (
        ("小芳姐", "求助 保温杯底座点胶开胶 粘不牢", MEIYU),
        ("蔚桐胡", "求助 冲床离合器打滑 滑块停不住", OTHERS),
        ("澄屿小葛", "求助 空压机漏油 压力上不去", MEIYU),
    ):
        town.says(who, text, room)
        town.later(40)
    return town


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ("胶的我来", 1001),
        ("粘的那个我接", 1001),
        ("点胶归我", 1001),
        ("开胶的给我", 1001),
        ("打滑那单我来", 1002),
        ("冲床的我去", 1002),
        ("滑的我接", 1002),
        ("离合器算我的", 1002),
        ("漏油我来", 1003),
        ("油的那个我去看看", 1003),
        ("空压机交给我", 1003),
        ("压力上不去的我接", 1003),
        ("保温杯这个我接了", 1001),
    ],
)
def test_the_word_chooses(three: Town, words: str, no: int) -> None:
    three.says("福根老头", words, EXPERTS)
    assert [three.ticket(each).status for each in (1001, 1002, 1003)].count("claimed") == 1
    assert three.ticket(no).status == "claimed"


@pytest.mark.parametrize("words", ["我接", "我接一个", "机器的我来"])
def test_no_word_for_one_of_them_is_asked_about(three: Town, words: str) -> None:
    three.says("福根老头", words, EXPERTS)
    assert [three.ticket(each).status for each in (1001, 1002, 1003)] == ["open"] * 3
