"""How the backups fared, put down in the data folder: who runs them and who works are two programs."""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.settings import Settings
from handlers import wording

_NAME = "backup.json"
_OLD = timedelta(days=3)  # by then somebody who has made backups makes them no longer


@dataclass(frozen=True, kw_only=True, slots=True)
class Backups:
    """The last try, why it failed ("" where it did not), and the last one that was made."""

    tried_at: datetime
    error: str
    made_at: datetime | None


def put_down(settings: Settings, now: datetime, error: str = "") -> None:
    """Keep how a backup went; where even that cannot be written the backup's own words stand."""
    before = backups(settings)
    made_at = now if not error else before.made_at if before is not None else None
    told = {
        "tried_at": now.isoformat(),
        "error": error,
        "made_at": made_at.isoformat() if made_at is not None else None,
    }
    with contextlib.suppress(OSError):
        (settings.data_dir / _NAME).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def backups(settings: Settings) -> Backups | None:
    """What is known; None where no backup was ever tried."""
    try:
        told = json.loads((settings.data_dir / _NAME).read_text("utf-8"))
        return Backups(
            tried_at=datetime.fromisoformat(told["tried_at"]),
            error=told["error"],
            made_at=datetime.fromisoformat(told["made_at"]) if told["made_at"] else None,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def trouble(known: Backups | None, now: datetime) -> str:
    """What is wrong with the backups, in words; "" where nothing is, or none was ever tried."""
    if known is None:
        return ""
    made = f"上一次做成是{wording.clock(known.made_at)}" if known.made_at is not None else "一次也没有做成过"
    if known.error:
        return f"{wording.clock(known.tried_at)}没做成：{known.error}；{made}"
    return f"好几天没有备份了，{made}" if now - known.tried_at > _OLD else ""
