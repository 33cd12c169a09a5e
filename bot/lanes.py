"""Which messages go one after the other: those of one account; and when, at its pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.pace import Pace, Sent
from storage import outbox, wechat
from storage.database import UnitOfWork
from storage.outbox import Owed


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """Messages of one lane go one after the other; a file, which takes long, holds up no words."""

    account: str
    files: bool


class Talks:
    """Accounts, lanes and pace of many messages, each looked up once."""

    def __init__(self, uow: UnitOfWork, pace: Pace | None, now: datetime) -> None:
        self._uow = uow
        self._pace = pace
        self._accounts: dict[str, str] = {}
        self._sent = [
            Sent(number=each.id, at=at, account=self._account(each), talk=_talk(each))
            for at, each in (outbox.sent_since(uow, now - timedelta(minutes=1)) if pace else [])
        ]

    def _account(self, owed: Owed) -> str:
        talk = _talk(owed)
        if talk not in self._accounts:
            self._accounts[talk] = account_of(self._uow, owed)
        return self._accounts[talk]

    def lane(self, owed: Owed) -> Lane:
        return Lane(account=self._account(owed), files=owed.attachment is not None and not owed.text)

    def earliest(self, owed: Owed) -> datetime:
        if self._pace is None:
            return owed.not_before
        moment = self._pace.earliest(self._sent, self._account(owed), _talk(owed))
        return max(owed.not_before, moment) if moment is not None else owed.not_before


def account_of(uow: UnitOfWork, owed: Owed) -> str:
    """The account from which a message goes: the one that listens in its group or knows its person."""
    if owed.room is not None:
        groups = wechat.groups_called(uow, owed.room)
        return groups[0].account if groups else ""
    contacts = wechat.contacts_for(uow, owed.to or "")
    return contacts[0].account if contacts else ""


def _talk(owed: Owed) -> str:
    return owed.room or f"@{owed.to}"
