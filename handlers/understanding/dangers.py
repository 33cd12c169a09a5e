"""People hurt, fire, gas: heard as such whatever else a text says (prompts/lexicon/danger.toml)."""

import re
from enum import StrEnum

from handlers.understanding.characters import simplified
from handlers.understanding.cues import weigh

_CLAUSES = re.compile(r"[，,。！!？?；;：:\s]+")
_LONGEST = 400  # who cries for help writes no more; longer texts are told at leisure


class Danger(StrEnum):
    """What goes on; the first that is found decides whom to call before anybody else."""

    HURT = "hurt"
    FIRE = "fire"
    GAS = "gas"


def find_danger(text: str) -> Danger | None:
    """The danger that a text tells of as going on here and now; talk of drills, news and the past is none."""
    text = simplified(text[:_LONGEST])
    whole = weigh("danger", text)
    if whole["elsewhere"] or not any(whole[each] for each in (*Danger, "sick")):
        return None
    found: set[Danger] = set()
    past = False  # of a clause, and so of what follows it
    for clause in _CLAUSES.split(text):
        weights = weigh("danger", clause)
        was_past, past = past, bool(weights["past"])
        if weights["now"] or not (past or was_past):
            found |= {each for each in Danger if weights[each]}
            if weights["sick"]:  # of what the whole text tells
                found.add(Danger.GAS if whole["fumes"] else Danger.HURT)
    return next((each for each in Danger if each in found), None)
