"""What a WeChat gateway needs on record: accounts, arrivals, who is who, which group is which"""

import sqlalchemy as sa
from alembic import op

from storage.tables import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("wire", sa.Text(), nullable=True))
    op.add_column("inbox", sa.Column("sha256", sa.Text(), nullable=True))
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("login_at", UtcDateTime(), nullable=True),
        sa.Column("alive_at", UtcDateTime(), nullable=True),
        sa.UniqueConstraint("name", name="uq_accounts_name"),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.UniqueConstraint("account", "message_id", name="uq_arrivals_account"),
    )
    op.create_index("ix_arrivals_state", "arrivals", ["state", "id"])
    op.create_table(
        "wechat_people",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=True),
        sa.Column("doubt", sa.Text(), nullable=True),
        sa.Column("doubt_room", sa.Text(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("account", "contact_id", name="uq_wechat_people_account"),
    )
    op.create_index("ix_wechat_people_known_as", "wechat_people", ["known_as"])
    op.create_table(
        "wechat_rooms",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("account", "room_id", name="uq_wechat_rooms_account"),
    )
    op.create_index("ix_wechat_rooms_name", "wechat_rooms", ["name"])
