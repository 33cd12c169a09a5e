"""Which intent a message has: a linear model over its n-grams, its words and the lexicons' cues."""

from collections.abc import Collection

from handlers.understanding.colleagues import find_colleague
from handlers.understanding.cues import weigh
from handlers.understanding.linear import ngrams, normal, shares, word_runs
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Intent, Role

_LENGTHS = (4, 8, 14, 22, 40, 80)
# Groups hold more chatter than the training sentences do. The factor was chosen at the best request F1
# by leaving out one author of the labelled messages after the other.
_PRIORS = {Role.ENTERPRISE: {Intent.REQUEST: 0.4}}
SURE = 0.35  # a smaller lead over the next intent is a doubt, for which a model may be asked


def features(text: str, role: Role) -> dict[str, float]:
    """Named features of one message of somebody in this role."""
    plain = normal(text)
    found = {**ngrams(f"^{plain}$"), **word_runs(plain)}
    for name, weight in weigh(role, text).items():
        if weight:
            found[f"cue:{name}"] = min(weight, 8.0) / 12
    if role is Role.EXPERT and find_colleague(text):
        found["named"] = 0.3
    technical = min(technical_weight(text), 8.0) / 6
    if technical:
        found["technical"] = technical
    found[f"length:{sum(len(plain) > limit for limit in _LENGTHS)}"] = 0.3
    found["always"] = 0.3
    return found


def likely(text: str, role: Role, *, without: Collection[Intent] = ()) -> dict[Intent, float]:
    """How likely each intent (not those of `without`) is, the likeliest first; an empty text is chat."""
    if not text.strip():
        return {Intent.CHAT: 1.0}
    priors = _PRIORS.get(role, {})
    weighed = {
        Intent(label): share * priors.get(Intent(label), 1.0)
        for label, share in shares(role, features(text, role)).items()
        if label not in without
    }
    return dict(sorted(weighed.items(), key=lambda each: each[1], reverse=True))


def choose(text: str, role: Role, *, without: Collection[Intent] = ()) -> tuple[Intent, float]:
    """The likeliest intent and its lead over the next."""
    (best, most), *others = likely(text, role, without=without).items()
    return best, most - others[0][1] if others else 1.0
