"""Coordinators teach whom to ask for such problems, and ask why somebody was or was not asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.policy_file import read_policy
from storage import people, teachings, weighings
from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR, OF_SHUANGQIAO = "总工会屠佳怡", "立峰"
LIKE_IT = "谁懂 双色模的牙刷柄熔接线又发黑了 求助"
DAY = 24 * 3600


def tells(town: Town, text: str, who: str = COORDINATOR, **more: object) -> str:
    """What the bot answers a coordinator in the 协调群."""
    before = len(town.heard(room=UNION))
    town.says(who, text, UNION, **more)
    town.later(12)
    answers = town.heard(room=UNION)[before:]
    assert len(answers) == 1, answers
    return answers[0]


def next_asked(town: Town, text: str = LIKE_IT) -> list[str]:
    """Whom the first wave of a new request asks, best first."""
    before = len(town.asked())
    town.says("拾墨小顾", text, MEIYU)
    town.later(12)
    return town.asked()[before:]


def over_by_morning(town: Town) -> None:
    """The first ticket is done with, and the next working day has begun."""
    town.says("澄屿小葛", "1001 不用了 自己弄好了", MEIYU)
    town.later(DAY)


def test_who_is_taught_is_asked_first_for_such_problems_from_then_on(town: Town) -> None:
    town.request()
    assert "武师傅" not in town.asked()
    assert "这类活先找武新民" in tells(town, "1001号单应该找武新民师傅")
    over_by_morning(town)
    assert next_asked(town)[0] == "武师傅"


def test_without_the_teaching_he_would_not_be_asked(town: Town) -> None:
    town.request()
    over_by_morning(town)
    assert "武师傅" not in next_asked(town)


def test_other_problems_go_where_they_went(town: Town) -> None:
    town.request()
    tells(town, "1001 这种该找武新民")
    over_by_morning(town)
    assert "武师傅" not in next_asked(town, "求助 三坐标测针碰撞后球度超差 量不准")


def test_an_open_ticket_is_put_before_him_at_once(town: Town) -> None:
    town.request()
    said = tells(town, "1001 这种该找武新民")
    assert "也去请了" in said
    assert town.asked()[-1] == "武师傅"
    town.says("武师傅", "接", town.said[-2].room or EXPERTS)
    assert town.ticket().status == "claimed"


def test_a_quote_of_the_bots_message_says_which_ticket(town: Town) -> None:
    town.request()
    town.later(300)
    about = next(f"b{i}" for i, each in enumerate(town.said, 1) if each.room == UNION)
    assert "【1001】记下了" in tells(town, "这类活以后找老武", quote=about)


def test_one_on_leave_is_taught_and_not_asked_now(town: Town) -> None:
    town.says("武师傅", "这周出差 别派给我")
    town.request()
    said = tells(town, "1001 这种该找武新民")
    assert "这单没去请：在请假" in said
    assert "武师傅" not in town.asked()


def test_a_ticket_in_other_hands_stays_there(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    assert "没动" in tells(town, "1001 这种该找武新民")
    assert town.ticket().status == "claimed"
    assert "武师傅" not in town.asked()


def test_a_wrong_teaching_is_taken_back(town: Town) -> None:
    town.request()
    tells(town, "1001 这种该找武新民")
    assert "不算了" in tells(town, "1001 不该找他了")
    over_by_morning(town)
    assert "武师傅" not in next_asked(town)


def test_teaching_another_takes_the_first_back(town: Town) -> None:
    town.request()
    tells(town, "1001 这种该找武新民")
    assert "原先记的武新民不算了" in tells(town, "1001 应该找钱柏林")
    over_by_morning(town)
    asked = next_asked(town)
    assert asked[0] == "柏林开模"
    assert "武师傅" not in asked


def test_two_may_be_taught_beside_each_other(town: Town) -> None:
    town.request()
    tells(town, "1001 这种该找武新民")
    tells(town, "1001 也该找钱柏林")
    over_by_morning(town)
    assert {"武师傅", "柏林开模"} <= set(next_asked(town))


def test_one_who_is_not_to_be_asked_comes_after_others(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    name = next(each.name for each in town.experts() if each.wechat_name == first)
    assert "不先找" in tells(town, f"1001 不该找{name}")
    over_by_morning(town)
    assert first not in next_asked(town)


def test_a_kind_of_problem_is_taught_without_a_ticket(town: Town) -> None:
    assert "记下了" in tells(town, "双色模牙刷柄熔接线发黑这类活以后都找武新民")
    assert next_asked(town)[0] == "武师傅"
    assert "不算了" in tells(town, "双色模牙刷柄熔接线发黑这类活别再找武新民了")


def test_only_coordinators_teach_and_only_of_their_districts(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "@派单助手 1001 这种该找武新民", MEIYU)
    town.later(12)
    assert "协调员" in town.heard(room=MEIYU)[-1]
    assert "不是你片区" in tells(town, "1001 这种该找武新民", OF_SHUANGQIAO)
    with town.engine.database.unit() as uow:
        assert teachings.every(uow) == []


def test_a_name_of_nobody_teaches_nothing(town: Town) -> None:
    town.request()
    assert "没找到" in tells(town, "1001 这种该找雷震子")
    assert "没有1999号单" in tells(town, "1999 这种该找武新民")


def test_without_number_and_with_two_tickets_the_bot_asks_which(town: Town) -> None:
    town.request()
    next_asked(town, "求助 冲床的模具崩刃 一天换两次")
    assert "哪一单" in tells(town, "这类活以后找武新民")
    assert "【1001】记下了" in tells(town, "1001")


def test_why_somebody_was_asked_is_what_is_on_record(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    expert = next(each for each in town.experts() if each.wechat_name == first)
    said = tells(town, f"1001 为什么找{expert.name}？")
    assert "09:00请了" in said
    assert "还没回话" in said
    town.says(first, "1001 没空", EXPERTS)
    assert "说没空" in tells(town, f"怎么找了{expert.name}")


@pytest.mark.parametrize(
    ("before", "reason"),
    [("这周出差 别派给我", "请假"), (None, "没轮到")],
)
def test_why_somebody_was_not_asked(town: Town, before: str | None, reason: str) -> None:
    if before:
        town.says("爱珍", before)
    town.request()
    assert "爱珍" not in town.asked()
    said = tells(town, "1001 怎么没找爱珍")
    assert "没请毛爱珍：09:00" in said
    assert reason in said
    town.says("爱珍", "我回来了")
    assert reason in tells(town, "1001 怎么没找毛爱珍"), "what held then is said, not what holds now"


def test_who_was_passed_over_hears_of_everybody_asked_so_far(town: Town) -> None:
    town.request()
    town.later(100)
    with town.engine.database.unit() as uow:
        last = weighings.of_ticket(uow, town.ticket().id)[-1]
        behind = next(each.no for each in last.considered if not each.asked and not each.spared)
        name = people.experts_numbered(uow, [behind])[behind].name
    count = len(town.asked())
    assert count > 3
    assert f"排在第{count + 1}位，请了{count}位，没轮到" in tells(town, f"1001 怎么没找{name}")


def test_while_the_night_holds_a_ticket_nobody_was_asked_and_it_says_when(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "quiet.toml"
    night = 'name = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\nhold = ["normal"]'
    file.write_text(f"[[hours]]\n{night}\n", "utf-8")
    town.engine = replace(town.engine, policy=read_policy(file))
    town.now = town.now.replace(hour=23)
    town.request()
    assert "还没请师傅，明早6:30才请" in tells(town, "1001 怎么没找武新民")


def test_why_not_somebody_far_behind_is_computed_now_and_said_so(town: Town) -> None:
    town.request()
    said = tells(town, "1001 为啥没派给连山秀")
    assert "现在算起来" in said
    assert "登记的是农业与食品" in said


def test_who_took_it_himself_was_not_asked(town: Town) -> None:
    town.request()
    town.says("老王车工", "1001 我接", EXPERTS)
    assert "是自己接的" in tells(town, "1001 为什么找他")
    tells(town, "1001 派给葛林松")
    assert "协调员派的" in tells(town, "1001 为什么找葛林松")


def wanted_of(town: Town, person: str) -> str:
    return next(each.name for each in town.experts() if each.wechat_name == person)


@pytest.mark.parametrize(
    "words", ["1001 不要找{}了", "1001 别找{}了", "1001 不用找{}", "1001 不要{}了", "1001 不该找{}了"]
)
def test_not_him_neither_ends_nor_gives_the_ticket(town: Town, words: str) -> None:
    town.request()
    first = town.asked()[0]
    said = tells(town, words.format(wanted_of(town, first)))
    assert "不先找" in said
    assert "这单不等" in said
    assert (town.ticket().status, town.ticket().expert_id) == ("open", None)
    over_by_morning(town)
    assert first not in next_asked(town)


def test_not_him_whom_he_taught_before_is_taken_back(town: Town) -> None:
    town.request()
    tells(town, "1001 这种该找武新民")
    assert "不算了" in tells(town, "1001 不要找武新民了")
    assert town.ticket().status == "open"
    over_by_morning(town)
    assert "武师傅" not in next_asked(town)


def test_not_him_where_he_has_it_leaves_it_with_him(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    name = wanted_of(town, first)
    assert f"这单还在{name}手上，没动" in tells(town, f"1001 别找{name}了")
    assert town.ticket().status == "claimed"


@pytest.mark.parametrize(
    "words", ["1001 不该找{}，该找武新民", "1001 别找{}，找武新民", "1001 应该找武新民而不是{}"]
)
def test_not_one_but_another_puts_the_first_down_and_the_other_up(town: Town, words: str) -> None:
    town.request()
    first = town.asked()[0]
    name = wanted_of(town, first)
    said = tells(town, words.format(name))
    assert "先找武新民" in said
    assert f"不先找{name}" in said
    assert town.asked()[-1] == "武师傅"
    assert (town.ticket().status, town.ticket().expert_id) == ("open", None)
    over_by_morning(town)
    asked = next_asked(town)
    assert asked[0] == "武师傅"
    assert first not in asked


def test_two_named_together_are_both_taught(town: Town) -> None:
    town.request()
    said = tells(town, "1001号单应该找武新民和钱柏林")
    assert "这类活先找武新民、钱柏林" in said
    over_by_morning(town)
    assert {"武师傅", "柏林开模"} <= set(next_asked(town))


def test_a_kind_of_work_is_taught_by_its_own_words_not_for_the_ticket_at_hand(town: Town) -> None:
    town.request()
    assert "抛光先找武新民" in tells(town, "以后抛光的活先找武新民")
    assert "武师傅" not in town.asked(), "the open ticket is about something else"
    over_by_morning(town)
    assert "武师傅" not in next_asked(town)
    assert "武师傅" in next_asked(town, "求助 模具镜面抛光抛不亮")


def test_taught_at_night_he_is_asked_first_in_the_morning(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "quiet.toml"
    night = 'name = "night"\nsince = "22:00"\nuntil = "6:30"\nlikely = 0.4\nhold = ["normal"]'
    file.write_text(f"[[hours]]\n{night}\n", "utf-8")
    town.engine = replace(town.engine, policy=read_policy(file))
    town.now = town.now.replace(hour=23)
    town.request()
    assert "这单明早6:30才请师傅，到时先请武新民" in tells(town, "1001 这种该找武新民")
    assert town.asked() == []
    town.later(8 * 3600)
    assert town.asked()[0] == "武师傅"


def test_why_says_that_he_was_taught(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    tells(town, "1001 这种该找武新民")
    tells(town, f"1001 不该找{wanted_of(town, first)}")
    over_by_morning(town)
    assert next_asked(town)[0] == "武师傅"
    assert "协调员教过先找这位" in tells(town, "1002 为什么找武新民")
    assert "协调员说过这类活先找别人" in tells(town, f"1002 怎么没找{wanted_of(town, first)}")


@pytest.mark.parametrize(
    "words", ["1001 应该找武新民师傅", "1001 找武新民师傅", "1001 能不能请武新民来", "这单应该找武师傅"]
)
def test_a_firm_that_names_an_expert_wishes_and_ends_nothing(town: Town, words: str) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert "想请武新民已告诉工会协调员" in town.heard(room=MEIYU)[-1]
    assert "想请武新民" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "claimed"
    assert "武师傅" not in town.asked()


def test_a_firm_that_names_an_expert_while_nobody_has_it_waits_on(town: Town) -> None:
    town.request()
    town.says("澄屿小葛", "1001号单应该找武新民", MEIYU)
    town.later(12)
    assert "想请武新民" in town.heard(room=UNION)[-1]
    assert town.ticket().status == "open"


def test_a_firm_that_names_the_one_who_has_it_hears_so(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "接", EXPERTS)
    name = wanted_of(town, first)
    town.says("澄屿小葛", f"1001 应该找{name}师傅", MEIYU)
    town.later(12)
    assert name in town.heard(room=MEIYU)[-1]
    assert town.ticket().status == "claimed"
    assert not any("想请" in text for text in town.heard(room=UNION))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1001号单应该找夔工", "夔工"),
        ("1001应该找司马师傅", "司马师傅"),
        ("能不能让咸师傅来", "咸师傅"),
        ("最好请诸葛师傅来", "诸葛师傅"),
    ],
)
def test_a_firm_that_names_somebody_of_no_roster_hears_so(town: Town, text: str, name: str) -> None:
    town.request()
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert f"师傅名册里没有{name}" in town.heard(room=MEIYU)[-1]
    assert f"澄屿模塑想请{name}，名册里没有这位师傅" in town.heard(room=UNION)[-1]
    assert (town.ticket().status, "noted" in town.changes()) == ("open", True)


@pytest.mark.parametrize("text", ["1001 找个电工来", "能不能请厂家师傅来", "让好师傅来"])
def test_a_trade_is_nobodys_name(town: Town, text: str) -> None:
    town.request()
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert not any("名册里没有" in each for each in town.heard(room=MEIYU))


def test_a_colleague_recommended_who_waits_already_is_not_called_twice(town: Town) -> None:
    town.request()
    first, second, *_ = town.asked()
    asked = town.asked()
    town.says(first, f"1001 应该找{wanted_of(town, second)}", EXPERTS)
    assert "已经请过了" in town.heard(room=EXPERTS)[-1]
    assert town.asked() == asked


def test_what_was_taught_is_told(town: Town) -> None:
    assert "还没教过" in tells(town, "教过哪些")
    town.request()
    tells(town, "1001 这种该找武新民")
    tells(town, "以后抛光的活先找钱柏林")
    said = tells(town, "教过哪些？")
    assert "教过的有2条" in said
    assert "抛光：先找钱柏林" in said
    assert "【1001】" in said
    assert "钱柏林" not in tells(town, "1001 教过谁")


def test_a_wrong_lesson_is_taken_back_right_after(town: Town) -> None:
    town.request()
    tells(town, "1001 这种该找武新民")
    assert "“这类活先找武新民”不算了" in tells(town, "教错了")
    assert "还没教过" in tells(town, "教过哪些")
    over_by_morning(town)
    assert "武师傅" not in next_asked(town)


def test_what_a_wrong_lesson_put_aside_counts_again(town: Town) -> None:
    town.request()
    tells(town, "1001 这种该找武新民")
    tells(town, "1001 应该找钱柏林")
    said = tells(town, "刚才教错了，不算")
    assert "“这类活先找钱柏林”不算了" in said
    assert "原先的“这类活先找武新民”照旧算" in said
    assert "先找武新民" in tells(town, "教过哪些")


def test_a_wrong_no_is_taken_back_too(town: Town) -> None:
    town.request()
    tells(town, "1001 不该找老单")
    assert "“这类活不先找单国良”不算了" in tells(town, "1001 教错了")
    assert "还没教过" in tells(town, "教过哪些")


def test_a_lesson_in_words_is_taken_back(town: Town) -> None:
    tells(town, "以后抛光的活先找钱柏林")
    assert "“抛光先找钱柏林”不算了" in tells(town, "教错人了")


def test_with_nothing_lately_taught_nothing_is_taken_back(town: Town) -> None:
    assert "没有刚教过的可以收回" in tells(town, "教错了")
    town.request()
    tells(town, "1001 这种该找武新民")
    tells(town, "教错了")
    assert "没有刚教过的可以收回" in tells(town, "教错了")


def test_nobody_takes_back_what_another_taught(town: Town) -> None:
    tells(town, "以后抛光的活先找钱柏林")
    assert "没有刚教过的可以收回" in tells(town, "教错了", OF_SHUANGQIAO)
    assert "钱柏林" in tells(town, "教过哪些")
