"""What is fitted to what: an expert as matching knows him, a problem, and how well the two go together."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from handlers.matching.index import Floats
from handlers.matching.lessons import Lesson

NO_TRADE = "other"  # what belongs to no trade has nothing in common by that


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpertProfile:
    """What matching knows of an expert. `solved` are his cases, `taught` what coordinators said of him."""

    no: str
    name: str
    trades: tuple[str, ...]
    speciality: str
    company: str
    district: str
    region: str
    onsite: bool
    solved: tuple[str, ...]
    taught: tuple[Lesson, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What is to be matched: the words told, and what is known besides. `vector` is the words' own."""

    text: str
    category: str | None = None
    district: str | None = None
    mode: str = "either"
    vector: Floats | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """An expert (by 编号) with his score and, in one line, why."""

    no: str
    score: float
    why: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fit:
    """How experts fit a problem, by their places: `scores`, by which they are put in order, and `kin`, how
    near each is to it by his trade or by what he says and has solved.

    `kin` is not scaled to the best: where nobody is near, it is low for everybody. About 1 is as near as
    can be; who is taught for it has 1. `next_to`: whose trade is next to the problem's (mould to injection).
    """

    scores: Floats
    kin: Floats
    next_to: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How much each part counts; each part is about 1 for the best expert.

    Tuned on split=tune of tests/data/written/colloquial_*.jsonl, each roster's weights tried on the other's
    problems; there the ranking hardly changes with a fifth more or less. The district less than was best
    there. A roster without vectors has the words' parts alone.
    """

    own: float = 1.0
    cases: float = 0.4
    niche: float = 0.8
    kin: float = 0.8
    trade: float = 0.6
    meaning: float = 0.8
    case_meaning: float = 0.4
    taught: float = 6.0  # a coordinator's word outweighs all the others together
    second_trade: float = 0.8
    category: float = 0.5
    no_kin: float = 0.6  # taken from who is neither of the likeliest trade nor near the problem by his words
    district: float = 0.3
    stays_home: float = 1.0
