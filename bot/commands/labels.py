"""`salon labels export`: what coordinators decided, as labelled lines for training."""

import json

from handlers.union.labels import labels
from storage.database import Database


def exported(database: Database) -> str:
    """The labelled lines as JSONL."""
    with database.unit() as uow:
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in labels(uow))
