"""What coordinators teach and take back, and who was weighed for a ticket when somebody was asked"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("teachings") as teachings:
        teachings.alter_column("ticket_id", existing_type=sa.Integer(), nullable=True)
        teachings.add_column(sa.Column("fits", sa.Boolean(), nullable=False, server_default=sa.true()))
        teachings.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "weighings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("considered", sa.JSON(), nullable=False),
    )
    op.create_index("ix_weighings_ticket_id", "weighings", ["ticket_id"])
