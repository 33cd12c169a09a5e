"""Every table, in one place. Times are aware; what is stored is UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment. SQLite forgets zones, so UTC goes in and UTC comes out; naive is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **options)


counters = Table("counters", metadata, Column("name", String(32), primary_key=True), Column("value", Integer))

rooms = Table(
    "rooms",
    metadata,
    _id(),
    _text("name", unique=True),
    _text("kind"),
    Column("district", Text),
    Column("region", Text),
)

experts = Table(
    "experts",
    metadata,
    _id(),
    _text("no", unique=True),
    _text("name"),
    _text("wechat_name"),
    Column("trades", JSON, nullable=False),
    _text("speciality"),
    _text("company"),
    _text("district"),
    _text("region"),
    _text("phone"),
    Column("capacity", Integer, nullable=False),
    Column("onsite", Boolean, nullable=False),
    Column("away", Boolean, nullable=False, default=False),
    Column("away_from", Date),
    Column("away_until", Date),
    Column("away_later", JSON, nullable=False, default=list),
    Column("left_at", UtcDateTime),
    Index("ix_experts_wechat_name", "wechat_name"),
)

enterprises = Table(
    "enterprises",
    metadata,
    _id(),
    _text("no", unique=True),
    _text("name"),
    _text("short_name"),
    _text("district"),
    _text("region"),
    _text("industry"),
    _text("contact_name"),
    _text("phone"),
)

contacts = Table(
    "contacts",
    metadata,
    _id(),
    _text("wechat_name", unique=True),
    Column("enterprise_id", ForeignKey("enterprises.id", ondelete="CASCADE"), nullable=False),
)

coordinators = Table(
    "coordinators",
    metadata,
    _id(),
    _text("no", unique=True),
    _text("name"),
    _text("wechat_name"),
    Column("districts", JSON, nullable=False),
    _text("phone"),
)

cases = Table(
    "cases",
    metadata,
    _id(),
    _text("no", unique=True),
    Column("day", Date),
    _text("title"),
    _text("description"),
    Column("trades", JSON, nullable=False),
    _text("solution"),
    Column("expert_no", Text),
    Column("enterprise_no", Text),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("district", Text),
    Index("ix_cases_expert_no", "expert_no"),
)

roster_changes = Table(
    "roster_changes",
    metadata,
    _id(),
    Column("version", Integer, nullable=False),
    Column("expert_no", Text),
    Column("case_no", Text),
    Index("ix_roster_changes_version", "version"),
)

shown_cases = Table(
    "shown_cases",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    _text("case_no"),
    _text("audience"),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_shown_cases_ticket_id", "ticket_id"),
)

teachings = Table(
    "teachings",
    metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    _text("by"),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("expert_id", ForeignKey("experts.id"), nullable=False),
    _text("text"),
    Column("fits", Boolean, nullable=False, default=True),
    Column("undone_at", UtcDateTime),
    UniqueConstraint("ticket_id", "expert_id"),
)

weighings = Table(
    "weighings",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("considered", JSON, nullable=False),
    Index("ix_weighings_ticket_id", "ticket_id"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", Text, primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    _id(),
    Column("no", Integer, unique=True, nullable=False),
    _text("status"),
    _text("kind"),
    _text("category"),
    _text("urgency"),
    _text("mode"),
    Column("deadline", Text),
    Column("order_value_yuan", Integer),
    Column("problems", Integer, nullable=False),
    _text("title"),
    _text("body"),
    Column("enterprise_id", ForeignKey("enterprises.id")),
    _text("requester"),
    Column("room", Text),
    Column("district", Text),
    Column("region", Text),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("pickup_due", UtcDateTime),
    Column("cycle", Integer, nullable=False, default=1),
    Column("wanted", Integer, nullable=False, default=1),
    Column("expert_id", ForeignKey("experts.id")),
    Column("claimed_at", UtcDateTime),
    Column("first_claimed_at", UtcDateTime),
    Column("breached_at", UtcDateTime),
    Column("resolved_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("solution", Text),
    Column("rating", Integer),
    Column("saved_yuan", Integer),
    Column("answered", Text),
    Column("adviser_id", ForeignKey("experts.id")),
    Column("similar_id", ForeignKey("tickets.id")),
    Column("asked_facts", JSON, nullable=False),
    Index("ix_tickets_status", "status"),
    Index("ix_tickets_requester", "requester"),
    Index("ix_tickets_enterprise_id", "enterprise_id"),
    Index("ix_tickets_expert_id", "expert_id"),
)

helpers = Table(
    "helpers",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("expert_id", ForeignKey("experts.id"), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    UniqueConstraint("ticket_id", "expert_id"),
)

inbox = Table(
    "inbox",
    metadata,
    _id(),
    _text("channel"),
    _text("message_id"),
    Column("room", Text),
    _text("sender"),
    _text("text"),
    _text("type"),
    Column("mentions", JSON, nullable=False),
    Column("quote", Text),
    Column("attachment", Text),
    Column("at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("handled_at", UtcDateTime),
    Column("recalled_at", UtcDateTime),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("error", Text),
    Column("sha256", Text),
    Column("media_text", Text),
    Column("file_error", Text),
    UniqueConstraint("channel", "message_id"),
    Index("ix_inbox_handled_at", "handled_at"),
    Index("ix_inbox_ticket_id", "ticket_id"),
    Index("ix_inbox_room", "room", "id"),
    Index("ix_inbox_sender", "sender", "room", "id"),
    Index("ix_inbox_received_at", "channel", "received_at"),
)

shared_messages = Table(
    "shared_messages",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("inbox_id", ForeignKey("inbox.id"), nullable=False),
    UniqueConstraint("ticket_id", "inbox_id"),
    Index("ix_shared_messages_inbox_id", "inbox_id"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _text("channel"),
    Column("room", Text),
    Column("to", Text),
    Column("mentions", JSON, nullable=False),
    _text("text"),
    Column("attachment", Text),
    _text("purpose"),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("cycle", Integer),
    Column("priority", Integer, nullable=False),
    _text("state"),
    Column("attempts", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("message_id", Text),
    Column("error", Text),
    Column("wire", Text),
    Column("leased_at", UtcDateTime),
    Column("account", Text),
    Index("ix_outbox_state", "state", "not_before"),
    Index("ix_outbox_sent_at", "state", "sent_at"),
    Index("ix_outbox_room", "room", "id"),
    Index("ix_outbox_to", "to", "room", "id"),
    Index("ix_outbox_message_id", "message_id"),
)

made_files = Table(
    "made_files",
    metadata,
    _id(),
    Column("name", Text, unique=True, nullable=False),
    Column("sheets", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

offers = Table(
    "offers",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("expert_id", ForeignKey("experts.id"), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("wave", Integer, nullable=False),
    _text("answer"),
    _text("why"),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("asked_by", ForeignKey("experts.id")),
    Column("beside", Boolean, nullable=False, default=False),
    _text("hours"),
    Column("seconds", Integer),
    UniqueConstraint("ticket_id", "expert_id", "cycle"),
    # Holds everything that is counted of an expert's offers, so that the rows themselves are not read.
    Index("ix_offers_expert_id", "expert_id", "offered_at", "hours", "answer", "seconds", "asked_by"),
    Index("ix_offers_offered_at", "offered_at"),
)

timers = Table(
    "timers",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id")),
    _text("kind"),
    Column("due_at", UtcDateTime, nullable=False),
    _text("state"),
    Column("payload", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_timers_state", "state", "due_at"),
)

history = Table(
    "history",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _text("change"),
    Column("actor", Text),
    Column("detail", Text),
    Column("snapshot", JSON, nullable=False),
    Index("ix_history_ticket_id", "ticket_id"),
)

questions = Table(
    "questions",
    metadata,
    _id(),
    _text("person"),
    _text("intent"),
    Column("ticket_nos", JSON, nullable=False),
    Column("target", Text),
    Column("options", JSON, nullable=False),
    _text("text"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Index("ix_questions_person", "person"),
)

accounts = Table(
    "accounts",
    metadata,
    _id(),
    _text("name", unique=True),
    _text("state"),
    _text("detail"),
    Column("since", UtcDateTime, nullable=False),
    Column("contact_id", Text),
    Column("login_at", UtcDateTime),
    Column("alive_at", UtcDateTime),
    Column("met_at", UtcDateTime),
)

arrivals = Table(
    "arrivals",
    metadata,
    _id(),
    _text("account"),
    _text("message_id"),
    Column("at", UtcDateTime, nullable=False),
    _text("state"),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    UniqueConstraint("account", "message_id"),
    Index("ix_arrivals_state", "state", "id"),
)

wechat_people = Table(
    "wechat_people",
    metadata,
    _id(),
    _text("account"),
    _text("contact_id"),
    _text("name"),
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
    _id(),
    _text("account"),
    _text("room_id"),
    _text("topic"),
    _text("name"),
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
    _id(),
    _text("account"),
    _text("room_id"),
    _text("contact_id"),
    Column("since", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    UniqueConstraint("account", "room_id", "contact_id"),
    Index("ix_wechat_members_contact_id", "contact_id", "account"),
)

room_events = Table(
    "room_events",
    metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    _text("kind"),
    _text("account"),
    _text("room_id"),
    _text("room"),
    _text("contact_id"),
    _text("person"),
    _text("by_id"),
    _text("by"),
    _text("topic"),
    Column("counted", Boolean, nullable=False),
    Index("ix_room_events_room_id", "room_id", "contact_id", "kind"),
    Index("ix_room_events_at", "at"),
)

model_calls = Table(
    "model_calls",
    metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    _text("purpose"),
    _text("model"),
    Column("inbox_id", ForeignKey("inbox.id")),
    _text("outcome"),
    Column("ms", Integer, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_cached", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("micro_yuan", BigInteger, nullable=False),
    Column("answer", JSON(none_as_null=True)),
    Index("ix_model_calls_at", "at"),
    Index("ix_model_calls_model", "model", "id"),
)

checks = Table(
    "checks",
    metadata,
    _id(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    _text("rules"),
    _text("model"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered_by", Text),
    Column("is_request", Boolean),
    UniqueConstraint("ticket_id"),
)
