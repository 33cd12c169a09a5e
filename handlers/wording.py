"""Small wordings shared by every message: days, money, masks, states."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from handlers.desk import ZONE
from handlers.understanding.phones import PHONE, half_width, without_contacts
from handlers.understanding.values import Leave
from prompts.texts import say
from prompts.trades import trade_names
from storage.inbox import Received
from storage.terms import Status
from storage.tickets import Ticket

URGENCY = {"critical": "特急", "urgent": "急", "normal": "一般"}
STATUS = {
    Status.OPEN: "待接单",
    Status.CLAIMED: "已接单",
    Status.IN_PROGRESS: "处理中",
    Status.RESOLVED: "已修好，等企业确认",
    Status.CLOSED: "已结单",
    Status.CANCELLED: "已取消",
}
# Control characters and those of no width, which hide words from every rule.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


# A key that is leaned on. No number that people write repeats itself so often.
_OVER_AND_OVER = re.compile(r"(.{1,8}?)\1{20,}", re.DOTALL)


def clean(text: str) -> str:
    """The text without control characters, white space folded, what repeats itself more than twenty times
    cut to twenty: to read it costs no more than to read a sentence."""
    bare = re.sub(r"[ \t\u2005\u3000]+", " ", _CONTROL.sub("", text)).strip()
    return _OVER_AND_OVER.sub(lambda found: found[1] * 20, bare)


def found_in(message: Received) -> str:
    """What was read in a picture or voice message, named as such; "" where nothing was."""
    if not message.media_text:
        return ""
    return say("voice_text" if message.type == "voice" else "picture_text", words=message.media_text)


def phones(text: str) -> list[str]:
    """Phone numbers in the text, in half-width digits."""
    return [match.group() for match in PHONE.finditer(half_width(text))]


def masked(text: str) -> str:
    """The text without phone numbers, WeChat and QQ ids, fit for a group."""
    return without_contacts(text, "（电话）", "（联系方式）")


def short(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut with …"""
    line = re.sub(r"\s*\n\s*", "；", clean(text))
    return line if len(line) <= limit else line[: limit - 1] + "…"


def title(text: str) -> str:
    """A ticket's title out of its words: one line, no phone number."""
    return short(masked(text), 24) or "（图片或文件）"


_STAMP = re.compile(r"[0-9a-f]{12}-")  # in front of a stored file's name, so that no two are alike
_FILE_KINDS = {"image": "图片", "voice": "语音", "video": "视频"}


def file_name(attachment: str) -> str:
    """A stored file's name as its sender gave it."""
    found = _STAMP.match(attachment)
    return attachment[found.end() :] if found else attachment


def file_word(type_: str, attachment: str) -> str:
    """What stands for a file in a text: [文件] 图纸.pdf"""
    return f"[{_FILE_KINDS.get(type_, '文件')}] {file_name(attachment)}"


def deadline(iso: str | None, now: datetime, *, evening: bool = False, lead: str = " · ") -> str:
    """ " · 5月26日前" for a day, "今天内" and "明天内" for the next ones, "今晚12点前" where the evening was
    named, "今天18:00前" for a moment; empty for none.
    """
    if iso is None:
        return ""
    if "T" in iso:
        return f"{lead}{soon(datetime.fromisoformat(iso), now)}前"
    due = date.fromisoformat(iso)
    left = (due - now.astimezone(ZONE).date()).days
    if left not in (0, 1):
        return f"{lead}{day(due)}前"
    near = "明" if left else "今"
    return f"{lead}{near}晚12点前" if evening else f"{lead}{near}天内"


def trade(code: str) -> str:
    """The trade's Chinese name."""
    return trade_names().get(code, "其他")


def minutes(length: timedelta) -> str:
    """ "4分钟", "1小时20分钟"; under a minute counts as seconds."""
    total = max(0, round(length.total_seconds()))
    if total < 60:
        return f"{total}秒"
    hours, left = divmod(total // 60, 60)
    seconds = total % 60
    if hours >= 24:
        return f"{hours // 24}天{hours % 24}小时"
    if hours:
        return f"{hours}小时{left}分钟" if left else f"{hours}小时"
    return f"{left}分{seconds}秒" if seconds and left < 10 else f"{left}分钟"


def clock(moment: datetime) -> str:
    """Local time as a person writes it."""
    local = moment.astimezone(ZONE)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def soon(moment: datetime, now: datetime) -> str:
    """A moment to come as a person says it: "今天18:00", "明早6:30", "后天8:00", "10月8日6:30"."""
    local = moment.astimezone(ZONE)
    days = (local.date() - now.astimezone(ZONE).date()).days
    if days == 1 and local.hour < 10:
        day = "明早"
    else:
        day = {0: "今天", 1: "明天", 2: "后天"}.get(days, f"{local.month}月{local.day}日")
    return f"{day}{local.hour}:{local:%M}"


def earlier(moment: datetime, now: datetime) -> str:
    """A moment that is past as a person says it: "9:40" of today, else with the day."""
    local = moment.astimezone(ZONE)
    return f"{local.hour}:{local:%M}" if local.date() == now.astimezone(ZONE).date() else clock(moment)


def yuan(amount: int) -> str:
    """30000 → "3万元"."""
    if amount >= 10_000:
        return f"{amount / 10_000:g}万元"
    return f"{amount}元"


def outcome(rating: int | None, saved: int | None) -> str:
    """ "，5分，省了3万元", empty where nothing was said."""
    parts = []
    if rating is not None:
        parts.append(f"{rating}分")
    if saved is not None:
        parts.append(f"省了{yuan(saved)}")
    return "".join(f"，{part}" for part in parts)


def names(people: list[str], most: int = 14) -> str:
    """ "葛林松、何碧涛等5位"."""
    shown = first_names(people, most)
    return f"{shown}{len(people)}位" if len(people) > most else shown


def first_names(people: list[str], most: int) -> str:
    """The same behind words that say how many there are: "葛林松、何碧涛等"."""
    return "、".join(people[:most]) + ("等" if len(people) > most else "")


def day(of: date) -> str:
    """ "11月27日"."""
    return f"{of.month}月{of.day}日"


def days(first: date, last: date | None) -> str:
    """ "11月27日到12月2日", "11月27日", "11月27日起"."""
    if last is None:
        return f"{day(first)}起"
    return day(first) if first == last else f"{day(first)}到{day(last)}"


def leaves(told: Sequence[tuple[date | None, date | None]], today: date) -> str:
    """ "，请假中，到11月27日；12月20日到12月25日请假": the leaves of an expert that are not over."""
    said = []
    for first, last in told:
        if last is not None and last < today:
            continue
        if first is not None and first > today:
            said.append(f"{days(first, last)}请假")
        else:
            said.append("请假中" if last is None else f"请假中，到{day(last)}")
    return f"，{'；'.join(said)}" if said else ""


def leave(word: Leave) -> str:
    """What the bot now does about somebody's leave or return."""
    if not word.away:
        return "又可以派单了"
    if word.since is not None and word.until is None:
        return f"{day(word.since)}起不派单，回来说一声“回来了”；在那以前照常派"
    if word.until is None:
        return "先不派单，回来说一声“回来了”"
    if word.since is not None:
        return f"{days(word.since, word.until)}不派单，在那以前照常派"
    return f"到{day(word.until)}不派单"


def numbers(found: Sequence[Ticket]) -> str:
    """Several tickets by their numbers, the oldest first ("1001、1003")."""
    return "、".join(str(each.no) for each in sorted(found, key=lambda each: each.no))
