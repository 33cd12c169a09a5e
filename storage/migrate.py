"""Bringing a database to the newest schema."""

from contextlib import ExitStack
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database, Unreachable, told


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    return config


def upgrade(database: Database) -> None:
    """Run every migration that this database has not seen. Safe to repeat. Raises Unreachable."""
    config = _config()
    with ExitStack() as held:
        try:
            connection = held.enter_context(database.engine.begin())
        except SQLAlchemyError as error:
            raise Unreachable(told(error)) from error
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def versions(database: Database) -> tuple[str | None, str | None]:
    """The schema this database has, and the newest one. Raises Unreachable."""
    try:
        with database.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise Unreachable(told(error)) from error
    return current, ScriptDirectory.from_config(_config()).get_current_head()
