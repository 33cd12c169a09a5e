"""The field's words that are kept in the database; each has its one home here."""

from enum import StrEnum


class Status(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"  # 待接单
    CLAIMED = "claimed"  # 已接单
    IN_PROGRESS = "in_progress"  # 处理中
    RESOLVED = "resolved"  # 师傅说好了, 等企业确认
    CLOSED = "closed"  # 已结单
    CANCELLED = "cancelled"  # 已取消


LIVE = (Status.OPEN, Status.CLAIMED, Status.IN_PROGRESS, Status.RESOLVED)
HELD = (Status.CLAIMED, Status.IN_PROGRESS)


class RoomKind(StrEnum):
    """What a group is for."""

    ENTERPRISE = "enterprise"  # 企业群
    EXPERT = "expert"  # 专家群
    SALON = "salon"  # 沙龙群: enterprises and experts at once
    COORDINATOR = "coordinator"  # 协调群
    UNKNOWN = "unknown"  # 未登记


class Happening(StrEnum):
    """What happens to a WeChat group."""

    JOIN = "join"  # 进群
    LEAVE = "leave"  # 退群, 被移出
    TOPIC = "topic"  # 改群名


class Answer(StrEnum):
    """How one asked expert answered an offer."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # somebody else has the ticket, or it is over


class Answered(StrEnum):
    """What solved a ticket online (线上答复), before anybody had mended it."""

    CASE = "case"  # a past case that was shown
    ADVICE = "advice"  # an expert's advice in a group


class TimerKind(StrEnum):
    """What a due moment is for."""

    START = "start"  # quiet hours are over, or until when it was put off
    WAVE = "wave"
    CONSULT = "consult"  # more experts are still wanted beside the holder
    REPLACE = "replace"  # the firm wants another expert, and nothing has come of it
    ASSIGNED = "assigned"  # the expert whom a coordinator gave it to has not answered
    COORDINATOR = "coordinator"
    BREACH = "breach"
    REPEAT = "repeat"
    WAITING = "waiting"  # the requester hears again that nobody has it yet
    LEFT = "left"  # who has it has left, and no coordinator has said who goes
    STALLED = "stalled"  # who has it has not said for long how it goes
    SUMMARY = "summary"  # of all that is overdue, once a day
    PHOTO = "photo"  # a picture came and no word with it
    CONFIRM_REMINDER = "confirm_reminder"
    AUTO_CLOSE = "auto_close"


class Change(StrEnum):
    """What happened to a ticket; the words of the replay contract."""

    OPENED = "opened"
    FOLLOWUP = "followup"
    OFFERED = "offered"
    DECLINED = "declined"
    CLAIMED = "claimed"
    RELEASED = "released"
    ASSIGNED = "assigned"
    TRANSFERRED = "transferred"
    JOINED = "joined"
    PROGRESS = "progress"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    RATED = "rated"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    MERGED = "merged"
    ESCALATED = "escalated"
    BREACHED = "breached"
    NOTED = "noted"


class Purpose(StrEnum):
    """Why a message is sent; delivery asks again before sending whether it is still true."""

    OFFER = "offer"
    NUDGE = "nudge"  # about an unclaimed ticket, to coordinators or who asked
    ANSWER = "answer"
    FAREWELL = "farewell"  # it was taken back; unsaid where it is asked for again at once
    REPORT = "report"
    BACKUP_FAILED = "backup_failed"  # reports too; by the last of the two it is known what people believe
    BACKUP_MADE = "backup_made"


class Outcome(StrEnum):
    """How a call to a model ended; whatever is neither asked nor ok is a failure."""

    ASKED = "asked"  # under way, or lost with the process
    OK = "ok"
    TIMEOUT = "timeout"
    LIMITED = "limited"  # 429
    REFUSED = "refused"  # another 4xx: key, model name, balance
    SERVER = "server"  # 5xx
    CONNECTION = "connection"
    BAD_ANSWER = "bad_answer"  # no JSON, or not what the schema asks for
