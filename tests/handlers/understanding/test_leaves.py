"""Until when somebody is away, from his own words."""

from datetime import date, datetime

import pytest

from handlers.understanding.leaves import find_leave
from handlers.understanding.times import ZONE
from handlers.understanding.values import Leave

WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("请假到3月6日", (2026, 3, 6)),
        ("请假到三月六号", (2026, 3, 6)),
        ("请假到1月5日", (2027, 1, 5)),
        ("请假到明年3月底", (2027, 3, 31)),
        ("请假到2027年3月6日", (2027, 3, 6)),
        ("请假到3.20", (2026, 3, 20)),
        ("请假到15号", (2026, 3, 15)),
        ("请假到3号", (2026, 4, 3)),
        ("出差到周五", (2026, 3, 6)),
        ("出差到周二", (2026, 3, 10)),
        ("出差到下周三", (2026, 3, 11)),
        ("请假到周末", (2026, 3, 8)),
        ("请假到后天", (2026, 3, 6)),
        ("封闭培训到月底", (2026, 3, 31)),
        ("月底前别派我", (2026, 3, 31)),
        ("这个月别派我了", (2026, 3, 31)),
        ("出差，10号回来", (2026, 3, 10)),
        ("这周出差，周五回", (2026, 3, 6)),
    ],
)
def test_a_leave_ends_with_the_day_that_is_named(text: str, last: tuple[int, int, int]) -> None:
    assert find_leave(text, WEDNESDAY) == Leave(away=True, until=date(*last))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("最近忙，下个月再派我", (2026, 3, 31)),
        ("没空，周五再派我", (2026, 3, 5)),
        ("手术，五月份才有空", (2026, 4, 30)),
        ("采茶叶去了，四月十五号以后再派", (2026, 4, 15)),
    ],
)
def test_who_can_be_asked_again_from_a_day_on_is_away_until_the_day_before(
    text: str, last: tuple[int, int, int]
) -> None:
    assert find_leave(text, WEDNESDAY) == Leave(away=True, until=date(*last))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("请假三天", (2026, 3, 7)),
        ("休半个月", (2026, 3, 19)),
        ("我停三个月", (2026, 6, 2)),
        ("停两月", (2026, 5, 3)),
        ("请假一周", (2026, 3, 11)),
    ],
)
def test_a_leave_can_be_told_by_its_length(text: str, last: tuple[int, int, int]) -> None:
    assert find_leave(text, WEDNESDAY) == Leave(away=True, until=date(*last))


@pytest.mark.parametrize(
    "text",
    [
        "请假到2月30日",
        "请假到13月5日",
        "先把我停掉",
        "我只有礼拜六礼拜天有空，平时别派",
        "手上有12号单，先别派我",
    ],
)
def test_a_leave_without_a_day_or_with_an_impossible_one_lasts_until_he_says_so(text: str) -> None:
    assert find_leave(text, WEDNESDAY) == Leave(away=True, until=None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("明天请假", 5, 5),
        ("我明天下午有事", 5, 5),
        ("后天起休两天", 6, 7),
        ("周五请假一天", 6, 6),
        ("周五、周六两天请假", 6, 7),
        ("明后天请假", 5, 6),
        ("这周末不接单", 7, 8),
        ("下周一到周三请假", 9, 11),
        ("下周一、周二休息", 9, 10),
        ("下周请假", 9, 15),
        ("下周三下午开会 别派我", 11, 11),
        ("周五到下周二出差", 6, 10),
        ("周一到周二出差", 9, 10),
        ("20号到25号请假", 20, 25),
        ("我20号走，25号回来", 20, 25),
        ("我3月6日到8日请假", 6, 8),
        ("3月5日-3月9日请假", 5, 9),
        ("3月10日起请假一周", 10, 16),
        ("明天请假，后天回来", 5, 5),
        ("从周五开始请假", 6, None),
        ("明天起别派我单", 5, None),
    ],
)
def test_a_leave_begins_with_the_day_that_is_named(text: str, first: int, last: int | None) -> None:
    until = date(2026, 3, last) if last else None
    assert find_leave(text, WEDNESDAY) == Leave(away=True, since=date(2026, 3, first), until=until)


@pytest.mark.parametrize("text", ["今天请假", "下午请假", "今晚有事 别派"])
def test_a_part_of_today_is_over_with_the_day(text: str) -> None:
    assert find_leave(text, WEDNESDAY) == Leave(away=True, until=date(2026, 3, 4))
