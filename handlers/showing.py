"""Past cases like a ticket's problem are shown to who can use them."""

import re
from datetime import date

from handlers import wording
from handlers.concerned import say_to_requester
from handlers.desk import Desk, Turn
from handlers.matching.kinds import kinds_apart
from handlers.matching.vectors import of_question
from handlers.telling import tell_person
from handlers.understanding.trades import names_only_a_trade
from handlers.understanding.values import Query
from prompts.texts import say
from storage import cases, people
from storage.people import Case, Expert
from storage.tickets import Ticket

_LINES = 4  # a message fits a phone
REQUESTER, CLAIMER = "requester", "expert"


def like(desk: Desk, text: str, *, leave_out: Ticket | None = None) -> list[Case]:
    """The solved cases really near to a problem, nearest first; none where none is."""
    vector = of_question(desk.uow, desk.directory.encoder, text)
    found = desk.directory.cases(desk.uow).near(text, desk.policy.cases.near, vector)
    own = leave_out.id if leave_out else None
    return [each for each in found if each.solution and (own is None or each.ticket_id != own)]


def show_claimer(desk: Desk, ticket: Ticket, expert: Expert) -> None:
    """Tell who takes a ticket what solved such problems before; his own cases he knows."""
    found = [each for each in like(desk, ticket.body, leave_out=ticket) if each.expert_no != expert.no]
    found = found[: desk.policy.cases.most]
    if not found:
        return
    solvers = people.experts_numbered(desk.uow, [each.expert_no for each in found if each.expert_no])
    lines = []
    for each in found:
        solver = solvers.get(each.expert_no or "")
        lines.append(line_of(each, ticket.body, f"（{solver.name}）" if solver else ""))
    tell_person(
        desk,
        expert.wechat_name,
        say("similar_expert", no=ticket.no, lines="\n".join(lines)),
        ticket=ticket,
    )
    cases.show(desk.uow, ticket.id, [each.no for each in found], CLAIMER, desk.now)


def show_requester(desk: Desk, ticket: Ticket) -> None:
    """Where the union allows it, the requester reads what helped others; no names."""
    if not desk.policy.cases.for_requester:
        return
    found = like(desk, ticket.body, leave_out=ticket)[: desk.policy.cases.most]
    if not found:
        return
    lines = "\n".join(line_of(each, ticket.body) for each in found)
    say_to_requester(desk, ticket, say("similar_requester", no=ticket.no, lines=lines))
    cases.show(desk.uow, ticket.id, [each.no for each in found], REQUESTER, desk.now)


# "有没有……的案例": what asks is no part of the problem.
_ASKING = re.compile(
    r"@\S+|有没有|有无|没有|有过|以前|之前|过去|类似|相近|像|老?案例库?|哪些|几个|一下|看看|看|查|找|翻翻?|搜|给我|调|出来|"
    r"怎么(?:解决|弄|处理|修)|碰到过|遇到过|做过|解决过|处理过|问题|毛病|情况|的|吗|没|嘛|里|可以|参考|这块|方面|类|有|这单|那单|\d{3,6}(?:号单|号|单)?"
)


def cases_like(desk: Desk, turn: Turn, asked: Query, ticket: Ticket | None) -> str:
    """A coordinator's question after cases: like a ticket's problem, like his words, or of a trade."""
    known = desk.directory.cases(desk.uow).cases
    words = re.sub(r"[\W_]+", " ", _ASKING.sub(" ", turn.text)).strip()
    problem = ticket.body if ticket else "" if names_only_a_trade(words) else words
    if problem:
        found = like(desk, problem, leave_out=ticket)
    else:
        found = [each for each in known if asked.category in (None, *each.trades)]
        found.sort(key=lambda each: (each.day or date.min, each.no), reverse=True)
    if not found:
        return say("no_case", count=len(known))
    head = f"{'像的' if problem else ''}案例{len(found)}个"
    return say("figures", head=head, lines="\n".join(line_of(each, problem) for each in found[:_LINES]))


def line_of(case: Case, problem: str, by: str = "") -> str:
    """One case in one line of a phone: what it was, of what else than the problem, and what fixed it."""
    apart = kinds_apart(problem, case.trouble)
    other = "，".join(f"{name}不同：{'、'.join(sorted(kinds))}" for name, kinds in apart.items())
    title = wording.short(case.title, 20) + (f"（{other}）" if other else "")
    return f"· {title}：{wording.short(wording.masked(case.solution), 60)}{by}"
