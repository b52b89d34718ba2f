"""The tables that the migrations make are those that the models describe."""

from importlib import import_module
from pkgutil import iter_modules

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import db.models
from db.base import Base
from db.upgrade import upgrade
from tests.snapshots import connected


def test_the_migrations_end_in_the_tables_of_the_models(database):
    for module in iter_modules(db.models.__path__):
        import_module(f"db.models.{module.name}")

    with connected().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database):
    upgrade(connected())
