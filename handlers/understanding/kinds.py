"""Whether a request tells of a problem or wishes for training: a linear model over words and cues."""

from handlers.understanding import classifier
from handlers.understanding.cues import weigh
from handlers.understanding.linear import shares
from handlers.understanding.values import Kind, Role

_BOTH = 0.3  # weight of the sign that words of training and of a fault stand together ("来教教怎么修")


def features(text: str) -> dict[str, float]:
    """Named features of a request."""
    weights = weigh(Role.ENTERPRISE, text)
    both = _BOTH * (weights["training"] >= 4 and weights["fault"] >= 2)
    return {**classifier.features(text, Role.ENTERPRISE), "training&fault": both}


def find_kind(text: str) -> Kind:
    """The likelier kind; an empty text tells of a problem."""
    if not text.strip():
        return Kind.PROBLEM
    if asks_for_lecture(text):
        return Kind.TRAINING
    likely = shares("kind", features(text))
    return Kind(max(likely, key=likely.__getitem__))


def asks_for_lecture(text: str) -> bool:
    """Whether somebody, by name or trade, is wanted to teach ("约葛师傅讲课"), not announced."""
    plain = weigh("plainly", text)
    return bool(plain["lecture"] and not plain["lecture_not"])
