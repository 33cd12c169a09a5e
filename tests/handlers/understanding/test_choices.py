"""What a coordinator says of whom the bot asks is told from orders, leave and questions."""

from datetime import datetime

import pytest

from handlers.understanding.coordinator import understand_coordinator
from handlers.understanding.known import Known
from handlers.understanding.times import ZONE

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
KNOWN = Known(people=frozenset({"葛林松", "林松", "王继业", "葛师傅修模"}))


@pytest.mark.parametrize(
    ("text", "intent", "ticket", "target"),
    [
        ("12号单应该找葛林松师傅", "teach", 12, "葛林松"),
        ("1012 这种该找林松", "teach", 1012, "林松"),
        ("这类活以后找老葛", "teach", None, "老葛"),
        ("1012 本来该派给王继业", "teach", 1012, "王继业"),
        ("这类活葛林松最拿手", "teach", None, "葛林松"),
        ("1012 该找老葛的，怎么找了老单", "teach", 1012, "老葛"),
        ("1012 不该找他了", "unteach", 1012, None),
        ("以后这种别再找王继业了", "unteach", None, "王继业"),
        ("1012 不要找葛林松了", "unteach", 1012, "葛林松"),
        ("1012 别找老葛了", "unteach", 1012, "老葛"),
        ("1012 不要林松了", "unteach", 1012, "林松"),
        ("1012 不用葛师傅去了", "unteach", 1012, "葛师傅"),
        ("1012 不该找老单，该找葛林松", "teach", 1012, "葛林松"),
        ("1012 为什么不要找老单", "why", 1012, "老单"),
        ("1012 为什么找老单？", "why", 1012, "老单"),
        ("怎么没找葛师傅？", "why", None, "葛师傅"),
        ("1012 为啥没派给王继业", "why", 1012, "王继业"),
        ("葛林松怎么没收到", "why", None, "葛林松"),
    ],
)
def test_a_word_on_choosing(text: str, intent: str, ticket: int | None, target: str | None) -> None:
    found = understand_coordinator(text, at=AT, known=KNOWN)
    assert (found.intent, found.ticket, found.target) == (intent, ticket, target)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("1012 应该派给葛林松", "assign"),
        ("1012 派给葛林松", "assign"),
        ("让老王去1012", "assign"),
        ("暂停给老陈派单", "roster"),
        ("以后别派给老王", "roster"),
        ("1012 别找王继业，换林松", "assign"),
        ("1012 不要找葛师傅了，企业自己修好了", "cancel"),
        ("1012 不要管了", "cancel"),
        ("下周的课教什么内容", "chat"),
        ("静怡以后只接远程", "roster"),
        ("怎么还没人接", "query"),
        ("怎么没派出去", "query"),
        ("1012怎么派给谁了", "query"),
        ("这单该给谁", "query"),
        ("怎么找不到葛林松的电话", "chat"),
        ("这种事下次早点说", "chat"),
    ],
)
def test_what_only_looks_like_one(text: str, intent: str) -> None:
    assert understand_coordinator(text, at=AT, known=KNOWN).intent == intent


def test_an_order_for_another_is_not_for_the_one_who_is_not_wanted() -> None:
    assert understand_coordinator("1012 别找王继业，换林松", at=AT, known=KNOWN).target == "林松"
