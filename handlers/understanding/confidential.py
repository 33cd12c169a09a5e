"""What an expert writes and his firm is not to read: of itself, of a colleague, of his own life.

The words stand in prompts/lexicon/replies.toml.
"""

from handlers.understanding.cues import weigh


def not_for_the_firm(text: str) -> bool:
    """Whether a text asks not to be told on ("别跟企业说"), judges firm or colleague, or is of his own life.

    The whole text counts: a clause of it told by itself gives away the rest.
    """
    return bool(weigh("replies", text)["not_for_firm"])
