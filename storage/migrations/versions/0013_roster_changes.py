"""What changed in the roster, and with which version: indexes over it read only that again"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("expert_no", sa.Text),
        sa.Column("case_no", sa.Text),
    )
    op.create_index("ix_roster_changes_version", "roster_changes", ["version"])
    op.create_index("ix_cases_expert_no", "cases", ["expert_no"])
