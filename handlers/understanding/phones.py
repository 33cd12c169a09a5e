"""Phone numbers, WeChat and QQ ids as people write them: one rule for what leaves and what is shown."""

import re

_ONES = "零〇一二两三四五六七八九幺"
# Digits of a phone may stand apart ("139 1234 5678", "139-1234-5678"), or be spelt in characters.
_GAP = r"[ \-.·—_\u3000\u2005]{0,3}"
_WIDE = range(0xFF01, 0xFF5F)  # full-width digits, letters and signs
_HALF_WIDTH = {code: code - 0xFEE0 for code in _WIDE if chr(code).isalnum() or chr(code) in "＋－＿"}
PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<!\d)[(（]?0\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
    rf"|(?<!\d)400(?:{_GAP}\d){{7}}(?!\d)"
    rf"|(?<![{_ONES}])[一幺][{_ONES}](?:{_GAP}[{_ONES}]){{9}}(?![{_ONES}])"
)

# "加V：xiaojing888", "微信 abc12345", "vx:abc123", "QQ 12345678".
# A bare v and what a machine is called are none.
HANDLE = re.compile(
    r"(?:微信号?|威信|薇信|扣扣号?|加(?:我|个|下|一下)?[vV]"
    r"|(?<![A-Za-z])(?:[vV]信|[vV][xX]|[wW][xX]|weixin|wechat|[qQ]{2}|[vV](?=[:：])))"
    r"号?(?:码|ID|id)?[是为:：\s]{0,3}[A-Za-z0-9][A-Za-z0-9_-]{4,19}"
    r"|(?<![A-Za-z0-9])wxid_[A-Za-z0-9]+"
)


def half_width(text: str) -> str:
    """The text, as long as before, with full-width digits, letters, ＋, － and ＿ as those of a keyboard."""
    return text.translate(_HALF_WIDTH)


def without_phones(text: str) -> str:
    """The text with every phone number blanked out: its digits are no money, no ticket, no date."""
    return PHONE.sub("☎", half_width(text))


def without_contacts(text: str, phone: str, handle: str) -> str:
    """The text with these words for every phone number and WeChat or QQ id; the rest is left as written."""
    for pattern, word in ((HANDLE, handle), (PHONE, phone)):
        narrow, parts, end = half_width(text), [], 0
        for found in pattern.finditer(narrow):
            parts += [text[end : found.start()], word]
            end = found.end()
        text = "".join((*parts, text[end:]))
    return text
