"""Who sits in which WeChat group, what happened there (joins, leaves, renames), groups the bot is out of"""

import sqlalchemy as sa
from alembic import op

from storage.tables import UtcDateTime

revision = "0011"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("met_at", UtcDateTime(), nullable=True))
    op.add_column("wechat_rooms", sa.Column("left_at", UtcDateTime(), nullable=True))
    op.add_column("wechat_people", sa.Column("friend", sa.Boolean(), nullable=True))
    op.create_table(
        "wechat_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_wechat_members"),
        sa.UniqueConstraint("account", "room_id", "contact_id", name="uq_wechat_members_account"),
    )
    op.create_index("ix_wechat_members_contact_id", "wechat_members", ["contact_id", "account"])
    op.create_table(
        "room_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_room_events"),
    )
    op.create_index("ix_room_events_room_id", "room_events", ["room_id", "contact_id", "kind"])
    op.create_index("ix_room_events_at", "room_events", ["at"])
