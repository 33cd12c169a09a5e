"""Bringing a database to the newest schema."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database


class Unreachable(Exception):
    """The database cannot be reached or read."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    return config


def upgrade(database: Database) -> None:
    """Run every migration that this database has not seen. Safe to repeat."""
    config = _config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def versions(database: Database) -> tuple[str | None, str | None]:
    """The schema this database has, and the newest one. Raises Unreachable."""
    try:
        with database.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise Unreachable(type(error).__name__) from error
    return current, ScriptDirectory.from_config(_config()).get_current_head()
