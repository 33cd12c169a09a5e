"""Words of a busy hour: what experts and coordinators say in passing reaches whom it is for."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town


def his(town: Town, says: str = "1001 接") -> None:
    town.request("求助，注塑机油温高，一开就85度，双色模熔接线发黑")
    town.says("老单", says, EXPERTS)
    town.later(30)


@pytest.mark.parametrize("text", ["2点准时", "两点一定到", "8点半可以"])
def test_an_hour_said_in_other_ways_reaches_the_firm(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{text}。"


def test_an_hour_of_the_afternoon_that_he_named_is_no_other_time(town: Town) -> None:
    his(town, "1001 接，下午过去")
    town.says("老单", "2点准时", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：2点准时。"
    town.says("老单", "改明天上午了", EXPERTS)
    assert "改了时间" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "通了，说是合模线漏气，我下午3点去，要带个徒弟",
        "联系上了，说是老毛病，明天上午过去",
    ],
)
def test_who_says_when_he_goes_has_mended_nothing(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert town.ticket().status == "in_progress"
    assert town.heard(room=MEIYU)[-1].startswith("【1001】单国良：")


def test_what_he_says_with_the_number_of_his_own_reaches_the_firm(town: Town) -> None:
    his(town)
    town.says("老单", "1001 大概率蓄能器氮气不够，我带氮气瓶过去，一小时到", EXPERTS)
    assert town.heard(room=MEIYU)[-1].endswith("我带氮气瓶过去，一小时到。")
    town.says("老单", "1001 接", EXPERTS)
    assert town.heard(room=EXPERTS)[-1].endswith("本来就是你的单，联系方式在私信里。")


@pytest.mark.parametrize(
    "text", ["料筒温度再降10度试试", "是烘料不够，改成四小时，让他们试两炉", "后天出结果"]
)
def test_what_the_firm_is_to_try_and_when_he_knows_reaches_it(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{text}。"


def test_what_he_says_to_the_firms_person_in_the_experts_group_is_put_to_it(town: Town) -> None:
    his(town)
    town.says("老单", "@澄屿小葛 你们机器什么牌子多少吨", EXPERTS, mentions=("澄屿小葛",))
    asked = "单国良师傅：“你们机器什么牌子多少吨”。请在这里回一下，我转过去。"
    assert town.heard(room=MEIYU)[-1] == f"@澄屿小葛 【1001】{asked}"
    town.says("老单", "@涛哥 晚上喝酒去", EXPERTS, mentions=("涛哥",))
    assert town.heard(room=MEIYU)[-1].endswith(asked)


@pytest.mark.parametrize("text", ["刚在开会，现在可以打了", "好的，我马上打给他"])
def test_a_firm_that_could_not_be_reached_and_answers_is_heard_by_him(town: Town, text: str) -> None:
    his(town)
    town.says("老单", "对方电话没人接", EXPERTS)
    town.says("澄屿小葛", text, MEIYU)
    town.later(12)
    assert town.heard(to="老单")[-1] == f"【1001】澄屿模塑补充：{text}"


@pytest.mark.parametrize("text", ["1001 我看看照片再说", "1001 先看下图"])
def test_who_wants_to_see_pictures_first_has_them_asked_for(town: Town, text: str) -> None:
    town.request()
    town.says("老单", text, EXPERTS)
    assert "单国良师傅接单前想问：“能发张照片吗”" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "怎么发照片", MEIYU)
    town.later(12)
    assert town.heard(room=MEIYU)[-1].startswith("@澄屿小葛 直接在这里发就行")
    assert "怎么发照片" not in town.ticket().body


@pytest.mark.parametrize(
    "text",
    ["1001 明早八点可以，厂里等得及吗？", "1001 明天上午能去，来得及吗", "1001 要后天才有空，等得了吗"],
)
def test_who_asks_whether_the_firm_can_wait_takes_nothing_yet(town: Town, text: str) -> None:
    town.request()
    town.says("老单", text, EXPERTS)
    assert town.ticket().status == "open"
    assert f"“{text.removeprefix('1001 ').strip('？')}”" in town.heard(room=MEIYU)[-1]


def test_who_is_elsewhere_and_names_an_hour_takes_it_for_then(town: Town) -> None:
    town.request()
    first = town.asked()[0]
    town.says(first, "我在外面，下午3点以后可以", EXPERTS)
    assert town.ticket().status == "claimed"
    assert "师傅说“下午3点以后可以”" in town.heard(room=MEIYU)[-1]


def test_a_day_that_does_not_do_is_no_deadline(town: Town) -> None:
    town.says("澄屿小葛", "求助 水槽拉伸起皱，今天要交货", MEIYU)
    town.later(12)
    assert town.ticket().deadline == "2026-11-23"
    town.says("澄屿小葛", "明早不行，今天要交", MEIYU)
    town.later(12)
    assert town.ticket().deadline == "2026-11-23"


def test_a_coordinator_asks_who_has_it_and_reads_his_answer(town: Town) -> None:
    his(town, "1001 接，明天上午10点去")
    town.says("文静同学", "1001约的几点", UNION)
    assert "单国良在办，说“明天上午10点去”" in town.heard(room=UNION)[-1]
    town.says("文静同学", "老单明天能不能早点 8点", UNION)
    assert town.heard(to="老单")[-1] == "【1001】工会问：明天能不能早点 8点。回一句，我转过去。"
    assert town.heard(room=UNION)[-1] == "@文静同学 【1001】已问单国良，一回话就告诉你。"
    town.says("老单", "8点半可以", EXPERTS)
    assert town.heard(room=UNION)[-1] == "@文静同学 【1001】单国良回：8点半可以。"
    assert "8点半可以" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["早，现在什么情况", "大家早，现在什么情况"])
def test_a_greeting_before_it_changes_no_question(town: Town, text: str) -> None:
    town.request()
    town.says("文静同学", text, UNION)
    assert "现在没办完的1单：" in town.heard(room=UNION)[-1]


def test_both_halves_of_how_many_came_and_how_many_are_left_are_told(town: Town) -> None:
    town.request()
    town.says("文静同学", "今天接了几单，还有几单没办完", UNION)
    told = town.heard(room=UNION)[-1]
    assert "11月23日：1单" in told
    assert "办好0单，没人接1单" in told


def test_what_he_asks_of_his_own_district_is_of_that(town: Town) -> None:
    town.request()
    town.says("立峰", "我这片本月几单", UNION)
    assert "双桥：0单" in town.heard(room=UNION)[-1]


def test_half_a_sum_in_talk_is_a_sum(town: Town) -> None:
    his(town)
    town.says("老单", "氮气只剩2MPa，充到11了，试机中", EXPERTS)
    town.says("老单", "搞定", EXPERTS)
    town.says("澄屿小葛", "好的，5星，省了有8000吧", MEIYU)
    town.later(12)
    assert town.ticket().saved_yuan == 8000
    assert "怎么弄好的" not in town.heard(to="老单")[-1]


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("后天能装好吗，25号试模", "能"),
        ("要不要停机？", "不用"),
        ("什么时候来", "下午"),
        ("徒弟什么时候来", "马上"),
    ],
)
def test_a_bare_word_that_answers_the_firm_reaches_it(town: Town, asks: str, says: str) -> None:
    his(town)
    town.says("澄屿小葛", asks, MEIYU)
    town.later(12)
    town.says("老单", says, EXPERTS)
    assert town.heard(room=MEIYU)[-1] == f"【1001】单国良：{says}。"
    before = len(town.said)
    town.says("老单", "好的", EXPERTS)
    assert len(town.said) == before


@pytest.mark.parametrize("text", ["1001 我叫徒弟先去看一下", "远程进不去，他们网不通，要上门"])
def test_no_colleague_is_read_out_of_other_words(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert town.heard(room=MEIYU)[-1].startswith("【1001】单国良：")
    assert not any("名册里没找到" in each for each in town.heard(room=EXPERTS))


def test_another_hour_after_a_question_is_no_broken_promise(town: Town) -> None:
    his(town, "1001 我来，但今天排不开，明天行不")
    town.says("老单", "那就明天上午九点", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：那就明天上午九点。"


def test_a_code_that_he_wants_to_see_is_asked_of_the_firm(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "报警代码发我看看", EXPERTS)
    assert "接单前想问：“报警代码发我看看”" in town.heard(room=MEIYU)[-1]


def test_who_looks_for_work_of_a_trade_is_told(town: Town) -> None:
    town.says("海生", "最近有没有液压的单子", EXPERTS)
    assert "眼下没有等人接的液压与气动单" in town.heard(room=EXPERTS)[-1]


def test_of_coordinators_a_firm_is_called_by_who_writes_for_it(town: Town) -> None:
    town.says("晓敏", "求助 门板模具顶出不畅，产品拉白", MEIYU)
    town.later(12)
    town.says("文静同学", "晓敏那单是谁", UNION)
    assert "【1001】" in town.heard(room=UNION)[-1]


def test_a_question_and_a_bidding_for_who_has_it_are_put_to_her(town: Town) -> None:
    town.request()
    town.says("麻工", "1001 接", EXPERTS)
    town.says("文静同学", "麻工几点去？让她带上顶针", UNION)
    assert town.heard(to="麻工")[-1] == "【1001】工会问：几点去？请带上顶针。回一句，我转过去。"


def test_what_the_firm_is_to_confirm_is_put_to_it(town: Town) -> None:
    his(town)
    town.says("文静同学", "1001 老单明天去，跟企业确认下", UNION)
    assert town.heard(room=MEIYU)[-1] == "@澄屿小葛 【1001】工会问：老单明天去，可以吗？"
    assert town.heard(room=UNION)[-1] == "@文静同学 【1001】已问企业。"


@pytest.mark.parametrize("text", ["明天谁请假", "谁明天请假", "明天请假的有谁", "明天有哪些师傅请假"])
def test_who_will_be_away_is_told(town: Town, text: str) -> None:
    town.says("海生", "我明后天请假，去吃喜酒", EXPERTS)
    town.says("文静同学", text, UNION)
    assert "顾海生" in town.heard(room=UNION)[-1]
    assert "请假的师傅1位" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("text", ["1001 他们换了丝锥好了没，帮我问下", "换了以后还断不断，麻烦问一下企业"])
def test_what_the_bot_is_told_to_ask_is_asked_wherever_it_says_so(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    asks = text.removeprefix("1001 ").partition("，")[0]
    assert f"单国良师傅：“{asks}”" in town.heard(room=MEIYU)[-1]
    town.says("澄屿小葛", "换了，打了200个没断", MEIYU)
    town.later(12)
    town.says("老单", "那就好，结单吧", EXPERTS)
    assert town.heard(room=MEIYU)[-1].startswith("@澄屿小葛 【1001】单国良说弄好了。")


def test_done_is_no_bare_answer(town: Town) -> None:
    his(town)
    town.says("澄屿小葛", "今天能修好吗", MEIYU)
    town.later(12)
    town.says("老单", "好了", EXPERTS)
    assert town.ticket().status == "resolved"


def test_a_firm_that_asks_whether_somebody_else_comes_wishes_for_nobody(town: Town) -> None:
    his(town)
    town.says("澄屿小葛", "换人了吗", MEIYU)
    town.later(12)
    assert not town.heard(room=UNION)
    assert "单国良" in town.heard(room=MEIYU)[-1]


def test_a_score_behind_a_yes_with_a_grumble_counts(town: Town) -> None:
    his(town)
    town.says("老单", "好了，换了丝锥", EXPERTS)
    town.says("澄屿小葛", "可以，4星，就是丝锥贵了点", MEIYU)
    town.later(12)
    assert (town.ticket().status, town.ticket().rating) == ("closed", 4)


def test_what_was_saved_from_loss_is_saved(town: Town) -> None:
    his(town)
    town.says("老单", "好了，换了丝锥", EXPERTS)
    town.says("澄屿小葛", "谢谢师傅！5分！救回来大概五六万", MEIYU)
    town.later(12)
    assert town.ticket().saved_yuan == 50000


@pytest.mark.parametrize("text", ["1001 再加一个人", "澄屿那边急，再加一个人", "澄屿小葛那边急，再派一个"])
def test_one_more_is_asked_beside_who_comes(town: Town, text: str) -> None:
    his(town)
    town.says("文静同学", text, UNION)
    assert town.ticket().wanted == 2
    assert "会诊，一共要2位师傅" in town.heard(room=UNION)[-1]


def test_a_ticket_is_called_by_its_thing(town: Town) -> None:
    town.says("海边人家", "虾塘今早浮头，死了好多，救命啊", "沙塘青溪企业服务群")
    town.later(12)
    town.says("水根养殖", "接", EXPERTS)
    town.says("文静同学", "虾塘那个谁去的", UNION)
    assert "邹水根在办" in town.heard(room=UNION)[-1]
    town.says("文静同学", "虾塘那个谁去的，电话多少", UNION)
    assert "13800010115" in town.heard(to="文静同学")[-1]
    assert "13800010115" not in "".join(town.heard(room=UNION))


@pytest.mark.parametrize("text", ["1001 5分", "1001 5分 老单厉害", "1001 结单，5分"])
def test_a_coordinators_score_does_not_take_the_firms_place(town: Town, text: str) -> None:
    his(town)
    town.says("老单", "好了，换了丝锥", EXPERTS)
    town.says("澄屿小葛", "好了，4分", MEIYU)
    town.later(12)
    town.says("文静同学", text, UNION)
    assert town.ticket().rating == 4
    assert town.heard(room=UNION)[-1] == "@文静同学 【1001】已结单，企业评的是4分，没有改。"


@pytest.mark.parametrize("text", ["1001让麻工一起去看看", "1001 叫麻工帮把手", "1001派麻工配合老单"])
def test_who_is_to_go_along_takes_nothing_from_who_has_it(town: Town, text: str) -> None:
    his(town)
    town.says("文静同学", text, UNION)
    assert town.ticket().expert_id == next(each.id for each in town.experts() if each.name == "单国良")
    assert town.heard(room=UNION)[-1] == "@文静同学 【1001】麻丽君也去，已私信。"


def test_an_hour_that_answers_the_firm_reaches_it_though_others_talk(town: Town) -> None:
    his(town)
    town.says("澄屿小葛", "谢谢老师！几点线上？", MEIYU)
    town.later(12)
    town.says("老王车工", "今天真热", EXPERTS)
    town.says("老单", "3点", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1001】单国良：3点。"


def test_what_is_asked_with_words_of_the_one_ticket_on_offer_is_of_that(town: Town) -> None:
    town.says("明栎蔡工", "求助 电动工具转子动平衡做不好，振动超标", MEIYU)
    town.later(12)
    town.says("焦工振动", "转子多少转？几克毫米的余量？", EXPERTS)
    assert "焦志强师傅接单前想问：“转子多少转？几克毫米的余量”" in town.heard(room=MEIYU)[-1]


@pytest.mark.parametrize("text", ["1001谁去合适", "1001 派谁好", "1001推荐一个"])
def test_who_would_fit_is_told(town: Town, text: str) -> None:
    town.request()
    town.says("文静同学", text, UNION)
    assert town.heard(room=UNION)[-1].startswith("@文静同学 【1001】合适又有空、还没请过的：\n")
    assert town.ticket().status == "open"


def test_other_news_in_the_group_does_not_change_what_he_talks_of(town: Town) -> None:
    town.says("应总监", "求助 机床报警SV0401，停了", MEIYU)
    town.says("铁杉-玲玲", "求助 冲床滑块停不住", "双桥企业服务群")
    town.later(20)
    town.says("总工会屠佳怡", "1001 派给老单", UNION)
    town.later(100)
    town.says("文静同学", "1002怎么样了", UNION)
    town.says("老单", "1001 接", EXPERTS)
    town.says("文静同学", "派给老陈机修", UNION)
    assert town.heard(room=UNION)[-1].startswith("@文静同学 【1002】已派给陈国栋")


@pytest.mark.parametrize("text", ["到泽屿了，人不在", "到了，老板不在", "去过了，人不在"])
def test_that_nobody_is_there_is_no_leave_of_his(town: Town, text: str) -> None:
    his(town)
    town.says("老单", text, EXPERTS)
    assert not any("不派单" in each for each in town.heard(room=EXPERTS))
    assert text in town.heard(room=UNION)[-1]


@pytest.mark.parametrize("text", ["那要看硬度，我下周二才有空，行不行", "我后天才有空，可不可以"])
def test_when_he_has_time_and_whether_it_will_do_is_the_firms_to_say(town: Town, text: str) -> None:
    town.request()
    town.says(town.asked()[0], text, EXPERTS)
    assert f"接单前想问：“{text.removeprefix('那')}”" in town.heard(room=MEIYU)[-1]
    assert not any("不派单" in each for each in town.heard(room=EXPERTS))


def test_pictures_and_more_are_asked_in_one_breath(town: Town) -> None:
    town.request()
    town.says(town.asked()[0], "有照片吗 齿面磨损怎么样", EXPERTS)
    assert "接单前想问：“有照片吗 齿面磨损怎么样”" in town.heard(room=MEIYU)[-1]


def test_what_was_done_beside_what_is_to_come_is_how_it_was_mended(town: Town) -> None:
    his(town)
    town.says("老单", "看好了，冒口加大，明天出件看", EXPERTS)
    town.says("老单", "1001 可以结单了", EXPERTS)
    town.says("澄屿小葛", "好了，4.5分", MEIYU)
    town.later(12)
    assert "怎么弄好的" not in town.heard(to="老单")[-1]


def test_who_is_silent_of_these_tickets_is_told(town: Town) -> None:
    town.request()
    town.says("文静同学", "这几单谁还没回话", UNION)
    assert "待接单：1单" in town.heard(room=UNION)[-1]
