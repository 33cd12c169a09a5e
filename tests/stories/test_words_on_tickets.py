"""What a coordinator says of a ticket and its experts that only sounds like an order does what it says."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

COORDINATOR, HOLDER = "总工会屠佳怡", "茅工电机"


def two(town: Town) -> None:
    """1001 is in hand, nobody has 1002."""
    town.request("求助 贴标机电机老跳闸 标签贴歪")
    town.says(HOLDER, "1001 接", EXPERTS)
    town.says("拾墨小顾", "求助 冲床冲压件毛刺大 断面不齐", MEIYU)
    town.later(12)


def tells(town: Town, text: str) -> str:
    """What the bot answers him at last in the 协调群."""
    town.says(COORDINATOR, text, UNION)
    return town.heard(room=UNION)[-1]


def holder(town: Town, no: int) -> str | None:
    expert_id = town.ticket(no).expert_id
    return next((each.name for each in town.experts() if each.id == expert_id), None)


@pytest.mark.parametrize(
    "text",
    [
        "1001 急不急",
        "1001 能关吗",
        "1001 可以关了吗",
        "1001 能不能结单",
        "1001 标题改一下",
        "1001 标题不对",
        "1001 普通",
        "1001 联系人换了",
        "1001 改期",
    ],
)
def test_what_gives_no_order_leaves_the_ticket_as_it_is(town: Town, text: str) -> None:
    two(town)
    before = town.ticket()
    assert "【1001】" in tells(town, text) or "没有动" in tells(town, text)
    assert town.ticket() == before


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1001 标题写错了，改成“贴标机标签贴歪”", "贴标机标签贴歪"),
        ("1001 标题改成：贴标机跑偏", "贴标机跑偏"),
        ("1001的标题应该是贴标机跳闸", "贴标机跳闸"),
        ("1001 题目换成 贴标机停机", "贴标机停机"),
    ],
)
def test_a_new_title_is_taken_over_and_the_holder_reads_it(town: Town, text: str, title: str) -> None:
    two(town)
    assert tells(town, text).endswith(f"【1001】已改，标题：{title}。")
    assert (town.ticket().title, town.ticket().status) == (title, "claimed")
    assert town.heard(to=HOLDER)[-1] == f"【1001】工会改了，标题：{title}。"


@pytest.mark.parametrize(
    "text",
    [
        "1001 不急",
        "1001 不急，改成一般",
        "1001 降为一般",
        "1001 普通",
        "1001 没那么急",
        "1001 取消加急",
        "1001 先不急，慢慢来",
        "1001 优先级调低",
        "1001 改成普通吧",
        "把1001降为普通",
        "1001和1002都不急",
    ],
)
def test_where_there_is_no_haste_it_is_lowered(town: Town, text: str) -> None:
    two(town)
    tells(town, "1001 加急")
    assert town.ticket().urgency == "critical"
    town.says(COORDINATOR, text, UNION)
    assert any(each.endswith("【1001】已改，紧急程度：一般。") for each in town.heard(room=UNION))
    assert (town.ticket().urgency, town.ticket().status) == ("normal", "claimed")


@pytest.mark.parametrize("text", ["1001加急", "升级1001", "1001 改成特急", "1001 升为特急"])
def test_haste_is_raised_where_he_says_so(town: Town, text: str) -> None:
    two(town)
    tells(town, text)
    assert town.ticket().urgency == "critical"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1001 改期到明天", "2026-11-24"),
        ("1001 期限改到后天", "2026-11-25"),
        ("1001 推迟到周五", "2026-11-27"),
    ],
)
def test_a_day_is_set_and_raises_nothing(town: Town, text: str, day: str) -> None:
    two(town)
    assert "已改，期限：" in tells(town, text)
    assert (town.ticket().deadline, town.ticket().urgency) == (day, "normal")


@pytest.mark.parametrize(
    ("text", "trade"),
    [("1002 改成冲压", "stamping"), ("1002 改成注塑", "injection"), ("1002 工种改为模具", "mould")],
)
def test_a_trade_is_changed_and_those_of_it_are_asked(town: Town, text: str, trade: str) -> None:
    two(town)
    before = town.asked()
    assert "工种：" in tells(town, text)
    assert (town.ticket(1002).category, town.ticket(1002).urgency) == (trade, "normal")
    assert (len(town.asked()) > len(before)) == (trade != "stamping")


@pytest.mark.parametrize(
    "text",
    [
        "1002 阿毛不要去",
        "1002 阿毛说他去不了",
        "1002 老单去不了",
        "1002 老单没空",
        "1002 阿毛不肯去",
        "1002 阿毛今天没空",
        "1002 老单生病了",
        "1002 阿毛说没时间",
        "1002 阿毛去过了，修不好",
    ],
)
def test_who_will_not_come_is_not_given_the_ticket(town: Town, text: str) -> None:
    two(town)
    assert tells(town, text).endswith("【1002】已备注。")
    assert town.ticket(1002).status == "open"


@pytest.mark.parametrize(
    "text",
    [
        "1002 老单没空，阿毛呢",
        "1002 问一下阿毛去不去",
        "1002 阿毛可以吗",
        "1002 阿毛能去吗",
        "1002 问问阿毛有没有空",
        "1002 阿毛行不行",
    ],
)
def test_whether_he_comes_is_put_to_him(town: Town, text: str) -> None:
    two(town)
    with_him = town.asked().count("阿毛冲压")
    answer = tells(town, text)
    asked_before = "已经请过了" in answer
    assert asked_before or "已去问娄阿毛" in answer
    assert town.asked().count("阿毛冲压") == with_him + (not asked_before)
    assert town.ticket(1002).status == "open"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1002派给阿毛", "娄阿毛"),
        ("1002 让阿毛去", "娄阿毛"),
        ("1002 阿毛去吧", "娄阿毛"),
        ("1002 阿毛不行，换老单", "单国良"),
        ("1002 老单没空，阿毛去", "娄阿毛"),
        ("1002 老单去不了，派给阿毛", "娄阿毛"),
        ("1002 让阿毛去，老单没空", "娄阿毛"),
        ("1002 老单说阿毛能去", "娄阿毛"),
        ("1002 老单说他去", "单国良"),
        ("1002 阿毛", "娄阿毛"),
    ],
)
def test_who_is_to_go_is_given_it(town: Town, text: str, name: str) -> None:
    two(town)
    tells(town, text)
    assert holder(town, 1002) == name


@pytest.mark.parametrize("text", ["1001 茅工去不了", "1001 老茅没空"])
def test_that_the_holder_cannot_come_moves_nothing_without_another(town: Town, text: str) -> None:
    two(town)
    assert "还在茅晓东手上" in tells(town, text)
    assert holder(town, 1001) == "茅晓东"


@pytest.mark.parametrize("text", ["1001 改联系人，王工13512345678", "1001 电话换成13512345678"])
def test_a_new_contact_reaches_the_holder_in_private(town: Town, text: str) -> None:
    two(town)
    tells(town, text)
    assert holder(town, 1001) == "茅晓东"
    assert "13512345678" in town.heard(to=HOLDER)[-1]
    said = [each for room in (UNION, EXPERTS, MEIYU) for each in town.heard(room=room)]
    assert not any("13512345678" in each for each in said)


def test_a_new_contact_waits_for_who_takes_the_ticket(town: Town) -> None:
    two(town)
    tells(town, "1002 联系人改为王工13512345678")
    town.says("阿毛冲压", "1002 接", EXPERTS)
    assert any("13512345678" in each for each in town.heard(to="阿毛冲压"))


def test_then_let_another_go_is_about_the_ticket_last_spoken_of(town: Town) -> None:
    two(town)
    town.says("澄屿小葛", "求助 注塑机合模没力", MEIYU)
    town.later(12)
    tells(town, "1002请涛哥去")
    town.says("涛哥", "我不会电火花啊，你找老谢", UNION)
    tells(town, "那就让麻工去")
    assert holder(town, 1002) == "麻丽君"


@pytest.mark.parametrize(
    "text",
    [
        "转告澄屿：茅工下午到",
        "告诉澄屿，茅工下午到",
        "告诉澄屿模塑茅工下午到",
        "转告葛总：茅工下午到",
        "通知澄屿小葛，茅工下午到",
    ],
)
def test_words_for_a_firm_by_its_name_reach_it(town: Town, text: str) -> None:
    two(town)
    assert tells(town, text).endswith("【1001】已转告企业。")
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】工会回话：茅工下午到"


@pytest.mark.parametrize("text", ["转告拾墨：小英下午到", "告诉拾墨，小英下午到"])
def test_so_do_words_for_who_asked(town: Town, text: str) -> None:
    two(town)
    assert tells(town, text).endswith("【1002】已转告企业。")


def test_a_firm_without_a_ticket_is_told_nothing(town: Town) -> None:
    two(town)
    assert "没有转告：砺川" in tells(town, "转告砺川：明天开会")


def test_an_expert_by_his_surname_is_told(town: Town) -> None:
    two(town)
    assert "已私信转告茅晓东" in tells(town, "告诉茅工走北门")
    assert town.heard(to=HOLDER)[-1] == "【1001】工会转告你：走北门"


def test_the_score_he_closes_with_is_kept(town: Town) -> None:
    two(town)
    assert tells(town, "1001 帮我结了，企业电话里说好了，4分").endswith("【1001】已结单，评价4分。")
    assert (town.ticket().status, town.ticket().rating) == ("closed", 4)


@pytest.mark.parametrize(
    ("trouble", "words", "title"),
    [
        ("注塑机停机了，师傅能来看看吗", "报的是E07", "注塑机停机了，报E07"),
        ("注塑机停机了，报警", "屏幕上显示E07", "注塑机停机了，报警E07"),
        ("伺服老报警，谁会修", "报警代码AL.16", "伺服老报警AL.16"),
        ("数控车床开不了机", "SV0401", "数控车床开不了机，报SV0401"),
    ],
)
def test_a_code_told_later_is_shown_to_who_is_asked_then(
    town: Town, trouble: str, words: str, title: str
) -> None:
    town.request(trouble)
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    offers = len([each for each in town.said if each.purpose == "offer"])
    town.later(300)
    later = [each.text for each in town.said if each.purpose == "offer"][offers:]
    assert later
    assert all(f"【1001】{title}\n" in each for each in later)


@pytest.mark.parametrize("words", ["HTF250", "料是PA66的", "报的E07是什么意思", "M8的螺丝"])
def test_a_type_a_material_and_a_question_are_no_code(town: Town, words: str) -> None:
    town.request("注塑机打不满料")
    town.says("澄屿小葛", words, MEIYU)
    town.later(12)
    assert town.ticket().title == "注塑机打不满料"


def test_a_second_code_leaves_the_title(town: Town) -> None:
    town.request("注塑机报E07停机了")
    town.says("澄屿小葛", "现在报的是E12", MEIYU)
    town.later(12)
    assert town.ticket().title == "注塑机报E07停机了"
    assert "现在报的是E12" in town.ticket().body
