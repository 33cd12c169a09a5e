"""Three firms tell and ask in their own manner: a terse director, an office girl who passes on what the
workshop says, a foreman who dictates. None of their words is lost, and none ends what it does not."""

import pytest

from tests.conftest import EXPERTS, MEIYU, UNION, Town

GIRL, DIRECTOR = "澄屿小葛", "应总监"


def _says(town: Town, text: str, who: str = GIRL) -> list[str]:
    return town.answered(who, text)


@pytest.fixture
def held(town: Town) -> Town:
    town.request("求助 3号注塑机漏油，油缸那边")
    town.says("老丁液压", "1001 接", EXPERTS)
    town.later(60)
    return town


def test_what_the_workshop_has_told_her_is_a_request(town: Town) -> None:
    town.says(GIRL, "各位老师早上好呀～打扰啦", MEIYU)
    town.says(GIRL, "车间那边说我们2号注塑机那个什么锁模还是啥的，反正就是合不紧，产品全是毛边[捂脸]", MEIYU)
    town.says(GIRL, "我也不太懂，师傅让我来问问", MEIYU)
    town.later(15)
    assert town.ticket().title == "2号注塑机锁模，合不紧，产品全是毛边"
    town.says("老陈注塑", "1001 我接", EXPERTS)
    sheet = town.heard(to="老陈注塑")[0]
    assert "打扰" not in sheet
    assert "让我来问" not in sheet


@pytest.mark.parametrize(
    "text", ["太好了谢谢陈师傅[玫瑰]", "太好了！谢谢师傅", "这么快，太及时了谢谢", "辛苦丁师傅了"]
)
def test_thanks_for_who_comes_end_nothing(held: Town, text: str) -> None:
    assert _says(held, text) == []
    assert held.ticket().status == "claimed"


def test_the_workshops_verdict_is_the_firms(held: Town) -> None:
    held.says("老丁液压", "1001 弄好了，换了密封圈", EXPERTS)
    assert "重开了" in _says(held, "车间说好多了，就是还有一点点漏")[0]
    held.says("老丁液压", "锁紧力再加一点，油封再压紧", EXPERTS)
    assert held.heard(room=MEIYU)[-1] == "【1001】丁长水：锁紧力再加一点，油封再压紧。"
    assert "结单了" in _says(held, "车间说可以了！！太感谢了")[0]
    _says(held, "老板说给满分哈哈，省了换机器的钱")
    assert held.ticket().rating == 5


def test_by_the_way_the_same_expert_is_asked_too(held: Town) -> None:
    said = _says(held, "对了车间还说那个空压机也有点漏气，能顺便看下吗")
    assert said[0].startswith("【1002】空压机也有点漏气\n")
    assert "丁长水" in said[0]


def test_one_question_gets_one_answer(held: Town) -> None:
    held.says("老丁液压", "两点到", EXPERTS)
    held.says("老丁液压", "改三点", EXPERTS)
    assert len(_says(held, "啊怎么又晚了，车间都等着呢")) == 1


def test_of_the_teacher_among_other_tickets(held: Town) -> None:
    assert "5S培训（新来的妹子）" in _says(held, "另外我们想给新来的妹子培训一下5S，工会有没有老师呀")[0]
    assert "【1002】5S培训" in _says(held, "老师定了没呀")[0]
    held.says("总工会屠佳怡", "1002 派给项老师", UNION)
    held.says("项老师", "1002 好的，周四下午", EXPERTS)
    assert "项美凤9:01接了，9:01说“周四下午”" in _says(held, "需要我们准备什么吗")[-1]


@pytest.mark.parametrize("text", ["换吧", "你看着办", "按师傅说的换"])
def test_his_leave_reaches_who_has_it(held: Town, text: str) -> None:
    _says(held, text)
    assert held.heard(to="老丁液压")[-1] == f"【1001】澄屿模塑补充：{text}"


def test_how_it_goes_in_three_signs(held: Town) -> None:
    held.says("老丁液压", "到了", EXPERTS)
    assert "正在处理，9:01说“到了”" in _says(held, "怎么样")[0]


def test_a_director_tells_by_and_by(town: Town) -> None:
    assert "【1001】行车" in _says(town, "行车。求助", DIRECTOR)[0]
    _says(town, "遥控不灵", DIRECTOR)
    assert town.ticket().title == "行车遥控不灵"
    town.says("小兵", "1001 接，明天去", EXPERTS)
    assert "改到哪天也转过去了" in _says(town, "换个时间，后天", DIRECTOR)[0]
    town.says("小兵", "好的", EXPERTS)
    assert "康小兵回话：“好的”（你问的：换个时间，后天）" in town.heard(room=MEIYU)[-1]
    assert "你们说“换个时间，后天”，已转过去" in _says(town, "谁来", DIRECTOR)[0]


def test_another_machine_to_be_seen_to_is_its_own_ticket(town: Town) -> None:
    _says(town, "行车遥控不灵，求助", DIRECTOR)
    town.says("小兵", "1001 接", EXPERTS)
    assert "【1002】空压机\n" in _says(town, "空压机也修一下", DIRECTOR)[0]
    _says(town, "漏气", DIRECTOR)
    assert town.ticket(1002).title == "空压机漏气"


def test_a_dictated_story(town: Town) -> None:
    _says(
        town,
        "哦对了还有一个事情就是那个我们那个空压机啊它那个声音特别大你们那个有没有人懂的，求助",
        DIRECTOR,
    )
    assert town.ticket().title == "空压机声音特别大"
    town.says("蒲工", "1001 接，下午过去", EXPERTS)
    assert "屿安机电" in _says(town, "蒲师傅是哪里的人啊以前没见过", DIRECTOR)[0]
    town.says("蒲工", "那就三点半", EXPERTS)
    assert town.heard(room=MEIYU)[-1] == "【1001】蒲建军：那就三点半。"
    town.says("蒲工", "1001 弄好了，地脚螺栓松了", EXPERTS)
    assert _says(town, "好像是可以了我再听几百下看看嗯有事再找你", DIRECTOR) == []
    assert town.ticket().status == "resolved"
    assert "结单了" in _says(town, "好的好的声音小多了那就这样", DIRECTOR)[0]
    _says(town, "给他打个十分省了我起码三四万", DIRECTOR)
    assert (town.ticket().rating, town.ticket().saved_yuan) == (5, 30000)


def test_in_signs(town: Town) -> None:
    _says(town, "模具漏水，求助", DIRECTOR)
    town.says(DIRECTOR, "急", MEIYU)
    town.later(5)
    assert "正在找师傅" in _says(town, "谁接", DIRECTOR)[0]
    town.says("葛师傅修模", "1001 我去，晚上", EXPERTS)
    _says(town, "太晚", DIRECTOR)
    assert town.heard(to="葛师傅修模")[-1].startswith("【1001】砺川说时间不行：太晚\n")
    town.says("葛师傅修模", "1001 好了 换了o型圈", EXPERTS)
    _says(town, "好了", DIRECTOR)
    assert "【1001】模具漏水：已结单" in _says(town, "上次单子呢", DIRECTOR)[0]


def test_what_he_answers_to_the_firms_question_is_read_by_it(held: Town) -> None:
    _says(held, "要拍哪里呀？")
    held.says("老丁液压", "接头那里", EXPERTS)
    assert held.heard(room=MEIYU)[-1] == "【1001】丁长水：接头那里。"
    before = held.heard(room=MEIYU)
    held.says("老丁液压", "这台密封槽磨掉了一点", EXPERTS)  # asked nothing: it stays with the ticket
    assert held.heard(room=MEIYU) == before


def test_who_pays_is_no_news_of_the_machine(held: Town) -> None:
    said = _says(held, "哦哦那要多少钱啊这个钱是我们出还是工会出啊")
    assert "由工会协调员" in said[0]
    _says(held, "你买吧买好了发票开我们厂里的")
    assert held.heard(to="老丁液压")[-1] == "【1001】澄屿模塑补充：你买吧买好了发票开我们厂里的"


def test_what_he_dictates_of_day_and_machine(town: Town) -> None:
    _says(
        town,
        "师傅师傅那个我这个是折弯机啊折弯机那个后挡料它走不准啊一会准一会不准差个三四丝五六丝的样子"
        "丝杆我上过油了皮带也紧过了还是不行你们来个人看看吧",
    )
    assert town.ticket().title == "折弯机后挡料走不准，一会准一会不准"
    assert "改成特急了" in _says(town, "今天能来吗能来的话最好今天来我们明天要出一批货的")[0]
    town.says("福贵", "1001 接", EXPERTS)
    town.says("福贵", "1001 换好了，打了十个件都准", EXPERTS)
    _says(town, "好了")
    _says(town, "师傅那个隔壁那台老的折弯机也是一样的毛病你什么时候有空也来看看")
    assert town.ticket(1002).similar_id == town.ticket(1001).id
    assert "【1002】好的，先不请师傅了，11月30日8:30再请" in _says(town, "那台不急的下个礼拜来就行")[0]


def test_a_list_in_one_breath(town: Town) -> None:
    _says(
        town,
        "我跟你们讲啊三个事第一个是那个3号注塑机射胶射不满第二个是那个行车按钮按下去没反应"
        "第三个是我们想叫个人来讲讲安全",
    )
    told = [(town.ticket(no).kind, town.ticket(no).title) for no in (1001, 1002, 1003)]
    assert told == [
        ("problem", "3号注塑机射胶射不满"),
        ("problem", "行车按钮按下去没反应"),
        ("training", "安全培训"),
    ]
    _says(town, "行车那个我们自己弄好了是按钮松了不用来了")
    assert town.ticket(1002).status == "cancelled"
    assert "【1003】安全培训：" in _says(town, "讲安全那个呢")[0]
    assert "【1001】你问的记下了" in _says(town, "注塑机要不要停机")[0]
    town.says("老陈注塑", "1001 接 下午两点", EXPERTS)
    assert "【1001】" in _says(town, "下班前能来吗，我们5点半下班")[-1]
    assert town.ticket(1002).status == "cancelled"
    town.says("老陈注塑", "堵车 晚半小时", EXPERTS)
    town.says("老陈注塑", "1001 好了", EXPERTS)
    assert town.heard(room=MEIYU)[-1].startswith("@澄屿小葛 【1001】陈立新说弄好了。")
    _says(town, "好了")
    assert "回个数字就行" in _says(town, "打分是打给谁呀")[0]


def test_the_hour_of_a_day_that_was_named_is_no_other_time(held: Town) -> None:
    held.says("老丁液压", "3号机要等油封，明天", EXPERTS)
    held.says("老丁液压", "十点", EXPERTS)
    assert held.heard(room=MEIYU)[-1] == "【1001】丁长水：十点。"


def test_a_danger_told_in_mild_words(town: Town) -> None:
    said = _says(
        town,
        "工会的同志啊我这边是澄屿啊我们那个叉车刹车踩下去软绵绵的刹不太住了昨天差点撞到人你们快点叫个师傅来",
    )
    assert said[0].startswith("【1001】叉车刹车踩下去软绵绵的刹不太住了昨天差点撞到人\n")
    assert town.ticket().urgency == "critical"


def test_advice_after_not_yet_and_the_next_question(held: Town) -> None:
    assert "还没好" in _says(held, "试了好一些，还是有一点漏")[0]
    held.says("老丁液压", "加点堵漏剂，百分之三", EXPERTS)
    assert held.heard(room=MEIYU)[-1] == "【1001】丁长水：加点堵漏剂，百分之三。"
    assert "你问的已转过去" in _says(held, "堵漏剂哪里买呀")[-1]


def test_what_is_left_of_a_list(town: Town) -> None:
    _says(town, "1、磨床砂轮抖 2、三坐标打不开 3、焊机不起弧", DIRECTOR)
    assert "【1001】磨床砂轮抖" in _says(town, "磨床谁", DIRECTOR)[0]
    _says(town, "焊机好了，电缆松了", DIRECTOR)
    left = _says(town, "剩几个", DIRECTOR)[0]
    assert "【1001】" in left
    assert "【1002】" in left
    assert "【1003】" not in left
