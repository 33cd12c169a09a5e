"""Grouping what came: one person's short messages in a row are one thing to answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from handlers import wording
from handlers.desk import Desk, Person
from handlers.people import person as find_person
from handlers.reading import role_in, understand
from handlers.understanding.enterprise import is_cry, read_fields, sounds_critical
from handlers.understanding.known import NOTHING, Known
from handlers.understanding.names import with_bot_as_labelled, without_bot
from handlers.understanding.orders import is_order_alone
from handlers.understanding.values import Intent, Role, Understanding
from storage import inbox, people
from storage.inbox import Received
from storage.people import Room

# Of a long burst only the last messages can newly sound critical; a flood must not be read from its start.
_LAST_WORDS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Burst:
    """Messages to be answered together, at `due_at`."""

    due_at: datetime
    messages: tuple[Received, ...]
    person: Person
    room: Room | None
    role: Role | None

    @property
    def text(self) -> str:
        """All texts, a line each, with what was read in pictures and voice; see `text_of`."""
        return text_of(self.messages)

    @property
    def words(self) -> str:
        """What was typed or spoken: it says what is wanted. Text in a picture only adds facts."""
        return _words(self.messages)


def text_of(messages: Sequence[Received]) -> str:
    """What messages and their files say, a line each; not what was recalled, nor what cannot be seen."""
    lines = (line for each in _kept(messages) for line in (wording.clean(each.text), wording.found_in(each)))
    return "\n".join(filter(None, lines))


def _words(messages: Sequence[Received]) -> str:
    kept = _kept(messages)
    spoken = ((each.text, each.media_text if each.type == "voice" else None) for each in kept)
    return "\n".join(wording.clean(words) for pair in spoken for words in pair if words)


def _kept(messages: Sequence[Received]) -> list[Received]:
    return [each for each in messages if each.recalled_at is None]


def understand_burst(burst: Burst, role: Role, known: Known = NOTHING) -> Understanding:
    """What ships with the bot understands of a burst: its intent by the words, fields by pictures too."""
    at = burst.messages[0].at
    found = understand(burst.words, role, at, known)
    if found.request is None or burst.text == burst.words:
        return found
    return replace(found, request=replace(read_fields(burst.text, at), title=found.request.title))


def plan(desk: Desk, unhandled: Sequence[Received]) -> list[Burst]:
    """Bursts of everything not handled, the one due first in front.

    An enterprise's person is given the policy's quiet time to finish; critical wording, a cancelling by
    number alone, experts and coordinators are answered at once.
    """
    talks: dict[tuple[str, str | None, str], list[Received]] = {}
    for message in unhandled:
        talks.setdefault((message.channel, message.room, message.sender), []).append(message)
    bursts = [burst for messages in talks.values() for burst in _bursts_of_talk(desk, messages)]
    return sorted(bursts, key=lambda burst: (burst.due_at, burst.messages[0].id))


def first_due(desk: Desk) -> Burst | None:
    """Of everything not handled, the burst that is due first.

    Behind a long queue not all of it is read each time: what waits longest tells until when something is due
    at the latest, and nothing is due before it was received.
    """
    oldest = inbox.first_unhandled(desk.uow)
    if oldest is None:
        return None
    until = _due_at_the_latest(desk, oldest)
    bursts = plan(desk, inbox.unhandled(desk.uow, until))
    if bursts[0].due_at > until:  # a picture behind the first message is still being read
        bursts = plan(desk, inbox.unhandled(desk.uow))
    return bursts[0]


def _due_at_the_latest(desk: Desk, message: Received) -> datetime:
    """When the burst that begins with a message is due, if no picture behind it is still being read."""
    alone = _bursts_of_talk(desk, [message])[0]
    return (
        alone.due_at
        if alone.role is not Role.ENTERPRISE
        else max(alone.due_at, message.received_at + desk.policy.longest)
    )


def likely_problems(desk: Desk) -> list[str]:
    """What waits to be answered and sounds like a request, in the words that its ticket will have."""
    told = [
        burst
        for burst in plan(desk, inbox.unhandled(desk.uow))
        if burst.role is Role.ENTERPRISE and burst.words.strip()
    ]
    return [
        wording.clean(burst.text)
        for burst in told
        if _sounds_like_a_request(burst.words, burst.messages[0].at)
    ]


def _bursts_of_talk(desk: Desk, messages: list[Received]) -> list[Burst]:
    # What understands texts knows the bot by one name, whatever it is called in these groups.
    messages = [replace(each, text=with_bot_as_labelled(each.text, desk.bot_name)) for each in messages]
    first = messages[0]
    who = find_person(desk.uow, first.sender)
    room = people.room_called(desk.uow, first.room) if first.room else None
    bursts: list[Burst] = []

    def close(due: datetime, said: Sequence[Received], role: Role | None) -> None:
        bursts.append(Burst(due_at=due, messages=tuple(said), person=who, room=room, role=role))

    # Of the burst that is still open: what was said, when it is due, until when its pictures are being read.
    said: list[Received] = []
    due = read_by = first.received_at
    for message in messages:
        role = role_in(who, room, message.text, message.at)
        if role is not Role.ENTERPRISE or message.type == "recall":
            close(_read_by(desk, message), [message], role)
            continue
        if said and message.received_at > due:
            close(due, said, Role.ENTERPRISE)
            said.clear()
        if is_order_alone(without_bot(wording.clean(message.text)).strip()):  # no part of what is being told
            close(message.received_at, [message], Role.ENTERPRISE)
            continue
        read_by = max(read_by, _read_by(desk, message)) if said else _read_by(desk, message)
        said.append(message)
        due = _due(desk, said, read_by)
    if said:
        close(due, said, Role.ENTERPRISE)
    return bursts


def _due(desk: Desk, said: Sequence[Received], read_by: datetime) -> datetime:
    """When somebody has finished who has said this much until now."""
    if _critical(said):
        return said[-1].received_at
    longest = said[0].received_at + desk.policy.longest
    # After a cry for help the problem itself is still being typed.
    still_typing = len(said) <= _LAST_WORDS and is_cry(_words(said))
    due = longest if still_typing else min(said[-1].received_at + desk.policy.quiet, longest)
    return max(due, read_by)


def _read_by(desk: Desk, message: Received) -> datetime:
    """Until when a picture or voice message may still be being read."""
    unread = message.attachment and message.media_text is None and message.type in desk.policy.reads
    return message.received_at + desk.policy.reading if unread else message.received_at


def _critical(said: Sequence[Received]) -> bool:
    last = said[-_LAST_WORDS:]
    return _sounds_critical(_words(last), last[0].at)


# Bursts are planned anew with every message that comes: what was understood once is kept.
_sounds_critical = lru_cache(maxsize=4096)(sounds_critical)


@lru_cache(maxsize=4096)
def _sounds_like_a_request(text: str, at: datetime) -> bool:
    return understand(text, Role.ENTERPRISE, at).intent is Intent.REQUEST
