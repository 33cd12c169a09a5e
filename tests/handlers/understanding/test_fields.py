"""Deadlines, money, numbers and names as people of a workshop write them."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.desk import ZONE
from handlers.reading import understand
from handlers.understanding.money import find_money, find_saved
from handlers.understanding.numbers import chinese_number, find_ticket_no
from handlers.understanding.periods import find_period
from handlers.understanding.times import find_deadline
from handlers.understanding.trades import find_category
from handlers.understanding.values import Intent, Period, Role

AT = datetime(2026, 3, 4, 9, 30, tzinfo=ZONE)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("后天要出货", date(2026, 3, 6)),
        ("周五要交", date(2026, 3, 6)),
        ("下周三审核", date(2026, 3, 11)),
        ("7天后交样", date(2026, 3, 11)),
        ("月底前补上", date(2026, 3, 31)),
        ("20号之前全要发完", date(2026, 3, 20)),
        ("4月10号的船期", date(2026, 4, 10)),
        ("这周内要弄好", date(2026, 3, 8)),
        ("这礼拜一定要给人家", date(2026, 3, 8)),
        ("今年年底前全部换完", date(2026, 12, 31)),
        ("中秋前要出清", date(2026, 9, 24)),
        ("清明节前装好", date(2026, 4, 4)),
        ("二季度末要投产", date(2026, 6, 30)),
        ("五个工作日内整改", date(2026, 3, 11)),
        ("下个月初集团来看", date(2026, 4, 1)),
        ("十二月底前交", date(2026, 12, 31)),
        ("交期是4/18，做不出来", date(2026, 4, 18)),
        ("2026-05-06 验收", date(2026, 5, 6)),
        ("二十六号出柜", date(2026, 3, 26)),
        ("三天后认证公司来看", date(2026, 3, 7)),
        ("今天先别动，客户礼拜天来验货", date(2026, 3, 8)),
        ("月底盘点乱着呢，18号要交账", date(2026, 3, 18)),
        ("2月10号前要交", date(2027, 2, 10)),
        ("数据缺一段都不行，26号药厂要来做验证", date(2026, 3, 26)),
        ("改在12号装柜", date(2026, 3, 12)),
    ],
)
def test_a_deadline_is_counted_from_the_message(text: str, day: date) -> None:
    assert find_deadline(text, AT) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("今晚10点前要赶完", datetime(2026, 3, 4, 22, tzinfo=ZONE)),
        ("明天中午前恢复", datetime(2026, 3, 5, 12, tzinfo=ZONE)),
        ("今晚12点装船", datetime(2026, 3, 5, 0, tzinfo=ZONE)),
        ("下午4点船公司截关", datetime(2026, 3, 4, 16, tzinfo=ZONE)),
        ("24小时内必须回复客户", datetime(2026, 3, 5, 9, 30, tzinfo=ZONE)),
    ],
)
def test_a_deadline_can_have_a_time_of_day(text: str, moment: datetime) -> None:
    assert find_deadline(text, AT) == moment


@pytest.mark.parametrize(
    "text",
    [
        "昨天开始的",
        "用了3年了",
        "9月份",
        "13912345678",
        "转速3000",
        "周六有空的话来",
        "今天崩了三把刀",
        "4号台钻皮带轮晃",
        "求助 3号加工中心主轴异响",
        "上周五就这样",
        "每周一要停机清",
        "三年前买的机器",
        "装上去三天内坏了两只",
        "用两天后又漏",
        "3月2号开始漏的",
        "去年12月20号装的",
        "明天下午三点以后有空",
        "配比1:120",
        "还剩一点点",
        "衬衫袖笼缝出来起皱，针用9号，线张力调到最松了",
        "热流道3号嘴漏胶，分板里糊了一大坨",
        "能不能到我们厂里看一眼，石岭路18号",
        "轧辊5号辊发烫，轴承换过",
        "清明前龙井杀青老是焦边",
        "3号烘箱温度忽高忽低，求助",
        "求助 3号烤房不热",
        "6号吊车不动，求助",
    ],
)
def test_no_deadline_is_invented(text: str) -> None:
    assert find_deadline(text, AT) is None


def test_a_day_wished_for_a_training_is_no_deadline() -> None:
    found = understand("想请老师下周三来给工人上一堂液压课，培训三十人", Role.ENTERPRISE, AT)
    assert found.request is not None
    assert found.request.deadline is None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("一百多万的单子", 1_000_000),
        ("三十来万的货在里头", 300_000),
        ("要扣5万", 50_000),
        ("晚一天罚10万", 100_000),
        ("合同四十五万", 450_000),
        ("电话13912345678", None),
        ("材料一吨贵四千块", None),
        ("四万二的货要出", 42_000),
        ("合同12万5", 125_000),
        ("两万六退款", 26_000),
        ("再错要罚8000", 8_000),
        ("赔人家4千", 4_000),
        ("百把万的单子", 1_000_000),
        ("国庆前15万的护栏要剪完", 150_000),
        ("订单82,225元", 82_225),
        ("研发费差了四十万，50万奖励也没了", 500_000),
        ("客户扣款两三万", 20_000),
        ("扣三五万", 30_000),
        ("货款二十七八万", 270_000),
        ("客户要求赔二十万", 200_000),
        ("弹簧疲劳五万次就断，要求二十万", None),
        ("寿命要求二十万", None),
        ("一活塞才做两万只", None),
        ("65W的电源", None),
        ("8万模次就裂", None),
        ("电费一个月二十几万", None),
        ("万一坏了要罚款", None),
        ("月底要交", None),
    ],
)
def test_money_at_stake(text: str, yuan: int | None) -> None:
    assert find_money(text) == yuan


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("省了3万多", 30_000),
        ("省了一万八", 18_000),
        ("一年能省十二万六", 126_000),
        ("好了，省了两三万", 20_000),
        ("好了，保住了20万的单子，省了大概3万", 30_000),
        ("避免赔10万，节约了1.5万", 15_000),
        ("保住了20万的单子", 200_000),
        ("省了1.5万", 15_000),
        ("一个月省七八千", 7_000),
        ("省了三道工序", None),
    ],
)
def test_money_saved(text: str, yuan: int | None) -> None:
    assert find_saved(text) == yuan


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一百二十", 120),
        ("三十五", 35),
        ("一零四七", 1047),
        ("两", 2),
        ("注塑", None),
        ("一百二", 120),
        ("三千五", 3500),
        ("七八千", 7000),
        ("百", 100),
        ("幺零三", 103),
        ("万一", None),
        ("一百千", None),
        ("零十零", None),
        ("12", 12),
    ],
)
def test_chinese_numbers(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02-03有几单", date(2026, 2, 3), date(2026, 2, 3)),
        ("自2026-01-05起至2026-01-20接了几单", date(2026, 1, 5), date(2026, 1, 20)),
        ("上一周有几单", date(2026, 2, 23), date(2026, 3, 1)),
        ("上一个月有几单", date(2026, 2, 1), date(2026, 2, 28)),
        ("上个月15号接了几单", date(2026, 2, 15), date(2026, 2, 15)),
        ("2月第二周有几单", date(2026, 2, 9), date(2026, 2, 15)),
        ("今年前两个月接了几单", date(2026, 1, 1), date(2026, 2, 28)),
        ("去年前三季度有几单", date(2025, 1, 1), date(2025, 9, 30)),
        ("上周星期三到这周二有几单", date(2026, 2, 25), date(2026, 3, 3)),
        ("去年11月到今年2月有几单", date(2025, 11, 1), date(2026, 2, 28)),
        ("上半个月有几单", date(2026, 3, 1), date(2026, 3, 15)),
        ("最近半个月来了几单", date(2026, 2, 18), date(2026, 3, 4)),
        ("一月二月两个月焊接的单", date(2026, 1, 1), date(2026, 2, 28)),
        ("2号到今天没结的", date(2026, 3, 2), date(2026, 3, 4)),
        ("三号的单子给我看看", date(2026, 3, 3), date(2026, 3, 3)),
        ("二月头几天有几单", date(2026, 2, 1), date(2026, 2, 10)),
    ],
)
def test_days_that_a_question_is_about(text: str, first: date, last: date) -> None:
    assert find_period(text, AT) == Period(first=first, last=last)


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("1031号单", 1031),
        ("#23", 23),
        ("【1023】", 1023),
        ("一零四七号单", 1047),
        ("三十二号单", 32),
        ("6205轴承", None),
        ("1060铝板", None),
        ("3号线", None),
        ("沙塘工业区8号", None),
        ("6月3号到6号", None),
    ],
)
def test_ticket_numbers_and_what_is_none(text: str, no: int | None) -> None:
    assert find_ticket_no(text) == no


@pytest.mark.parametrize(
    "text",
    [
        "求助 消失模铸造灰铁件碳黑皱皮，浇注温度1420左右",
        "电镀废水总磷超标，15号环保局来抽样，请老师看看",
        "自动焊送丝一顿一顿的，交期是29号，求师傅",
        "热流道一模八腔，3号5号嘴头流涎拉丝，怎么改",
        "风机轴承座老是坏，转速1450，求懂的师傅",
    ],
)
def test_a_number_in_a_request_is_no_tickets(text: str) -> None:
    found = understand(text, Role.ENTERPRISE, AT)
    assert (found.intent, found.ticket) == (Intent.REQUEST, None)


def test_a_request_that_begins_with_a_number_or_says_that_it_is_a_tickets_has_it() -> None:
    assert understand("1001的模具又裂了，求师傅再来看看", Role.ENTERPRISE, AT).ticket == 1001
    assert understand("求助 1001号单那台模具又裂了", Role.ENTERPRISE, AT).ticket == 1001


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("1023派给老王", "老王"),
        ("1045转给海生", "海生"),
        ("1107不用抢了 给鲍世民", "鲍世民"),
        ("裘工你去看下1103", "裘工"),
        ("停机那家让方工马上去", "方工"),
        ("麻烦@小凤 接一下1016", "小凤"),
    ],
)
def test_whom_a_coordinator_names(text: str, target: str) -> None:
    found = understand(text, Role.COORDINATOR, AT)
    assert (found.intent, found.target) == (Intent.ASSIGN, target)


_TEXTS = st.text(
    alphabet=st.sampled_from(
        "求助模具漏水机器坏了接不退单号分万元月日周前天12390.-/:@#【】\n 😀，。a\x07\u202e"
    ),
    max_size=60,
) | st.text(max_size=200)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.sampled_from(list(Role)))
def test_any_text_is_understood_somehow(text: str, role: Role) -> None:
    found = understand(text, role, AT)
    if found.request is not None:
        assert len(found.request.title) <= 24
        deadline = found.request.deadline
        if deadline is not None:
            day = deadline.astimezone(ZONE).date() if isinstance(deadline, datetime) else deadline
            assert day >= AT.date()
        assert found.request.problems >= 1


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    "text", ["机器坏了" * 2500, "1" * 10_000, "(" * 10_000, "@" * 10_000, " \n" * 5_000, "三" * 10_000]
)
def test_ten_thousand_characters_are_understood_somehow(text: str, role: Role) -> None:
    assert understand(text, role, AT).intent in Intent  # how fast: benchmarks/understanding_speed.py


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("注塑机开不了模", "equipment"),
        ("注塑机合不上模，按了没反应", "equipment"),
        ("三号注塑机调模调不动", "equipment"),
        ("模具合模线很明显", "mould"),
        ("注塑机上试模的模具滑块卡死", "mould"),
    ],
)
def test_a_machine_that_does_not_move_is_no_matter_of_the_mould(text: str, trade: str) -> None:
    assert find_category(text) == trade


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("手柄包胶一撕就掉", "welding"),
        ("把手外面那层软的一拽就脱", "mould"),
        ("玻璃瓶盖拧不紧漏水", "mould"),
        ("收纳箱盖子盖不严", "injection"),
        ("晾衣杆缩不回去", "stamping"),
        ("食堂的饭越来越难吃", "other"),
    ],
)
def test_of_what_everybody_has_the_niche_tells_the_trade(text: str, trade: str) -> None:
    assert find_category(text) == trade
