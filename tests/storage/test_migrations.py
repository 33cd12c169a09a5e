"""Migrations make exactly the tables that the code uses, on both kinds of database."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.migrate import upgrade, versions
from storage.tables import metadata
from tests.conftest import Town


def test_migrations_and_tables_agree(town: Town) -> None:
    with town.engine.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(town: Town) -> None:
    town.request()
    upgrade(town.engine.database)
    current, newest = versions(town.engine.database)
    assert current == newest
    assert town.ticket().no == 1001
