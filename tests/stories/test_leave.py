"""A leave begins and ends on the days that are named; until then he is asked as before."""

from datetime import timedelta

import pytest

from handlers.offers.sparing import on_leave
from tests.conftest import EXPERTS, MEIYU, UNION, Town

DAY = 86_400


def asked_about_a_new_one(town: Town, text: str) -> list[str]:
    before = len(town.asked())
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    return town.asked()[before:]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("明天请假", "11月24日不派单，在那以前照常派。"),
        ("下周一到周三请假", "11月30日到12月2日不派单，在那以前照常派。"),
        ("后天起休两天", "11月25日到11月26日不派单，在那以前照常派。"),
        ("从周三开始请假", "11月25日起不派单，回来说一声“回来了”；在那以前照常派。"),
        ("12月1日起请假一周", "12月1日到12月7日不派单，在那以前照常派。"),
        ("今天请假", "到11月23日不派单。"),
        ("下午请假", "到11月23日不派单。"),
        ("请假到周五", "到11月27日不派单。"),
    ],
)
def test_the_answer_says_from_when_to_when(town: Town, words: str, answer: str) -> None:
    town.says("老单", words)
    assert town.heard(to="老单") == [f"单国良：记下了，{answer}"]


def test_he_is_asked_until_it_begins_and_after_it(town: Town) -> None:
    town.says("老单", "明天请假")
    assert "老单" in asked_about_a_new_one(town, "求助 双色模牙刷柄熔接线发黑 换了料也没用")
    town.says("澄屿小葛", "1001 不用了 自己弄好了", MEIYU)
    town.later(DAY)
    assert "老单" not in asked_about_a_new_one(town, "求助 双色模二射冲料 软胶结合不牢")
    town.says("澄屿小葛", "1002 不用了 自己弄好了", MEIYU)
    town.later(DAY)
    assert "老单" in asked_about_a_new_one(town, "求助 双色模包胶飞边 牙刷柄有毛刺")


def test_an_offer_that_waits_stays_his_until_the_leave_begins(town: Town) -> None:
    town.request()
    town.says("老单", "后天起休两天")
    assert "declined" not in town.changes()
    town.says(town.asked()[1], "今天请假")
    assert "declined" in town.changes()


def test_a_coordinator_tells_of_a_leave_to_come(town: Town) -> None:
    town.says("立峰", "单国良下周一到周三请假", UNION)
    assert "11月30日到12月2日不派单" in town.heard(room=UNION)[-1]
    town.says("立峰", "谁在请假", UNION)
    assert "没有师傅请假\n往后要请假的：单国良（11月30日到12月2日）" in town.heard(room=UNION)[-1]
    town.says("老单", "我手上几单")
    assert "11月30日到12月2日请假" in town.heard(to="老单")[-1]
    town.later(8 * DAY)
    town.says("立峰", "谁在请假", UNION)
    assert "单国良" in town.heard(room=UNION)[-1]


def test_days_that_follow_each_other_are_one_leave(town: Town) -> None:
    town.says("老单", "请假到周三")
    town.says("老单", "周四也请假", EXPERTS)
    assert "到11月26日不派单" in town.heard(room=EXPERTS)[-1]


def away_on(town: Town, days: float) -> bool:
    """Whether 老单 is on leave so many days from the story's beginning."""
    day = (town.now + timedelta(days=days)).date()
    return next(on_leave(each, day) for each in town.experts() if each.wechat_name == "老单")


def test_two_leaves_apart_are_both_kept(town: Town) -> None:
    town.says("老单", "请假到周三")
    town.says("老单", "12月20号到25号请假")
    assert town.heard(to="老单")[-1] == (
        "单国良：记下了，12月20日到12月25日不派单，在那以前照常派。另外记着：11月23日到11月25日请假。"
    )
    assert [away_on(town, days) for days in (0, 2, 3, 26, 27, 32, 33)] == [
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]
    town.says("老单", "我手上几单")
    assert "请假中，到11月25日；12月20日到12月25日请假" in town.heard(to="老单")[-1]


def test_leaves_are_kept_in_whatever_order_they_are_told(town: Town) -> None:
    for words in ("12月20号到25号请假", "下周一请假", "明天请假", "1月3号到5号休息"):
        town.says("老单", words)
    assert [days for days in range(50) if away_on(town, days)] == [1, 7, *range(27, 33), *range(41, 44)]
    town.says("老单", "12月22号到23号请假")
    assert [days for days in range(50) if away_on(town, days)] == [1, 7, 29, 30, *range(41, 44)], "corrected"


def test_who_comes_back_keeps_his_leaves_to_come(town: Town) -> None:
    town.says("老单", "请假到周五")
    town.says("老单", "12月20号到25号请假")
    town.says("老单", "我回来了")
    assert town.heard(to="老单")[-1] == "单国良：记下了，又可以派单了。另外记着：12月20日到12月25日请假。"
    assert [away_on(town, days) for days in (0, 4, 27)] == [False, False, True]
    town.says("老单", "不请假了")
    assert not any(each.away for each in town.experts())


def test_who_is_away_for_good_stays_so_beside_a_leave_to_come(town: Town) -> None:
    town.says("立峰", "老单停派", UNION)
    town.says("老单", "12月20号到25号请假")
    assert all(away_on(town, days) for days in (0, 5, 27, 40))


def test_a_leave_after_the_first_is_kept_to_by_itself(town: Town) -> None:
    town.says("老单", "明天请假")
    town.says("老单", "周四请假")
    town.later(2 * DAY)
    assert "老单" in asked_about_a_new_one(town, "求助 双色模牙刷柄熔接线发黑 换了料也没用")
    town.says("澄屿小葛", "1001 不用了 自己弄好了", MEIYU)
    town.later(DAY)
    assert "老单" not in asked_about_a_new_one(town, "求助 双色模二射冲料 软胶结合不牢")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("车敏儿下个月产假", "12月1日到12月31日不派单，在那以前照常派"),
        ("车敏儿下个月休产假", "12月1日到12月31日不派单，在那以前照常派"),
        ("车敏儿下个月起产假", "12月1日起不派单"),
        ("车敏儿12月产假", "12月1日到12月31日不派单"),
        ("车敏儿明年1月陪产假", "1月1日到1月31日不派单"),
        ("车敏儿下周婚假", "11月30日到12月6日不派单"),
        ("车敏儿后天年假", "11月25日不派单"),
        ("车敏儿周四周五事假", "11月26日到11月27日不派单"),
        ("车敏儿从下周一开始病假两周", "11月30日到12月13日不派单"),
        ("车敏儿下个月坐月子，先别派", "12月1日到12月31日不派单"),
        ("车敏儿12月请假", "12月1日到12月31日不派单"),
    ],
)
def test_a_leave_of_whatever_kind_begins_on_its_day(town: Town, words: str, answer: str) -> None:
    town.says("立峰", words, UNION)
    assert f"车敏儿：记下了，{answer}" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "大哥住院了，请假三天",
        "我哥结婚，请假两天",
        "大姐家办酒席，这周请假",
        "二叔走了，请三天假",
        "舅舅生病，明天请假一天",
        "嫂子生孩子，请假两天",
        "外公住院，请三天假",
        "小姨子结婚，周六请假",
        "妹妹出嫁，后天请假",
        "岳父手术，请假一周",
        "侄子结婚，请假到周日",
        "表哥出车祸了，今天请假",
        "大伯住院要人陪，请假到周五",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_a_relatives_trouble_is_his_own_leave(town: Town, words: str, room: str | None) -> None:
    town.says("老单", words, room)
    assert [each.wechat_name for each in town.experts() if each.away] == ["老单"]


@pytest.mark.parametrize(
    "words",
    [
        "我徒弟住院了，请假三天",
        "葛师傅住院了，请假三天",
        "小芳姐住院了，请假三天",
        "永康哥请假三天",
        "刘大哥住院了，要请假",
        "我们班组的大刘请假了",
        "同事老婆生孩子，他请假一周",
        "阿毛他哥结婚，阿毛请假两天",
    ],
)
def test_a_colleagues_leave_is_not_the_writers(town: Town, words: str) -> None:
    town.says("老单", words)
    assert not any(each.away for each in town.experts())


def test_a_newer_word_corrects_an_older(town: Town) -> None:
    town.says("老单", "请假到下周三")
    town.says("老单", "请假到周五")
    assert "到11月27日不派单" in town.heard(to="老单")[-1]
    town.says("老单", "我回来了")
    assert not any(each.away for each in town.experts())


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("国庆请假", "2027"),
        ("春节请假", "2月5日到2月11日不派单"),
        ("元旦期间休息", "1月1日到1月3日不派单"),
        ("周末请假", "11月28日到11月29日不派单"),
        ("周末加班不接单", "11月28日到11月29日不派单"),
        ("12月全月出差", "12月1日到12月31日不派单"),
        ("春节前都没空，别派我", "到2月4日不派单"),
        ("年前都别派我了", "到2月4日不派单"),
        ("年后再派我", "到2月11日不派单"),
        ("过完年再给我派单，这阵子请假", "到2月11日不派单"),
        ("请假到元旦", "到1月3日不派单"),
        ("元旦后再派我", "到1月3日不派单"),
    ],
)
def test_holidays_are_days(town: Town, words: str, answer: str) -> None:
    town.says("老单", words)
    expected = "10月1日到10月7日不派单" if answer == "2027" else answer
    assert expected in town.heard(to="老单")[-1]


@pytest.mark.parametrize("words", ["老单回来了", "老单销假", "单国良可以派了", "老单上班了"])
def test_a_coordinator_ends_a_leave(town: Town, words: str) -> None:
    town.says("立峰", "老单请假到周五", UNION)
    town.says("立峰", words, UNION)
    assert town.heard(room=UNION)[-1] == "@立峰 单国良：记下了，又可以派单了。"
    town.request()
    assert "老单" in town.asked()


def test_who_comes_back_some_day_is_away_until_then(town: Town) -> None:
    town.says("立峰", "老单下周一回来", UNION)
    assert "不派单" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("words", ["老单在请假吗", "老单回来没有", "老单请假几天了"])
def test_a_question_about_a_leave_changes_nothing(town: Town, words: str) -> None:
    town.says("立峰", "老单请假到周五", UNION)
    town.says("立峰", words, UNION)
    assert "请假中" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    "words", ["我有空", "这礼拜都有空", "有空的", "我下午有空", "天天有空", "有空喊我", "我有时间"]
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_who_is_free_is_not_on_leave(town: Town, words: str, room: str | None) -> None:
    town.says("老单", words, room)
    assert "老单" in asked_about_a_new_one(town, "求助 双色模牙刷柄熔接线发黑 换了料也没用")
    assert not any(each.away for each in town.experts())


def test_who_is_free_hears_one_short_word(town: Town) -> None:
    town.says("老单", "这礼拜都有空", EXPERTS)
    assert town.heard(room=EXPERTS) == ["@老单 好的，有活找您。"]


def test_who_is_free_for_somebody_else_hears_nothing(town: Town) -> None:
    town.says("老王车工", "老单 明天晚上有空吗", EXPERTS)
    town.says("老单", "有空", EXPERTS)
    assert town.said == []


@pytest.mark.parametrize("words", ["我有空", "现在有空了", "有空"])
def test_who_is_free_again_is_back(town: Town, words: str) -> None:
    town.says("老单", "请假到周五")
    town.says("老单", words)
    assert town.heard(to="老单")[-1] == "单国良：记下了，又可以派单了。"
    assert not any(each.away for each in town.experts())


def test_who_is_free_today_keeps_his_leave_to_come(town: Town) -> None:
    town.says("老单", "明天请假")
    town.says("老单", "我下午有空")
    assert town.heard(to="老单")[-1] == "好的，有活找您。"
    town.later(DAY)
    assert "老单" not in asked_about_a_new_one(town, "求助 双色模二射冲料 软胶结合不牢")


@pytest.mark.parametrize("words", ["明天才有空", "我下个月才有空，这个月别派了"])
def test_who_is_free_only_later_is_away_until_then(town: Town, words: str) -> None:
    town.says("老单", words)
    assert [each.wechat_name for each in town.experts() if each.away] == ["老单"]


@pytest.mark.parametrize(
    "words",
    [
        "我徒弟请假到下礼拜",
        "小芳姐请假到下个月",
        "1001 师傅脚伤了，请假一周",
        "他请假了",
        "葛师傅请假到周五",
        "我退休了 慢慢来 有要搭手的叫我",
        "这几天太忙了",
        "这几天忙疯了",
        "最近忙",
    ],
)
@pytest.mark.parametrize("room", [EXPERTS, None])
def test_anothers_leave_and_much_work_are_no_leave_of_the_writer(
    town: Town, words: str, room: str | None
) -> None:
    town.request()
    town.says("老王车工", words, room)
    assert not any(each.away for each in town.experts())


@pytest.mark.parametrize(
    "words",
    [
        "我老婆住院了，请假一周",
        "我徒弟结婚，我请假两天",
        "老婆住院，这周别派我",
        "最近厂里忙，别派我",
        "单国良请假到周五",
    ],
)
def test_whoever_is_the_cause_his_own_leave_is_one(town: Town, words: str) -> None:
    town.says("老单", words)
    assert [each.wechat_name for each in town.experts() if each.away] == ["老单"]


def test_who_is_busy_these_days_says_no_for_now(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "这几天太忙了", EXPERTS)
    assert "declined" in town.changes()
    assert not any(each.away for each in town.experts())


def test_in_private_he_hears_who_has_to_say_it(town: Town) -> None:
    town.says("老单", "我徒弟请假到下礼拜")
    assert town.heard(to="老单") == ["你徒弟的假要本人说一声，或请协调员说，我才好记。"]


@pytest.mark.parametrize("words", ["文静下周不在", "文静同学下周请假"])
def test_a_coordinators_leave_is_no_experts(town: Town, words: str) -> None:
    town.says("总工会屠佳怡", words, UNION)
    assert town.heard(room=UNION)[-1].endswith(
        "谷文静是协调员，协调员请假我不记，也没有动师傅。说的是师傅，就写全名再说一遍。"
    )
    town.says("总工会屠佳怡", "严文静下周请假", UNION)
    assert "严文静：记下了" in town.heard(room=UNION)[-1]
