"""What holds of every text: for test_fuzz.py, which writes at random, and benchmarks/fuzz_extractors.py."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.channels.wechat_text import mentioned_names, recalled_ids, without_quote
from handlers.desk import ZONE
from handlers.model.masking import Mask
from handlers.reading import understand
from handlers.understanding.enterprise import read_fields, sounds_critical
from handlers.understanding.leaves import find_leave
from handlers.understanding.money import MOST, find_money, find_saved
from handlers.understanding.names import find_mention, find_strict
from handlers.understanding.numbers import chinese_number, find_ticket_no
from handlers.understanding.periods import find_period, without_periods
from handlers.understanding.phones import PHONE, half_width
from handlers.understanding.times import find_deadline
from handlers.understanding.values import Role
from handlers.wording import clean, masked, phones


def _cut(pieces: str) -> list[str]:
    return pieces.split("~")


# What the rules look for, put together at random.
PIECES = _cut(
    "\n~明天~后天~大后天~今天~下周~下下周~这周~周五~星期天~月底~下个月~月初~国庆前~中秋~双十一~季度末~"
    "年前~元旦~半个月内~天内~个工作日~小时内~前要交~之前~交货~发货~装柜~截止~罚款~扣~赔~"
    "损失~订单~合同~货款~省了~挽回~万~百万~千万~亿~千~百~元~块钱~w~k~多~来~几~把~"
    "点半~点~号~日~月~年~-~/~.~:~：~，~。~@~#~【~】~号单~单~接~没空~派给~"
    "取消~转给~王师傅~老葛~上个月~上一周~第二周~以来~到~至~起~有几单~怎么样了~分~好了~满分~请假到~出差~"
    "回来了~注塑机~停机~报警~两个问题~①~②~零~一~二~两~十~三百~五~九九九~0~1~9~"
    "31~99~2024~1003~65536~000~ ~"
    "「~」~- - - - -~<title>~</title>~<refermsg>~</refermsg>~<type>57</type>~<content>~</content>~\u2005"
)
AROUND_PHONES = _cut("罚款~订单~损失~赔~合同~元~万元~块钱~单~号单~省了~找我~，~电话")


def check_understanding(text: str, at: datetime, role: Role) -> None:
    """Everything is understood somehow, within bounds."""
    found = understand(text, role, at)
    if found.request is not None:
        assert 1 <= found.request.problems <= 9
        assert len(found.request.title) <= 24
    assert found.rating is None or 1 <= found.rating <= 5


def check_deadline(text: str, at: datetime) -> None:
    """No deadline lies before its message."""
    for wished in (False, True):
        found = find_deadline(text, at, wished=wished)
        if isinstance(found, datetime):
            assert found.tzinfo is not None
            assert found >= at
        elif isinstance(found, date):
            assert found >= at.astimezone(ZONE).date()


def check_period(text: str, at: datetime) -> None:
    """No period ends before it begins."""
    found = find_period(text, at)
    assert found is None or found.first <= found.last
    without_periods(text)


def check_columns(text: str, at: datetime) -> None:
    """What is found fits the columns that it goes to."""
    for money in (find_money(text), find_saved(text)):
        assert money is None or 0 < money <= MOST
    number = find_ticket_no(text)
    assert number is None or 0 <= number < 2**31
    leave = find_leave(text, at)
    yesterday = at.astimezone(ZONE).date() - timedelta(days=1)
    assert leave is None or leave.until is None or leave.until >= yesterday
    if leave is not None and leave.since is not None and leave.until is not None:
        assert leave.since <= leave.until
    read_fields(text, at)
    sounds_critical(text, at)
    find_mention(text)
    find_strict(text)
    chinese_number(text)


def check_phone_is_nothing_else(text: str) -> None:
    """Of a text whose only figures are a phone number: no money, ticket or deadline."""
    assert find_money(text) is None
    assert find_saved(text) is None
    assert find_ticket_no(text) is None
    assert find_deadline(text, datetime(2026, 3, 2, tzinfo=UTC)) is None


def check_phone_is_hidden(before: str, phone: str, after: str) -> None:
    """No phone number is shown in a group or leaves for a model."""
    text = f"{before}，{phone}，{after}"
    assert phone not in masked(text)
    assert phone not in Mask().hide(text)
    assert PHONE.search(masked(text)) is None
    assert phone in phones(text)


def check_mask(text: str) -> None:
    """What is hidden from a model comes back in half width; the brackets of stand-ins are left out."""
    text = re.sub("[〔〕]", "", text)
    mask = Mask(people={"王李张", "葛林松"})
    assert mask.show(mask.hide(text)) == half_width(text)


def check_wechat(text: str) -> None:
    """WeChat's own forms are read from any text; cleaning a clean text changes nothing."""
    found = without_quote(text)
    assert len(found.reply) <= len(text)
    recalled_ids(text)
    assert all(name in text for name in mentioned_names(text))
    assert clean(clean(text)) == clean(text)
