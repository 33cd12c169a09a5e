"""A colleague asked to come along is not asked to take over"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offers", sa.Column("beside", sa.Boolean(), nullable=False, server_default=sa.false()))
