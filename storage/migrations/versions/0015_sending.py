"""From which account a message goes out; indexes, so that no question grows with what was said before"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("account", sa.Text(), nullable=True))
    op.create_index("ix_outbox_sent_at", "outbox", ["state", "sent_at"])
    op.create_index("ix_outbox_room", "outbox", ["room", "id"])
    op.create_index("ix_outbox_to", "outbox", ["to", "room", "id"])
    op.create_index("ix_inbox_room", "inbox", ["room", "id"])
    op.create_index("ix_inbox_sender", "inbox", ["sender", "room", "id"])
    op.create_index("ix_inbox_received_at", "inbox", ["channel", "received_at"])
