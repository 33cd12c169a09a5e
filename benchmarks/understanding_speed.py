"""How long understanding takes for texts of 1,000, 10,000 and 100,000 characters, plain and hostile.

`.venv/bin/python -m benchmarks.understanding_speed`: milliseconds, and how much more ten times the text
costs. 10 is linear; less where a reader looks at a text's beginning only.
"""

import time
from collections.abc import Callable
from datetime import datetime

import click

from bot.channels.wechat_text import without_quote
from handlers.desk import ZONE
from handlers.model.masking import Mask
from handlers.reading import understand
from handlers.understanding.money import find_money
from handlers.understanding.numbers import find_ticket_no
from handlers.understanding.times import find_deadline
from handlers.understanding.values import Role
from handlers.wording import clean, masked

_AT = datetime(2026, 3, 2, 9, tzinfo=ZONE)
_SIZES = (1_000, 10_000, 100_000)
_TEXTS = {
    "常话": "双色模的牙刷柄熔接线发黑，换了料也没用，周五前要交五万件，",
    "数字": "1390571400",
    "隔开的数字": "1 3-9 0 ",
    "汉字数": "一二三四五六七八九十百千万",
    "姓": "王李张刘陈杨",
    "时间": "下下周五上午三点半前要交",
    "钱": "罚款3万多元合同",
    "@": "@王 @李",
    "空白": " \n",
    "括号": "【[（",
    "引用": "「」\n- - -\n",
    "引用标记": "<refermsg><title>",
}
_READERS: dict[str, Callable[[str], object]] = {
    "企业": lambda text: understand(text, Role.ENTERPRISE, _AT),
    "师傅": lambda text: understand(text, Role.EXPERT, _AT),
    "协调员": lambda text: understand(text, Role.COORDINATOR, _AT),
    "期限": lambda text: find_deadline(text, _AT),
    "钱": find_money,
    "单号": find_ticket_no,
    "遮电话": masked,
    "整理": clean,
    "微信引用": lambda text: without_quote(f"「老单：{text}」\n{text}\n{text}"),
    "微信引用标记": lambda text: without_quote(f"{text}<type>57</type>{text}"),
    "遮名字": lambda text: Mask(people={"王李张", "葛林松"}).hide(text),
}


def _ms(read: Callable[[str], object], text: str) -> float:
    """Milliseconds of processor time, the best of five: what else the machine does is not counted."""
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        read(text)
        best = min(best, time.process_time() - begun)
    return best * 1000


def main() -> None:
    """Print the table, the worst text of each reader."""
    understand("热身", Role.ENTERPRISE, _AT)
    understand("热身", Role.EXPERT, _AT)
    understand("热身", Role.COORDINATOR, _AT)
    click.echo("读什么  最费时的字      1千字    1万字   10万字（毫秒）  1万/1千  10万/1万")
    for name, read in _READERS.items():
        rows = {
            kind: [_ms(read, (unit * (size // len(unit) + 1))[:size]) for size in _SIZES]
            for kind, unit in _TEXTS.items()
        }
        kind = max(rows, key=lambda each: rows[each][-1])
        small, middle, large = rows[kind]
        click.echo(
            f"{name}\t{kind}\t{small:>8.2f}{middle:>9.2f}{large:>9.2f}"
            f"{middle / small:>10.1f}{large / middle:>10.1f}"
        )


if __name__ == "__main__":
    main()
