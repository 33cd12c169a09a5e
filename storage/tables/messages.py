"""Tables of what came in and what goes out."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.tables.columns import UtcDateTime, id_, metadata, text_

inbox = Table(
    "inbox",
    metadata,
    id_(),
    text_("channel"),
    text_("message_id"),
    Column("room", Text),
    text_("sender"),
    text_("text"),
    text_("type"),
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
    id_(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("inbox_id", ForeignKey("inbox.id"), nullable=False),
    UniqueConstraint("ticket_id", "inbox_id"),
    Index("ix_shared_messages_inbox_id", "inbox_id"),
)

outbox = Table(
    "outbox",
    metadata,
    id_(),
    text_("channel"),
    Column("room", Text),
    Column("to", Text),
    Column("mentions", JSON, nullable=False),
    text_("text"),
    Column("attachment", Text),
    text_("purpose"),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("cycle", Integer),
    Column("priority", Integer, nullable=False),
    text_("state"),
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
    id_(),
    Column("name", Text, unique=True, nullable=False),
    Column("sheets", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

model_calls = Table(
    "model_calls",
    metadata,
    id_(),
    Column("at", UtcDateTime, nullable=False),
    text_("purpose"),
    text_("model"),
    Column("inbox_id", ForeignKey("inbox.id")),
    text_("outcome"),
    Column("ms", Integer, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_cached", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("micro_yuan", BigInteger, nullable=False),
    Column("answer", JSON(none_as_null=True)),
    Index("ix_model_calls_at", "at"),
    Index("ix_model_calls_model", "model", "id"),
)
