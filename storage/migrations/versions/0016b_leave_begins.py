"""A leave may begin on a day to come"""

import sqlalchemy as sa
from alembic import op

revision = "0016b"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("experts", sa.Column("away_from", sa.Date(), nullable=True))
