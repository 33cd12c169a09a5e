"""Since when an expert has left for good, or is asked no more"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("experts", sa.Column("left_at", sa.DateTime(timezone=True)))
