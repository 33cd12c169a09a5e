"""What is on record is answered with the right filter; what is not is said in one line, never as a number."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

SHUANGQIAO = "双桥企业服务群"


def asks(town: Town, text: str, room: str | None = UNION) -> str:
    """The answer without the @ in front; "" for silence."""
    before = len(town.heard(room=room, to=None if room else "立峰"))
    town.says("立峰", text, room)
    said = town.heard(room=room, to=None if room else "立峰")[before:]
    return said[-1].removeprefix("@立峰 ") if said else ""


@pytest.fixture
def busy(town: Town) -> Town:
    """1001 of 澄屿 in 梅屿 is mended, rated 4 and saved 30,000 yuan; 1002 of 蔚桐 in 双桥 is in hand."""
    town.request()
    town.says("老单", "1001 接", EXPERTS)
    town.says("蔚桐胡", "求助 冲压件毛刺大 冲针老断", SHUANGQIAO)
    town.later(12)
    town.says("根宝", "1002 接", EXPERTS)
    town.later(3 * 3600)
    town.says("老单", "1001 修好了，模温提高了十五度")
    town.later(60)
    town.says("澄屿小葛", "好了，4分，省了3万", MEIYU)
    town.later(12)
    return town


@pytest.mark.parametrize(
    "talk", ["今天晚上食堂有什么菜", "明天天气怎么样", "谁的杯子落这里了", "晚饭吃什么", "今天油价多少"]
)
def test_talk_of_food_and_weather_gets_nothing(town: Town, talk: str) -> None:
    assert asks(town, talk) == ""


def test_asked_of_the_bot_itself_it_says_so_in_one_line(town: Town) -> None:
    assert asks(town, "今天晚上食堂有什么菜", None).startswith("这个没有记，答不了")


@pytest.mark.parametrize("text", ["会修核磁共振的师傅有谁", "有没有会修核磁共振的师傅", "谁懂核磁共振"])
def test_a_skill_that_nobody_has_is_said(town: Town, text: str) -> None:
    assert asks(town, text) == "名册里没有哪位师傅的工种或专长写着“核磁共振”。"


def test_a_skill_that_somebody_has_names_him(town: Town) -> None:
    assert asks(town, "谁会双色模") == "专长里写了“双色模”：师傅1位\n单国良"
    assert "专长里写了“电梯”：师傅1位" in asks(town, "会修电梯的师傅有谁")


def test_firms_that_never_asked(busy: Town) -> None:
    answer = asks(busy, "有几家企业没报过")
    assert answer.startswith("到现在，没报过的企业58家（在册60家）\n")
    assert "澄屿模塑" not in answer
    assert asks(busy, "双桥有几家企业没报过").startswith("双桥，没报过的企业15家（在册16家）")


def test_how_long_mending_takes(busy: Town) -> None:
    assert asks(busy, "平均多久修好") == "到现在：接单到修好平均3小时，中位3小时（1单）"
    assert "还没有师傅说修好了的单" in asks(busy, "双桥的单子平均多久修好")


@pytest.mark.parametrize("text", ["下个月预计多少单", "下周会有多少单", "明年大概会来多少求助"])
def test_days_to_come_are_not_on_record(busy: Town, text: str) -> None:
    assert asks(busy, text).startswith("还没到的日子没有记录，答不了")


def test_two_times_beside_each_other(busy: Town) -> None:
    lines = asks(busy, "上个月跟这个月比").split("\n")
    assert lines[1:] == [
        "10月1日到10月31日：0单，办好0单",
        "11月1日到11月30日：2单，办好1单，平均12秒接单",
    ]
    lines = asks(busy, "这个月跟去年同期比怎么样").split("\n")
    assert lines[1].startswith("2025年11月1日到11月23日：0单")
    lines = asks(busy, "双桥这个月比上个月多几单").split("\n")
    assert lines[0] == "双桥前后比"
    assert lines[2].startswith("11月1日到11月30日：1单")


def test_every_district_and_trade_named_counts(busy: Town) -> None:
    answer = asks(busy, "双桥、梅屿这个月几单")
    assert answer.startswith("11月1日至11月30日，双桥、梅屿：2单\n")
    assert "双桥 1单" in answer
    assert "梅屿 1单" in answer
    assert asks(busy, "注塑和冲压今年几单").startswith("1月1日至12月31日，注塑与塑料成型、冲压与钣金：2单")
    assert "双桥、沙塘：1单" in asks(busy, "双桥和沙塘今天的单子列一下")


def test_two_experts_each_have_their_line(busy: Town) -> None:
    assert asks(busy, "老单和根宝这个月各接了几单").split("\n") == [
        "单国良，11月1日至11月30日：接了1单",
        "奚根宝，11月1日至11月30日：接了1单",
    ]


def test_what_firms_told_is_summed(busy: Town) -> None:
    assert asks(busy, "今年帮企业省了多少钱") == "1月1日至12月31日：2单\n省了3万元（1单报过）"
    assert asks(busy, "双桥今年省了多少钱").endswith("还没有企业报过省了多少")


def test_who_is_free_today(busy: Town) -> None:
    assert asks(busy, "今天谁有空").startswith("能派118位，请假0位\n")
    busy.says("立峰", "杜青今天请假", UNION)
    assert asks(busy, "双桥哪几个焊工有空").startswith(
        "双桥，焊接与连接：能派1位，请假1位，手上都没有单\n闻人杰"
    )
    assert "手上单最多的：奚根宝 1单" in asks(busy, "谁有空")


def test_a_notice_to_everybody_is_not_the_bots(town: Town) -> None:
    for text in ("给所有师傅发通知，周五开会", "通知所有师傅周五下午开会", "帮我给各企业群发个通知"):
        assert asks(town, text) == "通知我不代发，请直接在专家群、企业群里说。"
    for talk in ("大家注意看通知", "收到通知了", "各位周五下午开会"):
        assert asks(town, talk) == ""


def test_what_the_bot_cannot_follow_is_said_to_who_asks_it(town: Town) -> None:
    assert asks(town, "帮我把打印机修一修再发个图", None)
    assert asks(town, "好的谢谢", None) == ""


@pytest.mark.parametrize("text", ["1002", "1002？", "【1002】"])
def test_a_bare_number_asks_how_that_ticket_stands(busy: Town, text: str) -> None:
    assert asks(busy, text).startswith("【1002】冲压件毛刺大")
    assert busy.ticket(1002).urgency == "normal"


def test_a_bare_number_that_is_no_ticket_is_talk(town: Town) -> None:
    assert asks(town, "1216") == ""


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("23号来了几单", "11月23日"),
        ("20号之前的单子列一下", "11月1日至11月20日"),
        ("七八九三个月几单", "7月1日至9月30日"),
        ("今年 11 月几单", "11月1日至11月30日"),
        ("Q3几单", "7月1日至9月30日"),
        ("11.1-11.15的单", "11月1日至11月15日"),
        ("9月20号到国庆前几单", "9月20日至9月30日"),
    ],
)
def test_days_are_days_and_no_ticket_numbers(busy: Town, text: str, scope: str) -> None:
    assert asks(busy, text).startswith(f"{scope}：")


def test_who_was_asked_and_what_he_answered(busy: Town) -> None:
    assert asks(busy, "1001请了哪些师傅").startswith("【1001】请了3位：单国良（接了）、")


def test_what_stands_in_the_roster_of_an_expert_and_a_firm(busy: Town) -> None:
    assert asks(busy, "老单是哪个厂的").startswith("单国良（模具设计与制造，双桥，蔚桐塑模）：手上0单")
    assert asks(busy, "澄屿模塑联系人是谁").startswith("澄屿模塑（梅屿）联系人葛晓斌")
    assert "13900010001" not in asks(busy, "澄屿模塑联系人是谁")


def test_days_to_come_know_who_is_away(busy: Town) -> None:
    busy.says("立峰", "杜青下周一到周三请假", UNION)
    assert asks(busy, "下周谁请假") == "11月30日到12月6日：请假的师傅1位\n杜青"
    assert asks(busy, "双桥下周哪几个焊工有空").startswith(
        "11月30日到12月6日，双桥，焊接与连接：能派1位，请假1位"
    )


def test_a_report_is_asked_for_in_a_word(busy: Town) -> None:
    assert asks(busy, "周报").startswith("11月23日至11月29日：2单")
    assert asks(busy, "今天有几个企业在等").startswith("11月23日，待接单：没有")


def test_him_without_a_name_is_asked_about(busy: Town) -> None:
    assert asks(busy, "1002 派给他").startswith("说的是哪位师傅")
