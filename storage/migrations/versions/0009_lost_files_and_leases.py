"""Why a received file could not be had; when a message was taken for sending"""

import sqlalchemy as sa
from alembic import op

from storage.tables import UtcDateTime

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("file_error", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("leased_at", UtcDateTime(), nullable=True))
