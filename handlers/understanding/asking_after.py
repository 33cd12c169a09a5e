"""What an enterprise asks of its own ticket: how it stands, who comes and when, if it is done, its number."""

from handlers.understanding.cues import weigh

_LONGEST = 40  # who writes more tells of something
_PLAIN = ("state", "coming", "done", "number")
_ASKS = (*_PLAIN, "that")


def asks_plainly(text: str) -> bool:
    """Whether a text, of any length, asks so in words that can mean nothing else."""
    cues = weigh("asked", text)
    return any(cues[each] for each in _PLAIN)


def asks_after(text: str) -> bool:
    """Whether a text, where its writer has a ticket, asks how that stands."""
    if len(text) > _LONGEST:
        return False
    cues = weigh("asked", text)
    return any(cues[each] for each in _ASKS) or bool(cues["ours"] and cues["after"])


def asks_coming(text: str) -> bool:
    """Whether it asks who comes, or when: of a ticket that somebody has."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["coming"])


def asks_number(text: str) -> bool:
    """Whether it asks for the ticket's number."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["number"])


def hurries(text: str) -> bool:
    """Whether it says nothing but that there is haste ("快点", "加急")."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["hurry"])


def asks_how(text: str) -> bool:
    """Whether it asks what is wanted of him ("什么意思", "怎么打分")."""
    cues = weigh("asked", text)
    return len(text) <= _LONGEST and bool(cues["how"] or cues["marks"])


def asks_marks(text: str) -> bool:
    """Whether it asks how a score is given."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["marks"])


def asks_whether_mended(text: str) -> bool:
    """Whether it asks if it is done ("好了没")."""
    return len(text) <= _LONGEST and bool(weigh("asked", text)["done"])
