"""Tables of tickets, who was asked and when what is due, and what happened to them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import UtcDateTime, id_, metadata, text_

counters = Table("counters", metadata, Column("name", String(32), primary_key=True), Column("value", Integer))

tickets = Table(
    "tickets",
    metadata,
    id_(),
    Column("no", Integer, unique=True, nullable=False),
    text_("status"),
    text_("kind"),
    text_("category"),
    text_("urgency"),
    text_("mode"),
    Column("deadline", Text),
    Column("order_value_yuan", Integer),
    Column("problems", Integer, nullable=False),
    text_("title"),
    text_("body"),
    Column("enterprise_id", ForeignKey("enterprises.id")),
    text_("requester"),
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
    id_(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("expert_id", ForeignKey("experts.id"), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    UniqueConstraint("ticket_id", "expert_id"),
)

offers = Table(
    "offers",
    metadata,
    id_(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("expert_id", ForeignKey("experts.id"), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("wave", Integer, nullable=False),
    text_("answer"),
    text_("why"),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("asked_by", ForeignKey("experts.id")),
    Column("beside", Boolean, nullable=False, default=False),
    text_("hours"),
    Column("seconds", Integer),
    UniqueConstraint("ticket_id", "expert_id", "cycle"),
    # Holds everything that is counted of an expert's offers, so that the rows themselves are not read.
    Index("ix_offers_expert_id", "expert_id", "offered_at", "hours", "answer", "seconds", "asked_by"),
    Index("ix_offers_offered_at", "offered_at"),
)

weighings = Table(
    "weighings",
    metadata,
    id_(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("considered", JSON, nullable=False),
    Index("ix_weighings_ticket_id", "ticket_id"),
)

timers = Table(
    "timers",
    metadata,
    id_(),
    Column("ticket_id", ForeignKey("tickets.id")),
    text_("kind"),
    Column("due_at", UtcDateTime, nullable=False),
    text_("state"),
    Column("payload", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_timers_state", "state", "due_at"),
)

history = Table(
    "history",
    metadata,
    id_(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    text_("change"),
    Column("actor", Text),
    Column("detail", Text),
    Column("snapshot", JSON, nullable=False),
    Index("ix_history_ticket_id", "ticket_id"),
)

questions = Table(
    "questions",
    metadata,
    id_(),
    text_("person"),
    text_("intent"),
    Column("ticket_nos", JSON, nullable=False),
    Column("target", Text),
    Column("options", JSON, nullable=False),
    text_("text"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Index("ix_questions_person", "person"),
)

checks = Table(
    "checks",
    metadata,
    id_(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    text_("rules"),
    text_("model"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered_by", Text),
    Column("is_request", Boolean),
    UniqueConstraint("ticket_id"),
)

teachings = Table(
    "teachings",
    metadata,
    id_(),
    Column("at", UtcDateTime, nullable=False),
    text_("by"),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("expert_id", ForeignKey("experts.id"), nullable=False),
    text_("text"),
    Column("fits", Boolean, nullable=False, default=True),
    Column("undone_at", UtcDateTime),
    UniqueConstraint("ticket_id", "expert_id"),
)

shown_cases = Table(
    "shown_cases",
    metadata,
    id_(),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False),
    text_("case_no"),
    text_("audience"),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_shown_cases_ticket_id", "ticket_id"),
)
