"""Tables of accounts, and the people and groups that each of them sees."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint

from storage.tables.columns import UtcDateTime, id_, metadata, text_

accounts = Table(
    "accounts",
    metadata,
    id_(),
    text_("name", unique=True),
    text_("state"),
    text_("detail"),
    Column("since", UtcDateTime, nullable=False),
    Column("contact_id", Text),
    Column("login_at", UtcDateTime),
    Column("alive_at", UtcDateTime),
    Column("met_at", UtcDateTime),
)

arrivals = Table(
    "arrivals",
    metadata,
    id_(),
    text_("account"),
    text_("message_id"),
    Column("at", UtcDateTime, nullable=False),
    text_("state"),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    UniqueConstraint("account", "message_id"),
    Index("ix_arrivals_state", "state", "id"),
)

wechat_people = Table(
    "wechat_people",
    metadata,
    id_(),
    text_("account"),
    text_("contact_id"),
    text_("name"),
    Column("known_as", Text),
    Column("doubt", Text),
    Column("doubt_room", Text),
    Column("asked_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("friend", Boolean),
    UniqueConstraint("account", "contact_id"),
    Index("ix_wechat_people_known_as", "known_as"),
)

wechat_rooms = Table(
    "wechat_rooms",
    metadata,
    id_(),
    text_("account"),
    text_("room_id"),
    text_("topic"),
    text_("name"),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("doubt", Text),
    Column("asked_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    UniqueConstraint("account", "room_id"),
    Index("ix_wechat_rooms_name", "name"),
)

wechat_members = Table(
    "wechat_members",
    metadata,
    id_(),
    text_("account"),
    text_("room_id"),
    text_("contact_id"),
    Column("since", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    UniqueConstraint("account", "room_id", "contact_id"),
    Index("ix_wechat_members_contact_id", "contact_id", "account"),
)

room_events = Table(
    "room_events",
    metadata,
    id_(),
    Column("at", UtcDateTime, nullable=False),
    text_("kind"),
    text_("account"),
    text_("room_id"),
    text_("room"),
    text_("contact_id"),
    text_("person"),
    text_("by_id"),
    text_("by"),
    text_("topic"),
    Column("counted", Boolean, nullable=False),
    Index("ix_room_events_room_id", "room_id", "contact_id", "kind"),
    Index("ix_room_events_at", "at"),
)
