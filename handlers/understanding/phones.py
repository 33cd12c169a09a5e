"""Phone numbers as people write them: one rule for what leaves, what is shown and what is counted."""

import re

_ONES = "零〇一二两三四五六七八九幺"
# Digits of a phone may stand apart ("139 1234 5678", "139-1234-5678"), or be spelt in characters.
_GAP = r"[ \-.·—_\u3000\u2005]{0,3}"
PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<!\d)\(?0\d{{2,3}}\)?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
    rf"|(?<!\d)400(?:{_GAP}\d){{7}}(?!\d)"
    rf"|(?<![{_ONES}])[一幺][{_ONES}](?:{_GAP}[{_ONES}]){{9}}(?![{_ONES}])"
)


def without_phones(text: str) -> str:
    """The text with every phone number blanked out: its digits are no money, no ticket, no date."""
    return PHONE.sub("☎", text)
