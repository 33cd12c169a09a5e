"""Until when somebody puts off what he has asked for ("下周再说", "明天下午再来")."""

import re
from datetime import date, datetime, time, timedelta

from handlers.desk import ZONE
from handlers.understanding.ahead import days_ahead
from handlers.understanding.days import monday, month_end

_WEEK = re.compile(r"下个?(?:周|星期|礼拜)(?![一二三四五六日天末])")
_MONTH = re.compile(r"下个?月(?![底末中]|\d)")
_MORNING = time(8, 30)
_PARTS = ((re.compile(r"下午|中午"), time(13)), (re.compile(r"晚上|今晚|明晚"), time(18)))
_SOON = re.compile(r"晚一?点|迟一?点|等一?下|等会|待会|过会|一会|过一?阵")
_A_WHILE = timedelta(hours=2)


def find_until(text: str, at: datetime) -> datetime | None:
    """The moment, None where no day is named ("改天再说"). `at` is the message's own time, aware."""
    local = at.astimezone(ZONE)
    hour = next((moment for said, moment in _PARTS if said.search(text)), None)
    day = _day(text, local.date())
    if day is not None:
        return datetime.combine(day, hour or _MORNING, tzinfo=ZONE)
    later = datetime.combine(local.date(), hour, tzinfo=ZONE) if hour else local
    if later > local:
        return later
    return local + _A_WHILE if _SOON.search(text) else None


def days_on(at: datetime, days: timedelta) -> datetime:
    """So many days on, when work begins: for what is put off with no day named."""
    return datetime.combine(at.astimezone(ZONE).date() + days, _MORNING, tzinfo=ZONE)


def _day(text: str, today: date) -> date | None:
    if _WEEK.search(text):
        return monday(today) + timedelta(days=7)
    if _MONTH.search(text):
        return month_end(today.year, today.month) + timedelta(days=1)
    return next((each.day for each in days_ahead(text, today) if each.day > today), None)
