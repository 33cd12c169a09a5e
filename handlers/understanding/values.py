"""What understanding a message yields: frozen values, named as in the command contracts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """Who a person is to the union; comes from the roster alone, never from a text."""

    ENTERPRISE = "enterprise"
    EXPERT = "expert"
    COORDINATOR = "coordinator"


class Intent(StrEnum):
    """What a message wants. The labelling guide defines each one."""

    # enterprise side
    REQUEST = "request"
    FOLLOWUP = "followup"
    CONFIRM = "confirm"
    REOPEN = "reopen"  # also a coordinator's, and an expert's who said too early that it is mended
    CANCEL = "cancel"  # also a coordinator's; an expert's passes on that his enterprise withdraws
    POSTPONE = "postpone"  # not yet: nothing ends
    KEEP = "keep"  # it does not withdraw, as an expert said; or he may come now
    RATE = "rate"
    REPLACE = "replace"  # another expert than the one who has it; only where there is such a ticket
    # expert side
    CLAIM = "claim"
    DECLINE = "decline"
    TRANSFER = "transfer"
    JOIN = "join"
    PROGRESS = "progress"
    RESOLVE = "resolve"
    RELEASE = "release"
    ADVICE = "advice"
    AVAILABILITY = "availability"
    # coordinators
    QUERY = "query"
    ASSIGN = "assign"
    CLOSE = "close"
    ESCALATE = "escalate"
    NOTE = "note"
    EXPORT = "export"
    ROSTER = "roster"
    TEACH = "teach"  # such problems are for this expert
    UNTEACH = "unteach"  # such problems are not for him
    WHY = "why"  # why he was or was not asked
    # anybody
    CHAT = "chat"


class Kind(StrEnum):
    """A technical problem, or a wish for training."""

    PROBLEM = "problem"
    TRAINING = "training"


class Urgency(StrEnum):
    """How soon somebody must come; decision 1 of the labelling guide."""

    CRITICAL = "critical"
    URGENT = "urgent"
    NORMAL = "normal"


def most_urgent(*levels: str) -> Urgency:
    """The highest of some levels of urgency."""
    return min(map(Urgency, levels), key=list(Urgency).index)


class Mode(StrEnum):
    """On site, from afar, or not said; decision 2 of the labelling guide."""

    ONSITE = "onsite"
    REMOTE = "remote"
    EITHER = "either"


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestFields:
    """What a request says.

    `deadline` is a local date, or an aware date-time where a time of day is given.
    `order_value_yuan` is the money at stake in yuan. `title` is at most 24 characters,
    without phone numbers.
    """

    kind: Kind = Kind.PROBLEM
    category: str = "other"
    urgency: Urgency = Urgency.NORMAL
    mode: Mode = Mode.EITHER
    deadline: date | datetime | None = None
    order_value_yuan: int | None = None
    problems: int = 1
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Whole local days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What a coordinator asks for; the slots of the command contract, None where not set.

    `counts` is set where people or firms of the roster are counted ("experts", "firms"), not tickets; `by`
    where figures are wanted for each "category" or "district" beside the others; `topic` where it is about
    what happened to tickets ("overdue", "consult", …, see lexicon/questions.toml) or is not counted at all;
    `phone` where a phone number is asked for, `contact` who a firm's contact is; `skill` what an expert
    should be good at, in the asker's words;
    `against` the days that the figures of `period` are to be compared with. Of several people, districts or
    trades named together the plurals hold all, the single slots the first. `traits` are what else the tickets
    asked for have in common (lexicon/questions.toml), `due` the days in which their deadlines lie,
    `edge` which single one of them is wanted ("first", "saved", …). `half`: it only says in what it differs
    from the question before it ("上个月呢"), and `about` is a guess.
    """

    about: str
    no: int | None = None
    status: tuple[str, ...] | None = None
    period: Period | None = None
    person: str | None = None
    enterprise: str | None = None
    category: str | None = None
    district: str | None = None
    metric: str | None = None
    output: str | None = None
    counts: str | None = None
    by: str | None = None
    topic: str | None = None
    phone: bool = False
    contact: bool = False
    skill: str | None = None
    against: Period | None = None
    traits: tuple[str, ...] = ()
    due: Period | None = None
    older_than: timedelta | None = None
    edge: str | None = None
    half: bool = False
    people: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """An expert's word on when he can be asked: away (from a day, None = from now on; until a day, None =
    until he says so) or back. `gone`: he has left for good."""

    away: bool
    since: date | None = None
    until: date | None = None
    gone: bool = False


class About(StrEnum):
    """What an expert's standing wish is about."""

    HOURS = "hours"
    WORK = "work"
    ROSTER = "roster"  # his number, his place, somebody who wants to be in it
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """How an expert wants to be asked from now on. `work`: what he does not want, or alone wants."""

    about: About
    work: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    """A model and the rules disagree whether this is a request: the intent that each of them sees."""

    rules: Intent
    model: Intent


@dataclass(frozen=True, kw_only=True, slots=True)
class Several:
    """More than one expert is wanted (会诊): `count` in all, or `more` than there are.

    A count of 0: nobody besides those who have it.
    """

    count: int
    more: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    """One message (or burst) understood.

    `ticket` is the number as written, `target` the name as written without @.
    `off_scale` is true where a score was given that is not one of one to five.
    `wish` is what he wants from now on where that is no leave.
    `everything` is true when an expert speaks of all his offers ("没空", "都接").
    `technical` is true when the text holds workshop facts (materials, machines, defects, sizes).
    `dispute` is set where a model was asked and disagrees; a coordinator has the last word.
    `sure` is false where the rules are in doubt and a model, if there is one, may be asked.
    """

    intent: Intent
    ticket: int | None = None
    target: str | None = None
    request: RequestFields | None = None
    query: Query | None = None
    leave: Leave | None = None
    wish: Wish | None = None
    several: Several | None = None
    rating: int | None = None
    off_scale: bool = False
    saved_yuan: int | None = None
    everything: bool = False
    technical: bool = False
    sure: bool = True
    dispute: Dispute | None = None
