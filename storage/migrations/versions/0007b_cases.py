"""Cases from tickets with their district, which case was shown to whom, and tickets answered online"""

import sqlalchemy as sa
from alembic import op

revision = "0007b"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("district", sa.Text(), nullable=True))
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("answered", sa.Text(), nullable=True))
        tickets.add_column(sa.Column("adviser_id", sa.Integer(), nullable=True))
        tickets.create_foreign_key("fk_tickets_adviser_id_experts", "experts", ["adviser_id"], ["id"])
    op.create_table(
        "shown_cases",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_shown_cases_ticket_id", "shown_cases", ["ticket_id"])
