"""Tables of who is asked, who asks and where: experts, firms, coordinators, groups; and past cases."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from storage.tables.columns import UtcDateTime, id_, metadata, text_

rooms = Table(
    "rooms",
    metadata,
    id_(),
    text_("name", unique=True),
    text_("kind"),
    Column("district", Text),
    Column("region", Text),
)

experts = Table(
    "experts",
    metadata,
    id_(),
    text_("no", unique=True),
    text_("name"),
    text_("wechat_name"),
    Column("trades", JSON, nullable=False),
    text_("speciality"),
    text_("company"),
    text_("district"),
    text_("region"),
    text_("phone"),
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
    id_(),
    text_("no", unique=True),
    text_("name"),
    text_("short_name"),
    text_("district"),
    text_("region"),
    text_("industry"),
    text_("contact_name"),
    text_("phone"),
)

contacts = Table(
    "contacts",
    metadata,
    id_(),
    text_("wechat_name", unique=True),
    Column("enterprise_id", ForeignKey("enterprises.id", ondelete="CASCADE"), nullable=False),
)

coordinators = Table(
    "coordinators",
    metadata,
    id_(),
    text_("no", unique=True),
    text_("name"),
    text_("wechat_name"),
    Column("districts", JSON, nullable=False),
    text_("phone"),
)

cases = Table(
    "cases",
    metadata,
    id_(),
    text_("no", unique=True),
    Column("day", Date),
    text_("title"),
    text_("description"),
    Column("trades", JSON, nullable=False),
    text_("solution"),
    Column("expert_no", Text),
    Column("enterprise_no", Text),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("district", Text),
    Index("ix_cases_expert_no", "expert_no"),
)

roster_changes = Table(
    "roster_changes",
    metadata,
    id_(),
    Column("version", Integer, nullable=False),
    Column("expert_no", Text),
    Column("case_no", Text),
    Index("ix_roster_changes_version", "version"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", Text, primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
