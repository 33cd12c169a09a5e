"""What went wrong with a message; the ticket counter's row, so that two first tickets cannot race"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("error", sa.Text(), nullable=True))
    counters = sa.table("counters", sa.column("name", sa.Text), sa.column("value", sa.Integer))
    there = op.get_bind().execute(sa.select(counters.c.name).where(counters.c.name == "ticket")).first()
    if there is None:
        op.bulk_insert(counters, [{"name": "ticket", "value": 1000}])
