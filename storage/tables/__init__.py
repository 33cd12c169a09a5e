"""Every table, by its subject. They all hang on one `metadata`, which is whole only once all are here."""

from storage.tables.columns import UtcDateTime, metadata
from storage.tables.messages import inbox, made_files, model_calls, outbox, shared_messages
from storage.tables.roster import (
    cases,
    contacts,
    coordinators,
    enterprises,
    experts,
    rooms,
    roster_changes,
    vectors,
)
from storage.tables.tickets import (
    checks,
    counters,
    helpers,
    history,
    offers,
    questions,
    shown_cases,
    teachings,
    tickets,
    timers,
    weighings,
)
from storage.tables.wechat import accounts, arrivals, room_events, wechat_members, wechat_people, wechat_rooms

__all__ = [
    "UtcDateTime",
    "accounts",
    "arrivals",
    "cases",
    "checks",
    "contacts",
    "coordinators",
    "counters",
    "enterprises",
    "experts",
    "helpers",
    "history",
    "inbox",
    "made_files",
    "metadata",
    "model_calls",
    "offers",
    "outbox",
    "questions",
    "room_events",
    "rooms",
    "roster_changes",
    "shared_messages",
    "shown_cases",
    "teachings",
    "tickets",
    "timers",
    "vectors",
    "wechat_members",
    "wechat_people",
    "wechat_rooms",
    "weighings",
]
