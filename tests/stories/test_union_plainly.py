"""A coordinator is answered what was said: sums put right, both halves, late or not, leave of the own."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

QINGXI = "沙塘青溪企业服务群"


def _writes(town: Town, who: str, words: str, room: str | None = MEIYU) -> None:
    town.says(who, words, room)
    town.later(20)


def _says(town: Town, words: str, who: str = "总工会屠佳怡") -> str:
    _writes(town, who, words, UNION)
    return town.heard(room=UNION)[-1]


def _ended(town: Town) -> None:
    town.request()
    _writes(town, "老单", "1001 接", EXPERTS)
    _writes(town, "老单", "1001 修好了", EXPERTS)
    _writes(town, "澄屿小葛", "好了，4分，省了20万")


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        ("1001 省的钱不对，应该是3万", 30000),
        ("1001 省了多少写错了，应该是3万元", 30000),
        ("1001 省的钱改成5000元", 5000),
        ("1001 挽回的不是20万，是2万", 20000),
    ],
)
def test_what_was_saved_is_put_right(town: Town, words: str, saved: int) -> None:
    _ended(town)
    said = _says(town, words)
    assert town.ticket().saved_yuan == saved
    assert "省了：20万元 → " in said
    assert "省了：20万元 → " in town.heard(to="老单")[-1]


def test_without_the_sum_nothing_is_changed_and_that_is_said(town: Town) -> None:
    _ended(town)
    assert "没有动" in _says(town, "1001 省的钱不对")
    assert town.ticket().saved_yuan == 200000


@pytest.mark.parametrize("words", ["1001 省了多少", "1001 省的钱对不对", "1001 省了20万吗"])
def test_who_asks_what_was_saved_changes_nothing(town: Town, words: str) -> None:
    _ended(town)
    said = _says(town, words)
    assert town.ticket().saved_yuan == 200000
    assert "省了20万元" in said


@pytest.mark.parametrize(
    "words", ["本月省了多少钱，评分怎么样", "这个月评分怎么样，省了多少钱", "本月省了多少钱和评分"]
)
def test_both_halves_of_a_question_are_answered(town: Town, words: str) -> None:
    _ended(town)
    said = _says(town, words)
    assert "省了20万元" in said
    assert "评分平均4.0" in said


@pytest.mark.parametrize("words", ["1001超时了没有", "1001 超时了吗", "1001是不是按时接的"])
def test_whether_a_ticket_is_late_is_said(town: Town, words: str) -> None:
    town.request()
    assert "【1001】没有超时" in _says(town, words)
    town.later(400)
    assert "【1001】超时了" in _says(town, words)


def test_taken_in_time_is_not_late(town: Town) -> None:
    town.request()
    _writes(town, "老单", "1001 接", EXPERTS)
    town.later(3600)
    assert "【1001】没有超时：" in _says(town, "1001超时了没有")


@pytest.mark.parametrize("words", ["今天我请假，双桥的单子找佳怡", "我明天不在", "我下周出差，单子找文静"])
def test_a_coordinators_own_leave_is_not_recorded_and_that_is_said(town: Town, words: str) -> None:
    assert "协调员请假我不记" in _says(town, words, "立峰")


def test_an_experts_leave_told_by_a_coordinator_is_recorded_as_before(town: Town) -> None:
    assert "单国良：记下了" in _says(town, "我给单国良请假到周五")


@pytest.mark.parametrize("words", ["1001 可以来了", "1001可以过来修了"])
def test_what_was_put_off_goes_on_at_a_coordinators_word(town: Town, words: str) -> None:
    town.request()
    assert "11月26日8:30再请" in _says(town, "1001 先放一放")
    asked = len(town.asked())
    assert "现在就请师傅" in _says(town, words)
    assert len(town.asked()) > asked


def test_who_is_named_says_which_of_the_firms_tickets_is_meant(town: Town) -> None:
    _writes(town, "小芳姐", "水槽拉伸开裂，求助", QINGXI)
    _writes(town, "鲍师傅", "1001 接", EXPERTS)
    _writes(town, "小芳姐", "求助，锅具抛光发黑", QINGXI)
    assert "【1001】已转告企业" in _says(town, "跟小芳姐说一下，鲍师傅下午两点到")
    assert "【1001】工会回话：鲍师傅下午两点到" in town.heard(room=QINGXI)[-1]


def test_where_another_is_sent_the_firm_reads_who_does_not_come(town: Town) -> None:
    town.request()
    _writes(town, "老单", "1001 接", EXPERTS)
    _says(town, "1001 派给陈立新")
    told = town.heard(room=MEIYU)[-1]
    assert "工会派给陈立新了" in told
    assert "单国良不来了" in told


def test_who_is_sent_first_comes_instead_of_nobody(town: Town) -> None:
    town.request()
    _says(town, "1001 派给陈立新")
    assert "不来了" not in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("words", ["老钱师傅退休不干了，以后别派他", "钱柏林退休了"])
def test_who_has_retired_is_asked_no_more(town: Town, words: str) -> None:
    assert "钱柏林：以后不派单了" in _says(town, words)
    assert "不再派单的1位：钱柏林" in _says(town, "谁在请假")


def test_of_a_leave_without_end_that_is_said(town: Town) -> None:
    _says(town, "单国良请假了")
    assert "单国良（没说到哪天）" in _says(town, "谁在请假")
