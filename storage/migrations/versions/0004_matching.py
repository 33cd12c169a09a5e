"""What matching learns: hours and speed of answers, teachings, cases from tickets, a roster's version"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("offers") as offers:
        offers.add_column(sa.Column("hours", sa.Text(), nullable=False, server_default="day"))
        offers.add_column(sa.Column("seconds", sa.Integer(), nullable=True))
    op.create_index("ix_offers_offered_at", "offers", ["offered_at"])
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("ticket_id", sa.Integer(), nullable=True))
        cases.create_foreign_key("fk_cases_ticket_id_tickets", "tickets", ["ticket_id"], ["id"])
    op.create_table(
        "teachings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("expert_id", sa.Integer(), sa.ForeignKey("experts.id"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.UniqueConstraint("ticket_id", "expert_id", name="uq_teachings_ticket_id"),
    )
    counters = sa.table("counters", sa.column("name", sa.Text), sa.column("value", sa.Integer))
    op.bulk_insert(counters, [{"name": "roster", "value": 1}])
