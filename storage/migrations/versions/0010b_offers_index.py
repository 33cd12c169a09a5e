"""Offers by expert and time, with all that is counted of them: whom to ask is decided in milliseconds"""

from alembic import op

revision = "0010b"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_offers_expert_id", "offers")
    op.create_index(
        "ix_offers_expert_id",
        "offers",
        ["expert_id", "offered_at", "hours", "answer", "seconds", "asked_by"],
    )
