"""Leaves of an expert that come after the one he is on, or has told of first"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0016b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("experts", sa.Column("away_later", sa.JSON(), nullable=False, server_default="[]"))
