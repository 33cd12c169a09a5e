"""Whatever people write: no crash, no deadline before the message, no money out of a phone number."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.desk import ZONE
from handlers.masking import Mask
from handlers.reading import understand
from handlers.understanding.enterprise import read_fields, sounds_critical
from handlers.understanding.leaves import find_leave
from handlers.understanding.money import MOST, find_money, find_saved
from handlers.understanding.names import find_mention, find_strict
from handlers.understanding.numbers import chinese_number, find_ticket_no
from handlers.understanding.phones import PHONE
from handlers.understanding.times import find_deadline
from handlers.understanding.values import Role
from handlers.wording import masked, phones


def _cut(pieces: str) -> list[str]:
    return pieces.split("~")


_PIECES = _cut(
    "\n~明天~后天~大后天~今天~下周~下下周~这周~周五~星期天~月底~下个月~月初~国庆前~"
    "年前~元旦~半个月内~天内~个工作日~小时内~前要交~之前~交货~发货~装柜~截止~罚款~扣~赔~"
    "损失~订单~合同~货款~省了~挽回~万~百万~千万~亿~千~百~元~块钱~w~k~多~来~几~"
    "点半~点~号~日~月~年~-~/~.~:~：~，~。~@~#~【~】~号单~单~接~没空~派给~"
    "取消~转给~王师傅~老葛~上个月~以来~到~至~有几单~怎么样了~分~好了~满分~请假到~出差~"
    "回来了~注塑机~停机~报警~两个问题~①~②~零~一~二~两~十~三百~五~九九九~0~1~9~"
    "31~99~2024~1003~65536~000~"
    " "
)
_PIECE = st.one_of(st.sampled_from(_PIECES), st.text(max_size=3), st.integers(0, 99_999).map(str))
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECE, max_size=25).map("".join))
_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2039, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
_SEPARATORS = st.sampled_from(["", " ", "-", ".", "  "])


@st.composite
def _phones(draw: st.DrawFn) -> str:
    digits = draw(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
    gap = draw(_SEPARATORS)
    return draw(
        st.sampled_from([
            f"{digits[:3]}{gap}{digits[3:7]}{gap}{digits[7:]}",
            f"+86 {digits}",
            f"0571-8{digits[4:]}",
            f"400-{digits[:3]}-{digits[3:7]}",
        ])
    )  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(_TEXTS, _MOMENTS, st.sampled_from(list(Role)))
def test_any_text_is_understood_somehow(text: str, at: datetime, role: Role) -> None:
    found = understand(text, role, at)
    if found.request is not None:
        assert 1 <= found.request.problems <= 9
        assert len(found.request.title) <= 24
    if found.query is not None and found.query.period is not None:
        assert found.query.period.first <= found.query.period.last
    assert found.rating is None or 1 <= found.rating <= 5


@settings(max_examples=600, deadline=None)
@given(_TEXTS, _MOMENTS)
def test_no_deadline_lies_before_its_message(text: str, at: datetime) -> None:
    found = find_deadline(text, at)
    if isinstance(found, datetime):
        assert found.tzinfo is not None
        assert found >= at
    elif isinstance(found, date):
        assert found >= at.astimezone(ZONE).date()


@settings(max_examples=600, deadline=None)
@given(_TEXTS, _MOMENTS)
def test_what_is_found_fits_the_columns_it_goes_to(text: str, at: datetime) -> None:
    for money in (find_money(text), find_saved(text)):
        assert money is None or 0 < money <= MOST
    number = find_ticket_no(text)
    assert number is None or 0 <= number < 2**31
    leave = find_leave(text, at)
    assert (
        leave is None or leave.until is None or leave.until >= at.astimezone(ZONE).date() - timedelta(days=1)
    )
    read_fields(text, at)
    sounds_critical(text, at)
    find_mention(text)
    find_strict(text)
    chinese_number(text)


_WORDS = st.sampled_from(_cut("罚款~订单~损失~赔~合同~元~万元~块钱~单~号单~省了~找我~，~电话"))


@settings(max_examples=500, deadline=None)
@given(st.lists(_WORDS, max_size=5).map("".join), _phones(), st.lists(_WORDS, max_size=5).map("".join))
def test_a_phone_number_is_no_money_no_ticket_and_no_deadline(before: str, phone: str, after: str) -> None:
    text = f"{before}{phone}{after}"
    assert find_money(text) is None
    assert find_saved(text) is None
    assert find_ticket_no(text) is None
    assert find_deadline(text, datetime(2026, 3, 2, tzinfo=ZONE)) is None


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _phones(), _TEXTS)
def test_no_phone_number_is_shown_or_leaves(before: str, phone: str, after: str) -> None:
    text = f"{before}，{phone}，{after}"
    assert phone not in masked(text)
    assert phone not in Mask().hide(text)
    assert PHONE.search(masked(text)) is None
    assert phone in phones(text)


@pytest.mark.parametrize("text", ["13月5日前要交", "0月3号交货", "99月1日交", "2月30号前交", "2024-13-40前"])
def test_a_day_that_no_calendar_has_is_no_deadline(text: str) -> None:
    assert find_deadline(text, datetime(2026, 3, 2, tzinfo=ZONE)) is None


@pytest.mark.parametrize("text", ["合同100亿元", "罚款99999999999元", "订单千千千千亿"])
def test_a_sum_beyond_all_bounds_is_none(text: str) -> None:
    assert find_money(text) is None


@pytest.mark.parametrize("digit", ["9", "一", "万", "９", "半"])
@pytest.mark.parametrize(
    "text", ["罚款{}万元", "{}号单", "请假{}天", "省了{}元", "{}天内要交", "{}月{}号前", "打{}分", "{}个问题"]
)
@pytest.mark.parametrize("length", [50, 500, 5000])
def test_endless_numbers_are_none(text: str, digit: str, length: int) -> None:
    written = text.replace("{}", digit * length)
    at = datetime(2026, 3, 2, tzinfo=ZONE)
    assert find_money(written) is None
    assert find_saved(written) is None
    assert find_deadline(written, at) is None
    find_leave(written, at)
    for role in Role:
        understand(written, role, at)
