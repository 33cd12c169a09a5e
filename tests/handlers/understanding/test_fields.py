"""Deadlines, money, numbers and names as people of a workshop write them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.desk import ZONE
from handlers.reading import understand
from handlers.understanding.money import find_money
from handlers.understanding.numbers import chinese_number, find_ticket_no
from handlers.understanding.times import find_deadline
from handlers.understanding.values import Intent, Role

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
    ],
)
def test_a_deadline_is_counted_from_the_message(text: str, day: date) -> None:
    assert find_deadline(text, AT) == day


@pytest.mark.parametrize(
    "text", ["昨天开始的", "用了3年了", "9月份", "13912345678", "转速3000", "周六有空的话来"]
)
def test_no_deadline_is_invented(text: str) -> None:
    assert find_deadline(text, AT) is None


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
        ("月底要交", None),
    ],
)
def test_money_at_stake(text: str, yuan: int | None) -> None:
    assert find_money(text) == yuan


@pytest.mark.parametrize(
    ("text", "number"),
    [("一百二十", 120), ("三十五", 35), ("一零四七", 1047), ("两", 2), ("注塑", None)],
)
def test_chinese_numbers(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


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
        ("6月3号到6号", None),
    ],
)
def test_ticket_numbers_and_what_is_none(text: str, no: int | None) -> None:
    assert find_ticket_no(text) == no


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
def test_ten_thousand_characters_take_no_longer_than_a_blink(text: str, role: Role) -> None:
    begun = datetime.now(ZONE)
    understand(text, role, AT)
    assert datetime.now(ZONE) - begun < timedelta(seconds=2)
