"""How many experts a ticket wants (会诊)"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0010b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("wanted", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_tickets_enterprise_id", "tickets", ["enterprise_id"])
    op.create_index("ix_tickets_expert_id", "tickets", ["expert_id"])
