"""What conversations need: tickets like another, facts asked for, messages that belong to two tickets"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0007b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("similar_id", sa.Integer(), nullable=True))
        tickets.add_column(sa.Column("asked_facts", sa.JSON(), nullable=False, server_default="[]"))
        tickets.create_foreign_key("fk_tickets_similar_id_tickets", "tickets", ["similar_id"], ["id"])
    op.create_table(
        "shared_messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("inbox_id", sa.Integer(), sa.ForeignKey("inbox.id"), nullable=False),
        sa.UniqueConstraint("ticket_id", "inbox_id", name="uq_shared_messages_ticket_id"),
    )
    op.create_index("ix_shared_messages_inbox_id", "shared_messages", ["inbox_id"])
