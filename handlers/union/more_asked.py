"""More experts are asked about a ticket that nobody has, because a coordinator says so."""

from handlers import wording
from handlers.desk import Desk, Turn
from handlers.ledger import note_words
from handlers.offers.dispatch import ask, remind_asked
from handlers.offers.starting import held_until
from handlers.reports.about_ticket import describe
from handlers.telling import answer
from prompts.texts import say
from storage.terms import Change
from storage.tickets import Ticket


def ask_more(desk: Desk, turn: Turn, ticket: Ticket, count: int) -> Ticket:
    """Ask so many more at once; where nobody is left, the silent ones once more. He hears who."""
    noted = note_words(desk, turn, ticket, Change.NOTED)
    until = held_until(desk, noted)
    if until is not None:
        what = f"记下了，{wording.soon(until, desk.now)}再请师傅"
        answer(desk, turn, say("done_room", no=noted.no, what=what), ticket=noted)
        return noted
    asked = ask(desk, noted, count, wave=0, afresh=True) or remind_asked(desk, noted)
    if asked:
        what = f"又请了{wording.names([each.name for each in asked])}"
        answer(desk, turn, say("done_room", no=noted.no, what=what), ticket=noted)
    else:
        answer(desk, turn, describe(desk, noted), ticket=noted)
    return noted
