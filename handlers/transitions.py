"""The one transition table for tickets.

             open  claimed  in_progress  resolved  closed  cancelled     to
claimed       x                                                       claimed
assigned      x       x          x                                    claimed
transferred           x          x                                    claimed
released              x          x                                    open
progress              x          x                                    in_progress
resolved              x          x                                    resolved
confirmed     x       x          x           x                        closed
closed        x       x          x           x                        closed
cancelled     x       x          x           x                        cancelled
reopened                                     x        x      x        in_progress, or open if nobody holds it

Every other change (offered, declined, followup, joined, rated, merged, escalated, breached, noted)
leaves the status where it is.
"""

from collections.abc import Mapping

from storage.terms import HELD, LIVE, Change, Status

FROM: Mapping[Change, tuple[Status, ...]] = {
    Change.CLAIMED: (Status.OPEN,),
    Change.ASSIGNED: (Status.OPEN, *HELD),
    Change.TRANSFERRED: HELD,
    Change.RELEASED: HELD,
    Change.PROGRESS: HELD,
    Change.RESOLVED: HELD,
    Change.CONFIRMED: LIVE,
    Change.CLOSED: LIVE,
    Change.CANCELLED: LIVE,
    Change.REOPENED: (Status.RESOLVED, Status.CLOSED, Status.CANCELLED),
}

_TO: Mapping[Change, Status] = {
    Change.CLAIMED: Status.CLAIMED,
    Change.ASSIGNED: Status.CLAIMED,
    Change.TRANSFERRED: Status.CLAIMED,
    Change.RELEASED: Status.OPEN,
    Change.PROGRESS: Status.IN_PROGRESS,
    Change.RESOLVED: Status.RESOLVED,
    Change.CONFIRMED: Status.CLOSED,
    Change.CLOSED: Status.CLOSED,
    Change.CANCELLED: Status.CANCELLED,
}


def target(change: Change, *, held: bool) -> Status:
    """Where a change leads; a reopening depends on whether somebody holds the ticket.

    Raises KeyError for a change that moves nothing.
    """
    if change is Change.REOPENED:
        return Status.IN_PROGRESS if held else Status.OPEN
    return _TO[change]
