"""Whatever people write: no crash, no deadline before the message, no money out of a phone number."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.desk import ZONE
from handlers.reading import understand
from handlers.understanding.leaves import find_leave
from handlers.understanding.money import find_money, find_saved
from handlers.understanding.times import find_deadline
from handlers.understanding.values import Role
from tests.handlers.understanding import invariants

_PIECE = st.one_of(st.sampled_from(invariants.PIECES), st.text(max_size=3), st.integers(0, 99_999).map(str))
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
    invariants.check_understanding(text, at, role)


@settings(max_examples=600, deadline=None)
@given(_TEXTS, _MOMENTS)
def test_no_deadline_lies_before_its_message(text: str, at: datetime) -> None:
    invariants.check_deadline(text, at)


@settings(max_examples=400, deadline=None)
@given(_TEXTS, _MOMENTS)
def test_no_period_ends_before_it_begins(text: str, at: datetime) -> None:
    invariants.check_period(text, at)


@settings(max_examples=600, deadline=None)
@given(_TEXTS, _MOMENTS)
def test_what_is_found_fits_the_columns_it_goes_to(text: str, at: datetime) -> None:
    invariants.check_columns(text, at)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_what_is_masked_comes_back_and_wechats_forms_are_read(text: str) -> None:
    invariants.check_mask(text)
    invariants.check_wechat(text)


_WORDS = st.sampled_from(
    ["罚款", "订单", "损失", "赔", "合同", "元", "万元", "块钱", "单", "号单", "省了", "找我", "，", "电话"]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_WORDS, max_size=5).map("".join), _phones(), st.lists(_WORDS, max_size=5).map("".join))
def test_a_phone_number_is_no_money_no_ticket_and_no_deadline(before: str, phone: str, after: str) -> None:
    invariants.check_phone_is_nothing_else(f"{before}{phone}{after}")


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _phones(), _TEXTS)
def test_no_phone_number_is_shown_or_leaves(before: str, phone: str, after: str) -> None:
    invariants.check_phone_is_hidden(before, phone, after)


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
