"""What firms of many kinds write from day to day, each heard as it is meant."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def says(town: Town, text: str, who: str = "澄屿小葛") -> str:
    """What the bot says in the group then."""
    heard = len(town.heard(room=MEIYU))
    town.says(who, text, MEIYU)
    town.later(20)
    return "\n".join(town.heard(room=MEIYU)[heard:])


def taken(town: Town, trouble: str, expert: str = "老单") -> None:
    says(town, trouble)
    town.says(expert, "1001 接", EXPERTS)
    town.later(20)


def test_a_line_that_stands_is_heard_at_once(town: Town) -> None:
    assert "特急" in says(town, "烘道链条掉了，整条线停在那里")


def test_a_line_that_stands_for_a_reason_not_told_is_asked_about(town: Town) -> None:
    assert "什么机器、出了什么毛病" in says(town, "3号线，停了。快来人")
    says(town, "输送带断了")
    assert town.ticket().urgency == "critical"


@pytest.mark.parametrize(
    ("words", "title", "trade"),
    [
        ("各位师傅早，请教一下，PC料烘多久，几度？", "PC料烘多久，几度", "injection"),
        ("模板热处理回来变形了", "模板热处理回来变形了", "heat_treatment"),
        ("刀具DLC掉了", "刀具DLC掉了", "surface"),
        ("双色件脱开", "双色件脱开", "injection"),
        ("仓库的堆高车升不上去 油是够的", "仓库的堆高车升不上去", "hydraulics"),
        ("求助铝件氩弧焊老是有气孔，懂的师傅", "铝件氩弧焊老是有气孔", "welding"),
        (
            "客户退货两千个，说是尺寸大了三丝，我们三坐标测出来是合格的",
            "尺寸大了三丝，三坐标测出来是合格的",
            "metrology",
        ),
    ],
)
def test_it_opens_a_ticket_with_the_trouble_in_its_title(
    town: Town, words: str, title: str, trade: str
) -> None:
    says(town, words)
    assert (town.ticket().title, town.ticket().category) == (title, trade)


def test_a_wish_to_be_taught_is_called_by_what_is_taught(town: Town) -> None:
    says(town, "新来的几个小伙子，想请老师来教教看图纸")
    assert "看图纸" in town.ticket().title
    assert "教教" not in town.ticket().title


def test_dictated_without_a_stop_the_title_ends_with_the_trouble(town: Town) -> None:
    says(town, "数控车床加工不锈钢拉毛刀具烧得快我们用的是国产刀片转速八百进给零点一师傅给看看是哪里问题")
    assert town.ticket().title == "数控车床加工不锈钢拉毛刀具烧得快"


def test_haste_said_of_all_is_of_all(town: Town) -> None:
    says(town, "求助：1.注塑机三号机料筒不升温 2.行车遥控失灵 都挺急的")
    assert town.ticket(1001).urgency == town.ticket(1002).urgency == "urgent"


def test_the_second_of_two_is_the_second_that_was_told(town: Town) -> None:
    says(town, "求助：1.注塑机三号机料筒不升温 2.行车遥控失灵")
    says(town, "第二个自己弄好了")
    assert (town.ticket(1001).status, town.ticket(1002).status) == ("open", "cancelled")


@pytest.mark.parametrize(
    "words", ["要不要先把模具拆下来", "谢谢老单\n需要我们准备什么工具吗", "换一副顶针要多少钱啊"]
)
def test_a_question_about_the_work_is_put_to_who_has_it(town: Town, words: str) -> None:
    taken(town, "压铸模顶针断了，卡在里面")
    assert says(town, words).endswith("你问的已转过去。")
    assert words.split("\n")[-1] in town.heard(to="老单")[-1]


def test_the_number_of_who_has_it_is_sent_in_private(town: Town) -> None:
    taken(town, "压铸模顶针断了，卡在里面")
    assert "已私信给你" in says(town, "老单电话多少")


def test_whom_to_see_there_is_no_wish_for_an_expert(town: Town) -> None:
    taken(town, "压铸模顶针断了，卡在里面")
    says(town, "我下午不在厂里，找小王")
    assert "找小王" in town.heard(to="老单")[-1]
    assert town.heard(room=UNION) == []


def test_who_looks_himself_first_puts_it_off_and_may_call_again(town: Town) -> None:
    says(town, "空压机压力上不去，求助")
    assert "先不请师傅了" in says(town, "先不用了，我们电工说他先看看")
    assert "好的，已请3位师傅" in says(town, "电工弄不了，还是要请师傅")
    with pytest.raises(AssertionError):
        town.ticket(1002)


def test_found_it_ourselves_he_need_not_come_ends_it(town: Town) -> None:
    taken(town, "液压站油温高，70多度", "老丁液压")
    says(town, "我们自己找到原因了，冷却水没开，让老丁别来了")
    assert town.ticket().status == "cancelled"
    assert "不用去了" in town.heard(to="老丁液压")[-1]


def test_a_threat_to_go_elsewhere_ends_nothing(town: Town) -> None:
    says(town, "仓库的堆高车升不上去")
    assert "正在找师傅" in says(town, "再不来我找外面的人修了")
    assert town.ticket().status == "open"


def test_no_haste_this_afternoon_will_do_keeps_him_coming(town: Town) -> None:
    taken(town, "注塑机模板打不开了")
    says(town, "不用急 下午来也行")
    assert "补充：不用急 下午来也行" in town.heard(to="老单")[-1]


def test_another_day_for_his_visit_is_no_deadline(town: Town) -> None:
    taken(town, "模具水路漏水")
    says(town, "改后天吧")
    assert town.ticket().deadline is None
    assert "改后天吧" in town.heard(to="老单")[-1]


def test_better_than_before_ends_it(town: Town) -> None:
    taken(town, "液压站油温高，70多度", "老丁液压")
    town.says("老丁液压", "1001 好了", EXPERTS)
    town.later(60)
    says(town, "可以，比以前还好用，省得买新的了")
    assert town.ticket().status == "closed"


def test_said_wrong_the_title_tells_what_it_is(town: Town) -> None:
    says(town, "气动夹爪夹不紧 掉件")
    says(town, "不对我说错了 是吸盘吸不住")
    assert town.ticket().title == "吸盘吸不住"


def test_what_is_wished_besides_for_a_training_reaches_who_arranges_it(town: Town) -> None:
    says(town, "想请老师给我们车间讲讲注塑工艺，下周三下午，20个人左右")
    says(town, "改成下周四行不行")
    assert town.heard(room=UNION)[-1].startswith("@文静同学\n【1001】培训补充：改成下周四行不行")
    assert "已转工会协调员安排" in says(town, "那个培训定了没有")


def test_a_trouble_named_by_one_and_had_by_another_is_two_tickets(town: Town) -> None:
    says(town, "buyer说这批货plating有pinhole，要我们48小时内给8D，有没有懂电镀的")
    says(town, "我们也有pinhole的问题", "应总监")
    assert town.ticket(1002).similar_id == town.ticket(1001).id


def test_inspectors_to_come_make_haste(town: Town) -> None:
    says(town, "污水PH超标环保局要来查了")
    assert town.ticket().urgency == "urgent"


def test_typed_in_scraps_it_is_one_trouble(town: Town) -> None:
    for scrap in ("那个", "就是", "我们那个切边机", "切不断"):
        town.says("澄屿小葛", scrap, MEIYU)
        town.later(3)
    town.later(20)
    assert "切边机" in town.ticket().title


def test_another_firm_that_wants_somebody_too_gets_a_ticket(town: Town) -> None:
    says(town, "冲床离合器打滑")
    says(town, "我们空压机也坏了 一起派人来吧", "应总监")
    assert town.ticket(1002).requester == "应总监"
    assert town.ticket(1002).category == "hydraulics"


def test_a_picture_and_whether_that_can_be_mended_is_a_request(town: Town) -> None:
    town.says("澄屿小葛", "", MEIYU, type="image", attachment="a.jpg")
    town.later(60)
    says(town, "轴承位磨成这样了 还能修吗")
    assert "轴承位" in town.ticket().title


def test_two_that_were_told_are_both_mended(town: Town) -> None:
    says(town, "行车不动了")
    says(town, "还有冷却塔风机不转")
    says(town, "两个都解决了 谢谢")
    assert town.ticket(1001).status == town.ticket(1002).status == "closed"


def test_steam_that_bursts_out_is_danger(town: Town) -> None:
    says(town, "锅炉压力表爆了 蒸汽往外喷")
    assert town.ticket().urgency == "critical"


def test_english_is_heard_with_its_haste(town: Town) -> None:
    says(town, "hi, our injection machine got alarm E-37, mold can't close, need help asap")
    assert town.ticket().urgency == "urgent"
    assert town.ticket().title == "injection machine，报E-37"


@pytest.mark.parametrize("words", ["都五分钟了还没人", "工会能不能帮忙直接找个人"])
def test_who_has_waited_hears_how_it_stands(town: Town, words: str) -> None:
    says(town, "注塑机料筒温度上不去")
    town.later(330)
    assert "正在找师傅" in says(town, words)
    assert words not in town.ticket().body


def test_the_hour_of_the_day_named_is_asked_of_who_has_it(town: Town) -> None:
    taken(town, "压铸模顶针断了，卡在里面")
    town.says("老单", "1001 要等配件 后天到", EXPERTS)
    town.later(60)
    assert says(town, "后天几点").endswith("你问的已转过去。")


def test_what_is_not_for_the_group_reaches_a_person(town: Town) -> None:
    says(town, "我们有个产品配方的问题不方便群里说 怎么联系专家")
    assert "不方便群里说" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("客户要VDA6.3审核，我们第一次弄，抓瞎了", "problem"),
        ("我们设备科想做个TPM培训 谁讲得好", "training"),
    ],
)
def test_who_is_at_a_loss_or_wants_to_be_taught_is_heard(town: Town, words: str, kind: str) -> None:
    says(town, words)
    assert town.ticket().kind == kind


def test_still_some_after_it_was_called_mended_reopens_it(town: Town) -> None:
    taken(town, "包胶件起泡")
    town.says("老单", "1001 好了", EXPERTS)
    town.later(60)
    says(town, "试了十模 有两模还有泡")
    assert town.ticket().status == "in_progress"
    assert "说还没好" in town.heard(to="老单")[-1]


def test_whether_somebody_can_come_today_is_answered(town: Town) -> None:
    says(town, "丝杆异响")
    assert "正在找师傅" in says(town, "下班前能不能来")
