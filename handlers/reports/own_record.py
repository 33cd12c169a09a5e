"""An expert asks how he stands: what he has taken and solved, and what firms gave him for it."""

import re

from handlers.desk import ZONE, Desk, Turn
from handlers.experts.holding import me
from handlers.experts.spoken_to import alone_with_it
from handlers.reports.figuring import worth
from handlers.reports.ranking import groups
from handlers.reports.selecting import line, scope, selected, taken_by
from handlers.reports.tallies import endings_of, worth_of
from handlers.telling import answer
from handlers.understanding.names import without_bot
from handlers.understanding.periods import find_period
from handlers.understanding.values import Query
from prompts.texts import say
from storage import tickets

_LONGEST, _LINES = 20, 3
_COUNTS = re.compile(r"(?:接|办|修|弄|完成|解决)[^，,。]{0,3}(?:几|多少)")
_POINTS = re.compile(r"积分")
_RANK = re.compile(r"排(?:名|第?几|在?哪|多少)|第几(?:名|位)?")
_ASKS = re.compile(
    r"我(?!们)[^，,。]{0,8}?(?:积分|评分|得分|分数|成绩单?|业绩|战绩|记录|成效|口碑)(?:是|有)?(?:多少|怎么样|如何|呢|几分|查一?下|看一?下)?[吗么]?$"
    r"|我(?!们)[^，,。]{0,6}?(?:多少分|几分|几颗?星|排第?几|排名|第几)"
    r"|(?:给|跟)我(?:都)?打(?:了)?(?:几|多少)分"
    r"|^(?:有没有|有|没有|接单有)积分[吗么没有]*$|^积分(?:怎么算|怎么看|多少|呢|在哪看?|有吗)"
    r"|我(?!们)[^，,。]{0,8}?(?:接|办好|办完|修好|弄好|完成|解决)(?:了|过)?(?:几|多少)(?:个|张|次)?(?:单|活|个)?(?:了|呢|啊)?$"
)


def tells_own_record(desk: Desk, turn: Turn, words: str) -> bool:
    """Whether he asked so, and is told; amid other talk only where it is plainly asked."""
    bare = words.strip(" 。！!~～?？")
    if len(bare) > _LONGEST or turn.attachments or not _ASKS.search(bare):
        return False
    if turn.understanding.query is None and not alone_with_it(desk, turn):
        return False
    expert = me(turn)
    period = find_period(without_bot(turn.text), turn.first.at)
    asked = Query(about="person", period=period)
    done = taken_by(desk, expert, asked)
    about, today = scope(desk, asked), desk.now.astimezone(ZONE).date()
    held = len(tickets.held_by(desk.uow, expert.id))
    head = say(
        "own_record",
        name=expert.name,
        about=f"，{about}" if about else "",
        taken=len(done),
        solved=say("own_solved", count=endings_of(done).solved) if done else "",
        held=say("own_held", count=held) if held and (period is None or period.last >= today) else "",
    )
    told = worth_of(done)
    counts = _COUNTS.search(bare) is not None
    lines = [
        *(worth(done, saved=True) if done and (not counts or told.rated or told.savers) else []),
        *([line(desk, each) for each in done[-_LINES:]] if counts else []),
        _place(desk, asked, len(done)) if _RANK.search(bare) and done else "",
        say("no_points") if _POINTS.search(bare) else "",
    ]
    answer(desk, turn, say("person_load", head=head, lines="\n".join(filter(None, lines))))
    return True


def _place(desk: Desk, asked: Query, taken: int) -> str:
    """Which place he has among those who took any."""
    every = groups(desk, asked, selected(desk, asked))
    more = sum(len(own) > taken for _, own in every)
    return say("own_place", place=more + 1, count=len(every))
