"""Which group of the roster a group met may be, when a coordinator was asked, and when he answered"""

import sqlalchemy as sa
from alembic import op

from storage.tables import UtcDateTime

revision = "0019"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wechat_rooms", sa.Column("doubt", sa.Text(), nullable=True))
    op.add_column("wechat_rooms", sa.Column("asked_at", UtcDateTime(), nullable=True))
    op.add_column("wechat_rooms", sa.Column("answered_at", UtcDateTime(), nullable=True))
