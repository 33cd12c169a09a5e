"""Tickets that were put off before this was marked are marked so, where it is certain"""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_TIMERS = sa.table(
    "timers",
    sa.column("id", sa.Integer),
    sa.column("ticket_id", sa.Integer),
    sa.column("kind", sa.Text),
    sa.column("state", sa.Text),
    sa.column("due_at", sa.DateTime(timezone=True)),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("payload", sa.JSON),
)
_HISTORY = sa.table(
    "history",
    sa.column("id", sa.Integer),
    sa.column("ticket_id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("change", sa.Text),
    sa.column("snapshot", sa.JSON),
)


def upgrade() -> None:
    bind = op.get_bind()
    starts = defaultdict(list)
    for row in bind.execute(sa.select(_TIMERS).where(_TIMERS.c.kind == "start").order_by(_TIMERS.c.id)):
        starts[row.ticket_id].append(row)
    for rows in starts.values():
        last = rows[-1]
        if last.state == "waiting" and "put_off" not in last.payload and _is_put_off(bind, last, rows[:-1]):
            marked = {**last.payload, "put_off": 1}
            bind.execute(sa.update(_TIMERS).where(_TIMERS.c.id == last.id).values(payload=marked))


def _is_put_off(bind: sa.Connection, start: Any, before: list[Any]) -> bool:
    """Whether words put it off: they were noted when the timer was set, and changed nothing else.

    What quiet hours hold was opened, released or reopened in that moment, or has become less urgent; and who
    took back his putting off ("可以来了" at night) brought its begin nearer.
    """
    told = sa.select(_HISTORY).where(
        _HISTORY.c.ticket_id == start.ticket_id, _HISTORY.c.at <= start.created_at
    )
    entries = bind.execute(told.order_by(_HISTORY.c.id)).all()
    then = [each for each in entries if each.at == start.created_at]
    earlier = [each for each in entries if each.at < start.created_at]
    if not then or not earlier or any(each.change not in ("followup", "noted") for each in then):
        return False
    calmed = then[-1].snapshot.get("urgency") != earlier[-1].snapshot.get("urgency")
    return not calmed and all(each.due_at < start.due_at for each in before)
